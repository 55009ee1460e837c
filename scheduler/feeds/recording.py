"""Feed events are written once, when a release is published, inside its transaction; feeds are then only joined."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from calendars.days import day_of
from calendars.event import FeedEvent
from calendars.succession import PublishedEvent, published
from scheduler.clock import CHINA
from scheduler.feeds.events import UID_ENDING, Subject, feed_event, subjects_of
from scheduler.models.feeds import FeedEventRow, FeedEventSubject, FeedState
from scheduler.models.releases import EventParty, Release, ReleaseEvent
from scheduler.rows import locked
from scheduler.terms.workdays import known_days


def record_release(db: Session, release: Release) -> int:
    """Bring the feed events of a release's term to what it says; how many events changed, or changed hands.

    The release's events and their parties are stored already. What the term had and the release has not is cancelled;
    what did not change keeps its bytes.
    """
    said = _said(db, release)
    rows = {row.key: row for row in db.exec(select(FeedEventRow).where(FeedEventRow.term_id == release.term_id))}
    subjects = _subjects(db, release)
    changed: set[str] = set()
    for key in sorted(said.keys() | rows.keys()):
        content, _ = said.get(key, (None, set()))
        row = _updated(rows.get(key), content, release)
        if row is not None:
            rows[key] = row
            db.add(row)
            changed.add(key)
    db.flush()
    for key, (_, wanted) in said.items():
        if key in rows and subjects[rows[key].id] != wanted:
            _set_subjects(db, rows[key], subjects[rows[key].id], wanted)
            changed.add(key)
    if changed:
        _note_change(db, release)
    db.flush()
    return len(changed)


def _said(db: Session, release: Release) -> Mapping[str, tuple[FeedEvent, set[Subject]]]:
    """What the release says of each event, by key, and who takes part."""
    parties: defaultdict[str, list[EventParty]] = defaultdict(list)
    for party in db.exec(select(EventParty).where(EventParty.release_id == release.id)):
        parties[party.event_id].append(party)
    days = known_days(db) if release.provisional else {}
    said = {}
    for event in db.exec(select(ReleaseEvent).where(ReleaseEvent.release_id == release.id)):
        is_tentative = release.provisional and not day_of(event.date, days).is_official
        content = feed_event(event, parties[event.id], is_tentative=is_tentative)
        said[event.key] = (content, subjects_of(event, parties[event.id]))
    return said


def _subjects(db: Session, release: Release) -> defaultdict[str, set[Subject]]:
    """Who takes part in each event of the term so far, by the feed event's row."""
    query = (
        select(FeedEventSubject)
        .join(FeedEventRow, col(FeedEventRow.id) == col(FeedEventSubject.event_id))
        .where(FeedEventRow.term_id == release.term_id)
    )
    found: defaultdict[str, set[Subject]] = defaultdict(set)
    for subject in db.exec(query):
        found[subject.event_id].add((subject.kind, subject.subject_id))
    return found


def _updated(row: FeedEventRow | None, content: FeedEvent | None, release: Release) -> FeedEventRow | None:
    """The row as the release makes it; None when nothing changes."""
    if row is not None and content is not None and row.content_hash == content.content_hash():
        return None
    before = None if row is None else _as_published(row)
    after = published(before, content, release.published_at)
    if after is None or after is before:
        return None
    values = _columns(after)
    if row is None:
        key = after.event.uid.removesuffix(UID_ENDING)
        return FeedEventRow(association_id=release.association_id, term_id=release.term_id, key=key, **values)
    row.sqlmodel_update(values | {"updated_at": release.published_at})
    return row


def _as_published(row: FeedEventRow) -> PublishedEvent:
    return PublishedEvent(
        event=FeedEvent.from_json(row.content),
        sequence=row.sequence,
        last_modified=row.last_modified,
        cancelled_at=row.cancelled_at,
        vevent=row.vevent,
        busy_vevent=row.busy_vevent,
    )


def _columns(after: PublishedEvent) -> dict[str, Any]:
    return {
        "content": after.event.to_json(),
        "content_hash": after.event.content_hash(),
        "sequence": after.sequence,
        "last_modified": after.last_modified,
        "cancelled_at": after.cancelled_at,
        "start": after.event.start.astimezone(CHINA),
        "vevent": after.vevent,
        "busy_vevent": after.busy_vevent,
    }


def _set_subjects(db: Session, row: FeedEventRow, present: set[Subject], wanted: set[Subject]) -> None:
    for kind, subject_id in present - wanted:
        gone = delete(FeedEventSubject).where(
            col(FeedEventSubject.event_id) == row.id,
            col(FeedEventSubject.kind) == kind,
            col(FeedEventSubject.subject_id) == subject_id,
        )
        db.exec(gone)
    db.add_all(
        FeedEventSubject(association_id=row.association_id, event_id=row.id, kind=kind, subject_id=subject_id)
        for kind, subject_id in sorted(wanted - present)
    )


def _note_change(db: Session, release: Release) -> None:
    state = _locked_state(db, release.association_id)
    if state is None:
        try:
            with db.begin_nested():
                db.add(FeedState(association_id=release.association_id, version=1, changed_at=release.published_at))
            return
        except IntegrityError:  # another term of the association was published at the same moment, for the first time
            state = _locked_state(db, release.association_id)
            assert state is not None  # noqa: S101 - it is what was in the way
    state.version += 1
    state.changed_at = max(state.changed_at, release.published_at)
    db.add(state)


def _locked_state(db: Session, association_id: str) -> FeedState | None:
    return db.exec(locked(select(FeedState).where(FeedState.association_id == association_id))).first()
