"""What a published release makes of the feed events: identity, bytes, and whose feed they are in."""

import datetime as dt
import uuid

import pytest
from sqlmodel import Session, select

from scheduler.feeds.recording import record_release
from scheduler.models.associations import Association
from scheduler.models.feeds import FeedEventRow, FeedEventSubject, FeedKind, FeedState
from scheduler.models.people import Supervisor
from scheduler.models.releases import EventKind, PartyKind
from scheduler.planning.keys import visit_key
from tests.builders import a_station, a_supervisor, a_term, an_association
from tests.release_builders import PUBLISHED, a_release, an_event

KEYS = [visit_key(uuid.uuid4().hex, number) for number in range(4)]


class Town:
    """A term with a station and two supervisors, in which releases are published one a day."""

    def __init__(self, db: Session, association: Association | None = None) -> None:
        self.db = db
        self.association = association or an_association(db)
        self.term = a_term(db, self.association)
        self.station = a_station(db, self.association, name="新嘉街道社工站")
        self.wang = a_supervisor(db, self.association, name="王敏", phone="13800000000")
        self.li = a_supervisor(db, self.association, name="李静")

    def publish(self, *days: tuple[str, int, Supervisor], **given: object) -> int:
        """A release with these visits: key, day of October, supervisor; how many feed events it changed."""
        release = a_release(self.db, term=self.term, **given)
        for key, day, person in days:
            date = dt.date(2026, 10, day)
            title = "“1+1”结对 新嘉街道社工站"
            an_event(self.db, release, key=key, date=date, station=self.station, supervisors=(person,), title=title)
        return record_release(self.db, release)

    def row(self, key: str) -> FeedEventRow:
        return self.db.exec(select(FeedEventRow).where(FeedEventRow.key == key)).one()

    def version(self) -> int:
        query = select(FeedState).where(FeedState.association_id == self.association.id)
        return self.db.exec(query).one().version

    def keys_of(self, kind: FeedKind, subject_id: str) -> set[str]:
        query = select(FeedEventRow.key).join(FeedEventSubject)
        query = query.where(FeedEventSubject.kind == kind, FeedEventSubject.subject_id == subject_id)
        return set(self.db.exec(query))


@pytest.fixture
def town(db: Session) -> Town:
    return Town(db)


def test_the_first_release_writes_every_event_once(town: Town) -> None:
    assert town.publish((KEYS[0], 8, town.wang), (KEYS[1], 9, town.li)) == 2
    row = town.row(KEYS[0])
    assert (row.sequence, row.last_modified, row.cancelled_at) == (0, PUBLISHED, None)
    assert row.start == dt.datetime(2026, 10, 8, 0, 30, tzinfo=dt.UTC)
    text = row.vevent.decode()
    assert f"UID:{KEYS[0]}@dudao" in text.replace("\r\n ", "")
    assert "督导：王敏" in text.replace("\r\n ", "")
    assert "13800000000" not in text
    assert town.version() == 1


def test_a_release_that_says_the_same_changes_nothing(town: Town) -> None:
    town.publish((KEYS[0], 8, town.wang))
    before = town.row(KEYS[0]).vevent
    assert town.publish((KEYS[0], 8, town.wang)) == 0
    assert town.row(KEYS[0]).vevent == before
    assert town.version() == 1


def test_only_what_moved_changes(town: Town) -> None:
    town.publish((KEYS[0], 8, town.wang), (KEYS[1], 9, town.wang))
    still = town.row(KEYS[1]).vevent
    assert town.publish((KEYS[0], 12, town.wang), (KEYS[1], 9, town.wang)) == 1
    assert town.row(KEYS[0]).sequence == 1
    assert town.row(KEYS[1]).vevent == still
    assert town.version() == 2


def test_what_is_gone_is_cancelled_and_stays_with_those_it_was_of(town: Town) -> None:
    town.publish((KEYS[0], 8, town.wang), (KEYS[1], 9, town.wang))
    assert town.publish((KEYS[1], 9, town.wang)) == 1
    gone = town.row(KEYS[0])
    assert gone.cancelled_at == PUBLISHED + dt.timedelta(days=1)
    assert b"STATUS:CANCELLED" in gone.vevent
    assert town.keys_of(FeedKind.SUPERVISOR, town.wang.id) == {KEYS[0], KEYS[1]}


def test_handed_over_it_leaves_the_old_supervisor_s_feed(town: Town) -> None:
    town.publish((KEYS[0], 8, town.wang))
    assert town.publish((KEYS[0], 8, town.li)) == 1
    assert town.keys_of(FeedKind.SUPERVISOR, town.wang.id) == set()
    assert town.keys_of(FeedKind.SUPERVISOR, town.li.id) == {KEYS[0]}
    assert town.row(KEYS[0]).sequence == 0
    assert town.row(KEYS[0]).cancelled_at is None


def test_restored_it_goes_on_counting(town: Town) -> None:
    town.publish((KEYS[0], 8, town.wang))
    town.publish()
    town.publish((KEYS[0], 8, town.wang))
    assert town.row(KEYS[0]).sequence == 2
    assert town.row(KEYS[0]).cancelled_at is None


def test_an_event_is_in_the_feeds_of_all_who_have_to_do_with_it(town: Town) -> None:
    release = a_release(town.db, term=town.term)
    parties = ((PartyKind.COHORT, "c" * 32, "新人一班"),)
    given = {"venue_id": "v" * 32, "county": "南湖区", "kind": EventKind.COURSE_SESSION, "scheme": "course"}
    an_event(town.db, release, key=KEYS[0], parties=parties, supervisors=(town.wang,), title="课程 沟通", **given)
    record_release(town.db, release)
    for kind, subject in [
        (FeedKind.COHORT, "c" * 32),
        (FeedKind.VENUE, "v" * 32),
        (FeedKind.COUNTY, "南湖区"),
        (FeedKind.SUPERVISOR, town.wang.id),
    ]:
        assert town.keys_of(kind, subject) == {KEYS[0]}
    assert "讲师：王敏" in town.row(KEYS[0]).vevent.decode()


def test_other_terms_and_associations_are_left_alone(town: Town, db: Session) -> None:
    town.publish((KEYS[0], 8, town.wang))
    next_term, elsewhere = Town(db, town.association), Town(db)
    next_term.publish((KEYS[1], 9, next_term.wang))
    elsewhere.publish((KEYS[2], 9, elsewhere.wang))
    assert town.row(KEYS[0]).cancelled_at is None
    assert (town.version(), elsewhere.version()) == (2, 1)


def test_days_without_a_notice_are_provisional(town: Town) -> None:
    release = a_release(town.db, term=town.term, provisional=True)
    an_event(town.db, release, key=KEYS[0], date=dt.date(2026, 12, 30))
    an_event(town.db, release, key=KEYS[1], date=dt.date(2040, 1, 4))
    record_release(town.db, release)
    assert "【暂定】" not in town.row(KEYS[0]).vevent.decode()
    assert "【暂定】" in town.row(KEYS[1]).vevent.decode()
