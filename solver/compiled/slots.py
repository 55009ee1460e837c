"""Sets of slots as bits, 64 to a word: what is free, who is open, and which slots two calendars share."""

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numba.cpython.unsafe import numbers

from solver.compiled.kernel import Flags, Ints, Masks, kernel

if TYPE_CHECKING:
    from collections.abc import Callable

WORD = 64
ONE = np.uint64(1)
trailing_zeros = cast("Callable[[Any], int]", numbers.trailing_zeros)
"""An instruction of the processor: how many zeros stand below the lowest one."""


def word_count(slot_count: int) -> int:
    """How many words a set of slots takes."""
    return -(-slot_count // WORD)


def packed(flags: Flags) -> Masks:
    """Flags [rows, T] as sets [rows, words]."""
    width = WORD * word_count(flags.shape[1])
    padded = np.zeros((len(flags), width), dtype=np.uint8)
    padded[:, : flags.shape[1]] = flags != 0
    return np.packbits(padded, axis=1, bitorder="little").view("<u8").astype(np.uint64)


@kernel
def has_slot(slots: Masks, slot: int) -> bool:
    """Whether the slot is in the set."""
    return (slots[slot // WORD] >> np.uint64(slot % WORD)) & ONE == ONE


@kernel
def add_slot(slots: Masks, slot: int) -> None:
    """Put the slot into the set."""
    slots[slot // WORD] |= ONE << np.uint64(slot % WORD)


@kernel
def remove_slot(slots: Masks, slot: int) -> None:
    """Take the slot out of the set."""
    slots[slot // WORD] &= ~(ONE << np.uint64(slot % WORD))


@kernel
def list_common(one: Masks, other: Masks, listed: Ints) -> int:
    """Write the slots that are in both sets to `listed`, in time order; returns how many."""
    count = 0
    for word in range(len(one)):
        rest = one[word] & other[word]
        while rest:
            listed[count] = word * WORD + int(trailing_zeros(rest))
            count += 1
            rest &= rest - ONE
    return count


@kernel
def list_both_but(one: Masks, other: Masks, but: Masks, listed: Ints) -> int:
    """Write the slots that are in both sets and not in the third to `listed`, in time order; returns how many."""
    count = 0
    for word in range(len(one)):
        rest = one[word] & other[word] & ~but[word]
        while rest:
            listed[count] = word * WORD + int(trailing_zeros(rest))
            count += 1
            rest &= rest - ONE
    return count


@kernel
def count_common(one: Masks, other: Masks, most: int) -> int:
    """How many slots are in both sets, counted as far as `most`."""
    count = 0
    for word in range(len(one)):
        rest = one[word] & other[word]
        while rest and count < most:
            rest &= rest - ONE
            count += 1
    return count


@kernel
def between(first: int, last: int, word: int) -> np.uint64:
    """A word of the set of all slots from `first` to `last`."""
    low, high = max(0, first - word * WORD), min(WORD - 1, last - word * WORD)
    if low > high:
        return np.uint64(0)
    return (~np.uint64(0) >> np.uint64(WORD - 1 - (high - low))) << np.uint64(low)
