"""Why a term cannot work as asked: for each engagement that cannot be planned whole, the facts that clash. Pure.

The facts are what a planner can change. Starting from all of them, each is set aside in turn; where the optimiser's
foresight still says that it cannot work, the fact has nothing to do with it. What is left clashes, and is read once
more without each: then it works. So no fact of the set can be spared.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from solver.ids import EngagementId
from solver.problem import Engagement, Problem, Scheme
from solver.reading import warnings

Setting = Callable[[Problem], Problem]
EXPLAINED: Final = frozenset({"too-few-eligible", "no-free-slot", "window-too-short", "nobody-for-all"})
"""The warnings about one engagement that facts about it explain."""
WITHOUT_LIMIT: Final = 10_000


@dataclass(frozen=True, slots=True)
class TermFact:
    """Something that a planner can change: a code, and the station that it is about when it is about one."""

    code: str
    station_id: str | None = None


@dataclass(frozen=True, slots=True)
class TermClash:
    """An engagement that cannot be planned as asked, and the facts that together make it so."""

    engagement_id: EngagementId
    warnings: list[str]
    """Codes of the optimiser's warnings about it."""
    facts: list[TermFact]
    """None of them can be spared; empty when it cannot work whatever is changed of these."""


def term_clashes(problem: Problem) -> list[TermClash]:
    """The clashes of a problem without faults, in the order of its engagements."""
    foreseen: dict[str, list[str]] = {}
    for caution in warnings(problem):
        if caution.code in EXPLAINED and caution.subject is not None:
            foreseen.setdefault(caution.subject, []).append(caution.code)
    return [
        TermClash(row.id, foreseen[row.id], _irreducible(_alone(problem, row), row))
        for row in problem.engagements
        if row.id in foreseen
    ]


def _alone(problem: Problem, engagement: Engagement) -> Problem:
    """The problem with this engagement only: what is foreseen of it depends on nothing else."""
    hosts = {engagement.station, *engagement.attendees}
    stations = [row for row in problem.stations if row.id in hosts]
    meetings = [
        row.model_copy(update={"stations": [s for s in row.stations if s in hosts]}) for row in problem.meetings
    ]
    return problem.changed(
        stations=stations,
        engagements=[engagement],
        meetings=meetings,
        venues=[],
        cohorts=[],
        trainees=[],
        classes=[],
        locks=[],
        baseline=None,
        frozen_until=0,
        travel=problem.travel.model_copy(update={"overrides": []}),
    )


def _irreducible(problem: Problem, engagement: Engagement) -> list[TermFact]:
    """Facts that together make it impossible, none of which can be spared."""
    settings = dict(_settings(problem, engagement))
    if _fails(_relaxed(problem, settings.values()), engagement.id):
        return []
    kept = dict(settings)
    for fact in settings:
        without = [setting for other, setting in settings.items() if other not in kept or other == fact]
        if _fails(_relaxed(problem, without), engagement.id):
            del kept[fact]
    return list(kept)


def _relaxed(problem: Problem, settings: Iterable[Setting]) -> Problem:
    for setting in settings:
        problem = setting(problem)
    return problem


def _fails(problem: Problem, engagement: EngagementId) -> bool:
    return any(caution.code in EXPLAINED and caution.subject == engagement for caution in warnings(problem))


def _settings(problem: Problem, engagement: Engagement) -> list[tuple[TermFact, Setting]]:
    """Each fact with the problem in which it is set aside; the easiest to change come last, so that they stay."""
    found: list[tuple[TermFact, Setting]] = [
        (TermFact("roles"), _people(roles=list(Scheme))),
        (TermFact("employer"), _people(employer=None)),
        (
            TermFact("limits"),
            _people(max_per_day=WITHOUT_LIMIT, max_per_week=WITHOUT_LIMIT, max_per_term=WITHOUT_LIMIT),
        ),
        (TermFact("availability"), _people(unavailable=[])),
        (TermFact("meetings"), lambda problem: problem.changed(meetings=[])),
        *((TermFact("closures", row.id), _open(row.id)) for row in problem.stations),
    ]
    if engagement.same_supervisors and engagement.scheme is not Scheme.PAIR:
        found.append((TermFact("same-supervisors"), _engagement(same_supervisors=False)))
    last = len(problem.slots) - 1
    return [
        *found,
        (TermFact("people-named"), _engagement(candidates=[], exclude=[])),
        (TermFact("same-weekday"), _engagement(same_weekday=False)),
        (TermFact("period"), _engagement(first=0, last=last)),
        (TermFact("panel"), _engagement(panel=1)),
        (TermFact("gap"), _engagement(min_gap_days=0)),
        (TermFact("visits"), _engagement(visits=1)),
    ]


def _people(**columns: object) -> Setting:
    def setting(problem: Problem) -> Problem:
        return problem.changed(supervisors=[row.model_copy(update=columns) for row in problem.supervisors])

    return setting


def _engagement(**columns: object) -> Setting:
    def setting(problem: Problem) -> Problem:
        return problem.changed(engagements=[row.model_copy(update=columns) for row in problem.engagements])

    return setting


def _open(station: str) -> Setting:
    def setting(problem: Problem) -> Problem:
        return problem.changed(
            stations=[row.model_copy(update={"closed": []}) if row.id == station else row for row in problem.stations]
        )

    return setting
