"""Edits answer with the rules they break and what they cost; they are kept, undone and done again exactly."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from scheduler.drafts.commands import Edit, EditKind, LockPart, SlotAsked
from scheduler.drafts.errors import (
    NothingToRedoError,
    NothingToUndoError,
    NoVenueHereError,
    OneLecturerError,
    PersonUnknownError,
    SlotNotWorkedError,
    SubjectNotDueError,
    SubjectNotPlannedError,
    SubjectPlannedError,
    VenueUnknownError,
)
from scheduler.drafts.service import edit_draft, preview_edit, redo_edit, undo_edit
from scheduler.errors import ChangedMeanwhileError, DomainError
from scheduler.ids import DraftId
from scheduler.models.planning import Draft, DraftEdit, PlanLock
from tests.scheduler.drafts.terms import DueTerm, a_draft, a_due_term, do, plan_all
from tests.term_builders import MONDAY

MOVE, HAND_OVER, DROP, ADD, LOCK, UNLOCK = EditKind


@pytest.fixture
def due(db: Session) -> DueTerm:
    return a_due_term(db)


@pytest.fixture
def draft(db: Session, due: DueTerm) -> Draft:
    made = a_draft(db, due)
    plan_all(db, due, made)
    return made


def state(db: Session, draft: Draft) -> Any:
    locks = db.exec(select(PlanLock).where(PlanLock.draft_id == draft.id)).all()
    pins = {row.subject_key: (row.date, row.start, row.supervisors, row.venue_id) for row in locks}
    return draft.plan, draft.cost, draft.violation_count, pins


def visit(draft: Draft, due: DueTerm, index: int = 0) -> dict[str, Any]:
    return next(row for row in draft.plan["visits"] if row["engagement"] == due.pair.id and row["index"] == index)


def test_a_draft_from_nothing_leaves_all_out_and_places_every_trainee(db: Session, due: DueTerm) -> None:
    draft = a_draft(db, due)
    assert draft.violation_count == 0
    assert draft.plan["visits"] == draft.plan["sessions"] == []
    assert set(draft.plan["trainees"]) == {row.id for row in due.trainees}
    assert draft.cost is not None
    assert draft.cost["by_name"]["unscheduled_visit"] == 3 * 2000


def test_a_move_answers_with_what_it_breaks_and_costs(db: Session, due: DueTerm, draft: Draft) -> None:
    outcome = do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[4])
    assert sorted(violation.code for violation in outcome.broken) == ["gap-too-short", "two-places"]
    assert outcome.mended == []
    assert visit(draft, due)["slot"] == 4
    assert draft.violation_count == 2
    assert outcome.after.side.cost.total != outcome.before.side.cost.total
    back = do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[0])
    assert sorted(violation.code for violation in back.mended) == ["gap-too-short", "two-places"]
    assert draft.violation_count == 0


def test_an_edit_that_costs_nothing_is_a_new_version_all_the_same(db: Session, due: DueTerm, draft: Draft) -> None:
    version, cost = draft.version, draft.cost
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[1])
    assert (draft.version, draft.cost) == (version + 1, cost)


def test_one_of_a_series_handed_over_breaks_it_and_the_whole_series_does_not(
    db: Session, due: DueTerm, draft: Draft
) -> None:
    outcome = do(db, due, draft, HAND_OVER, due.pair_key(0), supervisors=[due.people[1]])
    assert [violation.rule for violation in outcome.broken] == ["H7"]
    outcome = do(db, due, draft, HAND_OVER, due.pair_key(0), supervisors=[due.people[1]], whole_series=True)
    assert draft.violation_count == 0
    assert {person for index in (0, 1) for person in visit(draft, due, index)["supervisors"]} == {due.people[1]}


def test_a_lock_alone_makes_another_version(db: Session, due: DueTerm, draft: Draft) -> None:
    before = draft.version
    do(db, due, draft, LOCK, due.pair_key(0), parts=[LockPart.SLOT])
    assert draft.version == before + 1


def test_a_move_may_hand_over_at_once(db: Session, due: DueTerm, draft: Draft) -> None:
    other = next(row.id for row in due.city.supervisors if [row.id] != visit(draft, due)["supervisors"])
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[4], supervisors=[other])
    assert (visit(draft, due)["slot"], visit(draft, due)["supervisors"]) == (4, [other])


def test_a_course_session_moves_in_time_and_place(db: Session, due: DueTerm, draft: Draft) -> None:
    do(db, due, draft, MOVE, due.course_key(0), venue_id=due.venues[1].id)
    row = next(row for row in draft.plan["sessions"] if row["index"] == 0)
    assert (row["slot"], row["venue"]) == (8, due.venues[1].id)


def test_what_is_dropped_costs_its_price(db: Session, due: DueTerm, draft: Draft) -> None:
    outcome = do(db, due, draft, DROP, due.evaluation_key)
    before, after = outcome.before.side.cost.by_name, outcome.after.side.cost.by_name
    assert after["unscheduled_visit"] - before.get("unscheduled_visit", 0) == 2000
    do(db, due, draft, ADD, due.evaluation_key, slot=due.slots[4], supervisors=due.people)
    assert draft.violation_count == 0


def test_a_lock_on_some_parts_is_broken_by_these_parts_only(db: Session, due: DueTerm, draft: Draft) -> None:
    do(db, due, draft, LOCK, due.pair_key(0), parts=[LockPart.PEOPLE])
    assert do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[1]).broken == []
    do(db, due, draft, LOCK, due.pair_key(0), parts=[LockPart.SLOT])
    outcome = do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[0])
    assert [violation.code for violation in outcome.broken] == ["lock-not-kept"]
    assert do(db, due, draft, UNLOCK, due.pair_key(0), parts=[LockPart.SLOT]).mended != []
    assert do(db, due, draft, UNLOCK, due.pair_key(0)).after.contents.pins == {}


def test_a_lock_takes_given_values_also_for_what_is_not_planned(db: Session, due: DueTerm) -> None:
    draft = a_draft(db, due)
    outcome = do(db, due, draft, LOCK, due.pair_key(0), parts=[LockPart.SLOT], slot=due.slots[3])
    assert [violation.code for violation in outcome.broken] == ["lock-not-kept"]
    with pytest.raises(SubjectNotPlannedError):
        do(db, due, draft, LOCK, due.pair_key(1), parts=[LockPart.SLOT])


def test_a_preview_says_the_same_and_keeps_nothing(db: Session, due: DueTerm, draft: Draft) -> None:
    before, version = state(db, draft), draft.version
    edit = Edit(kind=MOVE, key=due.pair_key(0), slot=due.slots[4])
    preview = preview_edit(db, actor=due.city.actor, draft_id=DraftId(draft.id), edit=edit)
    assert (state(db, draft), draft.version) == (before, version)
    outcome = do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[4])
    assert preview.broken == outcome.broken
    assert preview.after.side.cost == outcome.after.side.cost


def test_an_edit_that_changes_nothing_leaves_no_trace(db: Session, due: DueTerm, draft: Draft) -> None:
    edits, version = db.exec(select(DraftEdit)).all(), draft.version
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[0])
    do(db, due, draft, UNLOCK, due.pair_key(0))
    assert (db.exec(select(DraftEdit)).all(), draft.version) == (edits, version)


def test_an_old_version_is_refused_with_the_row_as_it_is_now(db: Session, due: DueTerm, draft: Draft) -> None:
    draft.version += 1
    db.flush()
    edit = Edit(kind=DROP, key=due.pair_key(0))
    with pytest.raises(ChangedMeanwhileError) as refused:
        edit_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), edit=edit, version=draft.version - 1)
    assert refused.value.facts["current"] == draft.version
    assert refused.value.facts["row"]["violation_count"] == 0


SOMEBODY_ELSE = "f" * 32
WHEN_AND_WHO: dict[str, Any] = {"slot": {"date": MONDAY, "start": "08:30"}, "supervisors": "BOTH"}


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        ({"kind": DROP, "key": "visit-nonsense"}, SubjectNotDueError),
        ({"kind": DROP, "key": "BEYOND"}, SubjectNotDueError),
        ({"kind": MOVE, "key": "PAIR", "slot": {"date": MONDAY, "start": "09:00"}}, SlotNotWorkedError),
        ({"kind": HAND_OVER, "key": "PAIR", "supervisors": [SOMEBODY_ELSE]}, PersonUnknownError),
        ({"kind": MOVE, "key": "COURSE", "venue_id": SOMEBODY_ELSE}, VenueUnknownError),
        ({"kind": MOVE, "key": "PAIR", "venue_id": "VENUE"}, NoVenueHereError),
        ({"kind": ADD, "key": "COURSE", **WHEN_AND_WHO, "parts": [LockPart.VENUE]}, NoVenueHereError),
        ({"kind": HAND_OVER, "key": "COURSE", "supervisors": "BOTH"}, OneLecturerError),
        ({"kind": ADD, "key": "PAIR", **WHEN_AND_WHO}, SubjectPlannedError),
    ],
)
def test_what_makes_no_sense_is_refused(
    db: Session, due: DueTerm, draft: Draft, edit: dict[str, Any], error: type[DomainError]
) -> None:
    keys = {"PAIR": due.pair_key(), "BEYOND": due.pair_key(2), "COURSE": due.course_key()}
    values = {"key": keys.get(edit["key"], edit["key"])}
    values |= {"supervisors": due.people} if edit.get("supervisors") == "BOTH" else {}
    values |= {"venue_id": due.venues[0].id} if edit.get("venue_id") == "VENUE" else {}
    with pytest.raises(error):
        do(db, due, draft, **(edit | values))


def test_undo_and_redo_walk_the_history(db: Session, due: DueTerm, draft: Draft) -> None:
    start = state(db, draft)
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[1])
    moved = state(db, draft)
    do(db, due, draft, LOCK, due.pair_key(0), parts=[LockPart.SLOT])
    locked = state(db, draft)
    undo(db, due, draft)
    assert state(db, draft) == moved
    undo(db, due, draft)
    assert state(db, draft) == start
    redo(db, due, draft)
    redo(db, due, draft)
    assert state(db, draft) == locked
    with pytest.raises(NothingToRedoError):
        redo(db, due, draft)


def test_a_new_edit_abandons_what_was_undone(db: Session, due: DueTerm, draft: Draft) -> None:
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[1])
    undo(db, due, draft)
    do(db, due, draft, DROP, due.evaluation_key)
    after = state(db, draft)
    with pytest.raises(NothingToRedoError):
        redo(db, due, draft)
    undo(db, due, draft)
    redo(db, due, draft)
    assert state(db, draft) == after


def test_there_is_an_end_to_undoing(db: Session, due: DueTerm) -> None:
    draft = a_draft(db, due)
    with pytest.raises(NothingToUndoError):
        undo(db, due, draft)


def undo(db: Session, due: DueTerm, draft: Draft) -> None:
    undo_edit(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=draft.version)


def redo(db: Session, due: DueTerm, draft: Draft) -> None:
    redo_edit(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=draft.version)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edits_undone_give_back_what_was(db: Session, due: DueTerm, data: st.DataObject) -> None:
    draft = a_draft(db, due)
    plan_all(db, due, draft)
    states = [state(db, draft)]
    for _ in range(data.draw(st.integers(1, 6))):
        key = data.draw(st.sampled_from([due.pair_key(0), due.pair_key(1), due.evaluation_key, due.course_key(0)]))
        given_parts: dict[str, Any] = {
            "slot": data.draw(st.sampled_from(due.slots)),
            "supervisors": [data.draw(st.sampled_from(due.people))],
        }
        kind = data.draw(st.sampled_from(EditKind))
        if kind in (LOCK, UNLOCK):
            given_parts = {"parts": data.draw(st.lists(st.sampled_from([LockPart.SLOT, LockPart.PEOPLE]), min_size=1))}
        if kind is ADD and key == due.course_key(0):
            given_parts["venue_id"] = due.venues[0].id
        try:
            do(db, due, draft, kind, key, **given_parts)
        except (SubjectNotPlannedError, SubjectPlannedError):
            continue
        if state(db, draft) != states[-1]:
            states.append(state(db, draft))
    seen = list(states)
    for expected in reversed(seen[:-1]):
        undo(db, due, draft)
        assert state(db, draft) == expected
    for expected in seen[1:]:
        redo(db, due, draft)
        assert state(db, draft) == expected


def test_slots_are_named_by_date_and_start() -> None:
    with pytest.raises(ValueError, match="start"):
        SlotAsked(date=MONDAY, start="8:30")
