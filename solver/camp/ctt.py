"""Files of curriculum-based course timetabling (`.ctt`, ITC-2007 track 3): read whole, every fault with its line.

The format: `Key: value` lines of a header, then the sections COURSES, ROOMS, CURRICULA and
UNAVAILABILITY_CONSTRAINTS, then `END.`; blank lines mean nothing, fields are parted by blanks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from solver.wording import Lang, Wording

HEADER: Final = {
    "Name:": "name",
    "Courses:": "courses",
    "Rooms:": "rooms",
    "Days:": "days",
    "Periods_per_day:": "periods_per_day",
    "Curricula:": "curricula",
    "Constraints:": "constraints",
}
SECTIONS: Final = {
    "COURSES:": "courses",
    "ROOMS:": "rooms",
    "CURRICULA:": "curricula",
    "UNAVAILABILITY_CONSTRAINTS:": "constraints",
}
END: Final = "END."
MOST_DAYS: Final = 366
MOST_PERIODS: Final = 144
FAULTS: Final = {
    "ctt.empty": Wording("文件是空的；请给出 .ctt 竞赛文件", "the file is empty; give a .ctt file of the competition"),
    "ctt.header": Wording(
        "缺少表头 {key}；请在各段之前写上“{key} 数值”",
        "header {key} is missing; write “{key} value” above the sections",
    ),
    "ctt.section": Wording("缺少段落 {key}；请补上", "section {key} is missing; add it"),
    "ctt.line": Wording(
        "读不懂这一行“{text}”；它应属于某一段落", "the line “{text}” is not understood; it belongs to no section"
    ),
    "ctt.twice": Wording("{key} 出现两次；请删去一处", "{key} appears twice; remove one"),
    "ctt.fields": Wording(
        "这一行有 {found} 项，应为 {wanted}：{form}", "the line has {found} fields, not {wanted}: {form}"
    ),
    "ctt.number": Wording(
        "{name} 写作“{text}”；应为 {low} 到 {high} 的整数",
        "{name} is written “{text}”; a whole number from {low} to {high} is needed",
    ),
    "ctt.unknown_course": Wording(
        "没有编号为 {id} 的课程；请改正编号", "there is no course {id}; correct the id or add the course"
    ),
    "ctt.count": Wording(
        "表头说 {key} {declared}，段落里有 {found}；请改成一致",
        "the header says {key} {declared}, the section has {found}; make them agree",
    ),
    "ctt.end": Wording("缺少结尾 END.；文件可能被截断", "END. is missing; the file may be cut short"),
}
"""The sentence of every fault by its stable code."""


@dataclass(frozen=True, slots=True)
class CttFault:
    """What is wrong in one line (numbered from 1; 0 for the file as a whole), and how to mend it."""

    code: str
    line: int
    facts: dict[str, object] = field(default_factory=dict)

    def message(self, lang: Lang = Lang.ZH) -> str:
        """The fault in words, with its line."""
        place = Wording("第 {line} 行：", "line {line}: ").say(lang, line=self.line) if self.line else ""
        return place + FAULTS[self.code].say(lang, **self.facts)


class FaultyCtt(ValueError):  # noqa: N818 (a faulty file is what it is)
    """A `.ctt` file that cannot be used; `faults` holds everything that is wrong with it, in the order of its lines."""

    def __init__(self, faults: list[CttFault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("; ".join(fault.message(Lang.EN) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Course:
    """`lectures` to be given by `teacher` to `students` heads on at least `min_days` days (a soft wish)."""

    id: str
    teacher: str
    lectures: int
    min_days: int
    students: int


@dataclass(slots=True)
class Ctt:
    """A whole competition file. Days and periods count from 0."""

    name: str = ""
    days: int = 0
    periods_per_day: int = 0
    courses: dict[str, Course] = field(default_factory=dict)
    rooms: dict[str, int] = field(default_factory=dict)
    """Seats by room."""
    curricula: dict[str, list[str]] = field(default_factory=dict)
    """Courses by curriculum; no two of them may meet in one period."""
    unavailable: set[tuple[str, int, int]] = field(default_factory=set)
    """(course, day, period) in which the course cannot be given."""


def read_ctt(text: str) -> Ctt:
    """The competition file of this text. Raises FaultyCtt with every fault found."""
    return _Reader(text).read()


class _Reader:
    """Goes over the lines once; the sections are understood afterwards, so they may come in any order."""

    def __init__(self, text: str) -> None:
        self.faults: list[CttFault] = []
        self.ctt = Ctt()
        self._lines = [(number, line.split()) for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1)]
        self._header: dict[str, tuple[int, str]] = {}
        self._sections: dict[str, list[tuple[int, list[str]]]] = {}

    def read(self) -> Ctt:
        if not any(words for _, words in self._lines):
            raise FaultyCtt([CttFault("ctt.empty", 0)])
        self._sort_lines()
        self._read_header()
        self._read_section("COURSES:", 5, "课程 course teacher lectures min_days students", self._course)
        self._read_section("ROOMS:", 2, "教室 room seats", self._room)
        self._read_section("CURRICULA:", None, "课程组 curriculum count course ...", self._curriculum)
        self._read_section("UNAVAILABILITY_CONSTRAINTS:", 3, "不可用 course day period", self._constraint)
        if self.faults:
            raise FaultyCtt(self.faults)
        return self.ctt

    def _fault(self, code: str, line: int, **facts: object) -> None:
        self.faults.append(CttFault(code, line, facts))

    def _sort_lines(self) -> None:
        section: list[tuple[int, list[str]]] | None = None
        for number, words in self._lines:
            if not words:
                continue
            if words == [END]:
                return
            if words[0] in SECTIONS and len(words) == 1:
                if words[0] in self._sections:
                    self._fault("ctt.twice", number, key=words[0])
                section = self._sections.setdefault(words[0], [])
            elif section is not None:
                section.append((number, words))
            elif words[0] not in HEADER:
                self._fault("ctt.line", number, text=" ".join(words)[:80])
            elif words[0] in self._header:
                self._fault("ctt.twice", number, key=words[0])
            else:
                self._header[words[0]] = (number, " ".join(words[1:]))
        self._fault("ctt.end", self._lines[-1][0])

    def _read_header(self) -> None:
        for key in HEADER:
            if key not in self._header:
                self._fault("ctt.header", 0, key=key)
        self.ctt.name = self._header.get("Name:", (0, ""))[1]
        for key, most in (("Days:", MOST_DAYS), ("Periods_per_day:", MOST_PERIODS)):
            if key in self._header:
                line, text = self._header[key]
                setattr(self.ctt, HEADER[key], self._number(text, line, key, low=1, high=most))

    def _number(self, text: str, line: int, name: str, *, low: int = 0, high: int = 1_000_000) -> int:
        if text.isascii() and text.isdigit() and len(text) <= len(str(high)) and low <= int(text) <= high:
            return int(text)
        self._fault("ctt.number", line, name=name, text=text[:80], low=low, high=high)
        return low

    def _read_section(self, key: str, width: int | None, form: str, take: Callable[[int, list[str]], None]) -> None:
        if key not in self._sections:
            self._fault("ctt.section", 0, key=key)
            return
        rows = self._sections[key]
        for line, words in rows:
            wanted = width if width is not None else 2 + (int(words[1]) if words[1:] and words[1].isdecimal() else 0)
            if len(words) == wanted:
                take(line, words)
            else:
                self._fault("ctt.fields", line, found=len(words), wanted=wanted, form=form)
        count = next(name for name, attribute in HEADER.items() if attribute == SECTIONS[key])
        if count in self._header:
            line, text = self._header[count]
            declared = self._number(text, line, count)
            if declared != len(rows):
                self._fault("ctt.count", line, key=count, declared=declared, found=len(rows))

    def _is_new(self, known: Iterable[str], line: int, id_: str) -> bool:
        if id_ in known:
            self._fault("ctt.twice", line, key=id_)
            return False
        return True

    def _course(self, line: int, words: list[str]) -> None:
        id_, teacher, lectures, min_days, students = words
        most = max(1, self.ctt.days * self.ctt.periods_per_day)
        course = Course(
            id_,
            teacher,
            self._number(lectures, line, "lectures", low=1, high=most),
            self._number(min_days, line, "min_days"),
            self._number(students, line, "students"),
        )
        if self._is_new(self.ctt.courses, line, id_):
            self.ctt.courses[id_] = course

    def _room(self, line: int, words: list[str]) -> None:
        if self._is_new(self.ctt.rooms, line, words[0]):
            self.ctt.rooms[words[0]] = self._number(words[1], line, "seats")

    def _curriculum(self, line: int, words: list[str]) -> None:
        id_, _, *courses = words
        for course in courses:
            self._is_known(course, line)
        if self._is_new(self.ctt.curricula, line, id_):
            self.ctt.curricula[id_] = list(dict.fromkeys(courses))

    def _constraint(self, line: int, words: list[str]) -> None:
        course, day, period = words
        days = self._number(day, line, "day", high=max(0, self.ctt.days - 1))
        periods = self._number(period, line, "period", high=max(0, self.ctt.periods_per_day - 1))
        if self._is_known(course, line):
            self.ctt.unavailable.add((course, days, periods))

    def _is_known(self, course: str, line: int) -> bool:
        if course in self.ctt.courses:
            return True
        self._fault("ctt.unknown_course", line, id=course)
        return False
