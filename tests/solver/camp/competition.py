"""Tiny competition timetables, and the competition's cost UD2 computed from its definition alone."""

from hypothesis import strategies as st

TINY = """Name: Tiny
Courses: 4
Rooms: 2
Days: 2
Periods_per_day: 3
Curricula: 2
Constraints: 3

COURSES:
maths anna 3 2 30
physics ben 2 2 25
art anna 1 1 10
music dora 1 2 45

ROOMS:
hall 40
lab 20

CURRICULA:
first 2 maths physics
second 3 physics art music

UNAVAILABILITY_CONSTRAINTS:
maths 0 0
music 1 2
music 1 1

END.
"""

Lecture = tuple[str, str, int, int]
"""(course, room, day, period), a line of the competition's solution file."""


def lectures_of(solution: str) -> list[Lecture]:
    rows = [line.split() for line in solution.splitlines()]
    return [(course, room, int(day), int(period)) for course, room, day, period in rows]


def _sections(text: str) -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.endswith(":"):
            rows = sections.setdefault(line, [])
        elif line.strip():
            rows.append(line.split())
    return sections


def ud2(text: str, lectures: list[Lecture]) -> int:
    """RoomCapacity + 5 MinimumWorkingDays + 2 CurriculumCompactness + RoomStability of a whole solution."""
    sections = _sections(text)
    seats = {room: int(capacity) for room, capacity in sections["ROOMS:"]}
    cost = 0
    for course, _, _, min_days, students in sections["COURSES:"]:
        mine = [lecture for lecture in lectures if lecture[0] == course]
        cost += sum(max(0, int(students) - seats[room]) for _, room, _, _ in mine)
        cost += 5 * max(0, int(min_days) - len({day for _, _, day, _ in mine}))
        cost += max(0, len({room for _, room, _, _ in mine}) - 1)
    for _, _, *courses in sections["CURRICULA:"]:
        busy = {(day, period) for course, _, day, period in lectures if course in courses}
        cost += 2 * sum((day, period - 1) not in busy and (day, period + 1) not in busy for day, period in busy)
    return cost


@st.composite
def timetables(draw: st.DrawFn) -> str:
    """The text of a small competition file that need not be solvable."""
    days, periods = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    rooms = [f"room{i} {draw(st.integers(0, 50))}" for i in range(draw(st.integers(1, 3)))]
    names = [f"course{i}" for i in range(draw(st.integers(1, 6)))]
    most = min(3, days * periods)
    courses = [
        f"{name} teacher{draw(st.integers(0, 4))} {draw(st.integers(1, most))} {draw(st.integers(0, 3))} "
        f"{draw(st.integers(0, 60))}"
        for name in names
    ]
    curricula = [
        f"group{i} {len(members)} {' '.join(members)}".strip()
        for i in range(draw(st.integers(0, 3)))
        for members in [draw(st.lists(st.sampled_from(names), max_size=3, unique=True))]
    ]
    closed = draw(
        st.lists(
            st.tuples(st.sampled_from(names), st.integers(0, days - 1), st.integers(0, periods - 1)),
            max_size=4,
            unique=True,
        )
    )
    constraints = [f"{name} {day} {period}" for name, day, period in closed]
    header = [
        "Name: drawn",
        f"Courses: {len(courses)}",
        f"Rooms: {len(rooms)}",
        f"Days: {days}",
        f"Periods_per_day: {periods}",
        f"Curricula: {len(curricula)}",
        f"Constraints: {len(constraints)}",
    ]
    sections = [
        ["COURSES:", *courses],
        ["ROOMS:", *rooms],
        ["CURRICULA:", *curricula],
        ["UNAVAILABILITY_CONSTRAINTS:", *constraints],
        ["END."],
    ]
    return "\n\n".join("\n".join(block) for block in [header, *sections]) + "\n"
