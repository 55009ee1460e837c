"""The half-days a term has by the calendar, the association's hours, and what it set by hand."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session

from calendars.days import Day, DayTable, days_between, first_unknown_year
from scheduler.models.associations import Association
from scheduler.models.people import Half
from scheduler.models.terms import Term, TermSlot
from scheduler.planning.term_rows import of_term

PART_OF_SLOT = ("start", "end", "weekday", "avoid")
HalfDayKey = tuple[dt.date, Half]


class HalfDay(NamedTuple):
    """A half-day as it should be; a row is made of it only where there is none, since comparing needs none."""

    date: dt.date
    half: Half
    start: str
    end: str
    weekday: int
    avoid: bool

    @property
    def key(self) -> HalfDayKey:
        """Which half-day it is."""
        return self.date, self.half

    def row(self, term: Term) -> TermSlot:
        """A new row of the term."""
        return TermSlot(association_id=term.association_id, term_id=term.id, **self._asdict())


@dataclass(frozen=True, slots=True)
class SlotChanges:
    """What becomes of a term's half-days: rows to add, to change and to remove."""

    added: list[TermSlot]
    changed: list[tuple[TermSlot, HalfDay]]
    """The row that is there, and what it should be."""
    removed: list[TermSlot]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def half_days_of(term: Term, association: Association, table: DayTable) -> list[TermSlot]:
    """New rows for every half-day of the term, in time order."""
    return [half_day.row(term) for half_day in _wanted(term, association, table)]


def is_provisional(term: Term, table: DayTable) -> bool:
    """暂定: whether the term reaches into a year whose notice is not known."""
    return first_unknown_year(term.first_date, term.end_date, table) is not None


def changes_of_slots(db: Session, *, term: Term, association: Association, table: DayTable) -> SlotChanges:
    """What differs between the half-days a term has and those it should have."""
    wanted = {half_day.key: half_day for half_day in _wanted(term, association, table)}
    present = {(row.date, row.half): row for row in of_term(db, TermSlot, term)}
    return SlotChanges(
        added=[half_day.row(term) for key, half_day in wanted.items() if key not in present],
        changed=[
            (present[key], half_day)
            for key, half_day in wanted.items()
            if key in present and _differs(present[key], half_day)
        ],
        removed=[present[key] for key in sorted(present.keys() - wanted.keys())],
    )


def _wanted(term: Term, association: Association, table: DayTable) -> Iterator[HalfDay]:
    for day in days_between(term.first_date, term.end_date, table):
        yield from _of_day(day, term, association)


def _of_day(day: Day, term: Term, association: Association) -> list[HalfDay]:
    hours = {Half.MORNING: association.morning, Half.AFTERNOON: association.afternoon}
    weekday = day.date.weekday() if day.stands_for is None else day.stands_for
    return [
        HalfDay(day.date, half, hours[half][0], hours[half][1], weekday + 1, day.is_avoided)
        for half in Half
        if term.slot_exceptions.get(f"{day.date}-{half}", day.is_worked)
    ]


def _differs(present: TermSlot, wanted: HalfDay) -> bool:
    return any(getattr(present, name) != getattr(wanted, name) for name in PART_OF_SLOT)
