"""Counting what blocks the options of something left out."""

from collections import Counter

from solver.explain.blocks import Blocks
from solver.plan import Reason


def tally(blocked: Counter[Blocks]) -> list[Reason]:
    """A reason for each code; those that block the options nearest to being free come first.

    The nearest options are those with the fewest codes: where a code alone blocks an option, lifting it frees that one.
    """
    options: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    nearest: Counter[str] = Counter()
    fewest = min((len(set(blocks)) for blocks in blocked), default=0)
    for blocks, times in blocked.items():
        codes = set(blocks)
        for code in codes:
            options[code] += times
            nearest[code] += times if len(codes) == fewest else 0
            alone[code] += times if len(codes) == 1 else 0
    order = sorted(options, key=lambda code: (-nearest[code], -options[code], code))
    return [Reason(code=code, options=options[code], alone=alone[code]) for code in order]


def priced_reason(extra: int, penalty: int, free: int) -> Reason:
    """Why something is left out that nothing blocks in `free` options, the cheapest changing the cost by `extra`.

    `penalty` is what leaving it out costs; adding it saves that, so `extra` has it taken off already.
    """
    if extra < 0:
        return Reason(code="fits", options=free, alone=free, facts={"saved": -extra})
    return Reason(code="priced-out", options=free, alone=free, facts={"extra": extra + penalty, "penalty": penalty})


def unblocked_reason(free: int) -> Reason:
    """That nothing blocks `free` options, which have not been priced."""
    return Reason(code="unblocked", options=free, alone=free, facts={"free": free})
