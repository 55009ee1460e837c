"""Stations, people and the camp's rows in cells: by name, or by code where two have the same name."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.models.camp import Course, Track
from scheduler.models.people import Station, Supervisor
from scheduler.spreadsheets.cells import CellKind, choice, named
from scheduler.words import SCHEMES
from solver.wording import Wording

HALVES: Final = choice({"morning": "上午", "afternoon": "下午"})
SCHEME: Final = choice({scheme.value: words.zh for scheme, words in SCHEMES.items()})
_NO_STATION: Final = Wording(
    "没有名称或编码为“{value}”的社工站；同名的请填编码", "there is no station {value!r}; give the code of namesakes"
)
_NO_SUPERVISOR: Final = Wording(
    "没有姓名或编号为“{value}”的督导；同名的请填编号", "there is no supervisor {value!r}; give the code of namesakes"
)
_NO_TRACK: Final = Wording("没有名为“{value}”的班型", "there is no track {value!r}")
_NO_COURSE: Final = Wording(
    "没有名为“{value}”的课程；请先导入它，或改正它那一行",
    "there is no course {value!r}: import it first, or mend its row",
)
_NO_COHORT: Final = Wording("本计划期没有名为“{value}”的班级", "there is no cohort {value!r} in this term")


def stations_of(db: Session, actor: Actor) -> dict[str, Station]:
    """All stations of the association by key."""
    return {row.id: row for row in db.exec(select(Station).where(Station.association_id == actor.association_id))}


def supervisors_of(db: Session, actor: Actor) -> dict[str, Supervisor]:
    """All supervisors of the association by key."""
    return {row.id: row for row in db.exec(select(Supervisor).where(Supervisor.association_id == actor.association_id))}


def station_named(stations: dict[str, Station]) -> CellKind:
    """A station."""
    rows = ((row.id, row.code, row.name) for row in stations.values())
    return named(rows, error="unknown-station", wording=_NO_STATION)


def supervisor_named(supervisors: dict[str, Supervisor]) -> CellKind:
    """A supervisor."""
    rows = ((row.id, row.code, row.name) for row in supervisors.values())
    return named(rows, error="unknown-supervisor", wording=_NO_SUPERVISOR, width=14)


def track_named(tracks: Iterable[Track]) -> CellKind:
    """A track of the camp."""
    return named(((row.id, row.name, row.name) for row in tracks), error="unknown-track", wording=_NO_TRACK)


def course_named(courses: Iterable[Course]) -> CellKind:
    """A course of the camp."""
    return named(((row.id, row.title, row.title) for row in courses), error="unknown-course", wording=_NO_COURSE)


def cohort_named(cohorts: Mapping[str, str]) -> CellKind:
    """A cohort of a term; `cohorts` are names by key."""
    rows = ((id_, name, name) for id_, name in cohorts.items())
    return named(rows, error="unknown-cohort", wording=_NO_COHORT)
