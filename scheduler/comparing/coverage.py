"""How much of what is due a plan holds, by scheme and by station."""

from collections import Counter
from dataclasses import dataclass

from solver.rules import DayBook


@dataclass(frozen=True, slots=True)
class Coverage:
    """Visits, or course sessions, due and planned."""

    due: int
    planned: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 when nothing is due."""
        return self.planned / self.due if self.due else 1.0


def by_scheme(book: DayBook) -> dict[str, Coverage]:
    """Each scheme's visits, and the course sessions under `camp`."""
    due: Counter[str] = Counter()
    planned: Counter[str] = Counter()
    for engagement in book.register.problem.engagements:
        due[engagement.scheme.value] += engagement.visits
        planned[engagement.scheme.value] += len(book.visits_of[engagement.id])
    for camp_class in book.register.problem.classes:
        due["camp"] += camp_class.sessions
        planned["camp"] += len(book.sessions_of[camp_class.id])
    return {scheme: Coverage(due[scheme], planned[scheme]) for scheme in due}


def by_station(book: DayBook) -> dict[str, dict[str, Coverage]]:
    """For each station the visits in which it takes part, as host or attendee, by scheme."""
    due: Counter[tuple[str, str]] = Counter()
    planned: Counter[tuple[str, str]] = Counter()
    for engagement in book.register.problem.engagements:
        for station in book.register.hosts(engagement):
            due[station, engagement.scheme.value] += engagement.visits
            planned[station, engagement.scheme.value] += len(book.visits_of[engagement.id])
    found: dict[str, dict[str, Coverage]] = {station.id: {} for station in book.register.problem.stations}
    for (station_id, scheme), visits in due.items():
        found[station_id][scheme] = Coverage(visits, planned[station_id, scheme])
    return found
