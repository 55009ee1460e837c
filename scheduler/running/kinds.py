"""What each kind of run solves: one part after another, each a problem for the child process.

Most kinds have one part. A kind with several decides on each when the ones before it are solved; asked again it must
decide the same again, because a run that another worker takes over goes on with the parts that are not solved yet.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scheduler.models.runs import RunKind
from solver.plan import Plan


@dataclass(frozen=True, slots=True)
class Part:
    """One search: the text of a `dudao-problem/1`, and what the search is for."""

    problem: str
    label: str = ""
    seconds: float | None = None
    """Instead of the run's own limit."""
    rounds: int | None = None
    """Instead of the run's own limit."""
    start: str | None = None
    """A plan to begin from; the baseline serves when there is one and no other is given."""


NextPart = Callable[[str, Mapping[str, Any], Sequence[Plan]], Part | None]
"""From the run's problem (its text), its parameters and the plans of the parts so far to the next part, or None."""


def single(problem: str, _parameters: Mapping[str, Any], done: Sequence[Plan]) -> Part | None:
    """One part: the problem as it is."""
    return None if done else Part(problem)


KINDS: Final[dict[RunKind, NextPart]] = {RunKind.TERM: single, RunKind.SOLVE: single}
"""Areas with a kind of their own enter it here when they are imported; `scheduler.running.worker` imports them."""
