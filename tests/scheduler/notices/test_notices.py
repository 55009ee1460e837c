"""Who is told of a release, in which words, who may read and acknowledge it."""

import datetime as dt
from typing import Any

import pytest
from sqlmodel import Session, select

from scheduler.accounts.signing_in import actor_of
from scheduler.clock import CHINA, stopped_at
from scheduler.drafts.commands import EditKind
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.ids import DraftId
from scheduler.models.accounts import Account, Role
from scheduler.models.releases import Notice, OutboxMessage, Release
from scheduler.notices.queries import NoticeFilter, notices, own_notice
from scheduler.notices.service import acknowledge_notice
from scheduler.paging import Paging
from scheduler.publishing.service import publish_draft
from tests.builders import an_account
from tests.scheduler.drafts.terms import DueTerm, a_draft, a_due_term, do, plan_all
from tests.term_builders import MONDAY

BEFORE_TERM = dt.datetime.combine(MONDAY - dt.timedelta(days=30), dt.time(12), CHINA)


@pytest.fixture(autouse=True)
def _before_the_term() -> Any:
    with stopped_at(BEFORE_TERM):
        yield


@pytest.fixture
def due(db: Session) -> DueTerm:
    return a_due_term(db)


def person(db: Session, due: DueTerm, number: int, **given: Any) -> Account:
    return an_account(db, due.city.association, Role.SUPERVISOR, supervisor_id=due.people[number], **given)


def published(db: Session, due: DueTerm) -> tuple[Release, Release]:
    """Two releases; in the second a visit of the first person's is moved."""
    draft = a_draft(db, due)
    plan_all(db, due, draft)

    def publish() -> Release:
        return publish_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=draft.version)

    first = publish()
    do(db, due, draft, EditKind.MOVE, due.pair_key(1), slot=due.slots[7])
    return first, publish()


def read(db: Session, account: Account, **asked: Any) -> list[Notice]:
    page = notices(db, actor=actor_of(account), asked=NoticeFilter(**asked), paging=Paging())
    return [row.notice for row in page.items]


def test_messages_go_to_the_channels_of_those_concerned_in_their_language(db: Session, due: DueTerm) -> None:
    due.city.association.notice_channels = ["json://all"]
    person(db, due, 0, channels=["json://first"], language="en")
    person(db, due, 1, channels=["json://second"])
    person(db, due, 0, channels=["json://gone"], disabled_at=BEFORE_TERM)
    _, second = published(db, due)
    messages = db.exec(select(OutboxMessage).where(OutboxMessage.title.contains("2"))).all()  # type: ignore[attr-defined]
    by_channel = {message.channel: message for message in messages}
    assert set(by_channel) == {"json://all", "json://first"}
    assert by_channel["json://first"].title == "Roster: 1 of your dates changed (release 2)"
    assert "10-15 Thu 08:30–11:30" in by_channel["json://first"].body
    assert "→ 10-15 Thu 13:30–16:30" in by_channel["json://first"].body
    assert by_channel["json://all"].title == f"{due.city.association.name}：发布第 {second.number} 版排班"
    assert "改期 1" in by_channel["json://all"].body


def test_one_reads_and_acknowledges_ones_own(db: Session, due: DueTerm) -> None:
    first_person, second_person = person(db, due, 0), person(db, due, 1)
    first, second = published(db, due)
    assert [notice.release_id for notice in read(db, first_person)] == [second.id, first.id]
    assert [notice.release_id for notice in read(db, second_person)] == [first.id]
    notice = read(db, first_person)[0]
    acknowledge_notice(db, actor=actor_of(first_person), notice_id=notice.id)
    with stopped_at(BEFORE_TERM + dt.timedelta(hours=1)):
        again = acknowledge_notice(db, actor=actor_of(first_person), notice_id=notice.id)
    assert (again.acknowledged_at, again.acknowledged_by) == (BEFORE_TERM, first_person.id)
    assert [row.id for row in read(db, first_person, acknowledged=False)] != [notice.id]
    with pytest.raises(NotFoundError):
        own_notice(db, actor=actor_of(second_person), notice_id=notice.id)


def test_the_office_sees_who_has_not_acknowledged_and_cannot_do_it_for_them(db: Session, due: DueTerm) -> None:
    planner = an_account(db, due.city.association, Role.PLANNER)
    account = person(db, due, 0, channels=["json://first"])
    _, second = published(db, due)
    acknowledge_notice(db, actor=actor_of(account), notice_id=read(db, account)[0].id)
    page = notices(db, actor=actor_of(planner), asked=NoticeFilter(release_id=second.id), paging=Paging())
    told = {row.notice.party_id: row for row in page.items}
    assert set(told) == {due.people[0], due.city.stations[0].id}
    mine, stations = told[due.people[0]], told[due.city.stations[0].id]
    assert (mine.acknowledged_by, mine.has_account, sum(mine.messages.values())) == (account.name, True, 1)
    assert (stations.acknowledged_by, stations.has_account) == (None, False)
    with pytest.raises(NotAllowedError):
        acknowledge_notice(db, actor=actor_of(planner), notice_id=stations.notice.id)


def test_others_have_no_notices(db: Session, due: DueTerm) -> None:
    published(db, due)
    viewer = an_account(db, due.city.association, Role.COUNTY_VIEWER, county="南湖区")
    with pytest.raises(NotAllowedError):
        read(db, viewer)
