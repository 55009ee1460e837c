"""The bound for given prices: what everybody and everything costs at least, added up in whole units.

Any prices give a bound; `solver.bounds.program` and `solver.bounds.ascent` look for good ones. Why this is a proof is
told in `docs/bound.md`.
"""

from typing import NamedTuple

import numpy as np

from solver.bounds.class_floor import class_floor
from solver.bounds.engagement_floor import engagement_floor
from solver.bounds.far import far_prices
from solver.bounds.money import SCALE
from solver.bounds.person_floor import person_floor
from solver.bounds.relaxation import Counts, Relaxation
from solver.bounds.scratch import Scratch
from solver.compiled.kernel import NONE, Longs, kernel
from solver.compiled.view import View

HIGHEST_PRICE = 1 << 36
"""Prices stay within plus or minus this, so that no sum of them can leave 64 bits."""


class Prices(NamedTuple):
    """What the two halves of the relaxation charge each other; any whole numbers, in units."""

    stop: Longs
    """[reaches, slots]: what an engagement or class pays a person for being there then."""
    share: Longs
    """[candidates] ≥ 0: what each visit by the candidate pays for limits that several engagements share (H6 to H8)."""
    toll: Longs
    """[supervisors]: what a stop far away, of which nothing else is known, is taken to cost them in load."""
    far: Longs
    """[engagements]: what a visit pays a person far away, of whom nothing else is known; NEVER when all are near."""
    shared_total: int
    """≥ 0: the most that can be paid so in a plan that keeps those limits; the bound pays it back."""


class Floors(NamedTuple):
    """What each half costs at least under some prices, in units."""

    people: int
    """Travel and load, less what their stops are paid."""
    visits: int
    """What is left out or falls short, and what is paid for stops."""
    sessions: int
    limits: int
    """Minus `shared_total`."""

    @property
    def total(self) -> int:
        """Units that no plan is below."""
        return sum(self)


def make_prices(
    view: View, relaxation: Relaxation, stop: Longs, share: Longs, shared_total: int, toll: Longs
) -> Prices:
    """Prices with the far ones that go with them; view with plain weights. Stop prices are cut to HIGHEST_PRICE."""
    np.clip(stop, -HIGHEST_PRICE, HIGHEST_PRICE, out=stop)
    np.clip(toll, -HIGHEST_PRICE, HIGHEST_PRICE, out=toll)
    parts = relaxation.reach_first, relaxation.reach_place, relaxation.is_open
    return Prices(stop, share, toll, far_prices(view, relaxation.far, *parts, stop, toll), shared_total)


def least_toll(view: View) -> Longs:
    """[supervisors], in units: a stop more never costs less in load."""
    toll: Longs = np.where(view.people.target == NONE, 0, -SCALE * view.prices.load).astype(np.int64)
    return toll


def free_prices(view: View, relaxation: Relaxation) -> Prices:
    """Nobody pays anything."""
    stop = np.zeros(relaxation.is_open.shape, dtype=np.int64)
    share = np.zeros(len(relaxation.candidate), dtype=np.int64)
    return make_prices(view, relaxation, stop, share, 0, least_toll(view))


def floors(view: View, relaxation: Relaxation, scratch: Scratch, prices: Prices, imbalance: Counts) -> Floors:
    """The floors under `prices`; view with prices in units.

    `imbalance` [reaches, slots] becomes how many more stops the engagements and classes ask for than people offer:
    the direction in which prices should move.
    """
    parts = np.zeros(3, dtype=np.int64)
    _add_up(view, relaxation, scratch, prices.stop, prices.share, prices.toll, prices.far, imbalance, parts)
    return Floors(int(parts[0]), int(parts[1]), int(parts[2]), -prices.shared_total)


@kernel
def _add_up(
    view: View,
    relaxation: Relaxation,
    scratch: Scratch,
    stop_price: Longs,
    share_price: Longs,
    toll: Longs,
    far_price: Longs,
    imbalance: Counts,
    parts: Longs,
) -> None:
    for reach in range(imbalance.shape[0]):
        for slot in range(imbalance.shape[1]):
            imbalance[reach, slot] = 0
    for person in range(len(relaxation.reach_first) - 1):
        parts[0] += person_floor(view, relaxation, scratch, stop_price, toll[person], person, imbalance)
    for number in range(len(relaxation.in_window)):
        parts[1] += engagement_floor(
            view, relaxation, scratch, stop_price, share_price, far_price[number], number, imbalance
        )
    for number in range(len(relaxation.teaching.session_first) - 1):
        parts[2] += class_floor(view, relaxation, scratch, stop_price, number, imbalance)
