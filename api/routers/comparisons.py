"""Two drafts or releases of a term side by side."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, Language, ReadDb
from api.problems import documented
from api.roster import ChangeOut, CostChange, OccurrenceOut, SpreadOut, changes_out, cost_change
from scheduler.comparing.comparison import Side
from scheduler.comparing.coverage import Coverage, by_scheme, by_station
from scheduler.comparing.difference import ChangeKind, counts
from scheduler.comparing.fairness import PersonLoad, loads, spread
from scheduler.comparing.naming import Names
from scheduler.comparing.telling import told, told_to_one
from scheduler.comparing.touched import OwnChangeKind
from scheduler.errors import NotFoundError
from scheduler.models.planning import Draft
from scheduler.models.releases import EventKind, PartyKind, Release
from scheduler.publishing.errors import TermsDifferError
from scheduler.publishing.sides import Compared, PlanKind, PlanRef, compare

router = APIRouter(tags=["comparisons"])
Ref = Annotated[
    str,
    Query(
        pattern="^(draft|release):[0-9a-f]{32}$",
        description="`draft:` or `release:` and its key",
        examples=["draft:0123456789abcdef0123456789abcdef"],
    ),
]


class PlanOut(BaseModel):
    """One of the two plans."""

    kind: PlanKind
    id: str
    name: str
    violation_count: int
    bound: int | None
    spread: SpreadOut


class OwnChangeOut(BaseModel):
    """What has become of somebody's own date."""

    key: str
    title: str
    kind: OwnChangeKind
    before: OccurrenceOut | None
    after: OccurrenceOut | None


class TouchedOut(BaseModel):
    """Somebody whose own dates differ."""

    kind: PartyKind
    id: str
    name: str
    changes: list[OwnChangeOut]


class LoadOut(BaseModel):
    """Slots somebody works in either plan, and the agreed number."""

    supervisor_id: str
    name: str
    target: int | None
    before: int | None
    after: int | None


class CoverageOut(BaseModel):
    """Due and planned."""

    model_config = ConfigDict(from_attributes=True)

    due: int
    planned: int


class SchemeOut(BaseModel):
    """One scheme's visits, or the course sessions under `camp`, in either plan."""

    scheme: str
    before: CoverageOut
    after: CoverageOut


class StationComparedOut(BaseModel):
    """The visits in which one station takes part."""

    station_id: str
    name: str
    schemes: list[SchemeOut]


class ComparisonOut(BaseModel):
    """All there is to say about two plans."""

    before: PlanOut
    after: PlanOut
    counts: dict[EventKind, dict[ChangeKind, int]]
    cost: CostChange
    changes: list[ChangeOut]
    touched: list[TouchedOut]
    loads: list[LoadOut]
    schemes: list[SchemeOut]
    stations: list[StationComparedOut]


@router.get("/comparisons", responses=documented(NotFoundError, TermsDifferError))
def read(
    db: ReadDb,
    actor: CurrentActor,
    lang: Language,
    before: Ref,
    after: Ref,
    unchanged: Annotated[bool, Query(description="list what did not change, too")] = False,
) -> ComparisonOut:
    """What differs, whom it touches, costs by name, fairness and coverage of both."""
    compared = compare(db, actor=actor, before=_ref(before), after=_ref(after))
    one, other, names = compared.comparison.before, compared.comparison.after, compared.names
    shown = [row for row in compared.comparison.changes if unchanged or row.kind is not ChangeKind.UNCHANGED]
    return ComparisonOut(
        before=_plan(compared.before, one),
        after=_plan(compared.after, other),
        counts=counts(compared.comparison.changes),
        cost=cost_change(one.cost, other.cost, lang),
        changes=changes_out(told(change, names) for change in shown),
        touched=_touched(compared),
        loads=_loads(loads(one.book), loads(other.book), names),
        schemes=_schemes(by_scheme(one.book), by_scheme(other.book)),
        stations=_stations(one, other, names),
    )


def _ref(text: str) -> PlanRef:
    kind, _, row_id = text.partition(":")
    return PlanRef(PlanKind(kind), row_id)


def _plan(row: Draft | Release, side: Side) -> PlanOut:
    is_draft = isinstance(row, Draft)
    return PlanOut(
        kind=PlanKind.DRAFT if is_draft else PlanKind.RELEASE,
        id=row.id,
        name=row.name if isinstance(row, Draft) else f"#{row.number}",
        violation_count=len(side.verdict.violations),
        bound=row.bound,
        spread=SpreadOut.model_validate(spread(loads(side.book))),
    )


def _touched(compared: Compared) -> list[TouchedOut]:
    names = compared.names
    return [
        TouchedOut(
            kind=party.kind,
            id=party.id,
            name=names.of(party.id),
            changes=[OwnChangeOut.model_validate(told_to_one(own, names)) for own in changes],
        )
        for party, changes in compared.comparison.touched.items()
    ]


def _loads(before: Iterable[PersonLoad], after: Iterable[PersonLoad], names: Names) -> list[LoadOut]:
    was, now = ({person.supervisor_id: person for person in people} for people in (before, after))
    return [
        LoadOut(
            supervisor_id=id_,
            name=names.of(id_),
            target=now[id_].target if id_ in now else was[id_].target,
            before=was[id_].load if id_ in was else None,
            after=now[id_].load if id_ in now else None,
        )
        for id_ in {**now, **was}
    ]


def _schemes(before: dict[str, Coverage], after: dict[str, Coverage]) -> list[SchemeOut]:
    nothing = Coverage(0, 0)
    return [
        SchemeOut(
            scheme=scheme,
            before=CoverageOut.model_validate(before.get(scheme, nothing)),
            after=CoverageOut.model_validate(after.get(scheme, nothing)),
        )
        for scheme in {**after, **before}
    ]


def _stations(before: Side, after: Side, names: Names) -> list[StationComparedOut]:
    was, now = by_station(before.book), by_station(after.book)
    return [
        StationComparedOut(station_id=id_, name=names.of(id_), schemes=_schemes(was.get(id_, {}), now.get(id_, {})))
        for id_ in {**now, **was}
    ]
