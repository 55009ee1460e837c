"""One sample problem from its options: the Jiaxing city, or any number of invented cities side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from samples.camp import Camp, make_camp
from samples.demand import make_demand
from samples.history import with_history
from samples.meetings import make_meetings
from samples.people import make_chiefs, make_experts, make_outside_lecturers
from samples.setting import Setting
from samples.stations import make_stations
from samples.terms import Quarter, Term
from samples.towns import JIAXING, Town, invented_towns, jiaxing_towns
from scheduler.default_weights import DEFAULT_WEIGHTS
from solver.ids import StationId
from solver.problem import LECTURE_ROLE, PROBLEM_FORMAT, Problem, Scheme, Travel

CAMP_SEATS: Final = 45
"""Course sessions taught by the city's own experts."""
CITY_KEYS: Final = (
    "stations",
    "supervisors",
    "engagements",
    "meetings",
    "venues",
    "cohorts",
    "trainees",
    "classes",
)
TRAVEL: Final = Travel(road_factor=1.3, kmh=40)
FOURTH_QUARTER_2026: Final = Quarter(2026, 4)


@dataclass(frozen=True, slots=True)
class SampleOptions:
    """What the sample is to be. The same options always give the same problem."""

    seed: int = 1
    invented_cities: int = 0
    """How many invented cities; 0 means the one real list, Jiaxing."""
    tightness: float = 0.8
    """Share of the experts' capacity that the demand takes, above 0; near 1 is hard, beyond it over-full."""
    camp: bool = True
    quarter: Quarter = FOURTH_QUARTER_2026
    provisional: bool = False
    """Whether weekdays may stand in where no notice of days off is known."""


def make_sample(options: SampleOptions) -> Problem:
    """The problem for some options. Raises `calendars.working_days.NoticeMissingError` for an unknown year."""
    term = Term.of(options.quarter, provisional=options.provisional)
    cities = [_city(towns, setting, options) for towns, setting in _cities(term, options)]
    return cities[0].changed(**{key: [row for city in cities for row in getattr(city, key)] for key in CITY_KEYS})


def ratings_of(options: SampleOptions) -> dict[StationId, int]:
    """The star rating (1 to 5) of every station of the sample, from which its demand follows."""
    term = Term.of(options.quarter, provisional=options.provisional)
    return {
        station.row.id: station.rating
        for towns, setting in _cities(term, options)
        for station in make_stations(towns, setting)
    }


def _cities(term: Term, options: SampleOptions) -> Iterator[tuple[list[Town], Setting]]:
    count = options.invented_cities
    if not count:
        yield jiaxing_towns(), Setting.of(term, f"{options.seed}/{JIAXING}", prefix="")
    for city in range(count):
        setting = Setting.of(term, f"{options.seed}/{city}", prefix=f"c{city + 1}-")
        yield invented_towns(city, count, setting.stream("towns")), setting


def _city(towns: list[Town], setting: Setting, options: SampleOptions) -> Problem:
    """The problem of one city alone."""
    stations = make_stations(towns, setting)
    due = make_demand(stations, setting)
    seats = sum(row.visits * row.panel for row in due if row.scheme is not Scheme.CHIEF)
    experts = make_experts(stations, seats + CAMP_SEATS * options.camp, options.tightness, setting)
    people = experts + make_chiefs(stations, setting)
    camp = Camp()
    if options.camp:
        people += make_outside_lecturers(stations, setting)
        camp = make_camp(stations, [person.id for person in people if LECTURE_ROLE in person.roles], setting)
    rows = [station.row for station in stations]
    return Problem(
        format=PROBLEM_FORMAT,
        name=_name(options),
        slots=setting.term.slots,
        travel=TRAVEL,
        stations=rows,
        supervisors=people,
        engagements=with_history(due, rows, experts, setting),
        meetings=make_meetings(stations, people, setting),
        venues=camp.venues,
        cohorts=camp.cohorts,
        trainees=camp.trainees,
        classes=camp.classes,
        weights=DEFAULT_WEIGHTS,
    )


def _name(options: SampleOptions) -> str:
    """Like 嘉兴市2026年第四季度."""
    place = f"{options.invented_cities}个虚构城市" if options.invented_cities else JIAXING
    return f"{place}{options.quarter.year}年第{'一二三四'[options.quarter.number - 1]}季度"
