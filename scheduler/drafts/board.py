"""A draft for the roster board: what takes place, with names, locks and broken rules; and what is left out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from scheduler.comparing.naming import Names, Place
from scheduler.comparing.occurrences import Moment, Occurrence, Party, moment_of
from scheduler.drafts.commands import LockPart
from scheduler.drafts.findings import keys_concerned
from scheduler.drafts.placing import Pin
from scheduler.drafts.standing import Standing
from scheduler.models.releases import EventKind, PartyKind
from scheduler.planning import course_session_key, lasting_key, visit_key
from solver.explain import change_message, reason_message
from solver.plan import Remedy, Unscheduled
from solver.rules import SessionKey, VisitKey
from solver.wording import Lang

_LEFT_OUT = TypeAdapter(list[Unscheduled])


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which events to show; None shows all. Dates are a half-open period."""

    first_date: dt.date | None = None
    end_date: dt.date | None = None
    supervisor_id: str | None = None
    station_id: str | None = None
    venue_id: str | None = None
    cohort_id: str | None = None

    def shows(self, row: Occurrence) -> bool:
        """Whether an occurrence passes."""
        parties = row.parties
        asked = {
            PartyKind.SUPERVISOR: self.supervisor_id,
            PartyKind.STATION: self.station_id,
            PartyKind.COHORT: self.cohort_id,
        }
        return (
            (self.first_date is None or row.moment.date >= self.first_date)
            and (self.end_date is None or row.moment.date < self.end_date)
            and self.venue_id in (None, row.venue)
            and all(id_ is None or Party(kind, id_) in parties for kind, id_ in asked.items())
        )


@dataclass(frozen=True, slots=True)
class BoardEvent:
    """One event of the board."""

    occurrence: Occurrence
    scheme: str
    title: str
    place: Place
    pin: Pin
    broken: list[str]
    """Codes of the hard rules it takes part in breaking."""

    @property
    def locked(self) -> list[LockPart]:
        """What is pinned."""
        return self.pin.parts


@dataclass(frozen=True, slots=True)
class ReasonSaid:
    """Why something is left out."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RemedySaid:
    """What would free it, and where it then goes."""

    changes: list[str]
    moment: Moment
    supervisors: list[str]
    venue_id: str | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A visit or course session that is not planned; reasons and remedies as the run that made the plan found them."""

    key: str
    kind: EventKind
    scheme: str
    title: str
    station_id: str | None
    pin: Pin
    reasons: list[ReasonSaid]
    remedies: list[RemedySaid]


def board(
    standing: Standing, names: Names, asked: BoardFilter, lang: Lang, beside: Iterable[Occurrence] = ()
) -> list[BoardEvent]:
    """The events that pass the filter, by time; `beside` are meetings outside the half-days of the problem."""
    broken: defaultdict[str, list[str]] = defaultdict(list)
    for violation in standing.side.verdict.violations:
        for key in keys_concerned(standing.side, violation.subject):
            if violation.code not in broken[key]:
                broken[key].append(violation.code)
    shown = [row for row in (*standing.side.occurrences.values(), *beside) if asked.shows(row)]
    return [
        BoardEvent(
            occurrence=row,
            scheme=names.scheme(row),
            title=names.title(row, lang),
            place=names.place(row),
            pin=standing.contents.pins.get(row.key, Pin()),
            broken=broken.get(row.key, []),
        )
        for row in sorted(shown, key=lambda row: (row.moment, row.key))
    ]


def left_out(standing: Standing, explained: list[dict[str, Any]], names: Names, lang: Lang) -> list[LeftOut]:
    """What is due and not planned, in the problem's order; `explained` is the draft's column `unscheduled`."""
    known = {_key_of(entry): entry for entry in _LEFT_OUT.validate_python(explained)}
    return [
        LeftOut(
            key=key,
            kind=kind,
            scheme=scheme,
            title=names.numbered(subject_id, index, lang),
            station_id=station,
            pin=standing.contents.pins.get(key, Pin()),
            reasons=_reasons(known.get(key), names, lang),
            remedies=_remedies(standing, known.get(key), names, lang),
        )
        for key, kind, scheme, subject_id, index, station in _due(standing)
        if key not in standing.contents.placings
    ]


def _due(standing: Standing) -> Iterator[tuple[str, EventKind, str, str, int, str | None]]:
    for due in standing.problem.engagements:
        for index in range(due.visits):
            yield visit_key(due.id, index), EventKind.VISIT, due.scheme.value, due.id, index, due.station
    for row in standing.problem.classes:
        for index in range(row.sessions):
            key = course_session_key(row.id, index)
            yield key, EventKind.COURSE_SESSION, row.form.value, row.id, index, None


def _key_of(entry: Unscheduled) -> str:
    if entry.engagement is not None:
        return lasting_key(VisitKey(entry.engagement, entry.index))
    assert entry.class_id is not None  # noqa: S101 - one of the two is named
    return lasting_key(SessionKey(entry.class_id, entry.index))


def _reasons(entry: Unscheduled | None, names: Names, lang: Lang) -> list[ReasonSaid]:
    reasons = entry.reasons if entry else []
    return [ReasonSaid(reason.code, names.sentence(reason_message(reason, lang), lang)) for reason in reasons]


def _remedies(standing: Standing, entry: Unscheduled | None, names: Names, lang: Lang) -> list[RemedySaid]:
    def said(remedy: Remedy) -> RemedySaid:
        return RemedySaid(
            changes=[names.sentence(change_message(change, lang), lang) for change in remedy.changes],
            moment=moment_of(standing.problem.slots[remedy.slot]),
            supervisors=list(remedy.supervisors),
            venue_id=remedy.venue,
        )

    return [said(remedy) for remedy in entry.remedies] if entry else []
