"""Limits that several engagements share, as rows Σ coefficient × visits by a candidate ≤ limit, and their prices.

H6: a person is on at most `max_pairs` pairings. H7 `distinct`: nobody comes twice. H8: nobody from the panel of the
station's pairing. A visit of a pairing with n visits counts 1/n of the pairing, so plans keep these rows.
"""

from typing import NamedTuple

import numpy as np

from solver.bounds.money import SCALE
from solver.bounds.relaxation import Relaxation
from solver.compiled.kernel import Longs, Reals
from solver.compiled.view import View


class SharedLimits(NamedTuple):
    """Rows, and the entries of the matrix: row, candidate, numerator and denominator of the coefficient."""

    limit: Longs
    row: Longs
    candidate: Longs
    numerator: Longs
    denominator: Longs


def shared_limits(view: View, relaxation: Relaxation) -> SharedLimits:
    """All rows of a problem: one for each person (H6), then one for each candidate of H7 `distinct` or H8."""
    engagements = view.engagements
    of = np.repeat(np.arange(len(engagements.station)), np.diff(relaxation.candidate_first))
    visits = np.diff(engagements.visit_first)[of].astype(np.int64)
    pairing = np.flatnonzero(engagements.is_pair[of])
    station, person = engagements.station[of].astype(np.int64), relaxation.candidate.astype(np.int64)
    people = len(view.people.max_pairs)
    key = station * people + person
    apart = np.flatnonzero((engagements.not_paired[of] | engagements.distinct[of]) != 0)
    limit = np.where(engagements.distinct[of[apart]] != 0, 1, visits[apart])
    guest = np.flatnonzero(engagements.not_paired[of[apart]])
    order = np.argsort(key[pairing], kind="stable")
    sorted_keys = key[pairing][order]
    start = np.searchsorted(sorted_keys, key[apart[guest]], "left")
    length = np.searchsorted(sorted_keys, key[apart[guest]], "right") - start
    met = np.flatnonzero(length == 1)  # with several pairings of one station the row would not hold for their sum
    host = pairing[order[start[met]]]
    useful = np.zeros(len(apart), dtype=np.bool_)
    useful[guest[met]] = True
    useful |= limit < visits[apart]
    number = np.cumsum(useful) - 1 + people
    return SharedLimits(
        limit=np.concatenate([view.people.max_pairs.astype(np.int64), limit[useful]]),
        row=np.concatenate([person[pairing], number[useful], number[guest[met]]]),
        candidate=np.concatenate([pairing, apart[useful], host]),
        numerator=np.concatenate(
            [np.ones(len(pairing), np.int64), np.ones(int(useful.sum()), np.int64), limit[guest[met]]]
        ),
        denominator=np.concatenate([visits[pairing], np.ones(int(useful.sum()), np.int64), visits[host]]),
    )


def shared_prices(relaxation: Relaxation, limits: SharedLimits, duals: Reals) -> tuple[Longs, int]:
    """What each visit by each candidate pays, and the most that a plan within the limits can pay in all, in units.

    duals: [rows]; only their negative parts matter (a row that limits from above). Rounded so that the total holds.
    """
    price = np.rint(SCALE * np.maximum(0.0, -duals)).astype(np.int64)
    share = np.zeros(len(relaxation.candidate), dtype=np.int64)
    np.add.at(share, limits.candidate, price[limits.row] * limits.numerator // limits.denominator)
    return share, int((price * limits.limit).sum())
