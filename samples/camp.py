"""The training camp 智创营 of a sample city: venues, tracks of parallel cohorts, their classes, and the trainees."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from samples.setting import Setting
from samples.stations import SampleStation
from solver.ids import ClassId, CohortId, SupervisorId, TraineeId, VenueId
from solver.problem import CampClass, Cohort, Form, Trainee, Venue

PROJECTOR, GROUP_TABLES = "投影", "分组桌椅"
VENUES: Final = (
    ("第一教室", 30, ()),
    ("第二教室", 30, (PROJECTOR,)),
    ("多功能厅", 45, (PROJECTOR,)),
    ("实训室", 60, (PROJECTOR, GROUP_TABLES)),
    ("报告厅", 220, (PROJECTOR,)),
)
VENUE_CLOSED_SHARE: Final = 0.4
"""Rooms are lent by others, who need them on so many of the half-days."""


@dataclass(frozen=True, slots=True)
class Track:
    """A line of courses for one kind of worker; `key` makes the ids."""

    key: str
    name: str
    courses: tuple[str, ...]


TRACKS: Final = (
    Track("new", "新人班", ("社会工作价值观与伦理入门", "个案工作实务", "小组工作实务", "服务记录与档案")),
    Track("core", "骨干班", ("需求评估进阶", "危机干预", "伦理困境研讨", "团队带领与自我照顾")),
    Track("project", "项目班", ("需求调研方法", "服务项目设计", "项目监测与督导", "成效评估与报告")),
)
COHORTS_A_TRACK: Final = 2
COHORT_NAMES: Final = "一二三四"
LECTURES: Final = (
    ("policy", "民政政策解读讲座", ("new", "core", "project")),
    ("law", "未成年人保护法律讲座", ("core", "project")),
)
CANDIDATES_A_CLASS: Final = 4
TRAINEES_A_STATION: Final = 3
ROOM_TO_CHOOSE: Final = 3
"""Places beyond an even split that each parallel cohort has."""
OFFICE_HALF_DAY: Final = 0
"""Monday morning is for office work: no classes."""


@dataclass(slots=True)
class Camp:
    """The camp's rows of the problem."""

    venues: list[Venue] = field(default_factory=list)
    cohorts: list[Cohort] = field(default_factory=list)
    classes: list[CampClass] = field(default_factory=list)
    trainees: list[Trainee] = field(default_factory=list)


def make_camp(stations: list[SampleStation], lecturers: list[SupervisorId], setting: Setting) -> Camp:
    """The camp of one city; `lecturers` are all who may teach."""
    return _CampMaker(stations, lecturers, setting).make()


class _CampMaker:
    def __init__(self, stations: list[SampleStation], lecturers: list[SupervisorId], setting: Setting) -> None:
        self._stations = [station.row for station in stations]
        self._lecturers = lecturers
        self._prefix = setting.prefix
        self._term = setting.term
        self._rng = setting.stream("camp")
        self._closed = setting.term.in_half_days({OFFICE_HALF_DAY})

    def make(self) -> Camp:
        camp = Camp(venues=self._venues(), trainees=self._trainees())
        for track in TRACKS:
            ids = self._cohort_ids(track)
            joining = sum(trainee.cohorts == ids for trainee in camp.trainees)
            size = math.ceil(joining / COHORTS_A_TRACK) + ROOM_TO_CHOOSE
            for cohort, number in zip(ids, COHORT_NAMES, strict=False):
                camp.cohorts.append(Cohort(id=cohort, name=f"{track.name}{number}期", max_size=size))
                camp.classes += self._cohort_classes(cohort, track)
        for key, title, tracks in LECTURES:
            joined = [cohort for track in TRACKS if track.key in tracks for cohort in self._cohort_ids(track)]
            camp.classes.append(self._single(f"{self._prefix}lecture-{key}", title, Form.LECTURE, joined))
        return camp

    def _cohort_ids(self, track: Track) -> list[CohortId]:
        return [CohortId(f"{self._prefix}{track.key}-{number + 1}") for number in range(COHORTS_A_TRACK)]

    def _cohort_classes(self, cohort: CohortId, track: Track) -> Iterator[CampClass]:
        """The courses of a cohort, each after the one before, and its salon."""
        earlier: list[ClassId] = []
        for number, title in enumerate(track.courses, start=1):
            half_days = self._rng.choice((2, 2, 3))
            course = CampClass(
                id=ClassId(f"{cohort}-course-{number}"),
                title=title,
                form=Form.COURSE,
                cohorts=[cohort],
                sessions=half_days,
                lecturers=self._candidates(),
                features=self._rng.choice(([], [PROJECTOR])),
                min_days=half_days - 1,
                after=earlier,
                closed=self._closed,
            )
            earlier = [course.id]
            yield course
        yield self._single(f"{cohort}-salon", f"{track.name}沙龙", Form.SALON, [cohort])

    def _single(self, key: str, title: str, form: Form, cohorts: list[CohortId]) -> CampClass:
        """A class of one half-day: a salon sits around tables, a lecture looks at a screen."""
        return CampClass(
            id=ClassId(key),
            title=title,
            form=form,
            cohorts=cohorts,
            sessions=1,
            lecturers=self._candidates(),
            features=[GROUP_TABLES if form is Form.SALON else PROJECTOR],
            min_days=1,
            closed=self._closed,
        )

    def _candidates(self) -> list[SupervisorId]:
        return self._rng.sample(self._lecturers, min(CANDIDATES_A_CLASS, len(self._lecturers)))

    def _venues(self) -> list[Venue]:
        """Rooms in the community centres of different towns."""
        towns = self._rng.sample(self._stations, len(VENUES))
        closures = int(len(self._term.slots) * VENUE_CLOSED_SHARE)
        return [
            Venue(
                id=VenueId(f"{self._prefix}room{number}"),
                name=f"{town.name}党群服务中心{name}",
                lat=town.lat,
                lon=town.lon,
                seats=seats,
                features=list(features),
                closed=sorted(self._rng.sample(self._term.all, closures)),
            )
            for number, (town, (name, seats, features)) in enumerate(zip(towns, VENUES, strict=True), start=1)
        ]

    def _trainees(self) -> list[Trainee]:
        """Up to three workers of each station, never so many that duty could not be kept."""
        return [
            Trainee(
                id=TraineeId(f"{station.id}-t{number + 1}"),
                station=station.id,
                cohorts=self._cohort_ids(self._rng.choice(TRACKS)),
            )
            for station in self._stations
            for number in range(min(TRAINEES_A_STATION, station.staff - station.duty))
        ]
