"""Feeds of accounts: who may have which, made, changed, renewed, ended; and one-time downloads."""

import datetime as dt

import pytest
from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.clock import now
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.feeds.commands import FeedChange, NewFeed
from scheduler.feeds.downloads import event_file, term_file
from scheduler.feeds.errors import FeedExistsError, FeedRevokedError
from scheduler.feeds.permissions import offers
from scheduler.feeds.service import change_feed, list_feeds, make_feed, renew_feed, revoke_feed
from scheduler.feeds.serving import feeds_of_tokens, note_fetch, prepare_feed
from scheduler.ids import AccountId, AssociationId
from scheduler.models.accounts import Account, Role
from scheduler.models.feeds import FeedKind
from tests.builders import a_station, a_venue, an_account, an_association
from tests.scheduler.feeds.test_recording import KEYS, Town

LINK = "https://dudao.example.cn/events/"
TODAY = dt.date(2026, 10, 1)


def acting(account: Account) -> Actor:
    return Actor(
        association_id=AssociationId(account.association_id or ""),
        role=account.role,
        account_id=AccountId(account.id),
        supervisor_id=account.supervisor_id,
        station_id=account.station_id,
        county=account.county,
    )


@pytest.fixture
def town(db: Session) -> Town:
    town = Town(db)
    town.publish((KEYS[0], 8, town.wang), (KEYS[1], 9, town.li))
    return town


@pytest.fixture
def wang(db: Session, town: Town) -> Actor:
    return acting(an_account(db, town.association, Role.SUPERVISOR, supervisor_id=town.wang.id))


def own_feed(actor: Actor) -> NewFeed:
    return NewFeed(kind=FeedKind.SUPERVISOR, subject_id=actor.supervisor_id or "")


def test_each_role_is_offered_what_is_theirs_to_see(db: Session, town: Town, wang: Actor) -> None:
    other = a_station(db, town.association, county="秀洲区")
    venue = a_venue(db, town.association)
    a_station(db, an_association(db))

    def offered(role: Role, **given: object) -> set[tuple[str, str]]:
        actor = acting(an_account(db, town.association, role, **given))
        return {(offer.kind.value, offer.subject_id) for offer in offers(db, actor=actor)}

    assert {(offer.kind, offer.subject_id) for offer in offers(db, actor=wang)} == {(FeedKind.SUPERVISOR, town.wang.id)}
    assert offered(Role.STATION, station_id=town.station.id) == {("station", town.station.id)}
    assert offered(Role.COUNTY_VIEWER, county="秀洲区") == {("county", "秀洲区"), ("station", other.id)}
    everything = {
        ("roster", ""),
        *(("county", county) for county in ("南湖区", "秀洲区")),
        *(("station", station.id) for station in (town.station, other)),
        *(("supervisor", person.id) for person in (town.wang, town.li)),
        ("venue", venue.id),
    }
    assert offered(Role.PLANNER) == offered(Role.HEAD) == everything
    assert offered(Role.SYSTEM) == set()


def test_a_feed_of_somebody_else_is_not_found(db: Session, town: Town, wang: Actor) -> None:
    for asked in (
        NewFeed(kind=FeedKind.SUPERVISOR, subject_id=town.li.id),
        NewFeed(kind=FeedKind.STATION, subject_id=town.station.id),
        NewFeed(kind=FeedKind.ROSTER),
    ):
        with pytest.raises(NotFoundError):
            make_feed(db, actor=wang, asked=asked)


def test_only_an_account_has_feeds(db: Session, town: Town) -> None:
    with pytest.raises(NotAllowedError):
        make_feed(db, actor=system_actor(AssociationId(town.association.id)), asked=NewFeed(kind=FeedKind.ROSTER))


def test_a_token_is_long_shown_once_and_stored_hashed(db: Session, wang: Actor) -> None:
    issued = make_feed(db, actor=wang, asked=own_feed(wang))
    assert len(issued.token) >= 22  # 128 bits in base64
    assert issued.token not in str(issued.feed.model_dump())
    assert feeds_of_tokens(db, [issued.token, "unknown"])[issued.token].feed.id == issued.feed.id
    assert list_feeds(db, actor=wang) == [issued.feed]


def test_one_feed_of_a_kind_but_busy_only_is_another(db: Session, wang: Actor) -> None:
    first = make_feed(db, actor=wang, asked=own_feed(wang))
    with pytest.raises(FeedExistsError) as refusal:
        make_feed(db, actor=wang, asked=own_feed(wang))
    assert refusal.value.facts == {"feed_id": first.feed.id}
    busy = make_feed(db, actor=wang, asked=own_feed(wang).model_copy(update={"busy_only": True}))
    assert busy.feed.name == "王敏的督导日程（忙闲）"


def test_renewed_the_old_address_is_unknown(db: Session, wang: Actor) -> None:
    issued = make_feed(db, actor=wang, asked=own_feed(wang))
    renewed = renew_feed(db, actor=wang, feed_id=issued.feed.id)
    assert set(feeds_of_tokens(db, [issued.token, renewed.token])) == {renewed.token}


def test_revoked_it_is_ended_and_can_be_made_anew(db: Session, wang: Actor) -> None:
    issued = make_feed(db, actor=wang, asked=own_feed(wang))
    revoke_feed(db, actor=wang, feed_id=issued.feed.id)
    assert feeds_of_tokens(db, [issued.token])[issued.token].is_ended
    assert list_feeds(db, actor=wang) == []
    with pytest.raises(FeedRevokedError):
        renew_feed(db, actor=wang, feed_id=issued.feed.id)
    make_feed(db, actor=wang, asked=own_feed(wang))


@pytest.mark.parametrize(
    "change", [{"disabled_at": now()}, {"role": Role.STATION}, {"supervisor_id": None}, {"role": Role.SYSTEM}]
)
def test_an_account_that_may_not_have_it_any_more_ends_its_feed(
    db: Session, wang: Actor, change: dict[str, object]
) -> None:
    issued = make_feed(db, actor=wang, asked=own_feed(wang))
    assert not feeds_of_tokens(db, [issued.token])[issued.token].is_ended
    account = db.get_one(Account, wang.account_id)
    account.sqlmodel_update(change)
    db.add(account)
    db.flush()
    assert feeds_of_tokens(db, [issued.token])[issued.token].is_ended


def test_every_offer_may_be_kept(db: Session, town: Town) -> None:
    a_venue(db, town.association)
    for role, given in {
        Role.PLANNER: {},
        Role.SUPERVISOR: {"supervisor_id": town.wang.id},
        Role.STATION: {"station_id": town.station.id},
        Role.COUNTY_VIEWER: {"county": town.station.county},
    }.items():
        actor = acting(an_account(db, town.association, role, **given))
        for offer in offers(db, actor=actor):
            token = make_feed(db, actor=actor, asked=NewFeed(kind=offer.kind, subject_id=offer.subject_id)).token
            assert not feeds_of_tokens(db, [token])[token].is_ended, offer


def test_nobody_changes_another_s_feed(db: Session, town: Town, wang: Actor) -> None:
    issued = make_feed(db, actor=wang, asked=own_feed(wang))
    planner = acting(an_account(db, town.association, Role.PLANNER))
    for act in (renew_feed, revoke_feed):
        with pytest.raises(NotFoundError):
            act(db, actor=planner, feed_id=issued.feed.id)
    with pytest.raises(NotFoundError):
        change_feed(db, actor=planner, feed_id=issued.feed.id, change=FeedChange())


def text_of(db: Session, token: str, today: dt.date = TODAY) -> str:
    found = feeds_of_tokens(db, [token])[token]
    return prepare_feed(db, found, today=today, event_link=LINK).body.decode().replace("\r\n ", "")


def test_a_feed_has_one_s_own_events_only(db: Session, wang: Actor) -> None:
    text = text_of(db, make_feed(db, actor=wang, asked=own_feed(wang)).token)
    assert KEYS[0] in text
    assert KEYS[1] not in text
    assert f"URL:{LINK}{KEYS[0]}" in text
    assert "NAME:王敏的督导日程" in text


@pytest.mark.parametrize(
    ("kind", "count"), [(FeedKind.ROSTER, 2), (FeedKind.COUNTY, 2), (FeedKind.STATION, 2), (FeedKind.VENUE, 0)]
)
def test_every_kind_of_feed(db: Session, town: Town, kind: FeedKind, count: int) -> None:
    venue = a_venue(db, town.association)
    planner = acting(an_account(db, town.association, Role.PLANNER))
    subjects = {FeedKind.COUNTY: town.station.county, FeedKind.STATION: town.station.id, FeedKind.VENUE: venue.id}
    issued = make_feed(db, actor=planner, asked=NewFeed(kind=kind, subject_id=subjects.get(kind, "")))
    assert text_of(db, issued.token).count("BEGIN:VEVENT") == count


def test_options_change_the_text_and_its_version(db: Session, town: Town, wang: Actor) -> None:
    issued = make_feed(db, actor=wang, asked=own_feed(wang))
    before = feeds_of_tokens(db, [issued.token])[issued.token].version
    change_feed(db, actor=wang, feed_id=issued.feed.id, change=FeedChange(alarm_minutes=60))
    assert "TRIGGER:-PT1H" in text_of(db, issued.token)
    assert feeds_of_tokens(db, [issued.token])[issued.token].version != before
    change_feed(db, actor=wang, feed_id=issued.feed.id, change=FeedChange(alarm_minutes=None))
    assert "VALARM" not in text_of(db, issued.token)
    town.publish((KEYS[1], 9, town.li))
    assert "【已取消】" in text_of(db, issued.token)
    assert "【已取消】" not in text_of(db, issued.token, dt.date(2026, 10, 16))
    change_feed(db, actor=wang, feed_id=issued.feed.id, change=FeedChange(keep_cancelled=False))
    assert "BEGIN:VEVENT" not in text_of(db, issued.token)


def test_busy_only_is_in_its_own_words(db: Session, wang: Actor) -> None:
    issued = make_feed(db, actor=wang, asked=own_feed(wang).model_copy(update={"busy_only": True}))
    text = text_of(db, issued.token)
    assert "SUMMARY:忙碌" in text
    assert "新嘉" not in text
    assert LINK not in text


def test_the_last_fetch_is_kept_and_never_goes_back(db: Session, wang: Actor) -> None:
    feed = make_feed(db, actor=wang, asked=own_feed(wang)).feed
    late, early = now(), now() - dt.timedelta(hours=1)
    note_fetch(db, feed_id=feed.id, client="iOS/26 dataaccessd", at=late)
    note_fetch(db, feed_id=feed.id, client="older", at=early)
    db.refresh(feed)
    assert (feed.last_fetched_at, feed.last_client) == (late, "iOS/26 dataaccessd")


def test_downloads_of_one_event_and_of_a_term(db: Session, town: Town, wang: Actor) -> None:
    one = event_file(db, actor=wang, key=KEYS[0], event_link=LINK, today=TODAY)
    assert one.count(b"BEGIN:VEVENT") == 1
    assert term_file(db, actor=wang, term_id=town.term.id, event_link=LINK, today=TODAY).count(b"BEGIN:VEVENT") == 1
    planner = acting(an_account(db, town.association, Role.PLANNER))
    assert term_file(db, actor=planner, term_id=town.term.id, event_link=LINK, today=TODAY).count(b"BEGIN:VEVENT") == 2
    with pytest.raises(NotFoundError):
        event_file(db, actor=wang, key=KEYS[1], event_link=LINK, today=TODAY)
    stranger = acting(an_account(db, an_association(db), Role.PLANNER))
    with pytest.raises(NotFoundError):
        event_file(db, actor=stranger, key=KEYS[0], event_link=LINK, today=TODAY)
    with pytest.raises(NotFoundError):
        term_file(db, actor=stranger, term_id=town.term.id, event_link=LINK, today=TODAY)
