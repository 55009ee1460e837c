"""Calendar subscriptions of the signed-in account, and one-time downloads."""

import datetime as dt
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import AppSettings, CurrentActor, Language, ReadDb, WriteDb
from api.feed_files import EVENT_PAGE, MEDIA_TYPE
from api.problems import documented
from api.subscribing import Subscription, subscription
from scheduler.clock import today
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.feeds.commands import FeedChange, NewFeed
from scheduler.feeds.downloads import event_file, term_file
from scheduler.feeds.errors import FeedExistsError, FeedRevokedError
from scheduler.feeds.permissions import offers
from scheduler.feeds.service import IssuedFeed, change_feed, list_feeds, make_feed, renew_feed, revoke_feed
from scheduler.models.feeds import FeedKind
from scheduler.settings import Settings
from solver.wording import Lang

router = APIRouter(tags=["feeds"])
CALENDAR: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}}
Key = Annotated[str, Path(max_length=80)]


class OfferOut(BaseModel):
    """Something that may be subscribed to."""

    model_config = ConfigDict(from_attributes=True)

    kind: FeedKind
    subject_id: str
    subject_name: str
    calendar_name: str


class FeedOut(BaseModel):
    """A feed of one's own; its address is not shown again."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: FeedKind
    subject_id: str
    name: str
    busy_only: bool
    alarm_minutes: int | None
    keep_cancelled: bool
    secret_made_at: dt.datetime
    last_fetched_at: dt.datetime | None
    last_client: str


class IssuedFeedOut(BaseModel):
    """A feed with its address, which is shown this once."""

    feed: FeedOut
    subscription: Subscription


@router.get("/feeds/offers", responses=documented())
def offered(db: ReadDb, actor: CurrentActor) -> list[OfferOut]:
    """Everything one may subscribe to, one's own first."""
    return [OfferOut.model_validate(offer) for offer in offers(db, actor=actor)]


@router.get("/feeds", responses=documented())
def own(db: ReadDb, actor: CurrentActor) -> list[FeedOut]:
    """One's own feeds, with when and by what they were fetched last."""
    return [FeedOut.model_validate(feed) for feed in list_feeds(db, actor=actor)]


@router.post("/feeds", status_code=201, responses=documented(NotFoundError, NotAllowedError, FeedExistsError))
def make(db: WriteDb, actor: CurrentActor, settings: AppSettings, asked: NewFeed, lang: Language) -> IssuedFeedOut:
    """Subscribe: a new feed with its address and how to use it."""
    return _issued(make_feed(db, actor=actor, asked=asked), settings, lang)


@router.patch("/feeds/{feed_id}", responses=documented(NotFoundError, FeedRevokedError))
def change(db: WriteDb, actor: CurrentActor, feed_id: Key, wanted: FeedChange) -> FeedOut:
    """Change what a feed shows; its address stays."""
    return FeedOut.model_validate(change_feed(db, actor=actor, feed_id=feed_id, change=wanted))


@router.post("/feeds/{feed_id}/renew", responses=documented(NotFoundError, FeedRevokedError))
def renew(db: WriteDb, actor: CurrentActor, settings: AppSettings, feed_id: Key, lang: Language) -> IssuedFeedOut:
    """A new address; the old one is unknown at once."""
    return _issued(renew_feed(db, actor=actor, feed_id=feed_id), settings, lang)


@router.delete("/feeds/{feed_id}", status_code=204, responses=documented(NotFoundError, FeedRevokedError))
def revoke(db: WriteDb, actor: CurrentActor, feed_id: Key) -> None:
    """End a feed at once."""
    revoke_feed(db, actor=actor, feed_id=feed_id)


@router.get(
    "/downloads/events/{published_key}", response_class=Response, responses={**documented(NotFoundError), **CALENDAR}
)
def event(db: ReadDb, actor: CurrentActor, settings: AppSettings, published_key: Key) -> Response:
    """One published event as a calendar file, once."""
    link = settings.link(EVENT_PAGE)
    return _download(event_file(db, actor=actor, key=published_key, event_link=link, today=today()), "event")


@router.get(
    "/downloads/terms/{term_id}",
    response_class=Response,
    responses={**documented(NotFoundError, NotAllowedError), **CALENDAR},
)
def term(db: ReadDb, actor: CurrentActor, settings: AppSettings, term_id: Key) -> Response:
    """One's own published events of a term as a calendar file, once; the association's office gets all of them."""
    link = settings.link(EVENT_PAGE)
    return _download(term_file(db, actor=actor, term_id=term_id, event_link=link, today=today()), "term")


def _issued(issued: IssuedFeed, settings: Settings, lang: Lang) -> IssuedFeedOut:
    return IssuedFeedOut(
        feed=FeedOut.model_validate(issued.feed),
        subscription=subscription(settings, issued.token, lang),
    )


def _download(content: bytes, name: str) -> Response:
    headers = {
        "Content-Type": MEDIA_TYPE,
        "Content-Disposition": f'attachment; filename="dudao-{name}.ics"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers)
