"""The gate before a release: what still stands against a draft, who would be told what, and the head's word."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, Language, ReadDb, SeenVersion, WriteDb
from api.problems import documented
from api.roster import ChangeOut, FindingOut, changes_out, findings_out
from scheduler.drafts.findings import findings
from scheduler.errors import ChangedMeanwhileError, NotAllowedError, NotFoundError, VersionMissingError
from scheduler.ids import DraftId
from scheduler.models.releases import PartyKind
from scheduler.publishing.approving import decide_on_draft
from scheduler.publishing.checking import check_draft
from scheduler.publishing.commands import Decision
from scheduler.publishing.foretelling import foretell

router = APIRouter(tags=["releases"])


class CautionOut(BaseModel):
    """A warning that is to be acknowledged by its code."""

    code: str
    message: str
    facts: dict[str, Any]


class LostOut(BaseModel):
    """What the draft holds and the rows no longer ask for or allow."""

    key: str
    reason: str


class DecisionOut(BaseModel):
    """The head's word on one version of a draft."""

    model_config = ConfigDict(from_attributes=True)

    approved: bool
    comment: str
    account_id: str
    draft_version: int
    created_at: dt.datetime


class ReleaseCheckOut(BaseModel):
    """Everything that stands between a draft and its release."""

    version: int
    is_publishable: bool
    """Once the warnings are acknowledged and, for a provisional term, the override is given."""
    released_meanwhile: bool
    """Another release came after the draft was made: refresh it."""
    lost: list[LostOut]
    violations: list[FindingOut]
    warnings: list[CautionOut]
    provisional: bool
    needs_approval: bool
    decision: DecisionOut | None
    changes: list[ChangeOut]


class ForetoldOut(BaseModel):
    """Somebody who would be told of a release, and the words they would get."""

    party_kind: PartyKind
    party_id: str
    name: str
    changes: int
    title: str
    body: str
    accounts: int
    """How many can sign in and see it."""
    channels: int
    """How many addresses outside it also goes to."""


@router.get("/drafts/{draft_id}/release-check", responses=documented(NotFoundError))
def check(db: ReadDb, actor: CurrentActor, draft_id: str, lang: Language) -> ReleaseCheckOut:
    """Judge a draft by the rows as they are now, as publishing would, and tell all that is still to be done."""
    found = check_draft(db, actor=actor, draft_id=DraftId(draft_id))
    side, decision = found.candidate.side, found.decision
    broken = findings(side, side.verdict.violations, found.candidate.names, lang)
    return ReleaseCheckOut(
        version=found.draft.version,
        is_publishable=found.is_publishable,
        released_meanwhile=found.released_meanwhile,
        lost=[LostOut(key=loss.key, reason=loss.reason.value) for loss in found.candidate.lost],
        violations=findings_out(broken),
        warnings=[
            CautionOut(code=caution.code, message=caution.message(lang), facts=caution.facts)
            for caution in found.candidate.cautions
        ],
        provisional=found.candidate.term.provisional,
        needs_approval=found.needs_approval,
        decision=None if decision is None else DecisionOut.model_validate(decision),
        changes=changes_out(found.changes),
    )


@router.get("/drafts/{draft_id}/notices", responses=documented(NotFoundError))
def foretold(
    db: ReadDb, actor: CurrentActor, draft_id: str, comment: Annotated[str, Query(max_length=2000)] = ""
) -> list[ForetoldOut]:
    """Who would be told what if the draft were published now with this comment, in the words of the message."""
    return [
        ForetoldOut(
            party_kind=each.party.kind,
            party_id=each.party.id,
            name=each.name,
            changes=each.changes,
            title=each.text.title,
            body=each.text.body,
            accounts=each.accounts,
            channels=each.channels,
        )
        for each in foretell(db, actor=actor, draft_id=DraftId(draft_id), comment=comment)
    ]


@router.post(
    "/drafts/{draft_id}/decisions",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError),
)
def decide(db: WriteDb, actor: CurrentActor, draft_id: str, decision: Decision, version: SeenVersion) -> DecisionOut:
    """The head approves, or refuses, exactly this version of the draft."""
    made = decide_on_draft(db, actor=actor, draft_id=DraftId(draft_id), decision=decision, version=version)
    return DecisionOut.model_validate(made)
