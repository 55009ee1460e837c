"""A problem while it is read: what could be made of each part of the file, before anything is known to make sense."""

from dataclasses import dataclass
from typing import TypeVar

from solver.problem import (
    CampClass,
    Cohort,
    CourseSession,
    Engagement,
    Meeting,
    Problem,
    Row,
    SessionLock,
    Slot,
    SlotNumber,
    Station,
    Supervisor,
    Trainee,
    Travel,
    Venue,
    Visit,
    VisitLock,
    Weights,
)
from solver.reading.catalogue import EXPECTED
from solver.reading.faults import Faults, shown
from solver.reading.shapes import Section, keys_of, read_part, read_section, report_keys

R = TypeVar("R")
REQUIRED = ("format", "slots", "travel", "stations", "supervisors", "engagements", "weights")


class _Head(Row):
    """The keys of the file that hold one plain value."""

    name: str = ""
    frozen_until: SlotNumber = 0


@dataclass(slots=True)
class Draft:
    """The parts of a `dudao-problem/1`; a part that could not be read is empty or None, and its fault is reported."""

    slots: Section[Slot]
    n_slots: int | None
    travel: Travel | None
    stations: Section[Station]
    supervisors: Section[Supervisor]
    engagements: Section[Engagement]
    meetings: Section[Meeting]
    venues: Section[Venue]
    cohorts: Section[Cohort]
    trainees: Section[Trainee]
    classes: Section[CampClass]
    visit_locks: Section[VisitLock]
    session_locks: Section[SessionLock]
    baseline_visits: Section[Visit]
    baseline_sessions: Section[CourseSession]
    has_baseline: bool
    frozen_until: int | None


def read_draft(raw: dict[str, object], report: Faults) -> Draft:
    """Every part of the file by itself; what is wrong with its shape goes to `report`."""
    report_keys(raw, keys_of(Problem), REQUIRED, report)
    head = read_part({key: raw[key] for key in keys_of(_Head) if key in raw}, "", _Head, report)
    if "weights" in raw:
        _check_weights(raw["weights"], report)
    visit_locks, session_locks = _locks(raw.get("locks", []), report)
    baseline = _baseline(raw.get("baseline"), report)
    return Draft(
        slots=_section(raw, "slots", Slot, report),
        n_slots=_length(raw.get("slots")),
        travel=read_part(raw["travel"], "travel", Travel, report) if "travel" in raw else None,
        stations=_section(raw, "stations", Station, report),
        supervisors=_section(raw, "supervisors", Supervisor, report),
        engagements=_section(raw, "engagements", Engagement, report),
        meetings=_section(raw, "meetings", Meeting, report),
        venues=_section(raw, "venues", Venue, report),
        cohorts=_section(raw, "cohorts", Cohort, report),
        trainees=_section(raw, "trainees", Trainee, report),
        classes=_section(raw, "classes", CampClass, report),
        visit_locks=visit_locks,
        session_locks=session_locks,
        baseline_visits=read_section(baseline.get("visits", []), "baseline.visits", Visit, report),
        baseline_sessions=read_section(baseline.get("sessions", []), "baseline.sessions", CourseSession, report),
        has_baseline=raw.get("baseline") is not None,
        frozen_until=None if head is None else head.frozen_until,
    )


def _section(raw: dict[str, object], key: str, row_type: type[R], report: Faults) -> Section[R]:
    if key not in raw and key in REQUIRED:
        return Section(ids=None, whole=False)
    return read_section(raw.get(key, []), key, row_type, report)


def _length(raw: object) -> int | None:
    return len(raw) if isinstance(raw, list) else None


def _locks(raw: object, report: Faults) -> tuple[Section[VisitLock], Section[SessionLock]]:
    """The pins, told apart by the key that names what is pinned."""
    if not isinstance(raw, list):
        report.add("wrong-type", "locks", value=shown(raw), expected=EXPECTED["list_type"])
        return Section(whole=False), Section(whole=False)
    visits: Section[VisitLock] = Section()
    sessions: Section[SessionLock] = Section()
    for place, row in enumerate(raw):
        path = f"locks[{place}]"
        if isinstance(row, dict) and any(
            row.get(part, 0) is None for part in ("slot", "supervisors", "venue", "lecturer")
        ):
            report.add("null-in-lock", path, _pinned(row))
            continue
        if isinstance(row, dict) and "class" in row and "engagement" not in row:
            session_lock = read_part(row, path, SessionLock, report)
            if session_lock is not None:
                sessions.rows[place] = session_lock
        else:
            visit_lock = read_part(row, path, VisitLock, report)
            if visit_lock is not None:
                visits.rows[place] = visit_lock
    return visits, sessions


def _pinned(row: dict[str, object]) -> str | None:
    named = row.get("engagement", row.get("class"))
    return named if isinstance(named, str) else None


def _check_weights(raw: object, report: Faults) -> None:
    """Every soft cost has its price: one left out would silently count for nothing."""
    read_part(raw, "weights", Weights, report)
    given = raw if isinstance(raw, dict) else keys_of(Weights)
    for name in keys_of(Weights):
        if name not in given:
            report.add("missing-key", f"weights.{name}", key=name)


def _baseline(raw: object, report: Faults) -> dict[str, object]:
    """The two lists of the baseline; an object without keys when there is none."""
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        report.add("wrong-type", "baseline", value=shown(raw), expected=EXPECTED["dict_type"])
        return {}
    for key in raw:
        if key not in ("visits", "sessions"):
            report.add("unknown-key", f"baseline.{shown(key)}", key=shown(key))
    return raw
