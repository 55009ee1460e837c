"""What stands between a draft and its release: versions, rows of today, rules, warnings, the head, the calendar."""

import datetime as dt

import pytest
from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.clock import CHINA, stopped_at
from scheduler.drafts.commands import EditKind
from scheduler.drafts.service import refresh_draft
from scheduler.errors import ChangedMeanwhileError, NotAllowedError
from scheduler.ids import AccountId, AssociationId, DraftId
from scheduler.models.accounts import Role
from scheduler.models.people import Leave
from scheduler.models.planning import Draft, DraftOrigin
from scheduler.publishing.approving import decide_on_draft
from scheduler.publishing.commands import Decision
from scheduler.publishing.errors import (
    ApprovalMissingError,
    DraftStaleError,
    ReleasedMeanwhileError,
    RulesBrokenError,
    TermProvisionalError,
    WarningsOpenError,
)
from tests.builders import an_account
from tests.scheduler.drafts.terms import DueTerm, a_draft, do
from tests.scheduler.publishing.conftest import BEFORE_TERM, publish
from tests.term_builders import MONDAY

MOVE, HAND_OVER, DROP, ADD, LOCK, UNLOCK = EditKind


def test_a_broken_rule_blocks(db: Session, due: DueTerm, draft: Draft) -> None:
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[4])
    with pytest.raises(RulesBrokenError) as blocked:
        publish(db, due, draft)
    told_rules = blocked.value.facts["violations"]
    assert {row["code"] for row in told_rules} == {"two-places", "gap-too-short"}
    assert all(due.pair.id not in row["message"] for row in told_rules)
    assert due.city.supervisors[0].name in told_rules[0]["message"]


def test_the_plan_is_judged_by_the_rows_as_they_are_now(db: Session, due: DueTerm, draft: Draft) -> None:
    leave = Leave(
        association_id=due.city.association.id, supervisor_id=due.people[0], first_date=MONDAY, last_date=MONDAY
    )
    db.add(leave)
    db.flush()
    assert draft.violation_count == 0
    with pytest.raises(RulesBrokenError) as blocked:
        publish(db, due, draft)
    assert [row["code"] for row in blocked.value.facts["violations"]] == ["unavailable"]


def test_what_is_no_longer_due_asks_for_a_refresh(db: Session, due: DueTerm, draft: Draft) -> None:
    due.evaluation.withdrawn_at = BEFORE_TERM
    db.flush()
    with pytest.raises(DraftStaleError):
        publish(db, due, draft)
    brought = refresh_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=draft.version)
    assert [loss.key for loss in brought.lost] == [due.evaluation_key]
    assert publish(db, due, draft).number == 1


def test_warnings_are_acknowledged_by_their_code(db: Session, due: DueTerm, draft: Draft) -> None:
    do(db, due, draft, DROP, due.evaluation_key)
    do(db, due, draft, DROP, due.course_key(1))
    with pytest.raises(WarningsOpenError) as refused:
        publish(db, due, draft, "visits-left-out")
    assert [warning["code"] for warning in refused.value.facts["warnings"]] == ["course-sessions-left-out"]
    release = publish(db, due, draft, "visits-left-out", "course-sessions-left-out")
    assert release.acknowledged_warnings == ["visits-left-out", "course-sessions-left-out"]


def test_changes_of_the_next_days_and_of_the_past_are_warned_of(db: Session, due: DueTerm, draft: Draft) -> None:
    publish(db, due, draft)
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[1])
    do(db, due, draft, MOVE, due.evaluation_key, slot=due.slots[5])
    with (
        stopped_at(dt.datetime.combine(MONDAY + dt.timedelta(days=1), dt.time(9), CHINA)),
        pytest.raises(WarningsOpenError) as refused,
    ):
        publish(db, due, draft)
    assert {warning["code"]: warning["count"] for warning in refused.value.facts["warnings"]} == {
        "changes-soon": 1,
        "changes-past": 1,
    }


def test_what_took_place_stands_whatever_is_said_afterwards(db: Session, due: DueTerm, draft: Draft) -> None:
    publish(db, due, draft)
    leave = {"association_id": due.city.association.id, "supervisor_id": due.people[0]}
    db.add(Leave(**leave, first_date=MONDAY, last_date=MONDAY))
    db.flush()
    with stopped_at(dt.datetime.combine(MONDAY + dt.timedelta(days=1), dt.time(9), CHINA)):
        assert publish(db, due, draft).number == 2
    with pytest.raises(RulesBrokenError):
        publish(db, due, draft)


def test_a_provisional_term_needs_the_override(db: Session, due: DueTerm, draft: Draft) -> None:
    due.city.term.provisional = True
    db.flush()
    with pytest.raises(TermProvisionalError):
        publish(db, due, draft)
    assert publish(db, due, draft, provisional_override=True).provisional


def test_the_head_approves_one_version(db: Session, due: DueTerm, draft: Draft) -> None:
    due.city.association.head_approves = True
    db.flush()
    head = an_account(db, due.city.association, Role.HEAD)
    actor = Actor(AssociationId(due.city.association.id), Role.HEAD, AccountId(head.id), head.name)
    planner = Actor(AssociationId(due.city.association.id), Role.PLANNER)
    with pytest.raises(ApprovalMissingError):
        publish(db, due, draft, actor=planner)
    decide(db, draft, actor, approved=True)
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[1])
    with pytest.raises(ApprovalMissingError):
        publish(db, due, draft, actor=planner)
    decide(db, draft, actor, approved=True)
    decide(db, draft, actor, approved=False)
    with pytest.raises(ApprovalMissingError):
        publish(db, due, draft, actor=planner)
    decide(db, draft, actor, approved=True)
    assert publish(db, due, draft, actor=planner).approved_by == head.id


def decide(db: Session, draft: Draft, actor: Actor, *, approved: bool) -> None:
    with stopped_at(BEFORE_TERM + dt.timedelta(seconds=next(_seconds))):
        decision = Decision(approved=approved)
        decide_on_draft(db, actor=actor, draft_id=DraftId(draft.id), decision=decision, version=draft.version)


_seconds = iter(range(1_000_000))


def test_a_planner_does_not_approve(db: Session, due: DueTerm, draft: Draft) -> None:
    actor = Actor(AssociationId(due.city.association.id), Role.PLANNER)
    with pytest.raises(NotAllowedError):
        decide(db, draft, actor, approved=True)


def test_a_draft_made_before_another_release_is_refreshed_first(db: Session, due: DueTerm, draft: Draft) -> None:
    copy = a_draft(db, due, origin=DraftOrigin.COPY, origin_id=draft.id)
    publish(db, due, draft)
    with pytest.raises(ReleasedMeanwhileError):
        publish(db, due, copy)
    refresh_draft(db, actor=due.city.actor, draft_id=DraftId(copy.id), version=copy.version)
    assert publish(db, due, copy).number == 2


def test_the_same_version_is_published_once(db: Session, due: DueTerm, draft: Draft) -> None:
    seen = draft.version
    publish(db, due, draft)
    with pytest.raises(ChangedMeanwhileError):
        publish(db, due, draft, version=seen)
