"""The bound's fixed-point unit: prices that the two halves of the relaxation charge each other are whole 64ths.

Everything the proof adds up is a whole number of these, so there is no rounding anywhere in it.
"""

SCALE = 64
"""Units to one unit of cost."""
NEVER = 1 << 58
"""A cost that stands for: not possible. No sum of real costs comes near; see `too_dear`."""
LARGEST_TOTAL = 1 << 54
"""Scaled costs that could add up to more than this are not bounded at all (64-bit sums must be exact)."""


def scaled(cost: int) -> int:
    """Units of a cost."""
    return cost * SCALE


def whole_cost(units: int) -> int:
    """The least whole cost that is not below `units`: plans cost whole numbers, so the bound may be rounded up."""
    return -(-units // SCALE)
