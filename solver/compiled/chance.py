"""Random numbers for compiled code: a small generator whose state is the caller's own, so that runs can be repeated."""

import math

import numpy as np

from solver.compiled.kernel import Masks, kernel


def seeded(*numbers: int) -> Masks:
    """A generator's state from any whole numbers (seed, worker, round, ...); different numbers, different streams."""
    return np.random.SeedSequence([number & 0xFFFFFFFF for number in numbers]).generate_state(1, np.uint64) | np.uint64(
        1
    )


@kernel
def draw(chance: Masks) -> int:
    """A number from 0 to 2^53 - 1 (xorshift64*, Vigna 2016); the state moves on."""
    x = chance[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    chance[0] = x
    return int((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(11))


@kernel
def below(chance: Masks, bound: int) -> int:
    """A number from 0 to bound - 1, for bounds far below 2^53."""
    return draw(chance) % bound


@kernel
def uniform(chance: Masks) -> float:
    """A real number in [0, 1)."""
    return draw(chance) * (1.0 / 9007199254740992.0)


@kernel
def exponential(chance: Masks) -> float:
    """A real number ≥ 0 with mean 1."""
    return -math.log(1.0 - uniform(chance))
