"""Whether an engagement makes sense: what it names exists, its period lies in the term, its wishes agree."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from scheduler.errors import Fault, FaultyInputError
from scheduler.models.people import Station, Supervisor
from scheduler.models.terms import Engagement, Term
from solver.problem import Scheme
from solver.wording import Wording

_UNKNOWN = Wording("没有这条记录：{id}", "there is no such row: {id}")
_TWICE = Wording("有重复的条目", "an entry is there twice")
_HOST = Wording("主站不能同时是参加站", "the host cannot attend its own visit")
_OUTSIDE = Wording("日期须在计划期内（{first} 至 {last}）", "the dates must lie within the term, {first} to {last}")
_BACKWARDS = Wording("最后日期不能早于第一日期", "the last date cannot come before the first")
_PAIR_SAME = Wording(
    "“1+1”结对须由同一位督导完成，且不能回避结对督导",
    "a pairing has the same supervisor each time, and cannot avoid the paired one",
)
_SAME_DISTINCT = Wording(
    "“同一督导”与“每次换人”不能同时要求", "the same supervisor each time and another each time exclude each other"
)
_GAPS = Wording("理想间隔不能小于最短间隔", "the ideal gap cannot be below the least")
_KEEP_AVOID = Wording("同一督导不能既保留又轮换", "nobody can be both kept and avoided")


def check_engagement(db: Session, row: Engagement, term: Term) -> None:
    """Raise FaultyInputError with everything that makes no sense."""
    faults = [*_unknown(db, row), *_stations(row), *_period(row, term), *_wishes(row)]
    if faults:
        raise FaultyInputError(faults)


def _unknown(db: Session, row: Engagement) -> Iterator[Fault]:
    for name in ("attendees", "keep", "avoid", "candidates", "exclude"):
        ids = getattr(row, name)
        if not ids:
            continue
        table = Station if name == "attendees" else Supervisor
        known = set(
            db.exec(select(table.id).where(table.association_id == row.association_id, col(table.id).in_(set(ids))))
        )
        yield from (Fault(name, "unknown", _UNKNOWN, {"id": id_}) for id_ in ids if id_ not in known)
        if len(set(ids)) < len(ids):
            yield Fault(name, "repeated", _TWICE, {})


def _stations(row: Engagement) -> Iterator[Fault]:
    if row.station_id in row.attendees:
        yield Fault("attendees", "attendee-is-host", _HOST, {})


def _period(row: Engagement, term: Term) -> Iterator[Fault]:
    first, end = row.first_date or term.first_date, row.end_date or term.end_date
    if first < term.first_date or end > term.end_date:
        facts = {"first": term.first_date.isoformat(), "last": term.end_date.isoformat()}
        yield Fault("first_date", "outside-term", _OUTSIDE, facts)
    if first >= end:
        yield Fault("last_date", "period-backwards", _BACKWARDS, {})


def _wishes(row: Engagement) -> Iterator[Fault]:
    if row.scheme is Scheme.PAIR and (not row.same_supervisors or row.not_paired):
        yield Fault("same_supervisors", "pair-not-same", _PAIR_SAME, {})
    if row.same_supervisors and row.distinct and row.visits > 1:
        yield Fault("distinct", "same-and-distinct", _SAME_DISTINCT, {})
    if row.ideal_gap_days is not None and row.ideal_gap_days < row.min_gap_days:
        yield Fault("ideal_gap_days", "ideal-below-min-gap", _GAPS, {})
    if not set(row.keep).isdisjoint(row.avoid):
        yield Fault("keep", "keep-and-avoid", _KEEP_AVOID, {})
