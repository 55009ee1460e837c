"""A broken rule as a remark about the file: where the row that breaks it stands in the baseline or the locks."""

from typing import TypeVar

from solver.problem import Baseline, Problem, VisitLock
from solver.reading.faults import Remark, Report
from solver.rules import Violation
from solver.wording import Lang, Wording

R = TypeVar("R", bound=Remark)


def add_violation(report: Report[R], code: str, path: str, violation: Violation) -> None:
    """Note under `code` that what stands at `path` breaks a rule by itself."""
    subject = violation.subject
    about = subject.engagement or subject.class_id or subject.person or subject.station or subject.venue
    broken = Wording(violation.message(Lang.ZH), violation.message(Lang.EN))
    report.add(code, path, about or subject.cohort or subject.trainee, rule=violation.rule, broken=broken)


def path_in_baseline(problem: Problem, violation: Violation) -> str:
    """The place of the first row of the baseline that the violation is about, or of the baseline."""
    subject, baseline = violation.subject, problem.baseline or Baseline()
    for place, visit in enumerate(baseline.visits):
        if visit.engagement == subject.engagement and subject.index in (None, visit.index):
            return f"baseline.visits[{place}]"
    for place, held in enumerate(baseline.sessions):
        if held.class_id == subject.class_id and subject.index in (None, held.index):
            return f"baseline.sessions[{place}]"
    return "baseline"


def path_in_locks(problem: Problem, violation: Violation) -> str:
    """The place of the first lock that the violation is about, or of the list."""
    subject = violation.subject
    for place, lock in enumerate(problem.locks):
        pinned, wanted = (
            (lock.engagement, subject.engagement) if isinstance(lock, VisitLock) else (lock.class_id, subject.class_id)
        )
        if pinned == wanted and subject.index in (None, lock.index):
            return f"locks[{place}]"
    return "locks"
