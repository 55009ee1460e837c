"""For a visit that can no longer take place: another day, a stand-in, or both. Pure over a problem and its plan.

A visit is looked at as a wish of its station: it is taken out, and offered again within its engagement's own terms.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from scheduler.requests.options import free_options
from scheduler.requests.places import slots_left
from scheduler.requests.wish import Wish
from solver.ids import SupervisorId
from solver.plan import Plan
from solver.problem import Engagement, Problem, Visit

OFFERED_A_KIND = 3


class RemedyKind(StrEnum):
    """What a proposal does."""

    OTHER_DAY = "other_day"
    """The same person, on another half-day."""
    STAND_IN = "stand_in"
    """Another person, at the same time."""
    OTHER_DAY_AND_PERSON = "other_day_and_person"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to keep a visit, with what it adds to the cost of the plan without it."""

    remedy: RemedyKind
    slot: int
    supervisor: SupervisorId
    cost: int


def proposals(problem: Problem, plan: Plan, visit: Visit, ahead: frozenset[int]) -> list[Proposal]:
    """Up to three ways of each kind, cheapest first; none for a panel of several, which a replan has to mend.

    A visit of a series by one person is never given to another person by itself.
    """
    engagement = next(row for row in problem.engagements if row.id == visit.engagement)
    if engagement.panel != 1:
        return []
    without = plan.model_copy(update={"visits": [row for row in plan.visits if row is not visit]})
    same = tuple(visit.supervisors)
    days = slots_left(problem, plan, engagement, visit) & ahead
    there = frozenset({visit.slot}) & ahead
    others = {*engagement.exclude, *same} | _paired(problem, plan, engagement)
    wish = Wish(engagement.station, engagement.scheme, 1, days, tuple(engagement.fields), supervisors=same)
    stand_in = replace(wish, slots=there, supervisors=tuple(engagement.candidates), exclude=tuple(sorted(others)))
    found = _ways(problem, without, wish, RemedyKind.OTHER_DAY)
    if not (engagement.same_supervisors and engagement.visits > 1):
        found += _ways(problem, without, stand_in, RemedyKind.STAND_IN)
        found += _ways(problem, without, replace(stand_in, slots=days), RemedyKind.OTHER_DAY_AND_PERSON)
    return found


def _ways(problem: Problem, plan: Plan, wish: Wish, remedy: RemedyKind) -> list[Proposal]:
    return [
        Proposal(remedy, option.visits[0].slot, option.visits[0].supervisor, option.cost)
        for option in free_options(problem, plan, wish, count=OFFERED_A_KIND)
    ]


def _paired(problem: Problem, plan: Plan, engagement: Engagement) -> set[SupervisorId]:
    """Those who must not come: the station's paired experts where H8 says so, those who came already where H7 does."""
    pairs = {
        row.id
        for row in problem.engagements
        if row.station == engagement.station and row.scheme == "pair" and engagement.not_paired
    }
    came = {engagement.id} if engagement.distinct else set()
    return {person for visit in plan.visits if visit.engagement in pairs | came for person in visit.supervisors}
