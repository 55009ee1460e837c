"""Shapes of answers that drafts, comparisons, releases and notices share: names, costs, broken rules, changes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from scheduler.comparing.difference import Aspect, ChangeKind
from scheduler.comparing.naming import Names
from scheduler.drafts.findings import Finding
from scheduler.models.releases import EventKind
from scheduler.words import COSTS
from solver.plan import Cost
from solver.wording import Lang


class Named(BaseModel):
    """Somebody or something, with the name for people."""

    id: str
    name: str


class CostName(BaseModel):
    """One soft cost before and after; equal in a plan by itself."""

    name: str = Field(examples=["travel"])
    label: str = Field(examples=["路程"])
    before: int
    after: int


class CostChange(BaseModel):
    """The whole cost before and after, and its parts by name."""

    before: int
    after: int
    by_name: list[CostName]


class SpreadOut(BaseModel):
    """How far loads are from what was agreed."""

    model_config = ConfigDict(from_attributes=True)

    people: int
    mean_deviation: float
    standard_deviation: float
    most_over: int
    most_under: int
    gini: float


class FindingOut(BaseModel):
    """One place where a plan breaks a hard rule."""

    model_config = ConfigDict(from_attributes=True)

    rule: str = Field(examples=["H3"])
    code: str = Field(examples=["two-places"])
    message: str
    keys: list[str]
    """The visits, course sessions and meetings it is about; empty when it is about somebody's whole week or term."""
    supervisor_id: str | None
    station_id: str | None
    venue_id: str | None
    cohort_id: str | None
    trainee_id: str | None
    date: dt.date | None
    start: str | None


class OccurrenceOut(BaseModel):
    """When, where and with whom something takes place."""

    date: dt.date
    start: str
    end: str
    place: str
    venue_id: str | None
    supervisors: list[Named]
    stations: list[Named]
    cohorts: list[Named]


class ChangeOut(BaseModel):
    """What has become of one visit, course session or meeting."""

    key: str
    about: EventKind
    scheme: str
    title: str
    kind: ChangeKind
    aspects: list[Aspect]
    before: OccurrenceOut | None
    after: OccurrenceOut | None


def cost_change(before: Cost, after: Cost, lang: Lang) -> CostChange:
    """Two costs side by side, in the order of the table of costs."""
    names = [name for name in COSTS if name in before.by_name or name in after.by_name]
    return CostChange(
        before=before.total,
        after=after.total,
        by_name=[
            CostName(
                name=name,
                label=COSTS[name].say(lang),
                before=before.by_name.get(name, 0),
                after=after.by_name.get(name, 0),
            )
            for name in names
        ],
    )


def named(ids: Iterable[str], names: Names, lang: Lang = Lang.ZH) -> list[Named]:
    """Keys with their names."""
    return [Named(id=id_, name=names.of(id_, lang)) for id_ in ids]


def findings_out(found: Iterable[Finding]) -> list[FindingOut]:
    """Broken rules."""
    return [FindingOut.model_validate(finding) for finding in found]


def changes_out(told: Iterable[Mapping[str, Any]]) -> list[ChangeOut]:
    """Changes as a release keeps them."""
    return [ChangeOut.model_validate(change) for change in told]


class Period(BaseModel):
    """A half-open period of dates; None is open."""

    first_date: dt.date | None
    end_date: dt.date | None


def _period(
    first_date: Annotated[dt.date | None, Query(description="from this date on")] = None,
    end_date: Annotated[dt.date | None, Query(description="before this date")] = None,
) -> Period:
    return Period(first_date=first_date, end_date=end_date)


PeriodAsked = Annotated[Period, Depends(_period)]
RowKey = Annotated[str | None, Query(max_length=32)]
