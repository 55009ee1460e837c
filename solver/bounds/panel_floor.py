"""The cheapest panel for one visit when every seat's price is known."""

import numpy as np

from solver.bounds.money import NEVER
from solver.bounds.scratch import Scratch
from solver.compiled.kernel import kernel

Mask = np.uint64


@kernel
def missing_fields(wanted: Mask, brought: Mask) -> int:
    """How many wanted fields (bits) are not brought."""
    rest, count = np.uint64(wanted & ~brought), 0
    while rest != np.uint64(0):
        rest &= rest - np.uint64(1)
        count += 1
    return count


@kernel
def panel_floor(scratch: Scratch, panel: int, wanted: Mask, weight: int, offered: int) -> int:
    """Units of the cheapest panel with its missing fields: exact for one and two seats, at least that for more.

    scratch.seat, scratch.brings: price and fields of the `offered` persons; scratch.picked: who is on that panel.
    `wanted` fields are bits; `weight`: units for one that nobody brings.
    """
    if panel == 1:
        return _single(scratch, wanted, weight, offered)
    seats = _by_price(scratch, offered)
    if seats < panel:
        return NEVER
    if panel == 2:
        return _couple(scratch, wanted, weight, seats)
    total, brought = 0, np.uint64(0)
    for rank in range(seats):
        brought |= scratch.brings[scratch.order[rank]]
        if rank < panel:
            total += scratch.seat[scratch.order[rank]]
            scratch.picked[rank] = scratch.order[rank]
    return total + weight * missing_fields(wanted, brought)


@kernel
def _single(scratch: Scratch, wanted: Mask, weight: int, offered: int) -> int:
    best = NEVER
    for one in range(offered):
        if scratch.seat[one] < best:
            missing = missing_fields(wanted, scratch.brings[one])
            cost = scratch.seat[one] + weight * missing
            if cost < best:
                best, scratch.picked[0] = cost, one
    return best


@kernel
def _by_price(scratch: Scratch, offered: int) -> int:
    """Sort those who can come by price into `scratch.order` (insertion sort); returns how many they are."""
    count = 0
    for one in range(offered):
        if scratch.seat[one] < NEVER:
            place = count
            while place > 0 and scratch.seat[scratch.order[place - 1]] > scratch.seat[one]:
                scratch.order[place] = scratch.order[place - 1]
                place -= 1
            scratch.order[place] = one
            count += 1
    return count


@kernel
def _couple(scratch: Scratch, wanted: Mask, weight: int, seats: int) -> int:
    best = NEVER
    for rank in range(seats):
        one = scratch.order[rank]
        for later in range(rank + 1, seats):
            two = scratch.order[later]
            if scratch.seat[one] + scratch.seat[two] >= best:
                break
            brought = scratch.brings[one] | scratch.brings[two]
            cost = scratch.seat[one] + scratch.seat[two]
            cost += weight * missing_fields(wanted, brought)
            if cost < best:
                best, scratch.picked[0], scratch.picked[1] = cost, one, two
    return best
