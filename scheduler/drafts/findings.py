"""Broken rules as the planner reads them: a sentence with names, and which rows of the roster it is about."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.comparing.comparison import Side
from scheduler.comparing.naming import Names
from scheduler.comparing.occurrences import Moment, Occurrence, moment_of
from scheduler.planning import lasting_key
from solver.rules import Subject, Violation
from solver.wording import Lang


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a plan breaks a hard rule; ids are keys of rows, parts that do not apply are None."""

    rule: str
    code: str
    message: str
    keys: list[str]
    """The visits, course sessions and meetings it is about; empty when it is about somebody's whole week or term."""
    supervisor_id: str | None
    station_id: str | None
    venue_id: str | None
    cohort_id: str | None
    trainee_id: str | None
    date: dt.date | None
    start: str | None


def findings(side: Side, violations: Iterable[Violation], names: Names, lang: Lang) -> list[Finding]:
    """What to show of some violations of a plan."""
    return [_finding(side, violation, names, lang) for violation in violations]


def _finding(side: Side, violation: Violation, names: Names, lang: Lang) -> Finding:
    subject = violation.subject
    moment = moment_in(side, subject)
    return Finding(
        rule=violation.rule,
        code=violation.code,
        message=names.violation(violation, side.problem, lang),
        keys=keys_concerned(side, subject),
        supervisor_id=subject.person,
        station_id=subject.station,
        venue_id=subject.venue,
        cohort_id=subject.cohort,
        trainee_id=subject.trainee,
        date=moment.date if moment else subject.date,
        start=moment.start if moment else None,
    )


def moment_in(side: Side, subject: Subject) -> Moment | None:
    """The half-day a violation is about."""
    slots = side.problem.slots
    return None if subject.slot is None or subject.slot >= len(slots) else moment_of(slots[subject.slot])


def keys_concerned(side: Side, subject: Subject) -> list[str]:
    """The rows of the plan a violation is about: the one it names, else those of its person, place and time."""
    named = subject.visit or subject.course_session
    if named is not None:
        return [lasting_key(named)]
    moment = moment_in(side, subject)
    if moment is None and subject.date is None and subject.engagement is None and subject.class_id is None:
        return []
    return [key for key, row in side.occurrences.items() if _concerns(row, subject, moment)]


def _concerns(row: Occurrence, subject: Subject, moment: Moment | None) -> bool:
    whole = subject.engagement or subject.class_id
    if whole is not None:
        return row.subject_id == whole
    if moment is not None and row.moment != moment:
        return False
    return (
        subject.date in (None, row.moment.date)
        and (subject.person is None or subject.person in row.supervisors)
        and (subject.station is None or subject.station in (*row.stations, *row.sending))
        and subject.venue in (None, row.venue)
        and (subject.cohort is None or subject.cohort in row.cohorts)
    )
