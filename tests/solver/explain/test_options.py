"""Options are said to be free exactly when the rules say so: a scan that blocks too much would not show in plans."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.explain.blocks import locks_by_row
from solver.explain.session_left_out import left_out_course_sessions
from solver.explain.session_options import SessionOptions
from solver.explain.trial import Trial
from solver.explain.visit_left_out import left_out_visits
from solver.explain.visit_options import VisitOptions
from solver.explain.visit_remedies import plan_with
from solver.plan import Plan
from solver.problem import CourseSession, Problem, Visit
from solver.rules import verify
from tests.solver.builders import SLOTS, engagement, supervisor, tiny_problem


def _problem() -> Problem:
    base = tiny_problem()
    more = [
        engagement("stay-s2", "resident", "s2", visits=2, same_supervisors=True, same_weekday=True, min_gap_days=5),
        engagement("short-s3", "roving", "s3", first=2, last=5, not_paired=True),
    ]
    busy = [supervisor(1, max_per_week=1, max_pairs=1), supervisor(2, max_per_day=1, max_per_term=4), supervisor(3)]
    locks = [{"engagement": "rove-s1", "index": 0, "slot": 6}, {"class": "values-2", "index": 0, "lecturer": "v2"}]
    far = {"road_factor": 1.3, "kmh": 40, "overrides": [["s2", "s3", 130], ["r1", "s1", 121], ["s1", "r1", 121]]}
    engagements = base["engagements"] + more
    return Problem.model_validate(
        base | {"engagements": engagements, "supervisors": busy, "locks": locks, "travel": far}
    )


PROBLEM = _problem()
FREE = PROBLEM.changed(locks=[])
ROWS = st.one_of(
    st.builds(
        lambda e, index, slot, person: Visit(engagement=e, index=index, slot=slot, supervisors=[person]),
        st.sampled_from([e.id for e in PROBLEM.engagements]),
        st.integers(0, 2),
        st.integers(0, len(SLOTS) - 1),
        st.sampled_from([v.id for v in PROBLEM.supervisors]),
    ),
    st.builds(
        lambda c, index, slot, venue, person: CourseSession(
            class_id=c, index=index, slot=slot, venue=venue, lecturer=person
        ),
        st.sampled_from([c.id for c in PROBLEM.classes]),
        st.integers(0, 1),
        st.integers(0, len(SLOTS) - 1),
        st.sampled_from(["r1", "r2"]),
        st.sampled_from(["v1", "v2"]),
    ),
)
TRAINEES: dict[str, Any] = {"t1": "new-1", "t2": "new-1", "t3": "new-2"}


def _feasible(rows: list[Visit | CourseSession]) -> Plan:
    """The plan of those rows that break nothing when added in turn."""
    plan = Plan.model_validate({"trainees": TRAINEES})
    for row in rows:
        wider = _plus(plan, row)
        if verify(FREE, wider).is_feasible:
            plan = wider
    return plan


def _plus(plan: Plan, row: Visit | CourseSession) -> Plan:
    if isinstance(row, Visit):
        return plan.model_copy(update={"visits": [*plan.visits, row]})
    return plan.model_copy(update={"sessions": [*plan.sessions, row]})


@settings(max_examples=12, deadline=None)
@given(st.lists(ROWS, max_size=14), st.integers(0, 3))
def test_an_option_is_blocked_exactly_when_adding_it_breaks_a_rule(rows: list[Any], frozen_until: int) -> None:
    plan = _feasible(rows)
    baseline = {"visits": plan.visits, "sessions": plan.sessions}
    problem = Problem.model_validate(FREE.model_dump(by_alias=True) | {"baseline": baseline})
    trial = Trial(problem.changed(frozen_until=frozen_until), plan)
    locks = locks_by_row(trial.book.register)
    for key in left_out_visits(trial):
        options = VisitOptions(trial.book, locks, key)
        if options.engagement.panel > 1:
            continue
        for slot_options in options.all_slots():
            for person, blocks in slot_options.people:
                row = Visit(engagement=key.engagement, index=key.index, slot=slot_options.slot, supervisors=[person])
                fits = trial.holds(_plus(plan, row), trial.problem)
                assert fits == (not slot_options.blocks and not blocks), (row, slot_options.blocks, blocks)
    for of_class in left_out_course_sessions(trial):
        for option in SessionOptions(trial.book, locks, of_class).all():
            added = CourseSession(
                class_id=of_class.class_id,
                index=of_class.index,
                slot=option.slot,
                venue=option.venue,
                lecturer=option.lecturer,
            )
            assert trial.holds(_plus(plan, added), trial.problem) == (not option.blocks), (added, option.blocks)


@settings(max_examples=12, deadline=None)
@given(st.lists(ROWS, max_size=14), st.integers(0, len(SLOTS) - 1), st.sampled_from(["v1", "v2", "v3"]))
def test_judging_the_part_around_a_change_is_judging_the_whole(rows: list[Any], slot: int, person: Any) -> None:
    trial = Trial(FREE, _feasible(rows))
    for key in left_out_visits(trial):
        options = VisitOptions(trial.book, {}, key)
        near = trial.around(options.concerned([person]))
        whole, part = (plan_with(options, plan, slot, [person]) for plan in (trial.plan, near.plan))
        assert near.holds(part, near.problem) == trial.holds(whole, trial.problem)
        assert near.extra_cost(part) == trial.extra_cost(whole)


def test_a_lock_blocks_what_it_does_not_name() -> None:
    trial = Trial(PROBLEM, Plan.model_validate({"trainees": TRAINEES}))
    locks = locks_by_row(trial.book.register)
    visit_key, session_key = left_out_visits(trial)[5], left_out_course_sessions(trial)[3]
    assert (str(visit_key), str(session_key)) == ("rove-s1#0", "values-2#0")
    slots = VisitOptions(trial.book, locks, visit_key).all_slots()
    assert [s.slot for s in slots if "locked-elsewhere" not in s.blocks] == [6]
    course = SessionOptions(trial.book, locks, session_key).all()
    assert {option.lecturer for option in course if "locked-elsewhere" not in option.blocks} == {"v2"}
