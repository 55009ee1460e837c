"""Read notices: the inbox of those who are told, and for the office who has not acknowledged yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, false, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from scheduler.accounts.names import account_names
from scheduler.actor import Actor
from scheduler.errors import NotFoundError
from scheduler.models.accounts import Account, Role
from scheduler.models.releases import MessageState, Notice, OutboxMessage, PartyKind, Release
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import locked, without


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices to list; None lists all."""

    release_id: str | None = None
    acknowledged: bool | None = None


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """A notice with its release, who acknowledged it, and its messages outside by their state."""

    notice: Notice
    release: Release
    acknowledged_by: str | None
    has_account: bool
    """Whether anybody can sign in to see it."""
    messages: Counter[MessageState] = field(default_factory=Counter)


def readable_notices(actor: Actor) -> ColumnElement[bool]:
    """The condition on notices that the actor may read; their association is asked for apart."""
    match actor.role:
        case None | Role.PLANNER | Role.HEAD:
            return true()
        case Role.SUPERVISOR:
            return _of(PartyKind.SUPERVISOR, actor.supervisor_id)
        case Role.STATION:
            return _of(PartyKind.STATION, actor.station_id)
        case _:
            return false()


def own_notice(db: Session, *, actor: Actor, notice_id: str, lock: bool = False) -> Notice:
    """A notice the actor may read. Raises NotFoundError."""
    query = _readable(actor).where(Notice.id == notice_id)
    notice = db.exec(locked(query) if lock else query).first()
    if notice is None:
        raise NotFoundError(kind="notice", id=notice_id)
    return notice


def notices(db: Session, *, actor: Actor, asked: NoticeFilter, paging: Paging) -> Page[NoticeSeen]:
    """The notices the actor may read, the newest release first. Raises NotAllowedError for those whom none concern."""
    actor.require(Role.PLANNER, Role.HEAD, Role.SUPERVISOR, Role.STATION, action="notices.read")
    query = _readable(actor).join(Release, col(Release.id) == col(Notice.release_id))
    if asked.release_id is not None:
        query = query.where(Notice.release_id == asked.release_id)
    if asked.acknowledged is not None:
        at = col(Notice.acknowledged_at)
        query = query.where(at.is_not(None) if asked.acknowledged else at.is_(None))
    newest = (col(Release.published_at).desc(), col(Release.number).desc())
    order = (*newest, col(Notice.party_kind), col(Notice.party_name), col(Notice.id))
    page = page_of(db, query.order_by(*order), paging)
    return Page(seen(db, page.items), page.total)


def seen(db: Session, found: Sequence[Notice]) -> list[NoticeSeen]:
    """Notices with what belongs to them, by one query a table."""
    light = without(select(Release), Release.plan, Release.changes)
    releases = {row.id: row for row in db.exec(light.where(_in(Release.id, [n.release_id for n in found])))}
    names = account_names(db, [notice.acknowledged_by for notice in found])
    messages: dict[str | None, Counter[MessageState]] = {}
    sent = select(OutboxMessage.notice_id, OutboxMessage.state).where(
        _in(OutboxMessage.notice_id, [n.id for n in found])
    )
    for notice_id, state in db.exec(sent):
        messages.setdefault(notice_id, Counter())[MessageState(state)] += 1
    reachable = _reachable(db, found)
    return [
        NoticeSeen(
            notice=notice,
            release=releases[notice.release_id],
            acknowledged_by=names.get(notice.acknowledged_by),
            has_account=notice.party_id in reachable,
            messages=messages.get(notice.id, Counter()),
        )
        for notice in found
    ]


def _readable(actor: Actor) -> SelectOfScalar[Notice]:
    return select(Notice).where(Notice.association_id == actor.association_id, readable_notices(actor))


def _of(kind: PartyKind, party_id: str | None) -> ColumnElement[bool]:
    return and_(col(Notice.party_kind) == kind, col(Notice.party_id) == party_id)


def _in(column: object, values: Sequence[str]) -> ColumnElement[bool]:
    return col(column).in_(set(values))


def _reachable(db: Session, found: Sequence[Notice]) -> set[str]:
    """Keys of the supervisors and stations for whom somebody can sign in."""
    ids = [notice.party_id for notice in found]
    active = col(Account.disabled_at).is_(None)
    people = db.exec(select(Account.supervisor_id).where(active, _in(Account.supervisor_id, ids)))
    stations = db.exec(select(Account.station_id).where(active, _in(Account.station_id, ids)))
    return {id_ for id_ in (*people, *stations) if id_ is not None}
