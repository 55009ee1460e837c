"""Drafts from a run, a copy, a release; brought up to today's rows; seen by the office only; and the board."""

import datetime as dt
from typing import Any

import pytest
from sqlmodel import Session, select

from scheduler.accounts.signing_in import actor_of
from scheduler.actor import Actor
from scheduler.clock import CHINA, now, stopped_at
from scheduler.comparing.queries import meetings_outside, names_in
from scheduler.drafts.board import BoardEvent, BoardFilter, LeftOut, board, left_out
from scheduler.drafts.commands import DraftSettings, EditKind, LockPart, NewDraft
from scheduler.drafts.errors import OriginUnfitError
from scheduler.drafts.queries import draft_seen, drafts_of
from scheduler.drafts.service import change_draft, make_draft, refresh_draft, undo_edit
from scheduler.drafts.standing import standing_of
from scheduler.errors import NotAllowedError, NotFoundError, WrongStateError
from scheduler.ids import DraftId, TermId
from scheduler.models.accounts import Role
from scheduler.models.camp import Enrolment
from scheduler.models.people import Half
from scheduler.models.planning import Draft, DraftOrigin
from scheduler.models.runs import Run, RunKind, RunPlan, RunState
from scheduler.models.terms import Meeting
from scheduler.paging import Paging
from scheduler.planning import meeting_key, problem_of, snapshot_problem
from scheduler.publishing.service import publish_draft
from scheduler.running.texts import packed
from solver.plan import Plan, Reason, Unscheduled
from solver.problem import Visit, VisitLock
from solver.wording import Lang
from tests.builders import a_trainee, an_account
from tests.scheduler.drafts.terms import DueTerm, a_draft, a_due_term, do, plan_all
from tests.term_builders import MONDAY, a_small_term

MOVE, HAND_OVER, DROP, ADD, LOCK, UNLOCK = EditKind


@pytest.fixture(autouse=True)
def _before_the_term() -> Any:
    with stopped_at(dt.datetime.combine(MONDAY - dt.timedelta(days=30), dt.time(12), CHINA)):
        yield


@pytest.fixture
def due(db: Session) -> DueTerm:
    return a_due_term(db)


@pytest.fixture
def draft(db: Session, due: DueTerm) -> Draft:
    made = a_draft(db, due)
    plan_all(db, due, made)
    return made


def a_run(db: Session, due: DueTerm, state: RunState = RunState.COMPLETED) -> Run:
    """One that planned a single visit, with a pin on it, and left the evaluation out."""
    term, actor = due.city.term, due.city.actor
    lock = VisitLock.model_validate({"engagement": due.pair.id, "index": 0, "slot": 0})
    problem = problem_of(db, term=term, actor=actor).changed(locks=[lock])
    snapshot = snapshot_problem(db, term=term, problem=problem, actor=actor)
    run = Run(
        association_id=term.association_id,
        kind=RunKind.TERM,
        term_id=term.id,
        snapshot_id=snapshot.id,
        input_sha256=snapshot.sha256,
        parameters={},
        request_sha256="",
        state=state,
        submitted_at=now(),
    )
    db.add(run)
    db.flush()
    visit = Visit.model_validate({"engagement": due.pair.id, "index": 0, "slot": 0, "supervisors": due.people[:1]})
    reason = Reason(code="unavailable", options=4, alone=2)
    entry = Unscheduled.model_validate(
        {"engagement": due.evaluation.id, "index": 0, "reasons": [reason], "remedies": []}
    )
    plan = Plan(visits=[visit], trainees={}, bound=7, unscheduled=[entry])
    content = packed(plan.to_json())
    own: dict[str, Any] = {"association_id": term.association_id, "run_id": run.id, "content": content}
    db.add(RunPlan(**own, part=0, cost_total=0, seconds=1, is_result=True))
    db.flush()
    return run


def test_a_draft_of_a_run_has_its_plan_its_locks_and_its_reasons(db: Session, due: DueTerm) -> None:
    run = a_run(db, due)
    draft = a_draft(db, due, origin=DraftOrigin.RUN, origin_id=run.id)
    assert (draft.snapshot_id, draft.bound, draft.base_release_id) == (run.snapshot_id, 7, None)
    standing = standing_of(db, draft, actor=due.city.actor)
    assert list(standing.contents.placings) == [due.pair_key(0)]
    assert standing.contents.pins[due.pair_key(0)].parts == [LockPart.SLOT]
    missing = {row.key: row for row in not_planned(db, due, draft)}
    assert set(missing) == {due.pair_key(1), due.evaluation_key, due.course_key(0), due.course_key(1)}
    assert [reason.code for reason in missing[due.evaluation_key].reasons] == ["unavailable"]
    assert missing[due.evaluation_key].title == f"绩效评估 {due.city.stations[1].name}（第1次）"
    do(db, due, draft, UNLOCK, due.pair_key(0))
    assert draft.bound is None


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.FAILED])
def test_a_run_without_a_result_gives_no_draft(db: Session, due: DueTerm, state: RunState) -> None:
    with pytest.raises(OriginUnfitError):
        a_draft(db, due, origin=DraftOrigin.RUN, origin_id=a_run(db, due, state).id)


def test_a_copy_goes_its_own_way(db: Session, due: DueTerm, draft: Draft) -> None:
    do(db, due, draft, LOCK, due.pair_key(0), parts=[LockPart.SLOT])
    copy = a_draft(db, due, origin=DraftOrigin.COPY, origin_id=draft.id)
    assert (copy.plan, copy.cost) == (draft.plan, draft.cost)
    assert standing_of(db, copy, actor=due.city.actor).contents.pins
    do(db, due, copy, DROP, due.evaluation_key)
    assert copy.plan != draft.plan


def test_origins_are_of_the_same_term(db: Session, due: DueTerm, draft: Draft) -> None:
    other = a_small_term(db, due.city.association, first_date=dt.date(2027, 1, 4), end_date=dt.date(2027, 1, 9))
    new = NewDraft(name="草案", origin=DraftOrigin.COPY, origin_id=draft.id)
    with pytest.raises(OriginUnfitError):
        make_draft(db, actor=due.city.actor, term_id=TermId(other.term.id), new=new)


def test_a_draft_of_a_release_stands_on_todays_rows(db: Session, due: DueTerm, draft: Draft) -> None:
    release = publish_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=draft.version)
    due.evaluation.withdrawn_at = now()
    db.flush()
    new = NewDraft(name="草案", origin=DraftOrigin.RELEASE, origin_id=release.id)
    brought = make_draft(db, actor=due.city.actor, term_id=TermId(due.city.term.id), new=new)
    assert [loss.key for loss in brought.lost] == [due.evaluation_key]
    assert brought.draft.base_release_id == release.id
    assert brought.draft.violation_count == 0


def test_a_refresh_takes_new_rows_and_says_what_is_lost_and_is_undone(db: Session, due: DueTerm, draft: Draft) -> None:
    do(db, due, draft, LOCK, due.evaluation_key, parts=[LockPart.SLOT])
    before = (draft.plan, draft.snapshot_id)
    newcomer = a_trainee(db, due.city.stations[0])
    track_id = standing_enrolment(db, due).track_id
    own: dict[str, Any] = {"association_id": due.city.association.id, "term_id": due.city.term.id}
    db.add(Enrolment(**own, trainee_id=newcomer.id, track_id=track_id))
    due.evaluation.withdrawn_at = now()
    db.flush()
    brought = refresh_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=draft.version)
    assert {loss.key for loss in brought.lost} == {due.evaluation_key}
    assert newcomer.id in draft.plan["trainees"]
    assert draft.violation_count == 0
    version = draft.version
    again = refresh_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=version)
    assert (again.lost, draft.version) == ([], version)
    undo_edit(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=draft.version)
    assert (draft.plan, draft.snapshot_id) == before
    assert standing_of(db, draft, actor=due.city.actor).contents.pins


def standing_enrolment(db: Session, due: DueTerm) -> Enrolment:

    return db.exec(select(Enrolment).where(Enrolment.term_id == due.city.term.id)).first() or pytest.fail("none")


def test_settings_and_the_archive(db: Session, due: DueTerm, draft: Draft) -> None:
    head = an_account(db, due.city.association, Role.HEAD)
    change(db, due, draft, name="第二稿", owner_id=head.id, archived=True)
    assert (draft.name, draft.owner_id, draft.comment) == ("第二稿", head.id, "")
    with pytest.raises(WrongStateError):
        do(db, due, draft, DROP, due.evaluation_key)
    assert [row.id for row in listed(db, due, archived=True)] == [draft.id]
    assert listed(db, due, archived=False) == []
    change(db, due, draft, archived=False)
    do(db, due, draft, DROP, due.evaluation_key)
    outsider = an_account(db, due.city.association, Role.STATION, station_id=due.city.stations[0].id)
    with pytest.raises(NotFoundError):
        change(db, due, draft, owner_id=outsider.id)


def change(db: Session, due: DueTerm, draft: Draft, **settings: Any) -> None:
    asked = DraftSettings.model_validate(settings)
    change_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), settings=asked, version=draft.version)


def listed(db: Session, due: DueTerm, *, archived: bool, actor: Actor | None = None) -> list[Draft]:
    term_id = TermId(due.city.term.id)
    return drafts_of(db, actor=actor or due.city.actor, term_id=term_id, archived=archived, paging=Paging()).items


def test_the_head_sees_and_does_not_edit_and_others_find_nothing(db: Session, due: DueTerm, draft: Draft) -> None:
    head = actor_of(an_account(db, due.city.association, Role.HEAD))
    assert listed(db, due, archived=False, actor=head) == [draft]
    new = NewDraft(name="草案")
    with pytest.raises(NotAllowedError):
        make_draft(db, actor=head, term_id=TermId(due.city.term.id), new=new)
    person = an_account(db, due.city.association, Role.SUPERVISOR, supervisor_id=due.people[0])
    for read in (
        lambda actor: draft_seen(db, actor=actor, draft_id=DraftId(draft.id)),
        lambda actor: listed(db, due, archived=False, actor=actor),
        lambda actor: make_draft(db, actor=actor, term_id=TermId(due.city.term.id), new=new),
    ):
        with pytest.raises(NotFoundError):
            read(actor_of(person))


def events(db: Session, due: DueTerm, draft: Draft, **asked: Any) -> dict[str, BoardEvent]:
    standing = standing_of(db, draft, actor=due.city.actor)
    names = names_in(db, due.city.term.id, standing.problem)
    beside = meetings_outside(db, due.city.term.id, standing.problem, actor=due.city.actor)
    shown = board(standing, names, BoardFilter(**asked), Lang.ZH, beside)
    return {event.occurrence.key: event for event in shown}


def not_planned(db: Session, due: DueTerm, draft: Draft) -> list[LeftOut]:
    standing = standing_of(db, draft, actor=due.city.actor)
    names = names_in(db, due.city.term.id, standing.problem)
    return left_out(standing, draft.unscheduled, names, Lang.ZH)


def test_the_board_shows_names_locks_and_broken_rules(db: Session, due: DueTerm, draft: Draft) -> None:
    do(db, due, draft, LOCK, due.pair_key(0), parts=[LockPart.PEOPLE])
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[4])
    shown = events(db, due, draft)
    assert set(shown) == {due.pair_key(0), due.pair_key(1), due.evaluation_key, due.course_key(0), due.course_key(1)}
    moved = shown[due.pair_key(0)]
    assert moved.title == f"“1+1”结对 {due.city.stations[0].name}（第1次）"
    assert moved.locked == [LockPart.PEOPLE]
    assert moved.broken == shown[due.evaluation_key].broken == ["two-places"]
    assert shown[due.pair_key(1)].broken == ["gap-too-short"]
    assert shown[due.course_key(0)].title == "课程 价值观（第1场）"


def test_the_board_is_filtered_by_who_where_and_when(db: Session, due: DueTerm, draft: Draft) -> None:
    own: dict[str, Any] = {"association_id": due.city.association.id, "term_id": due.city.term.id, "title": "例会"}
    meeting = Meeting(**own, date=MONDAY, half=Half.AFTERNOON, supervisors=due.people)
    saturday = Meeting(**own, date=MONDAY + dt.timedelta(days=5), half=Half.MORNING, supervisors=due.people[1:])
    db.add_all([meeting, saturday])
    db.flush()
    refresh_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=draft.version)
    pairs, courses = [due.pair_key(0), due.pair_key(1)], [due.course_key(0), due.course_key(1)]
    host, attendee = due.city.stations
    for asked, keys in (
        ({"supervisor_id": due.people[0]}, [*pairs, due.evaluation_key, meeting_key(meeting.id)]),
        ({"station_id": host.id}, [*pairs, *courses]),
        ({"station_id": attendee.id}, [due.evaluation_key, *courses]),
        ({"venue_id": due.venues[0].id}, courses),
        ({"venue_id": due.venues[1].id}, []),
        ({"cohort_id": due.camp_class.cohorts[0]}, courses),
        ({"end_date": MONDAY + dt.timedelta(days=1)}, [due.pair_key(0), meeting_key(meeting.id)]),
        ({"first_date": MONDAY + dt.timedelta(days=3), "supervisor_id": due.people[0]}, [due.pair_key(1)]),
        ({"first_date": saturday.date, "end_date": saturday.date + dt.timedelta(days=1)}, [meeting_key(saturday.id)]),
    ):
        assert set(events(db, due, draft, **asked)) == set(keys), asked
