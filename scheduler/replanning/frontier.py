"""The plans of a replan to choose from: judged at the true prices, those that another beats in both left out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduler.comparing.comparison import Comparison, Side
from scheduler.comparing.difference import ChangeKind
from scheduler.models.releases import EventKind, PartyKind
from scheduler.replanning.disturbance import CHANGE_PRICES


class Label(StrEnum):
    """What a plan of the frontier stands for."""

    FEWEST = "fewest"
    """Fewest changes that keep every hard rule."""
    KNEE = "knee"
    """Beyond it, further changes gain the least."""
    BEST = "best"
    """Lowest costs, however much changes."""
    BETWEEN = "between"


@dataclass(frozen=True)
class Found:
    """The plan of one part of a replan, put beside the release."""

    part: int
    comparison: Comparison
    bound: int | None
    """A proven lower bound, at the prices at which this part was solved."""
    seconds: float

    @property
    def side(self) -> Side:
        """The plan, judged at the true prices."""
        return self.comparison.after

    @property
    def rows(self) -> int:
        """Published visits and course sessions that change."""
        return sum(
            change.before is not None
            and change.kind is not ChangeKind.UNCHANGED
            and change.occurrence.kind is not EventKind.MEETING
            for change in self.comparison.changes
        )

    @property
    def people(self) -> int:
        """Supervisors and stations whose own dates change."""
        return sum(party.kind is not PartyKind.COHORT for party in self.comparison.touched)

    @property
    def quality(self) -> int:
        """What the plan costs besides the price of changing what is published."""
        cost = self.side.cost
        return cost.total - sum(cost.by_name.get(name, 0) for name in CHANGE_PRICES)


def frontier(found: Sequence[Found]) -> list[tuple[Label, Found]]:
    """The plans that no other beats, from fewest changes to lowest costs, each with what it stands for."""
    kept = sorted(_undominated(found), key=lambda plan: (plan.rows, plan.quality))
    if not kept:
        return []
    knee = _knee(kept)
    labels = [Label.BETWEEN] * len(kept)
    if knee is not None:
        labels[knee] = Label.KNEE
    labels[-1] = Label.BEST
    labels[0] = Label.FEWEST
    return list(zip(labels, kept, strict=True))


def _undominated(found: Sequence[Found]) -> list[Found]:
    """Those than which no other changes as little and costs as little; of equal ones the first."""
    kept: list[Found] = []
    for plan in sorted(found, key=lambda plan: (plan.rows, plan.quality, plan.part)):
        if all(plan.quality < other.quality for other in kept):
            kept.append(plan)
    return kept


def _knee(kept: Sequence[Found]) -> int | None:
    """The plan furthest below the line from the first to the last, changes and costs both taken as shares."""
    first, last = kept[0], kept[-1]
    rows, quality = last.rows - first.rows, first.quality - last.quality
    if len(kept) < len((first, last)) + 1 or not rows or not quality:
        return None

    def gain(number: int) -> float:
        plan = kept[number]
        return (first.quality - plan.quality) / quality - (plan.rows - first.rows) / rows

    return max(range(1, len(kept) - 1), key=gain)
