"""The supervisors of a sample city: local experts, chief supervisors from other cities, lecturers from outside."""

import random
from collections import Counter
from typing import Final

from samples.names import FIELDS
from samples.setting import Setting
from samples.stations import SampleStation
from samples.terms import HALF_DAYS_A_WEEK, Term
from solver.ids import SupervisorId
from solver.problem import Role, Station, Supervisor

FEWEST_EXPERTS: Final = 6
INDEPENDENT_SHARE: Final = 0.4
"""Teachers, doctors, the retired: experts whom no agency employs."""
SENIOR_SHARE_OF_THE_REST: Final = 0.3
DISLIKED_SHARE: Final = 0.05
PAIR_VISITS: Final = 6
"""The most visits that one pair takes of a term."""
COUNTIES_A_CHIEF: Final = 3
LECTURERS_FROM_OUTSIDE: Final = 3
FAR_DEGREES: Final = (0.45, 0.85)
"""How far away the next big cities are, north-south and east-west."""


def make_experts(stations: list[SampleStation], seats: int, tightness: float, setting: Setting) -> list[Supervisor]:
    """Experts who live here, as many as it takes for `seats` to be the share `tightness` of what they can do.

    `seats` are person-slots of demand. Each one's target is their fair share of it.
    """
    rng = setting.stream("experts")
    experts: list[Supervisor] = []
    while len(experts) < FEWEST_EXPERTS or sum(map(_most, experts)) * tightness < seats:
        experts.append(_expert(len(experts), stations, setting, rng))
    share = seats / sum(map(_most, experts))
    return [expert.model_copy(update={"target": round(_most(expert) * min(1.0, share))}) for expert in experts]


def make_chiefs(stations: list[SampleStation], setting: Setting) -> list[Supervisor]:
    """Chief supervisors from other cities, one for up to three counties; they can come on some weekdays only."""
    rng = setting.stream("chiefs")
    counties = {station.row.county for station in stations}
    chiefs = []
    for number in range(-(-len(counties) // COUNTIES_A_CHIEF)):
        away = set(rng.sample(range(HALF_DAYS_A_WEEK), 3))
        lat, lon = _far_from(rng.choice(stations).row, rng)
        chiefs.append(
            Supervisor(
                id=SupervisorId(f"{setting.prefix}chief{number + 1:02}"),
                name=next(setting.names),
                lat=lat,
                lon=lon,
                roles=["chief", "lecture"],
                fields=rng.sample(FIELDS, 4),
                unavailable=setting.term.in_half_days(away),
                max_per_day=2,
                max_per_week=2,
                max_per_term=14,
                max_pairs=0,
            )
        )
    return chiefs


def make_outside_lecturers(stations: list[SampleStation], setting: Setting) -> list[Supervisor]:
    """Lecturers from other cities, free on about half of the half-days."""
    rng = setting.stream("lecturers")
    term = setting.term
    lecturers = []
    for number in range(LECTURERS_FROM_OUTSIDE):
        lat, lon = _far_from(rng.choice(stations).row, rng)
        lecturers.append(
            Supervisor(
                id=SupervisorId(f"{setting.prefix}lecturer{number + 1:02}"),
                name=next(setting.names),
                lat=lat,
                lon=lon,
                roles=["lecture"],
                unavailable=sorted(rng.sample(term.all, len(term.slots) // 2)),
                max_per_day=2,
                max_per_week=4,
                max_per_term=20,
                max_pairs=0,
            )
        )
    return lecturers


def _most(expert: Supervisor) -> int:
    """Person-slots an expert can take: those who only pair are held by their number of pairs."""
    senior = "roving" in expert.roles
    return expert.max_per_term if senior else min(expert.max_per_term, PAIR_VISITS * expert.max_pairs)


def _expert(number: int, stations: list[SampleStation], setting: Setting, rng: random.Random) -> Supervisor:
    """Every other expert and some more are senior: they also tour, evaluate and teach."""
    term = setting.term
    home = rng.choice(stations).row
    per_week = rng.choice((1, 2, 2, 3))
    roles: list[Role] = ["pair"]
    if number % 2 == 0 or rng.random() < SENIOR_SHARE_OF_THE_REST:
        roles += ["roving", "evaluation", "lecture"]
    if per_week > 1 and rng.random() < 1 / 2:
        roles.append("resident")
    agencies = sorted({station.row.operator for station in stations if station.row.operator})
    per_day = rng.choice((1, 2, 2, 2))
    busy = _busy(term, rng)
    return Supervisor(
        id=SupervisorId(f"{setting.prefix}v{number + 1:02}"),
        name=next(setting.names),
        lat=round(home.lat + rng.gauss(0, 0.03), 4),
        lon=round(home.lon + rng.gauss(0, 0.03), 4),
        roles=roles,
        fields=rng.sample(FIELDS, rng.choice((2, 3, 3, 4))),
        employer=None if rng.random() < INDEPENDENT_SHARE else rng.choice(agencies),
        unavailable=busy,
        disliked=[slot for slot in term.all if rng.random() < DISLIKED_SHARE],
        max_per_day=per_day,
        max_per_week=per_week,
        max_per_term=min(per_week * (len(term.weeks) - 1), _attainable(busy, per_day, per_week, term)),
        max_pairs=rng.choice((2, 3, 3, 4)),
    )


def _busy(term: Term, rng: random.Random) -> list[int]:
    """The slots of own work: two to four half-days every week, and for every second person one week of leave."""
    busy = set(term.in_half_days(set(rng.sample(range(HALF_DAYS_A_WEEK), rng.choice((2, 3, 4))))))
    if rng.random() < 1 / 2:
        busy.update(term.in_week(rng.randrange(len(term.weeks))))
    return sorted(busy)


def _attainable(busy: list[int], per_day: int, per_week: int, term: Term) -> int:
    """Half-days that somebody can work in the term, by what is free on each date and in each week."""
    taken = set(busy)
    free = Counter(term.slots[slot].date for slot in term.all if slot not in taken)
    weeks: Counter[int] = Counter()
    for date, half_days in free.items():
        weeks[date.isocalendar().week] += min(per_day, half_days)
    return sum(min(per_week, half_days) for half_days in weeks.values())


def _far_from(station: Station, rng: random.Random) -> tuple[float, float]:
    """Coordinates of a home in another city."""
    north, east = FAR_DEGREES
    return round(station.lat + rng.uniform(-north, north), 4), round(station.lon + rng.choice((-east, east)), 4)
