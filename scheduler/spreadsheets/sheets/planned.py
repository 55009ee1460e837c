"""What is planned and published in a term as sheets to hand out: releases, the roster."""

from typing import Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.ids import TermId
from scheduler.models.releases import PartyKind
from scheduler.models.terms import Term
from scheduler.publishing.queries import EventFilter, EventSeen, change_counts, own_dates, releases_of
from scheduler.rows import load
from scheduler.spreadsheets.cells import date, moment, text, whole, words, yes_no
from scheduler.spreadsheets.columns import Column, Listing, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.limits import EVERYTHING
from scheduler.spreadsheets.limits import whole as whole_of
from scheduler.words import KINDS

WEEKDAYS: Final = "一二三四五六日"
_COUNT: Final = whole(0, 100_000)


def releases(db: Session, actor: Actor, part: Part, _lock: bool) -> Listing:
    """The releases of a term, the newest first."""
    found = whole_of(releases_of(db, actor=actor, term_id=TermId(part.term_id or ""), paging=EVERYTHING))
    counts = change_counts(db, found)
    columns = (
        Column("number", "版次", "", _COUNT),
        Column("published_at", "发布时间", "", moment()),
        Column("comment", "说明", "", text(44)),
        Column("provisional", "暂定", "", yes_no()),
        Column("changes", "变动数", "", _COUNT),
    )
    names = ("number", "published_at", "comment", "provisional")
    rows = ({name: getattr(row, name) for name in names} | {"changes": counts.get(row.id, 0)} for row in found)
    return Listing("发布记录", columns, rows)


def roster(db: Session, actor: Actor, part: Part, _lock: bool) -> Listing:
    """What the current release of a term holds and the actor may see, by time."""
    term = load(db, Term, part.term_id or "", actor=actor)
    asked = EventFilter(first_date=term.first_date, end_date=term.end_date)
    found = whole_of(own_dates(db, actor=actor, asked=asked, paging=EVERYTHING))
    columns = (
        Column("date", "日期", "", date()),
        Column("weekday", "星期", "", text(7)),
        Column("time", "时间", "", text(13)),
        Column("kind", "类别", "", text(12)),
        Column("title", "内容", "", text(34)),
        Column("county", "县（市、区）", "", text(12)),
        Column("place", "地点", "", text(30)),
        Column("people", "督导 / 讲师", "", words(width=22)),
        Column("stations", "社工站 / 班次", "", words(width=36)),
    )

    def row(seen: EventSeen) -> Values:
        event = seen.event
        people = [party.name for party in seen.parties if party.party_kind is PartyKind.SUPERVISOR]
        others = [party.name for party in seen.parties if party.party_kind is not PartyKind.SUPERVISOR]
        return {
            **{name: getattr(event, name) for name in ("date", "title", "county", "place")},
            "weekday": f"周{WEEKDAYS[event.date.weekday()]}",
            "time": f"{event.start}–{event.end}",
            "kind": KINDS[event.scheme].zh if event.scheme in KINDS else event.scheme,
            "people": sorted(people),
            "stations": sorted(others),
        }

    rows = (row(seen) for seen in found if seen.event.term_id == term.id)
    return Listing("排班表", columns, rows, f"{term.name}排班表")
