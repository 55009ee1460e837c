"""The part of a problem and plan that a small change can touch, so that judging it does not take the whole.

Whatever the rules look at together stays together: all stops of the people concerned, all visits and meetings of the
stations concerned, whole engagements, and whole camps (classes, cohorts and trainees that hang together).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from solver.ids import ClassId, CohortId, EngagementId, StationId, SupervisorId, VenueId
from solver.plan import Plan
from solver.problem import Baseline, Problem, SessionLock, VisitLock
from solver.rules import DayBook


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom and what a change concerns."""

    stations: frozenset[StationId] = frozenset()
    people: frozenset[SupervisorId] = frozenset()
    engagements: frozenset[EngagementId] = frozenset()
    classes: frozenset[ClassId] = frozenset()
    venues: frozenset[VenueId] = frozenset()

    def __or__(self, other: "Concerned") -> "Concerned":
        """Both together."""
        return Concerned(
            self.stations | other.stations,
            self.people | other.people,
            self.engagements | other.engagements,
            self.classes | other.classes,
            self.venues | other.venues,
        )


@dataclass(slots=True)
class _Camp:
    """Classes, cohorts and the stations of their trainees that hang together."""

    classes: set[ClassId] = field(default_factory=set)
    cohorts: set[CohortId] = field(default_factory=set)
    stations: set[StationId] = field(default_factory=set)


class Surroundings:
    """Cuts the part around a change out of a plan."""

    def __init__(self, book: DayBook) -> None:
        self._book = book
        self._problem: Problem = book.register.problem
        self._camps = _camps(self._problem)

    def part(self, concerned: Concerned) -> tuple[Problem, Plan]:
        """The problem and the plan around the change."""
        camps = [camp for camp in self._camps if self._touches(camp, concerned)]
        classes = set[ClassId]().union(*(camp.classes for camp in camps))
        cohorts = set[CohortId]().union(*(camp.cohorts for camp in camps))
        own = [camp for camp in camps if camp.classes & concerned.classes]
        stations = set(concerned.stations).union(*(camp.stations for camp in own))
        engagements = self._engagements(concerned, stations)
        problem = self._problem.changed(
            engagements=[e for e in self._problem.engagements if e.id in engagements],
            classes=[c for c in self._problem.classes if c.id in classes],
            cohorts=[c for c in self._problem.cohorts if c.id in cohorts],
            trainees=[t for t in self._problem.trainees if set(t.cohorts) & cohorts],
            locks=[lock for lock in self._problem.locks if _of(lock) in engagements | classes],
            baseline=self._baseline(engagements, classes),
        )
        return problem, self._plan(problem, engagements, classes)

    def _plan(self, problem: Problem, engagements: set[EngagementId], classes: set[ClassId]) -> Plan:
        plan = self._book.plan
        trainees = {trainee.id for trainee in problem.trainees}
        return Plan(
            visits=[visit for visit in plan.visits if visit.engagement in engagements],
            sessions=[row for row in plan.sessions if row.class_id in classes],
            trainees={t: c for t, c in plan.trainees.items() if t in trainees},
        )

    def _touches(self, camp: _Camp, concerned: Concerned) -> bool:
        if camp.stations & concerned.stations or camp.classes & concerned.classes:
            return True
        rows = (row for class_id in camp.classes for row in self._book.sessions_of[class_id])
        return any(row.lecturer in concerned.people or row.venue in concerned.venues for row in rows)

    def _engagements(self, concerned: Concerned, stations: set[StationId]) -> set[EngagementId]:
        by_people = {
            visit.engagement
            for visit in self._book.visits.values()
            if not concerned.people.isdisjoint(visit.supervisors)
        }
        by_station = {
            engagement.id
            for engagement in self._problem.engagements
            if engagement.station in stations or not stations.isdisjoint(engagement.attendees)
        }
        return by_people | by_station | concerned.engagements

    def _baseline(self, engagements: set[EngagementId], classes: set[ClassId]) -> Baseline | None:
        baseline = self._book.register.baseline
        if baseline is None:
            return None
        visits = [visit for visit in baseline.visits if visit.engagement in engagements]
        return Baseline(visits=visits, sessions=[row for row in baseline.sessions if row.class_id in classes])


def _of(lock: VisitLock | SessionLock) -> EngagementId | ClassId:
    return lock.engagement if isinstance(lock, VisitLock) else lock.class_id


def _camps(problem: Problem) -> list[_Camp]:
    """The camps of a problem: a class brings its cohorts and those before it, a trainee their cohorts and station."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    def join(first: str, others: Iterable[str]) -> None:
        for other in others:
            leader[find(other)] = find(first)

    for camp_class in problem.classes:
        join(f"class {camp_class.id}", (f"class {c}" for c in camp_class.after))
        join(f"class {camp_class.id}", (f"cohort {c}" for c in camp_class.cohorts))
    for trainee in problem.trainees:
        join(f"station {trainee.station}", (f"cohort {c}" for c in trainee.cohorts))
    camps: dict[str, _Camp] = defaultdict(_Camp)
    for camp_class in problem.classes:
        camps[find(f"class {camp_class.id}")].classes.add(camp_class.id)
    for cohort in problem.cohorts:
        camps[find(f"cohort {cohort.id}")].cohorts.add(cohort.id)
    for trainee in problem.trainees:
        camps[find(f"station {trainee.station}")].stations.add(trainee.station)
    return list(camps.values())
