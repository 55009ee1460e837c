"""The notices of a release: one for each supervisor and station whose own dates changed, with old and new."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from scheduler.channels.addresses import reachable
from scheduler.clock import now
from scheduler.comparing.naming import Names
from scheduler.comparing.occurrences import Party
from scheduler.comparing.telling import told_to_one
from scheduler.comparing.touched import OwnChange
from scheduler.models.accounts import Account
from scheduler.models.associations import Association
from scheduler.models.releases import Notice, OutboxMessage, PartyKind, Release
from scheduler.notices.texts import Text, text_for_all, text_for_one
from solver.wording import Lang

TOLD = (PartyKind.SUPERVISOR, PartyKind.STATION)


def store_notices(
    db: Session, release: Release, touched: Mapping[Party, list[OwnChange]], names: Names, association: Association
) -> list[Notice]:
    """Add the notices of a new release, and the messages on their way to channels outside."""
    notices = [
        Notice(
            association_id=release.association_id,
            release_id=release.id,
            party_kind=party.kind,
            party_id=party.id,
            party_name=names.of(party.id),
            changes=[told_to_one(own, names) for own in changes],
        )
        for party, changes in touched.items()
        if party.kind in TOLD
    ]
    db.add_all(notices)
    db.flush()
    accounts = accounts_by_party(db, release.association_id)
    for notice in notices:
        for account in accounts.get(Party(notice.party_kind, notice.party_id), []):
            text = text_for_one(release.number, release.comment, notice.changes, Lang(account.language))
            enqueue(db, release.association_id, account.channels, text, notice.id)
    if notices:
        enqueue(db, association.id, association.notice_channels, text_for_all(release, association, len(notices)))
    db.flush()
    return notices


def accounts_by_party(db: Session, association_id: str) -> dict[Party, list[Account]]:
    """The accounts that can be told, by whom they stand for."""
    query = select(Account).where(Account.association_id == association_id, col(Account.disabled_at).is_(None))
    found: dict[Party, list[Account]] = {}
    for account in db.exec(query):
        if account.supervisor_id is not None:
            found.setdefault(Party(PartyKind.SUPERVISOR, account.supervisor_id), []).append(account)
        if account.station_id is not None:
            found.setdefault(Party(PartyKind.STATION, account.station_id), []).append(account)
    return found


def enqueue(db: Session, association_id: str, channels: list[str], text: Text, notice_id: str | None = None) -> None:
    """Put a message on its way to each of some channels outside; e-mails go out from the association's mailbox."""
    association = db.get_one(Association, association_id)
    for channel in reachable(channels, association.notice_channels):
        message = OutboxMessage(
            association_id=association_id,
            notice_id=notice_id,
            channel=channel,
            title=text.title,
            body=text.body,
            next_attempt_at=now(),
        )
        db.add(message)
