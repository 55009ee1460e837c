"""What a station asks for, in the words of a planning problem, and the part of the problem that it is judged in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from solver.ids import EngagementId, StationId, SupervisorId
from solver.plan import Plan
from solver.problem import Engagement, Problem, Scheme, Station

WISHED: Final = EngagementId("wish")
GRANTED: Final = EngagementId("granted")
_PLACE: Final = StationId("wish-place")


@dataclass(frozen=True, slots=True)
class Wish:
    """Visits asked for at one station. Slots are numbers of the problem it is judged in."""

    station: StationId
    scheme: Scheme
    visits: int
    slots: frozenset[int]
    """The slots that suit; not empty."""
    fields: tuple[str, ...] = ()
    min_gap_days: int = 0
    ideal_gap_days: int | None = None
    supervisors: tuple[SupervisorId, ...] = ()
    """Only these; empty: anybody eligible."""
    exclude: tuple[SupervisorId, ...] = ()

    def with_any_slot(self, slots: Iterable[int]) -> "Wish":
        """The same wish, content with other slots."""
        return replace(self, slots=frozenset(slots))

    def with_anybody(self) -> "Wish":
        """The same wish, content with other people."""
        return replace(self, supervisors=())


def problem_with(wish: Wish, problem: Problem, plan: Plan) -> Problem:
    """The problem with one more engagement, WISHED, for exactly the slots that suit.

    An engagement knows only a first and a last slot. So it is put at a place of its own, at the station's coordinates,
    which is closed in every slot that does not suit, or in which the station could not be visited besides the plan.
    Raises KeyError for an unknown station.
    """
    station = next((row for row in problem.stations if row.id == wish.station), None)
    if station is None:
        raise KeyError(wish.station)
    taken = visits_at(station, problem, plan) | meetings_of(station, problem) | emptied(station, problem, plan)
    fits = wish.slots - taken - set(station.closed)
    closed = sorted(set(range(len(problem.slots))) - fits)
    place = station.model_copy(update={"id": _PLACE, "closed": closed})
    engagement = engagement_for(wish).model_copy(update={"id": WISHED, "station": _PLACE})
    return problem.changed(
        stations=[*problem.stations, place],
        engagements=[*problem.engagements, engagement],
        travel=problem.travel.model_copy(update={"overrides": _overrides(problem, wish.station)}),
    )


def engagement_for(wish: Wish) -> Engagement:
    """What the wish would become at its station; which slots within its period do not suit is the caller's business."""
    return Engagement(
        id=GRANTED,
        scheme=wish.scheme,
        station=wish.station,
        visits=wish.visits,
        panel=1,
        first=min(wish.slots),
        last=max(wish.slots),
        fields=list(wish.fields),
        same_supervisors=wish.visits > 1,
        min_gap_days=wish.min_gap_days,
        ideal_gap_days=wish.ideal_gap_days,
        candidates=list(wish.supervisors),
        exclude=list(wish.exclude),
    )


def _overrides(problem: Problem, station: StationId) -> list[tuple[str, str, int]]:
    """The trips with their own minutes, those of the station also for the place that stands for it."""
    known = problem.travel.overrides
    at_place = [
        (_PLACE if start == station else start, _PLACE if end == station else end, minutes)
        for start, end, minutes in known
        if station in {start, end}
    ]
    return [*known, *at_place]


def visits_at(station: Station, problem: Problem, plan: Plan) -> set[int]:
    """The slots in which the station hosts or attends a planned visit."""
    own = {row.id for row in problem.engagements if row.station == station.id or station.id in row.attendees}
    return {visit.slot for visit in plan.visits if visit.engagement in own}


def meetings_of(station: Station, problem: Problem) -> set[int]:
    """The slots of the station's meetings."""
    return {meeting.slot for meeting in problem.meetings if station.id in meeting.stations}


def emptied(station: Station, problem: Problem, plan: Plan) -> set[int]:
    """The slots in which so many of its team are at class that too few would be there for a visit (T7)."""
    cohort_of = {row.id: plan.trainees.get(row.id) for row in problem.trainees if row.station == station.id}
    cohorts_of = {row.id: set(row.cohorts) for row in problem.classes}
    away: Counter[int] = Counter()
    for course_session in plan.sessions:
        away[course_session.slot] += sum(cohort in cohorts_of[course_session.class_id] for cohort in cohort_of.values())
    return {slot for slot, count in away.items() if count > station.staff - station.present}
