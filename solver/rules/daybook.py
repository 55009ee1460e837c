"""What a plan says, by person, station, venue, cohort and day: the look-ups of a plan, prepared once.

A row that names nothing the problem asks for, or somebody it does not know, is set aside in `refused` and takes no part
in anything else.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from solver.ids import ClassId, CohortId, EngagementId, MeetingId, StationId, SupervisorId, TraineeId, VenueId
from solver.plan import Plan
from solver.problem import CourseSession, Visit
from solver.rules.register import IsoWeek, Register
from solver.rules.subjects import SessionKey, VisitKey
from solver.travel import Place

if TYPE_CHECKING:
    import datetime as dt

Stop = VisitKey | SessionKey
"""What takes a person somewhere."""


class DayStop(NamedTuple):
    """A stop of a person's day."""

    slot: int
    place: Place
    stop: Stop


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of the plan that is set aside: `code` is the H0 code that says why, `culprit` the id or number at fault."""

    code: str
    row: Visit | CourseSession
    culprit: str


class DayBook:
    """A plan of a problem, ready to be looked things up in."""

    def __init__(self, register: Register, plan: Plan) -> None:
        self.register = register
        self.plan = plan
        self.refused: list[Refused] = []
        self.visits: dict[VisitKey, Visit] = {}
        self.course_sessions: dict[SessionKey, CourseSession] = {}
        self.cohort_of: dict[TraineeId, CohortId] = {}
        self.visits_of: dict[EngagementId, list[Visit]]
        self.sessions_of: dict[ClassId, list[CourseSession]]
        self.at_station: dict[tuple[StationId, int], list[VisitKey | MeetingId]] = defaultdict(list)
        self.visited: set[tuple[StationId, int]] = set()
        self.busy: dict[tuple[SupervisorId, int], list[Stop | MeetingId]] = defaultdict(list)
        self.days: dict[tuple[SupervisorId, dt.date], list[DayStop]] = defaultdict(list)
        self.week_load: Counter[tuple[SupervisorId, IsoWeek]] = Counter()
        self.load: Counter[SupervisorId] = Counter()
        self.pairings: dict[SupervisorId, list[EngagementId]] = defaultdict(list)
        self.paired_with: dict[StationId, set[SupervisorId]] = defaultdict(set)
        self.at_venue: dict[tuple[VenueId, int], list[SessionKey]] = defaultdict(list)
        self.at_cohort: dict[tuple[CohortId, int], list[SessionKey]] = defaultdict(list)
        self.away: Counter[tuple[StationId, int]] = Counter()
        self._admit_visits()
        self._admit_course_sessions()
        self._admit_trainees()
        self.cohort_size: Counter[CohortId] = Counter(self.cohort_of.values())
        self.staff_in: dict[CohortId, Counter[StationId]] = defaultdict(Counter)
        for trainee, cohort in self.cohort_of.items():
            self.staff_in[cohort][register.trainees[trainee].station] += 1
        self._write_meetings()
        self._write_visits()
        self._write_course_sessions()
        for day in self.days.values():
            day.sort(key=lambda stop: stop.slot)

    def _admit_visits(self) -> None:
        register = self.register
        for row in self.plan.visits:
            key = VisitKey(row.engagement, row.index)
            engagement = register.engagements.get(row.engagement)
            strangers = [v for v in row.supervisors if v not in register.people]
            if engagement is None or row.index >= engagement.visits:
                self.refused.append(Refused("not-asked-for", row, str(key)))
            elif key in self.visits:
                self.refused.append(Refused("planned-twice", row, str(key)))
            elif not register.has_slot(row.slot):
                self.refused.append(Refused("unknown-slot", row, str(row.slot)))
            elif strangers:
                self.refused.append(Refused("unknown-supervisor", row, strangers[0]))
            else:
                self.visits[key] = row

    def _admit_course_sessions(self) -> None:
        register = self.register
        for row in self.plan.sessions:
            key = SessionKey(row.class_id, row.index)
            camp_class = register.classes.get(row.class_id)
            if camp_class is None or row.index >= camp_class.sessions:
                self.refused.append(Refused("not-asked-for", row, str(key)))
            elif key in self.course_sessions:
                self.refused.append(Refused("planned-twice", row, str(key)))
            elif not register.has_slot(row.slot):
                self.refused.append(Refused("unknown-slot", row, str(row.slot)))
            elif row.venue not in register.venues:
                self.refused.append(Refused("unknown-venue", row, row.venue))
            elif row.lecturer not in register.people:
                self.refused.append(Refused("unknown-supervisor", row, row.lecturer))
            else:
                self.course_sessions[key] = row

    def _admit_trainees(self) -> None:
        for trainee, cohort in self.plan.trainees.items():
            known = self.register.trainees.get(trainee)
            if known is not None and cohort in known.cohorts:
                self.cohort_of[trainee] = cohort

    def _write_meetings(self) -> None:
        for meeting in self.register.problem.meetings:
            for station in meeting.stations:
                self.at_station[station, meeting.slot].append(meeting.id)
            for person in meeting.supervisors:
                self.busy[person, meeting.slot].append(meeting.id)

    def _write_stop(self, person: SupervisorId, slot: int, place: Place, stop: Stop) -> None:
        self.busy[person, slot].append(stop)
        self.days[person, self.register.dates[slot]].append(DayStop(slot, place, stop))
        self.week_load[person, self.register.weeks[slot]] += 1
        self.load[person] += 1

    def _write_visits(self) -> None:
        register = self.register
        self.visits_of = {engagement: [] for engagement in register.engagements}
        for key, visit in self.visits.items():
            engagement = register.engagements[key.engagement]
            self.visits_of[key.engagement].append(visit)
            for station in register.hosts(engagement):
                self.at_station[station, visit.slot].append(key)
                self.visited.add((station, visit.slot))
            for person in visit.supervisors:
                self._write_stop(person, visit.slot, register.station_places[engagement.station], key)
        for engagement in register.problem.engagements:
            planned = self.visits_of[engagement.id]
            planned.sort(key=lambda visit: visit.index)
            if planned and engagement.scheme == "pair":
                for person in sorted(set(planned[0].supervisors)):
                    self.pairings[person].append(engagement.id)
                    self.paired_with[engagement.station].add(person)

    def _write_course_sessions(self) -> None:
        register = self.register
        self.sessions_of = {camp_class: [] for camp_class in register.classes}
        for key, row in self.course_sessions.items():
            self.sessions_of[key.class_id].append(row)
            self.at_venue[row.venue, row.slot].append(key)
            for cohort in register.classes[key.class_id].cohorts:
                self.at_cohort[cohort, row.slot].append(key)
                for station, trainees in self.staff_in[cohort].items():
                    self.away[station, row.slot] += trainees
            self._write_stop(row.lecturer, row.slot, register.venue_places[row.venue], key)
        for held in self.sessions_of.values():
            held.sort(key=lambda row: row.index)
