"""Remind: one message a person and day for each kind, through the channels they chose, and a list in the product."""

import datetime as dt
from collections import defaultdict
from typing import Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor, system_actor
from scheduler.comparing.occurrences import Party
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.associations import Association
from scheduler.models.releases import PartyKind
from scheduler.models.reports import Reminder, ReminderKind
from scheduler.notices.making import accounts_by_party, enqueue
from scheduler.notices.texts import Text
from scheduler.reminding.due import Due, due_today
from solver.wording import Lang, Wording

TITLES: Final = {
    ReminderKind.UNRECORDED_VISIT: Wording(
        "您有 {count} 次督导尚未登记", "{count} of your visits are not recorded yet"
    ),
    ReminderKind.LATE_REPORT: Wording("月报已逾期，请尽快提交", "your monthly report is late"),
    ReminderKind.OPTIONS_OFFERED: Wording("您的加场申请有了可选方案", "there are options for your session request"),
    ReminderKind.MISSING_AVAILABILITY: Wording("请填写并提交您的空闲时间", "please submit which half-days suit you"),
}
LINES: Final = {
    ReminderKind.UNRECORDED_VISIT: Wording("{date} {title}", "{date} {title}"),
    ReminderKind.LATE_REPORT: Wording("{title} 月报，应于 {date} 前提交", "{title}, due on {date}"),
    ReminderKind.OPTIONS_OFFERED: Wording("{title}", "{title}"),
    ReminderKind.MISSING_AVAILABILITY: Wording("{title}，截止 {date}", "{title}, by {date}"),
}


def remind_all(db: Session, *, today: dt.date) -> int:
    """Remind everybody of every open association; returns how many reminders were new. For the background chores."""
    is_open = col(Association.disabled_at).is_(None)
    associations = db.exec(select(Association.id).where(is_open).order_by(Association.id)).all()
    return sum(_remind_association(db, AssociationId(key), today) for key in associations)


def remind(db: Session, *, association_id: AssociationId, found: list[Due], today: dt.date) -> None:
    """Keep these reminders and put the messages on their way."""
    accounts = accounts_by_party(db, association_id)
    together: defaultdict[tuple[Party, ReminderKind], list[Due]] = defaultdict(list)
    for row in found:
        together[Party(row.party_kind, row.party_id), row.kind].append(row)
        db.add(
            Reminder(
                association_id=association_id,
                kind=row.kind,
                subject_key=row.subject_key,
                party_kind=row.party_kind,
                party_id=row.party_id,
                on_date=today,
            )
        )
    for (party, kind), rows in together.items():
        for account in accounts.get(party, []):
            enqueue(db, association_id, account.channels, _text(kind, rows, Lang(account.language)))
    db.flush()


def own_reminders(db: Session, *, actor: Actor) -> list[Reminder]:
    """What a supervisor or station was reminded of, the latest first. Raises NotAllowedError for others."""
    actor.require(Role.SUPERVISOR, Role.STATION, action="reminder.list")
    kind, key = (
        (PartyKind.STATION, actor.station_id)
        if actor.role is Role.STATION
        else (PartyKind.SUPERVISOR, actor.supervisor_id)
    )
    query = select(Reminder).where(
        Reminder.association_id == actor.association_id, Reminder.party_kind == kind, Reminder.party_id == key
    )
    return list(db.exec(query.order_by(col(Reminder.on_date).desc(), col(Reminder.id)).limit(100)))


def _remind_association(db: Session, association_id: AssociationId, today: dt.date) -> int:
    found = due_today(db, actor=system_actor(association_id), today=today)
    remind(db, association_id=association_id, found=found, today=today)
    return len(found)


def _text(kind: ReminderKind, rows: list[Due], lang: Lang) -> Text:
    lines = [LINES[kind].say(lang, title=row.title, date=row.date.isoformat()) for row in rows]
    return Text(TITLES[kind].say(lang, count=len(rows)), "\n".join(lines))
