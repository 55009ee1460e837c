"""Rights in calendar subscriptions, one-time downloads, and clashes with days off."""

from typing import Any

from scheduler.accounts.secrets import digest, new_secret
from scheduler.feeds.recording import record_release
from scheduler.models.accounts import Role
from scheduler.models.feeds import Feed, FeedKind
from scheduler.models.terms import Term
from tests.api.cities import COUNTY
from tests.api.rights import EVERYBODY, OFFICE, Making, Right
from tests.release_builders import PUBLISHED, a_release, an_event

SUBSCRIBERS = OFFICE | {Role.SUPERVISOR, Role.STATION, Role.COUNTY_VIEWER}


def own_subject(making: Making) -> dict[str, Any]:
    """What somebody of this role may subscribe to; for those without a calendar, what a planner may."""
    return {
        Role.SUPERVISOR: {"kind": "supervisor", "subject_id": making.city.supervisor.id},
        Role.STATION: {"kind": "station", "subject_id": making.city.station.id},
        Role.COUNTY_VIEWER: {"kind": "county", "subject_id": COUNTY},
    }.get(making.account.role, {"kind": "roster"})


def own_feed(making: Making) -> str:
    """A feed of the account, or of the planner's where the account has no calendar."""
    owner = making.account if making.account.role in SUBSCRIBERS else making.city.accounts[Role.PLANNER]
    feed = Feed(
        association_id=making.city.association.id,
        account_id=owner.id,
        kind=FeedKind.ROSTER,
        name="日程",
        options_changed_at=PUBLISHED,
        secret_hash=digest(new_secret()),
        secret_made_at=PUBLISHED,
    )
    making.db.add(feed)
    making.db.flush()
    return feed.id


def published_event(making: Making) -> str:
    """A published visit of the city's supervisor to its station."""
    release = a_release(making.db, term=making.db.get_one(Term, making["term_id"]))
    event = an_event(making.db, release, station=making.city.station, supervisors=(making.city.supervisor,))
    record_release(making.db, release)
    return event.key


ROWS = {"feed_id": own_feed, "published_key": published_event}

RIGHTS = {
    "GET /feeds/offers": Right(EVERYBODY),
    "GET /feeds": Right(EVERYBODY),
    "POST /feeds": Right(SUBSCRIBERS, json=own_subject),
    "PATCH /feeds/{feed_id}": Right(SUBSCRIBERS, json={"alarm_minutes": 30}),
    "POST /feeds/{feed_id}/renew": Right(SUBSCRIBERS),
    "DELETE /feeds/{feed_id}": Right(SUBSCRIBERS),
    "GET /downloads/events/{published_key}": Right(SUBSCRIBERS),
    "GET /downloads/terms/{term_id}": Right(SUBSCRIBERS),
    "GET /calendar/clashes": Right(OFFICE),
}
