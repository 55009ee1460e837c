"""Meetings: called for stations, counties and supervisors; each sees their own."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from scheduler.errors import FaultyInputError, NotFoundError, WrongStateError
from scheduler.ids import TermId
from scheduler.meetings.commands import MeetingChange, NewMeeting
from scheduler.meetings.queries import find_meeting, list_meetings
from scheduler.meetings.service import call_meeting, cancel_meeting, change_meeting
from scheduler.models.accounts import Role
from scheduler.models.people import Half
from scheduler.models.terms import Meeting
from tests.builders import a_station
from tests.term_builders import MONDAY, SmallTerm, a_small_term


@pytest.fixture
def city(db: Session) -> SmallTerm:
    return a_small_term(db)


def called(db: Session, city: SmallTerm, **given: object) -> Meeting:
    ordinary = {"title": "季例会", "date": MONDAY, "half": Half.MORNING}
    asked = NewMeeting.model_validate(ordinary | given)
    return call_meeting(db, actor=city.actor, term_id=TermId(city.term.id), asked=asked)


def test_a_county_takes_part_as_a_whole(db: Session, city: SmallTerm) -> None:
    a_station(db, city.association, county="海盐县")
    meeting = called(db, city, counties=["南湖区"], stations=[city.stations[0].id])
    assert meeting.stations == [station.id for station in city.stations]


def test_each_sees_the_meetings_they_take_part_in(db: Session, city: SmallTerm) -> None:
    own = called(db, city, stations=[city.stations[0].id])
    other = called(db, city, half=Half.AFTERNOON, supervisors=[city.supervisors[0].id])
    seen = {
        Role.STATION: replace(city.actor, role=Role.STATION, station_id=city.stations[0].id),
        Role.SUPERVISOR: replace(city.actor, role=Role.SUPERVISOR, supervisor_id=city.supervisors[0].id),
        Role.COUNTY_VIEWER: replace(city.actor, role=Role.COUNTY_VIEWER, county="南湖区"),
        Role.HEAD: replace(city.actor, role=Role.HEAD),
    }
    found = {
        role: [row.id for row in list_meetings(db, actor=actor, term_id=TermId(city.term.id))]
        for role, actor in seen.items()
    }
    assert found == {
        Role.STATION: [own.id],
        Role.SUPERVISOR: [other.id],
        Role.COUNTY_VIEWER: [own.id],
        Role.HEAD: [own.id, other.id],
    }
    with pytest.raises(NotFoundError):
        find_meeting(db, actor=seen[Role.STATION], meeting_id=other.id)


def test_a_meeting_lies_in_its_term_and_has_somebody(db: Session, city: SmallTerm) -> None:
    with pytest.raises(FaultyInputError) as error:
        called(db, city, date=city.term.end_date, supervisors=["0" * 32])
    assert {fault.code for fault in error.value.faults} == {"outside-term", "unknown"}
    with pytest.raises(FaultyInputError) as error:
        called(db, city)
    assert {fault.code for fault in error.value.faults} == {"nobody"}


def test_what_was_called_off_is_not_changed(db: Session, city: SmallTerm) -> None:
    meeting = called(db, city, stations=[city.stations[0].id])
    one = {"actor": city.actor, "meeting_id": meeting.id}
    change_meeting(db, **one, asked=MeetingChange(half=Half.AFTERNOON), version=meeting.version)
    cancel_meeting(db, **one, version=meeting.version)
    assert list_meetings(db, actor=city.actor, term_id=TermId(city.term.id)) == []
    with pytest.raises(WrongStateError):
        change_meeting(db, **one, asked=MeetingChange(title="另一次"), version=meeting.version)
