"""What the web layer serves of feeds: whose a token is, the prepared text, and when it was fetched last."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from calendars.compression import compressed
from calendars.feed import FeedEntry, FeedOptions, feed_text
from calendars.revalidation import weak_etag
from scheduler.accounts.secrets import digest
from scheduler.accounts.standing import is_open
from scheduler.feeds.events import UID_ENDING
from scheduler.feeds.permissions import may_still_have
from scheduler.models.accounts import Account
from scheduler.models.feeds import Feed, FeedEventRow, FeedEventSubject, FeedKind, FeedState

NOTE_EVERY: Final = dt.timedelta(minutes=1)
"""Fetches by the same client are noted so often at most."""
LONGEST_CLIENT: Final = 300
COLORS: Final = {
    FeedKind.SUPERVISOR: "teal",
    FeedKind.STATION: "steelblue",
    FeedKind.COHORT: "darkorange",
    FeedKind.VENUE: "slategray",
    FeedKind.COUNTY: "seagreen",
    FeedKind.ROSTER: "mediumpurple",
}


class FoundFeed(NamedTuple):
    """A feed as it stands; `is_ended` when its owner ended it, or may not have it any more."""

    feed: Feed
    is_ended: bool
    state: FeedState | None
    """None before the association's first release."""

    @property
    def version(self) -> str:
        """Changes with the association's published events and with the options."""
        return f"{self.state.version if self.state else 0}.{self.feed.version}"

    @property
    def last_modified(self) -> dt.datetime:
        """When the last release was published that changed the association's events, or the owner the options."""
        changed = self.feed.options_changed_at
        return max(changed, self.state.changed_at) if self.state else changed

    def note_is_due(self, client: str, at: dt.datetime) -> bool:
        """Whether a fetch by this client is worth writing down."""
        last = self.feed.last_fetched_at
        return last is None or self.feed.last_client != client or at - last >= NOTE_EVERY


@dataclass(frozen=True, slots=True)
class PreparedFeed:
    """The text of a feed, plain and compressed, with its entity tag."""

    body: bytes
    zipped: bytes
    etag: str
    is_windowed: bool

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, nearly."""
        return len(self.body) + len(self.zipped)


_OF_HASHES: Final = (
    select(Feed, Account, FeedState, is_open())
    .join(Account, col(Account.id) == col(Feed.account_id))
    .join(FeedState, col(FeedState.association_id) == col(Feed.association_id), isouter=True)
    .where(col(Feed.secret_hash).in_(bindparam("hashes", expanding=True)))
)
"""Made once: it is asked with every fetch."""


def feeds_of_tokens(db: Session, tokens: Collection[str]) -> dict[str, FoundFeed]:
    """The feeds of some tokens, by token; unknown ones are missing."""
    by_hash = {digest(token): token for token in tokens}
    return {
        by_hash[feed.secret_hash]: FoundFeed(
            feed, feed.revoked_at is not None or not open_ or not may_still_have(account, feed), state
        )
        for feed, account, state, open_ in db.exec(_OF_HASHES, params={"hashes": list(by_hash)})
    }


def prepare_feed(db: Session, found: FoundFeed, *, today: dt.date, event_link: str) -> PreparedFeed:
    """The text of a feed on a day. `event_link`: what an event's key is added to for its page."""
    feed = found.feed
    options = FeedOptions(
        name=feed.name,
        color=COLORS[feed.kind],
        alarm_minutes=feed.alarm_minutes,
        keep_cancelled=feed.keep_cancelled,
        busy_only=feed.busy_only,
        event_link=event_link,
    )
    body, is_windowed = feed_text(_entries(db, feed), options, today)
    return PreparedFeed(body, compressed(body), weak_etag(found.version, body), is_windowed)


def note_fetch(db: Session, *, feed_id: str, client: str, at: dt.datetime) -> None:
    """Write down that a client fetched a feed; a later fetch that is written down already stands."""
    fetched = col(Feed.last_fetched_at)
    noted = update(Feed).where(col(Feed.id) == feed_id, fetched.is_(None) | (fetched <= at))
    db.exec(noted.values(last_fetched_at=at, last_client=client[:LONGEST_CLIENT]))


def _entries(db: Session, feed: Feed) -> Sequence[FeedEntry]:
    vevent = FeedEventRow.busy_vevent if feed.busy_only else FeedEventRow.vevent
    query = select(FeedEventRow.start, FeedEventRow.key, FeedEventRow.cancelled_at, vevent)
    query = query.where(FeedEventRow.association_id == feed.association_id)
    if feed.kind is not FeedKind.ROSTER:
        query = query.join(FeedEventSubject, col(FeedEventSubject.event_id) == col(FeedEventRow.id)).where(
            FeedEventSubject.kind == feed.kind, FeedEventSubject.subject_id == feed.subject_id
        )
    return [FeedEntry(start, key + UID_ENDING, gone is not None, text) for start, key, gone, text in db.exec(query)]
