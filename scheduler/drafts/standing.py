"""How a draft stands: its problem, what it holds, and the verdict of the rules; before and after an edit."""

from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.comparing.comparison import Side
from scheduler.drafts.placing import Contents, contents_of, locks_from, plan_from
from scheduler.ids import SnapshotId
from scheduler.models.planning import Draft, PlanLock
from scheduler.planning import load_problem, plan_in
from solver.problem import Problem
from solver.rules import Subject, Violation


@dataclass(frozen=True)
class Standing:
    """A problem, without locks, and the contents of a draft of it."""

    problem: Problem
    contents: Contents
    before: "Standing | None" = None
    """How it stood before an edit: its look-ups serve again as long as the locks are the same."""

    @cached_property
    def side(self) -> Side:
        """Judged by the rules and prices of the problem and by the draft's own locks."""
        plan = plan_from(self.problem, self.contents)
        if self.before is not None and self.before.contents.pins == self.contents.pins:
            judged = self.before.side
            return Side(judged.problem, plan, register=judged.book.register)
        locks = locks_from(self.problem, self.contents.pins).locks
        return Side(self.problem.changed(locks=locks), plan)

    def edited(self, contents: Contents) -> "Standing":
        """How it stands with other contents."""
        return Standing(self.problem, contents, self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A draft before and after an edit."""

    draft: Draft
    before: Standing
    after: Standing

    @property
    def broken(self) -> list[Violation]:
        """What is broken now and was not before."""
        return violations_beyond(self.after, self.before)

    @property
    def mended(self) -> list[Violation]:
        """What was broken before and is not now."""
        return violations_beyond(self.before, self.after)


class _Held:
    """The drafts last previewed, as they stood in a version: a version never changes once it is committed."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._standings: OrderedDict[tuple[object, ...], Standing] = OrderedDict()
        self._lock = Lock()

    def get(self, db: Session, draft: Draft, *, actor: Actor) -> Standing:
        key = (draft.id, draft.version, draft.updated_at)
        with self._lock:
            found = self._standings.get(key)
        if found is None:
            found = standing_of(db, draft, actor=actor)
        with self._lock:
            self._standings[key] = found
            self._standings.move_to_end(key)
            while len(self._standings) > self._most:
                self._standings.popitem(last=False)
        return found


_held = _Held(most=8)


def committed_standing(db: Session, draft: Draft, *, actor: Actor) -> Standing:
    """As `standing_of`, judged once for many questions; only for a draft read where nothing is written."""
    return _held.get(db, draft, actor=actor)


def standing_of(db: Session, draft: Draft, *, actor: Actor) -> Standing:
    """How a draft stands. Judging it takes milliseconds, and happens when it is asked for."""
    problem = load_problem(db, SnapshotId(draft.snapshot_id), actor=actor)
    locks = db.exec(select(PlanLock).where(PlanLock.draft_id == draft.id)).all()
    return Standing(problem.changed(locks=[]), contents_of(problem, plan_in(draft.plan), locks))


def violations_beyond(one: Standing, other: Standing) -> list[Violation]:
    """The violations of one that the other does not have."""
    return unknown_violations(one.side.verdict.violations, other.side.verdict.violations)


def unknown_violations(all_found: Iterable[Violation], all_known: Iterable[Violation]) -> list[Violation]:
    """Those found that are not known already; of the same kind about the same subject as many as are more."""
    known = Counter(map(_kind, all_known))
    found = []
    for violation in all_found:
        kind = _kind(violation)
        if known[kind]:
            known[kind] -= 1
        else:
            found.append(violation)
    return found


def _kind(violation: Violation) -> tuple[str, Subject]:
    return violation.code, violation.subject
