"""After a leave, a closure or a typhoon: what falls of a published term, and mending it with one small release."""

import datetime as dt
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import CurrentActor, ReadDb, WriteDb
from api.drafting import EDIT_FAULTS
from api.problems import documented
from api.roster import Named
from scheduler.clock import today
from scheduler.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError, WrongStateError
from scheduler.mending import queries, service
from scheduler.mending.commands import Incident, Mending
from scheduler.mending.errors import ChoiceMissingError, ProposalGoneError
from scheduler.mending.proposals import RemedyKind
from scheduler.publishing.errors import RulesBrokenError
from scheduler.requests.offers import VisitMoved

router = APIRouter(tags=["mending"])


class ProposalOut(BaseModel):
    """One way to keep a visit."""

    number: int
    remedy: RemedyKind
    date: dt.date
    start: str
    end: str
    supervisors: list[Named]
    moves: list[VisitMoved]
    """What else moves: later visits of its series, or the visit that makes room."""
    cost: int
    cost_by_name: dict[str, int]
    """Compared with what is published."""


class FallenOut(BaseModel):
    """A visit or course session that can no longer take place: what, why, and the ways to keep it."""

    key: str
    title: str
    shown: dict[str, Any]
    reasons: list[str]
    proposals: list[ProposalOut]


class DamageLossOut(BaseModel):
    """Something of the release that today's rows have no place for."""

    key: str
    reason: str
    date: dt.date | None


class DamageOut(BaseModel):
    """All that falls in a term."""

    term_id: str
    release_id: str
    fallen: list[FallenOut]
    lost: list[DamageLossOut]
    other: list[str]


class IncidentOut(BaseModel):
    """The closures and leaves an incident made, and what falls by it."""

    closure_ids: list[str]
    leave_ids: list[str]
    damage: DamageOut


class MendedOut(BaseModel):
    """The small release that mended it."""

    release_id: str
    number: int


@router.get("/terms/{term_id}/damage", responses=documented(NotFoundError, NotAllowedError, WrongStateError))
def read_damage(db: ReadDb, actor: CurrentActor, term_id: str) -> DamageOut:
    """What of the current release can no longer take place, with proposals for each."""
    return _damage(queries.damage(db, actor=actor, term_id=term_id, today=today(), lang=actor.language))


@router.post(
    "/terms/{term_id}/incidents",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, WrongStateError),
)
def declare_incident(db: WriteDb, actor: CurrentActor, term_id: str, incident: Incident) -> IncidentOut:
    """Close stations, counties or venues, and keep people away, for a while; the answer says what falls."""
    declared, damage = service.declare_incident(db, actor=actor, term_id=term_id, incident=incident, today=today())
    return IncidentOut(
        closure_ids=[row.id for row in declared.closures],
        leave_ids=[row.id for row in declared.leaves],
        damage=_damage(damage),
    )


@router.post(
    "/terms/{term_id}/mend",
    status_code=201,
    responses=documented(
        NotFoundError,
        NotAllowedError,
        ChangedMeanwhileError,
        WrongStateError,
        ChoiceMissingError,
        ProposalGoneError,
        RulesBrokenError,
        *EDIT_FAULTS,
    ),
)
def mend(db: WriteDb, actor: CurrentActor, term_id: str, mending: Mending) -> MendedOut:
    """Publish all that falls as it is chosen, together: kept as a proposal says or in another way, or dropped."""
    release = service.mend(db, actor=actor, term_id=term_id, mending=mending)
    return MendedOut(release_id=release.id, number=release.number)


def _damage(found: queries.Damage) -> DamageOut:
    return DamageOut(
        term_id=found.term.id,
        release_id=found.release_id,
        fallen=[
            FallenOut(
                key=row.key,
                title=row.title,
                shown=row.shown,
                reasons=[finding.message for finding in row.findings],
                proposals=[
                    ProposalOut(
                        number=way.number,
                        remedy=way.remedy,
                        date=way.date,
                        start=way.start,
                        end=way.end,
                        supervisors=[
                            Named(id=id_, name=name)
                            for id_, name in zip(way.supervisor_ids, way.supervisor_names, strict=True)
                        ],
                        moves=way.moves,
                        cost=way.cost,
                        cost_by_name=way.cost_by_name,
                    )
                    for way in row.proposals
                ],
            )
            for row in found.fallen
        ],
        lost=[DamageLossOut(key=loss.key, reason=loss.reason.value, date=loss.date) for loss in found.lost],
        other=[finding.message for finding in found.other],
    )
