"""The facts of a term made to agree with what took place: the past is taken as it happened, whatever is said since.

Somebody reports a leave too late, a limit is lowered, a supervisor is ruled out for a station: that is for the future.
What cannot be made to agree, such as a series by one person who was ruled out in its middle, the reading of the
problem tells; it is mended by handing the rest of the series over.
"""

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from solver.plan import Plan
from solver.problem import Engagement, Meeting, Problem, Scheme, SlotNumber, Station, Supervisor, Venue, Visit

if TYPE_CHECKING:
    from solver.ids import SupervisorId

Located = TypeVar("Located", Station, Supervisor, Venue)
Hours = dict[str, set[int]]
"""The half-days in which each station, person and venue was at work."""


def as_it_was(problem: Problem, published: Plan, *, over: int, frozen_until: int) -> Problem:
    """The problem in which nothing stands against what took place before slot `over`.

    Limits allow what is published below `frozen_until`, since nothing of that changes any more.
    """
    hours = _hours(problem, published, over)
    done: dict[str, list[Visit]] = {}
    for visit in published.visits:
        if visit.slot < over:
            done.setdefault(visit.engagement, []).append(visit)
    reopened = problem.changed(
        stations=[_reopened(row, "closed", hours) for row in problem.stations],
        supervisors=[_reopened(row, "unavailable", hours) for row in problem.supervisors],
        venues=[_reopened(row, "closed", hours) for row in problem.venues],
        classes=[
            row.model_copy(update={"closed": [slot for slot in row.closed if slot >= over]}) for row in problem.classes
        ],
        engagements=[_as_done(row, done.get(row.id, [])) for row in problem.engagements],
        meetings=[_attended(row, hours) for row in problem.meetings],
    )
    return _with_room(reopened, published, frozen_until)


def _reopened(row: Located, column: str, hours: Hours) -> Located:
    """Somewhere or somebody, there when they were at work."""
    worked = hours.get(row.id, set())
    closed: list[SlotNumber] = getattr(row, column)
    if worked.isdisjoint(closed):
        return row
    return row.model_copy(update={column: [slot for slot in closed if slot not in worked]})


def _as_done(row: Engagement, done: list[Visit]) -> Engagement:
    """An engagement whose period holds what was done, and whose panel nobody who came already can come to again."""
    if not done:
        return row
    slots = [visit.slot for visit in done]
    changes: dict[str, object] = {"first": min(row.first, *slots), "last": max(row.last, *slots)}
    if row.distinct or len(done) == row.visits:
        came = {person for visit in done for person in visit.supervisors}
        changes["exclude"] = [person for person in row.exclude if person not in came]
        if row.candidates:
            changes["candidates"] = list(dict.fromkeys([*row.candidates, *sorted(came)]))
    return row.model_copy(update=changes)


def _attended(row: Meeting, hours: Hours) -> Meeting:
    """A meeting without those who were at work elsewhere."""
    absent = {id_ for id_ in (*row.stations, *row.supervisors) if row.slot in hours.get(id_, ())}
    if not absent:
        return row
    return row.model_copy(
        update={
            "stations": [id_ for id_ in row.stations if id_ not in absent],
            "supervisors": [id_ for id_ in row.supervisors if id_ not in absent],
        }
    )


def _hours(problem: Problem, published: Plan, over: int) -> Hours:
    hosts = {row.id: (row.station, *row.attendees) for row in problem.engagements}
    hours: Hours = {}
    for visit in published.visits:
        if visit.slot < over:
            for id_ in (*visit.supervisors, *hosts.get(visit.engagement, ())):
                hours.setdefault(id_, set()).add(visit.slot)
    for course_session in published.sessions:
        if course_session.slot < over:
            for id_ in (course_session.lecturer, course_session.venue):
                hours.setdefault(id_, set()).add(course_session.slot)
    return hours


def _with_room(problem: Problem, published: Plan, frozen_until: int) -> Problem:
    """The problem in which each person's limits are at least what they work in the frozen part."""
    pairings = {row.id for row in problem.engagements if row.scheme is Scheme.PAIR}
    due = {row.id: row.visits for row in problem.engagements}
    slots: dict[SupervisorId, list[int]] = {}
    paired: dict[SupervisorId, set[str]] = {}
    for visit in published.visits:
        if visit.slot < frozen_until and visit.index < due.get(visit.engagement, 0):
            for person in visit.supervisors:
                slots.setdefault(person, []).append(visit.slot)
                if visit.engagement in pairings:
                    paired.setdefault(person, set()).add(visit.engagement)
    for course_session in published.sessions:
        if course_session.slot < frozen_until:
            slots.setdefault(course_session.lecturer, []).append(course_session.slot)
    rows = [_limits(row, problem, slots.get(row.id, []), len(paired.get(row.id, ()))) for row in problem.supervisors]
    return problem.changed(supervisors=rows)


def _limits(row: Supervisor, problem: Problem, slots: list[int], pairs: int) -> Supervisor:
    dates = [problem.slots[slot].date for slot in slots]
    days, weeks = Counter(dates), Counter(date.isocalendar()[:2] for date in dates)
    used = {
        "max_per_day": max(days.values(), default=0),
        "max_per_week": max(weeks.values(), default=0),
        "max_per_term": len(slots),
        "max_pairs": pairs,
    }
    raised = {name: count for name, count in used.items() if count > getattr(row, name)}
    return row.model_copy(update=raised) if raised else row
