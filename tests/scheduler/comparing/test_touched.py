"""Exactly those are touched whose own dates change: not one more, not one less."""

from hypothesis import given

from scheduler.comparing.comparison import Comparison, Side
from scheduler.comparing.difference import ChangeKind
from scheduler.comparing.occurrences import Occurrence, Party
from scheduler.comparing.touched import OwnChangeKind
from scheduler.models.releases import PartyKind
from solver.plan import Plan
from solver.problem import CourseSession, Visit
from tests.scheduler.comparing.plans import TINY, sides

VISIT = Visit(engagement="rove-s1", index=0, slot=4, supervisors=["v2"])
PANEL = Visit(engagement="eval-s3", index=0, slot=4, supervisors=["v1", "v2"])
COURSE_SESSION = CourseSession(class_id="values-1", index=0, slot=4, venue="r1", lecturer="v1")


def found(old: Plan, new: Plan) -> dict[tuple[str, str], list[str]]:
    comparison = Comparison(Side(TINY, old), Side(TINY, new))
    return {
        (party.kind.value, party.id): [own.kind.value for own in changes]
        for party, changes in comparison.touched.items()
    }


def plan(*visits: Visit, trainees: dict[str, str] | None = None, sessions: list[CourseSession] | None = None) -> Plan:
    return Plan.model_validate({"visits": list(visits), "sessions": sessions or [], "trainees": trainees or {}})


def test_a_move_touches_panel_and_station() -> None:
    moved = VISIT.model_copy(update={"slot": 6})
    assert found(plan(VISIT), plan(moved)) == {("station", "s1"): ["moved"], ("supervisor", "v2"): ["moved"]}


def test_a_visit_handed_over_touches_who_lost_it_who_has_it_and_the_station() -> None:
    handed = VISIT.model_copy(update={"supervisors": ["v3"]})
    assert found(plan(VISIT), plan(handed)) == {
        ("station", "s1"): ["other_people"],
        ("supervisor", "v2"): ["handed_away"],
        ("supervisor", "v3"): ["taken_over"],
    }


def test_who_stays_on_a_panel_is_not_touched() -> None:
    handed = PANEL.model_copy(update={"supervisors": ["v1", "v3"]})
    touched = found(plan(PANEL), plan(handed))
    assert ("supervisor", "v1") not in touched
    assert touched["supervisor", "v2"] == ["handed_away"]
    assert touched["supervisor", "v3"] == ["taken_over"]


def test_a_cancelled_visit_touches_everybody_who_had_it() -> None:
    assert found(plan(PANEL), plan()) == {
        ("station", "s3"): ["cancelled"],
        ("supervisor", "v1"): ["cancelled"],
        ("supervisor", "v2"): ["cancelled"],
    }


def test_a_course_session_touches_lecturer_cohort_and_the_stations_that_send_trainees() -> None:
    sent = {"t1": "new-1", "t2": "new-2", "t3": "new-2"}
    moved = COURSE_SESSION.model_copy(update={"venue": "r2"})
    assert found(plan(trainees=sent, sessions=[COURSE_SESSION]), plan(trainees=sent, sessions=[moved])) == {
        ("cohort", "new-1"): ["relocated"],
        ("station", "s1"): ["relocated"],
        ("supervisor", "v1"): ["relocated"],
    }


def test_a_trainee_in_another_cohort_is_a_date_of_their_station_only() -> None:
    before = plan(trainees={"t1": "new-1", "t2": "new-2"}, sessions=[COURSE_SESSION])
    after = plan(trainees={"t1": "new-1", "t2": "new-1"}, sessions=[COURSE_SESSION])
    assert found(before, after) == {("station", "s2"): ["new"]}


def own_date(row: Occurrence, party: Party) -> tuple[object, ...]:
    """What a party knows about an occurrence, said once more and in other words than the code."""
    who = row.supervisors if party.id in row.stations or party.kind is PartyKind.COHORT else ()
    return row.moment, row.place, who if row.scheme != "meeting" else ()


@given(sides(), sides())
def test_whoever_sees_another_calendar_is_touched_and_nobody_else(a: Side, b: Side) -> None:
    def calendar(side: Side, party: Party) -> dict[str, tuple[object, ...]]:
        return {key: own_date(row, party) for key, row in side.occurrences.items() if party in row.parties}

    comparison = Comparison(a, b)
    parties = {party for side in (a, b) for row in side.occurrences.values() for party in row.parties}
    assert set(comparison.touched) == {party for party in parties if calendar(a, party) != calendar(b, party)}
    for party, own in comparison.touched.items():
        before, after = calendar(a, party), calendar(b, party)
        differs = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        assert {change.change.key for change in own} == differs


@given(sides(), sides())
def test_new_and_cancelled_mirror_each_other(a: Side, b: Side) -> None:
    mirrored = {
        OwnChangeKind.NEW: OwnChangeKind.CANCELLED,
        OwnChangeKind.CANCELLED: OwnChangeKind.NEW,
        OwnChangeKind.TAKEN_OVER: OwnChangeKind.HANDED_AWAY,
        OwnChangeKind.HANDED_AWAY: OwnChangeKind.TAKEN_OVER,
    }
    there, back = Comparison(a, b).touched, Comparison(b, a).touched
    assert {p: sorted((o.change.key, mirrored.get(o.kind, o.kind)) for o in own) for p, own in there.items()} == {
        p: sorted((o.change.key, o.kind) for o in own) for p, own in back.items()
    }


@given(sides(), sides())
def test_unchanged_events_touch_only_stations_that_send_trainees(a: Side, b: Side) -> None:
    for party, own in Comparison(a, b).touched.items():
        for change in own:
            if change.change.kind is ChangeKind.UNCHANGED:
                assert party.kind is PartyKind.STATION
                assert change.kind in {OwnChangeKind.NEW, OwnChangeKind.CANCELLED}
