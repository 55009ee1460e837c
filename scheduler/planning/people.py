"""Stations, supervisors, engagements and meetings of a term as rows of the exchange format."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from scheduler.clock import CHINA
from scheduler.fairness.shares import next_target
from scheduler.models.people import Availability, Leave, Mark, Station, Supervisor
from scheduler.models.terms import Engagement, Meeting
from scheduler.planning.slots import SlotTable
from scheduler.planning.term_rows import TermRows
from solver import problem as exchange
from solver.ids import EngagementId, MeetingId, StationId, SupervisorId


def exchange_stations(rows: TermRows) -> list[exchange.Station]:
    """The stations that are not archived, and those that something of the term names."""
    named = {id_ for due in rows.engagements for id_ in (due.station_id, *due.attendees)}
    named.update(id_ for meeting in rows.meetings for id_ in meeting.stations)
    named.update(rows.trainees[row.trainee_id].station_id for row in rows.enrolments)
    closed: defaultdict[str | None, set[int]] = defaultdict(set)
    for closure in rows.closures:
        closed[closure.station_id].update(rows.slots.within(closure))
    return [
        _station(row, rows.slots, closed[row.id]) for row in rows.stations if row.archived_at is None or row.id in named
    ]


def exchange_supervisors(rows: TermRows, published: Iterable[str] = ()) -> list[exchange.Supervisor]:
    """The supervisors who are not archived, and those whom something of the term, or what is published, names."""
    named = {*published} | {id_ for due in rows.engagements for id_ in due.candidates}
    named.update(id_ for meeting in rows.meetings for id_ in meeting.supervisors)
    named.update(id_ for given in rows.classes for id_ in rows.courses[given.course_id].lecturers)
    leaves: defaultdict[str, list[Leave]] = defaultdict(list)
    for leave in rows.leaves:
        leaves[leave.supervisor_id].append(leave)
    return [
        _supervisor(row, rows, leaves[row.id]) for row in rows.supervisors if row.archived_at is None or row.id in named
    ]


def exchange_engagements(rows: TermRows, people: Iterable[exchange.Supervisor]) -> list[exchange.Engagement]:
    """The engagements that are still due; of whom they keep, avoid and exclude, those who still work."""
    known: set[str] = {person.id for person in people}
    return [_engagement(row, rows, known) for row in rows.engagements]


def exchange_meetings(rows: TermRows) -> list[exchange.Meeting]:
    """The meetings on working half-days of the term; others take no half-day that could be planned."""
    placed = ((row, rows.slots.number(row.date, row.half)) for row in rows.meetings)
    return [_meeting(row, slot) for row, slot in placed if slot is not None]


def archived_slots(archived_at: dt.datetime | None, slots: SlotTable) -> range:
    """From the day on which somebody or something was archived, they are no longer there."""
    if archived_at is None:
        return range(0)
    return range(slots.before(archived_at.astimezone(CHINA).date()), len(slots))


def marked(slots: SlotTable, availability: Availability | None, mark: Mark) -> set[int]:
    """The half-days that a supervisor marks so, by the weekly pattern or by an exception to it."""
    if availability is None:
        return set()
    found = slots.of_weeks(half for half, said in availability.weekly.items() if said == mark)
    for text, said in availability.exceptions.items():
        number = slots.number_of_text(text)
        if number is not None:
            (found.add if said == mark else found.discard)(number)
    return found


def _station(row: Station, slots: SlotTable, closed: set[int]) -> exchange.Station:
    return exchange.Station(
        id=StationId(row.id),
        name=row.name,
        county=row.county,
        lat=row.lat,
        lon=row.lon,
        fields=row.fields,
        staff=row.staff,
        duty=row.duty,
        present=row.present,
        operator=row.operator,
        closed=sorted(closed | slots.of_weeks(row.closed_weekly) | {*archived_slots(row.archived_at, slots)}),
    )


def _supervisor(row: Supervisor, rows: TermRows, leaves: list[Leave]) -> exchange.Supervisor:
    slots, availability = rows.slots, rows.availability.get(row.id)
    unavailable = marked(slots, availability, Mark.UNAVAILABLE) | {*archived_slots(row.archived_at, slots)}
    unavailable.update(number for leave in leaves for number in slots.within(leave))
    disliked = marked(slots, availability, Mark.DISLIKED) | slots.avoided
    return exchange.Supervisor(
        id=SupervisorId(row.id),
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        roles=cast("list[exchange.Role]", row.roles),
        fields=row.fields,
        employer=row.employer,
        unavailable=sorted(unavailable),
        disliked=sorted(disliked - unavailable),
        max_per_day=row.max_per_day,
        max_per_week=row.max_per_week,
        max_per_term=row.max_per_term,
        max_pairs=row.max_pairs,
        target=next_target(row.target, rows.balances.get(row.id, 0), row.max_per_term),
    )


def _engagement(row: Engagement, rows: TermRows, known: set[str]) -> exchange.Engagement:
    first, last = _window(row, rows.slots)

    def people(ids: list[str]) -> list[SupervisorId]:
        return [SupervisorId(id_) for id_ in ids if id_ in known]

    return exchange.Engagement(
        id=EngagementId(row.id),
        scheme=row.scheme,
        station=StationId(row.station_id),
        attendees=[StationId(id_) for id_ in row.attendees],
        visits=row.visits,
        panel=row.panel,
        first=first,
        last=last,
        fields=row.fields,
        same_supervisors=row.same_supervisors,
        distinct=row.distinct,
        not_paired=row.not_paired,
        same_weekday=row.same_weekday,
        min_gap_days=row.min_gap_days,
        ideal_gap_days=row.ideal_gap_days,
        keep=people(row.keep) if row.same_supervisors else [],
        avoid=people(row.avoid),
        candidates=people(row.candidates),
        exclude=people(row.exclude),
        priority=row.priority,
    )


def _window(row: Engagement, slots: SlotTable) -> tuple[int, int]:
    """First and last slot; of a period without any, the first comes after the last, which reading calls a fault."""
    first = 0 if row.first_date is None else slots.before(row.first_date)
    end = len(slots) if row.end_date is None else slots.before(row.end_date)
    return (first, end - 1) if end else (1, 0)


def _meeting(row: Meeting, slot: int) -> exchange.Meeting:
    return exchange.Meeting(
        id=MeetingId(row.id),
        slot=slot,
        stations=[StationId(id_) for id_ in row.stations],
        supervisors=[SupervisorId(id_) for id_ in row.supervisors],
    )
