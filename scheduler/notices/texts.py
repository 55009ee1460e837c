"""What messages say: title and lines, in the language of whoever reads them."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from scheduler.comparing.difference import ChangeKind
from scheduler.comparing.touched import OwnChangeKind
from scheduler.models.associations import Association
from scheduler.models.releases import Release
from scheduler.words import WEEKDAYS
from solver.wording import Lang, Wording

MOST_LINES: Final = 30
"""A message names at most so many dates; the inbox has all of them."""

OWN_CHANGES: Final = {
    OwnChangeKind.NEW: Wording("新增", "new"),
    OwnChangeKind.TAKEN_OVER: Wording("转由您承担", "now yours"),
    OwnChangeKind.MOVED: Wording("改期", "moved"),
    OwnChangeKind.RELOCATED: Wording("改地点", "in another place"),
    OwnChangeKind.OTHER_PEOPLE: Wording("换人", "other people"),
    OwnChangeKind.HANDED_AWAY: Wording("已转交他人", "handed over to somebody else"),
    OwnChangeKind.CANCELLED: Wording("取消", "cancelled"),
}
CHANGES: Final = {
    ChangeKind.NEW: Wording("新增 {count}", "{count} new"),
    ChangeKind.MOVED: Wording("改期 {count}", "{count} moved"),
    ChangeKind.HANDED_OVER: Wording("换人 {count}", "{count} handed over"),
    ChangeKind.MOVED_AND_HANDED_OVER: Wording("改期并换人 {count}", "{count} moved and handed over"),
    ChangeKind.RELOCATED: Wording("改地点 {count}", "{count} in another place"),
    ChangeKind.REGROUPED: Wording("参加者变动 {count}", "{count} with other participants"),
    ChangeKind.CANCELLED: Wording("取消 {count}", "{count} cancelled"),
}
_TITLE: Final = Wording(
    "排班有变动：您有 {count} 项安排（第 {number} 版）", "Roster: {count} of your dates changed (release {number})"
)
_LINE: Final = Wording("【{kind}】{title}：{when}", "[{kind}] {title}: {when}")
_FROM_TO: Final = Wording("{old} → {new}", "{old} → {new}")
_MORE: Final = Wording("……另有 {count} 项", "… and {count} more")
_ASK: Final = Wording("请登录系统查看并确认收到。", "Please sign in, look and acknowledge.")
_TITLE_FOR_ALL: Final = Wording(
    "{association}：发布第 {number} 版排班", "{association}: release {number} of the roster is published"
)
_TOLD: Final = Wording("已通知 {count} 位督导和社工站。", "{count} supervisors and stations are told.")


@dataclass(frozen=True, slots=True)
class Text:
    """A message."""

    title: str
    body: str


def text_for_one(number: int, comment: str, changes: list[dict[str, Any]], lang: Lang) -> Text:
    """What one supervisor or station is told by a release: each of their own dates, as it was and as it is."""
    lines = [_line(change, lang) for change in changes[:MOST_LINES]]
    if len(changes) > MOST_LINES:
        lines.append(_MORE.say(lang, count=len(changes) - MOST_LINES))
    title = _TITLE.say(lang, count=len(changes), number=number)
    return Text(title, "\n".join([*_comment(comment), *lines, _ASK.say(lang)]))


def text_for_all(release: Release, association: Association, told: int) -> Text:
    """What the association's own channels are told: how much changed, without names."""
    found = Counter(ChangeKind(change["kind"]) for change in release.changes)
    lang = Lang.ZH
    summary = "，".join(wording.say(lang, count=found[kind]) for kind, wording in CHANGES.items() if found[kind])
    title = _TITLE_FOR_ALL.say(lang, association=association.name, number=release.number)
    return Text(title, "\n".join([*_comment(release.comment), summary, _TOLD.say(lang, count=told)]))


def _comment(comment: str) -> list[str]:
    return [comment] if comment else []


def _line(change: dict[str, Any], lang: Lang) -> str:
    kind = OwnChangeKind(change["kind"])
    old, new = (None if side is None else _when(side, lang) for side in (change["before"], change["after"]))
    if kind in (OwnChangeKind.HANDED_AWAY, OwnChangeKind.CANCELLED) or new is None:
        when = old or new
    elif kind in (OwnChangeKind.NEW, OwnChangeKind.TAKEN_OVER) or old is None:
        when = new
    else:
        when = _FROM_TO.say(lang, old=old, new=new)
    return _LINE.say(lang, kind=OWN_CHANGES[kind].say(lang), title=change["title"], when=when)


def _when(side: dict[str, Any], lang: Lang) -> str:
    date = dt.date.fromisoformat(side["date"])
    people = "、".join(person["name"] for person in side["supervisors"])
    parts = [f"{date:%m-%d} {WEEKDAYS[date.weekday()].say(lang)} {side['start']}–{side['end']}", side["place"], people]
    return " ".join(part for part in parts if part)
