"""Broken rules as remarks about the file: where the rows that break them stand in the baseline or the locks."""

from collections.abc import Iterable
from typing import TypeVar

from solver.problem import Baseline, CourseSession, Problem, SessionLock, Visit, VisitLock
from solver.reading.faults import Remark, Report
from solver.rules import Violation
from solver.wording import Lang, Wording

R = TypeVar("R", bound=Remark)
Places = dict[tuple[str | None, str | None, int | None], str]
"""The first path of a row, by engagement, class and index; with index None, of any row of the engagement or class."""


def add_violations(
    report: Report[R], code: str, violations: Iterable[Violation], places: Places, otherwise: str
) -> None:
    """Note each violation under `code`, at the path of the row it is about, or at `otherwise` when it is about none."""
    for violation in violations:
        subject = violation.subject
        path = places.get((subject.engagement, subject.class_id, subject.index), otherwise)
        about = subject.engagement or subject.class_id or subject.person or subject.station or subject.venue
        broken = Wording(violation.message(Lang.ZH), violation.message(Lang.EN))
        report.add(code, path, about or subject.cohort or subject.trainee, rule=violation.rule, broken=broken)


def baseline_places(problem: Problem) -> Places:
    """Where the rows of the baseline stand."""
    baseline = problem.baseline or Baseline()
    places: Places = {}
    _enter(places, "baseline.visits", baseline.visits)
    _enter(places, "baseline.sessions", baseline.sessions)
    return places


def lock_places(problem: Problem) -> Places:
    """Where the locks stand."""
    places: Places = {}
    _enter(places, "locks", problem.locks)
    return places


def _enter(places: Places, path: str, rows: Iterable[Visit | CourseSession | VisitLock | SessionLock]) -> None:
    for place, row in enumerate(rows):
        pinned = (row.engagement, None) if isinstance(row, Visit | VisitLock) else (None, row.class_id)
        places.setdefault((*pinned, row.index), f"{path}[{place}]")
        places.setdefault((*pinned, None), f"{path}[{place}]")
