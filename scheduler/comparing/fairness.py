"""How fairly work is shared: each person's load against the agreed number, and how far the shares spread."""

from dataclasses import dataclass
from math import sqrt

from solver.rules import DayBook


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """Slots one person works in the term, and the agreed number."""

    supervisor_id: str
    load: int
    target: int | None
    most: int
    """`max_per_term`."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far loads are from what was agreed, over all who agreed on a number."""

    people: int
    mean_deviation: float
    """Mean of |load − target|, in slots."""
    standard_deviation: float
    """Of load − target around its mean, in slots."""
    most_over: int
    most_under: int
    """The largest load − target and target − load, at least 0."""
    gini: float
    """Of load / target, over targets above 0: 0 when everybody has the same share, near 1 when one has all."""


def loads(book: DayBook) -> list[PersonLoad]:
    """Everybody's load, in the order of the problem."""
    return [
        PersonLoad(person.id, book.load[person.id], person.target, person.max_per_term)
        for person in book.register.problem.supervisors
    ]


def spread(people: list[PersonLoad]) -> Spread:
    """The spread over those with a target; all 0 when nobody has one."""
    gaps = [person.load - person.target for person in people if person.target is not None]
    if not gaps:
        return Spread(0, 0.0, 0.0, 0, 0, 0.0)
    mean = sum(gaps) / len(gaps)
    return Spread(
        people=len(gaps),
        mean_deviation=sum(map(abs, gaps)) / len(gaps),
        standard_deviation=sqrt(sum((gap - mean) ** 2 for gap in gaps) / len(gaps)),
        most_over=max(0, *gaps),
        most_under=max(0, *(-gap for gap in gaps)),
        gini=gini([person.load / person.target for person in people if person.target]),
    )


def gini(shares: list[float]) -> float:
    """The Gini coefficient of shares that are not negative: half their mean absolute difference over their mean."""
    total = sum(shares)
    if not total:
        return 0.0
    n = len(shares)
    ranked = sum(rank * share for rank, share in enumerate(sorted(shares), start=1))
    return max(0.0, 2 * ranked / (n * total) - (n + 1) / n)
