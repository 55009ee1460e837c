"""What is customary for each scheme: how its visits hang together, and whom they keep or avoid from last term."""

from dataclasses import dataclass
from typing import Final

from solver.problem import Scheme


@dataclass(frozen=True, slots=True)
class Custom:
    """The custom of one scheme; a rule's shape may say otherwise, except for `keeps` and `rotates`."""

    same_supervisors: bool = False
    distinct: bool = False
    not_paired: bool = False
    same_weekday: bool = False
    keeps: bool = False
    """Last term's people go on with the same station."""
    rotates: bool = False
    """Last term's people make room for others."""


CUSTOMS: Final = {
    Scheme.PAIR: Custom(same_supervisors=True, keeps=True),
    Scheme.ROVING: Custom(distinct=True, not_paired=True, rotates=True),
    Scheme.RESIDENT: Custom(same_supervisors=True, same_weekday=True, keeps=True),
    Scheme.EVALUATION: Custom(not_paired=True),
    Scheme.CHIEF: Custom(same_supervisors=True, keeps=True),
}
