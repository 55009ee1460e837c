"""Any two plans: equal ones differ in nothing, both directions agree, and everything is counted once."""

from hypothesis import given

from scheduler.comparing.comparison import Comparison, Side
from scheduler.comparing.difference import Change, ChangeKind, counts, difference
from scheduler.models.releases import EventKind
from solver.plan import Plan
from solver.problem import CourseSession, Visit
from tests.scheduler.comparing.plans import SHORTER, TINY, plans, sides

MIRRORED = {ChangeKind.NEW: ChangeKind.CANCELLED, ChangeKind.CANCELLED: ChangeKind.NEW}


@given(plans())
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    comparison = Comparison(Side(TINY, plan), Side(TINY, plan.model_copy()))
    assert {change.kind for change in comparison.changes} <= {ChangeKind.UNCHANGED}
    assert comparison.touched == {}
    assert comparison.before.cost == comparison.after.cost


@given(sides(), sides())
def test_backwards_new_is_cancelled_and_all_else_is_the_same(a: Side, b: Side) -> None:
    there, back = Comparison(a, b).changes, Comparison(b, a).changes
    assert {(c.key, MIRRORED.get(c.kind, c.kind), c.aspects) for c in there} == {
        (c.key, c.kind, c.aspects) for c in back
    }


@given(sides(), sides())
def test_every_key_of_either_plan_is_counted_once(a: Side, b: Side) -> None:
    comparison = Comparison(a, b)
    for kind, found in counts(comparison.changes).items():
        before = {key for key, row in a.occurrences.items() if row.kind is kind}
        after = {key for key, row in b.occurrences.items() if row.kind is kind}
        assert sum(found.values()) == len(before | after)
        assert found[ChangeKind.NEW] == len(after - before)
        assert found[ChangeKind.CANCELLED] == len(before - after)


@given(sides(), sides())
def test_changes_applied_to_the_one_give_the_other(a: Side, b: Side) -> None:
    rebuilt = dict(a.occurrences)
    for change in difference(a.occurrences, b.occurrences):
        if change.after is None:
            del rebuilt[change.key]
        elif change.kind is not ChangeKind.UNCHANGED:
            rebuilt[change.key] = change.after
    same = lambda row: (row.moment, row.supervisors, row.place, set(row.stations), row.cohorts)  # noqa: E731
    assert {key: same(row) for key, row in rebuilt.items()} == {key: same(row) for key, row in b.occurrences.items()}


def test_a_slot_is_compared_by_its_date_and_time() -> None:
    before = Plan(visits=[Visit(engagement="rove-s1", index=0, slot=4, supervisors=["v2"])])
    after = Plan(visits=[Visit(engagement="rove-s1", index=0, slot=2, supervisors=["v2"])])
    found = {change.key: change.kind for change in Comparison(Side(TINY, before), Side(SHORTER, after)).changes}
    assert found["visit-rove-s1-0"] is ChangeKind.UNCHANGED


def test_the_words() -> None:
    def kind(old: Visit | CourseSession | None, new: Visit | CourseSession | None) -> ChangeKind:
        def plan(row: Visit | CourseSession | None) -> Side:
            visits = [row] if isinstance(row, Visit) else []
            sessions = [row] if isinstance(row, CourseSession) else []
            return Side(TINY, Plan(visits=visits, sessions=sessions))

        changes = [c for c in Comparison(plan(old), plan(new)).changes if c.occurrence.kind is not EventKind.MEETING]
        return changes[0].kind

    visit = Visit(engagement="rove-s1", index=0, slot=4, supervisors=["v2"])
    assert kind(None, visit) is ChangeKind.NEW
    assert kind(visit, None) is ChangeKind.CANCELLED
    assert kind(visit, visit.model_copy(update={"slot": 5})) is ChangeKind.MOVED
    assert kind(visit, visit.model_copy(update={"supervisors": ["v3"]})) is ChangeKind.HANDED_OVER
    both = visit.model_copy(update={"slot": 5, "supervisors": ["v3"]})
    assert kind(visit, both) is ChangeKind.MOVED_AND_HANDED_OVER
    row = CourseSession(class_id="values-1", index=0, slot=4, venue="r1", lecturer="v1")
    assert kind(row, row.model_copy(update={"venue": "r2"})) is ChangeKind.RELOCATED
    assert kind(row, row.model_copy(update={"venue": "r2", "slot": 6})) is ChangeKind.MOVED
    assert kind(row, row.model_copy()) is ChangeKind.UNCHANGED


def test_another_attendee_is_a_change_of_the_group() -> None:
    plan = Plan(visits=[Visit(engagement="chief-s1", index=0, slot=4, supervisors=["v2"])])
    alone = [row.model_copy(update={"attendees": ["s2"]}) for row in TINY.engagements]
    before, after = Side(TINY, plan), Side(TINY.changed(engagements=alone), plan)
    key = "visit-chief-s1-0"
    assert Change(key, before.occurrences[key], after.occurrences[key]).kind is ChangeKind.REGROUPED
