"""The training camp of a term as rows of the exchange format: classes from courses, trainees from enrolments."""

from collections import defaultdict

from scheduler.models.camp import CampClass, Course, Venue
from scheduler.planning.people import archived_slots
from scheduler.planning.slots import SlotTable
from scheduler.planning.term_rows import TermRows
from solver import problem as exchange
from solver.ids import ClassId, CohortId, StationId, SupervisorId, TraineeId, VenueId


def exchange_venues(rows: TermRows) -> list[exchange.Venue]:
    """The rooms; one that is archived is closed from that day on."""
    closed: defaultdict[str | None, set[int]] = defaultdict(set)
    for closure in rows.closures:
        closed[closure.venue_id].update(rows.slots.within(closure))
    return [_venue(row, rows.slots, closed[row.id]) for row in rows.venues]


def exchange_cohorts(rows: TermRows) -> list[exchange.Cohort]:
    """The cohorts of the term."""
    return [exchange.Cohort(id=CohortId(row.id), name=row.name, max_size=row.max_size) for row in rows.cohorts]


def exchange_classes(rows: TermRows) -> list[exchange.CampClass]:
    """The classes of the term, each after those of earlier courses that share a cohort with it."""
    given: defaultdict[str, list[CampClass]] = defaultdict(list)
    for row in rows.classes:
        given[row.course_id].append(row)
    return [_class(row, rows.courses[row.course_id], given, rows.slots) for row in rows.classes]


def exchange_trainees(rows: TermRows) -> list[exchange.Trainee]:
    """The enrolled, with their fixed cohort or all cohorts of their track; who left is enrolled no more."""
    tracks: defaultdict[str, list[str]] = defaultdict(list)
    for cohort in rows.cohorts:
        tracks[cohort.track_id].append(cohort.id)
    found = []
    for row in rows.enrolments:
        trainee = rows.trainees[row.trainee_id]
        if trainee.archived_at is None:
            cohorts = [row.cohort_id] if row.cohort_id is not None else tracks[row.track_id]
            found.append(
                exchange.Trainee(
                    id=TraineeId(trainee.id),
                    station=StationId(trainee.station_id),
                    cohorts=[CohortId(id_) for id_ in cohorts],
                )
            )
    return found


def _venue(row: Venue, slots: SlotTable, closed: set[int]) -> exchange.Venue:
    return exchange.Venue(
        id=VenueId(row.id),
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        seats=row.seats,
        features=row.features,
        closed=sorted(closed | slots.of_weeks(row.closed_weekly) | {*archived_slots(row.archived_at, slots)}),
    )


def _class(row: CampClass, course: Course, given: dict[str, list[CampClass]], slots: SlotTable) -> exchange.CampClass:
    earlier = [
        before.id
        for course_id in course.after
        for before in given.get(course_id, ())
        if not set(before.cohorts).isdisjoint(row.cohorts)
    ]
    return exchange.CampClass(
        id=ClassId(row.id),
        title=course.title,
        form=course.form,
        cohorts=[CohortId(id_) for id_ in row.cohorts],
        sessions=course.course_sessions,
        lecturers=[SupervisorId(id_) for id_ in course.lecturers],
        features=course.features,
        min_days=course.min_days,
        after=[ClassId(id_) for id_ in earlier],
        closed=sorted(slots.of_weeks(course.closed_weekly)),
    )
