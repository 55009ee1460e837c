"""Who went to which station last term, by the last release: whom to keep, and whom to be rotated away from."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.ids import SnapshotId
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.planning import load_problem, plan_in
from solver.ids import StationId
from solver.problem import Problem, Scheme


class LastTerm:
    """The visits of the term before as they were published last; empty when there is none."""

    def __init__(self) -> None:
        self._visits: defaultdict[tuple[Scheme, str], Counter[str]] = defaultdict(Counter)

    @classmethod
    def of(cls, db: Session, *, actor: Actor, term: Term) -> "LastTerm":
        """By the current release of the term before."""
        found = cls()
        previous = None if term.previous_term_id is None else db.get(Term, term.previous_term_id)
        if previous is None or previous.current_release_id is None:
            return found
        release = db.get(Release, previous.current_release_id)
        if release is not None:
            found._count(load_problem(db, SnapshotId(release.snapshot_id), actor=actor), release)
        return found

    def people(self, scheme: Scheme, stations: Iterable[str]) -> list[str]:
        """Keys of those who came under a scheme to any of the stations, the most frequent first."""
        came = sum((self._visits[scheme, station] for station in stations), Counter[str]())
        return [person for person, _ in sorted(came.items(), key=lambda item: (-item[1], item[0]))]

    def _count(self, problem: Problem, release: Release) -> None:
        due = {row.id: row for row in problem.engagements}
        for visit in plan_in(release.plan).visits:
            engagement = due.get(visit.engagement)
            if engagement is not None:
                for station in _visited(engagement.station, engagement.attendees):
                    self._visits[engagement.scheme, station].update(visit.supervisors)


def _visited(host: StationId, attendees: list[StationId]) -> list[str]:
    return [host, *attendees]
