"""Make, change, renew and end feeds; each belongs to the one account that made it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from scheduler.accounts.secrets import digest, new_secret
from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.feeds.commands import FeedChange, NewFeed
from scheduler.feeds.errors import FeedExistsError, FeedRevokedError
from scheduler.feeds.permissions import offer_of
from scheduler.models.feeds import Feed
from scheduler.rows import add, changing, locked


@dataclass(frozen=True, slots=True)
class IssuedFeed:
    """A feed whose address was just made; the token in it is known here only."""

    feed: Feed
    token: str


def make_feed(db: Session, *, actor: Actor, asked: NewFeed) -> IssuedFeed:
    """A new feed of the actor's, with its token.

    Raises NotAllowedError for who has no account, NotFoundError for events that are not theirs to see, and
    FeedExistsError.
    """
    if actor.account_id is None:
        raise NotAllowedError(action="feed.make")
    offer = offer_of(db, actor=actor, kind=asked.kind, subject_id=asked.subject_id)
    same = select(Feed).where(
        Feed.account_id == actor.account_id,
        Feed.kind == asked.kind,
        Feed.subject_id == asked.subject_id,
        Feed.busy_only == asked.busy_only,
        col(Feed.revoked_at).is_(None),
    )
    if (present := db.exec(same).first()) is not None:
        raise FeedExistsError(feed_id=present.id)
    token, moment = new_secret(), now()
    feed = Feed(
        association_id=actor.association_id,
        account_id=actor.account_id,
        name=offer.calendar_name + ("（忙闲）" if asked.busy_only else ""),
        options_changed_at=moment,
        secret_hash=digest(token),
        secret_made_at=moment,
        **asked.model_dump(),
    )
    return IssuedFeed(add(db, feed, actor=actor, action="feed.made"), token)


def list_feeds(db: Session, *, actor: Actor) -> list[Feed]:
    """The actor's feeds that are not ended, the oldest first."""
    query = select(Feed).where(Feed.account_id == actor.account_id, col(Feed.revoked_at).is_(None))
    return list(db.exec(query.order_by(col(Feed.created_at), Feed.id)))


def change_feed(db: Session, *, actor: Actor, feed_id: str, change: FeedChange) -> Feed:
    """Change what a feed shows; its address stays. Raises NotFoundError and FeedRevokedError."""
    feed = _own(db, actor, feed_id)
    with changing(db, feed, actor=actor, action="feed.changed"):
        for name, value in change.model_dump(exclude_unset=True).items():
            if getattr(feed, name) != value:
                setattr(feed, name, value)
                feed.options_changed_at = now()
    return feed


def renew_feed(db: Session, *, actor: Actor, feed_id: str) -> IssuedFeed:
    """A new address for a feed; the old one is unknown from now on. Raises NotFoundError and FeedRevokedError."""
    feed = _own(db, actor, feed_id)
    token = new_secret()
    with changing(db, feed, actor=actor, action="feed.renewed"):
        feed.secret_hash = digest(token)
        feed.secret_made_at = now()
        feed.last_fetched_at, feed.last_client = None, ""
    return IssuedFeed(feed, token)


def revoke_feed(db: Session, *, actor: Actor, feed_id: str) -> Feed:
    """End a feed at once. Raises NotFoundError and FeedRevokedError."""
    feed = _own(db, actor, feed_id)
    with changing(db, feed, actor=actor, action="feed.revoked"):
        feed.revoked_at = now()
    return feed


def _own(db: Session, actor: Actor, feed_id: str) -> Feed:
    query = select(Feed).where(Feed.id == feed_id, Feed.account_id == actor.account_id)
    feed = db.exec(locked(query)).first()
    if feed is None:
        raise NotFoundError(kind="feed", id=feed_id)
    if feed.revoked_at is not None:
        raise FeedRevokedError
    return feed
