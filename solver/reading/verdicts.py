"""A broken rule as a fault of the file: where the row that breaks it stands in the baseline or the locks."""

from solver.problem import Baseline, Problem, VisitLock
from solver.reading.faults import Fact, Fault
from solver.rules import Violation
from solver.wording import Lang, Wording


def fault_of(code: str, problem: Problem, violation: Violation) -> Fault:
    """The fault `code` for a rule that the frozen part, the baseline or the locks break by themselves."""
    subject = violation.subject
    about = subject.engagement or subject.class_id or subject.person or subject.station or subject.venue
    facts: dict[str, Fact] = {
        "rule": violation.rule,
        "broken": Wording(violation.message(Lang.ZH), violation.message(Lang.EN)),
    }
    path = _lock_path(problem, violation) if code.startswith("lock") else _baseline_path(problem, violation)
    return Fault(code, path, about or subject.cohort or subject.trainee, facts)


def _baseline_path(problem: Problem, violation: Violation) -> str:
    baseline = problem.baseline or Baseline()
    subject = violation.subject
    for place, visit in enumerate(baseline.visits):
        if visit.engagement == subject.engagement and subject.index in (None, visit.index):
            return f"baseline.visits[{place}]"
    for place, held in enumerate(baseline.sessions):
        if held.class_id == subject.class_id and subject.index in (None, held.index):
            return f"baseline.sessions[{place}]"
    return "baseline"


def _lock_path(problem: Problem, violation: Violation) -> str:
    subject = violation.subject
    for place, lock in enumerate(problem.locks):
        named = lock.engagement if isinstance(lock, VisitLock) else lock.class_id
        wanted = subject.engagement if isinstance(lock, VisitLock) else subject.class_id
        if named == wanted and subject.index in (None, lock.index):
            return f"locks[{place}]"
    return "locks"
