"""Better prices while time lasts: each stop that more ask for than offer gets dearer, and the other way round.

A subgradient of the bound, smoothed over the steps (Held, Wolfe and Crowder 1974; Camerini, Fratta and Maffioli
1975), with the prices of a reach over all its slots moved together as well, since most of what
is wrong is not about dates.
"""

from collections.abc import Callable

import numpy as np

from solver.bounds.floor import Floors, Prices, floors, make_prices
from solver.bounds.relaxation import Counts, Relaxation, Small, scaled_weights
from solver.bounds.scratch import make_scratch
from solver.compiled.kernel import Flags, kernel
from solver.compiled.view import View

SMOOTHING = 0.3
"""Weight of the newest imbalance in the direction."""
TOGETHER = 0.02
"""How much of a reach's imbalance over all slots is added to each of its slots."""
FIRST_STEP, LAST_STEP = 0.1, 0.01
"""Part of the assumed gap that a step aims to close, at the beginning and at the end; geometric in between."""
ASSUMED_GAP = 0.04
"""How far above the bound the best possible bound is assumed to be."""


def climb(
    view: View,
    relaxation: Relaxation,
    prices: Prices,
    elapsed: Callable[[], float],
    should_stop: Callable[[], bool],
    on_better: Callable[[Floors], None],
) -> Floors:
    """The best floors found from `prices` on. `elapsed` tells the part of the time that is over, 1 at the end.

    view: with plain weights. `on_better` hears of every better total, the first included.
    """
    units, scratch = scaled_weights(view), make_scratch(view, relaxation)
    imbalance: Counts = np.zeros(relaxation.is_open.shape, dtype=np.int32)
    best = floors(units, relaxation, scratch, prices, imbalance)
    on_better(best)
    stop: Small = prices.stop.astype(np.float32)
    direction: Small = imbalance.astype(np.float32)
    found = best
    while (part := elapsed()) < 1 and not should_stop():
        aim = abs(best.total) * (1 + ASSUMED_GAP) - found.total
        size = FIRST_STEP * (LAST_STEP / FIRST_STEP) ** part
        if not _step(relaxation.is_open, imbalance, direction, stop, size * aim):
            break
        moved = np.rint(stop).astype(np.int64)
        prices = make_prices(view, relaxation, moved, prices.share, prices.shared_total, prices.toll)
        found = floors(units, relaxation, scratch, prices, imbalance)
        if found.total > best.total:
            best = found
            on_better(best)
        _blend(imbalance, direction)
    return best


@kernel
def _blend(imbalance: Counts, direction: Small) -> None:
    """Let the direction follow the newest imbalance."""
    for reach in range(imbalance.shape[0]):
        for slot in range(imbalance.shape[1]):
            old = direction[reach, slot]
            direction[reach, slot] = (1 - SMOOTHING) * old + SMOOTHING * imbalance[reach, slot]


@kernel
def _step(is_open: Flags, imbalance: Counts, direction: Small, stop: Small, gain: float) -> bool:
    """Move the stop prices along the direction so far that the bound would rise by `gain`, were it linear."""
    slope = 0.0
    for reach in range(len(stop)):
        together = 0.0
        for slot in range(stop.shape[1]):
            together += direction[reach, slot]
        for slot in range(stop.shape[1]):
            slope += imbalance[reach, slot] * (direction[reach, slot] + TOGETHER * together)
    if slope <= 0:
        return False
    length = gain / slope
    for reach in range(len(stop)):
        together = 0.0
        for slot in range(stop.shape[1]):
            together += direction[reach, slot]
        for slot in range(stop.shape[1]):
            if is_open[reach, slot]:
                stop[reach, slot] += length * (direction[reach, slot] + TOGETHER * together)
    return True
