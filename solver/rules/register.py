"""What a problem says, by id: every look-up that rules, costs and explanations need, prepared once."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from solver.ids import ClassId, CohortId, EngagementId, StationId, SupervisorId, TraineeId, VenueId
from solver.problem import (
    Baseline,
    CampClass,
    Cohort,
    CourseSession,
    Engagement,
    Problem,
    Station,
    Supervisor,
    Trainee,
    Venue,
    Visit,
)
from solver.travel import Place, TravelTimes

if TYPE_CHECKING:
    import datetime as dt

IsoWeek = tuple[int, int]
"""ISO year and week number."""


class Register:
    """The problem's rows by id, its calendar and its places."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.stations: dict[StationId, Station] = {s.id: s for s in problem.stations}
        self.people: dict[SupervisorId, Supervisor] = {v.id: v for v in problem.supervisors}
        self.engagements: dict[EngagementId, Engagement] = {e.id: e for e in problem.engagements}
        self.venues: dict[VenueId, Venue] = {r.id: r for r in problem.venues}
        self.classes: dict[ClassId, CampClass] = {c.id: c for c in problem.classes}
        self.trainees: dict[TraineeId, Trainee] = {t.id: t for t in problem.trainees}
        self.cohorts: dict[CohortId, Cohort] = {c.id: c for c in problem.cohorts}
        rows: tuple[Cohort | Venue | Station | Supervisor, ...] = (
            *problem.cohorts,
            *problem.venues,
            *problem.stations,
            *problem.supervisors,
        )
        self._names: dict[str, str] = {row.id: row.name for row in rows}

        self.dates: list[dt.date] = [slot.date for slot in problem.slots]
        self.weeks: list[IsoWeek] = [date.isocalendar()[:2] for date in self.dates]
        self.starts: list[int] = [slot.start.hour * 60 + slot.start.minute for slot in problem.slots]
        self.ends: list[int] = [slot.end.hour * 60 + slot.end.minute for slot in problem.slots]

        baseline = problem.baseline
        # A baseline that says nothing at all is no baseline: nothing is frozen then.
        self.baseline: Baseline | None = baseline if baseline is not None and baseline.model_fields_set else None

        self.unavailable = {v.id: frozenset(v.unavailable) for v in problem.supervisors}
        self.disliked = {v.id: frozenset(v.disliked) for v in problem.supervisors}
        self.station_closed = {s.id: frozenset(s.closed) for s in problem.stations}
        self.venue_closed = {r.id: frozenset(r.closed) for r in problem.venues}
        self.class_closed = {c.id: frozenset(c.closed) for c in problem.classes}

        self.homes = {row.id: Place(row.id, row.lat, row.lon) for row in problem.supervisors}
        self.station_places = {row.id: Place(row.id, row.lat, row.lon) for row in problem.stations}
        self.venue_places = {row.id: Place(row.id, row.lat, row.lon) for row in problem.venues}
        self.travel = TravelTimes(problem.travel)

    def has_slot(self, slot: int) -> bool:
        """Whether the term has a slot of this number."""
        return 0 <= slot < len(self.dates)

    def gap_days(self, earlier: int, later: int) -> int:
        """Calendar days from one slot to another; negative when `later` is before."""
        return (self.dates[later] - self.dates[earlier]).days

    def pause_minutes(self, earlier: int, later: int) -> int:
        """Minutes from the end of one slot to the start of another on the same date."""
        return self.starts[later] - self.ends[earlier]

    def neighbours(self, slot: int) -> list[int]:
        """The slots just before and after on the same date."""
        return [t for t in (slot - 1, slot + 1) if self.has_slot(t) and self.dates[t] == self.dates[slot]]

    def day_minutes(self, person: SupervisorId, stops: Sequence[Place]) -> int:
        """Travel minutes of a day: home, the stops in their order, home; 0 for a day without stops."""
        home = self.homes[person]
        legs = (home, *stops, home)
        return sum(self.travel.minutes(a, b) for a, b in pairwise(legs)) if stops else 0

    def hosts(self, engagement: Engagement) -> list[StationId]:
        """The stations a visit of the engagement takes: the host, then the attendees."""
        return [engagement.station, *engagement.attendees]

    def is_eligible(self, engagement: Engagement, person: SupervisorId) -> bool:
        """Whether the person may be on the panel: role, no tie to the operator, not excluded, a candidate if any."""
        supervisor, station = self.people[person], self.stations[engagement.station]
        tied = bool(supervisor.employer) and supervisor.employer == station.operator
        return (
            engagement.scheme.value in supervisor.roles
            and not tied
            and person not in engagement.exclude
            and (not engagement.candidates or person in engagement.candidates)
        )

    def is_due(self, row: Visit | CourseSession) -> bool:
        """Whether the problem asks for this visit or course session (a baseline may hold more)."""
        if isinstance(row, Visit):
            engagement = self.engagements.get(row.engagement)
            return engagement is not None and row.index < engagement.visits
        camp_class = self.classes.get(row.class_id)
        return camp_class is not None and row.index < camp_class.sessions

    def name_of(self, row_id: str) -> str:
        """A supervisor, station, venue or cohort as people know it, with its id."""
        name = self._names.get(row_id, row_id)
        return row_id if name == row_id else f"{name} ({row_id})"

    def slot_name(self, slot: int) -> str:
        """The date and start of a slot, or its bare number when the term has no such slot."""
        if not self.has_slot(slot):
            return f"#{slot}"
        return f"{self.dates[slot].isoformat()} {self.problem.slots[slot].start:%H:%M}"
