"""What the bound keeps of a problem, as arrays: who can stop where and when, and who may serve what.

A *reach* is a (supervisor, place) pair: a place where the supervisor can have a stop. Reaches are numbered person by
person. In a very large problem the stations far from a supervisor are no reaches; see `solver.bounds.far`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from solver.bounds.far import NEAR_STATIONS, FarStops, compile_far_stops
from solver.bounds.money import scaled
from solver.bounds.teaching import Teaching, compile_teaching
from solver.compiled.kernel import NONE, Flags, Ints, Longs, Masks
from solver.compiled.view import View
from solver.problem import Problem

Counts = NDArray[np.int32]
"""[reaches, slots]: stops asked for, less stops offered."""
Small = NDArray[np.float32]
"""[reaches, slots]: prices and directions while they are being looked for."""
Chosen = NDArray[np.bool_]


class Relaxation(NamedTuple):
    """All supervisors V, reaches R, slots T, engagements E, and candidates C that are near enough to be told apart."""

    reach_first: Ints
    """[V + 1]: the reaches of supervisor v are numbers reach_first[v] .. reach_first[v + 1] - 1."""
    reach_place: Ints
    is_open: Flags
    """[R, T]: the supervisor is free, and something they may do there can be then."""
    twice: Flags
    """[R]: two stops of a day can follow one another at this place."""
    in_window: Flags
    """[E, T]: the window of the engagement, host and attendees all free."""
    candidate_first: Ints
    """[E + 1]"""
    candidate: Ints
    """[C]: supervisors"""
    candidate_reach: Ints
    brings: Masks
    avoided: Flags
    kept: Flags
    far: FarStops
    teaching: Teaching


class _Candidates(NamedTuple):
    """The candidates of `solver.compiled.engagements`, flat, with the engagement of each."""

    engagement: Ints
    supervisor: Ints
    place: Ints


def compile_relaxation(problem: Problem, view: View) -> Relaxation:
    """The relaxation of a problem that has been read without a fault."""
    flat = _flat_candidates(view)
    near = _near(view, flat)
    teaching = compile_teaching(problem, view)
    places = len(view.minutes)
    keys = np.unique(
        np.concatenate(
            [
                flat.supervisor[near].astype(np.int64) * places + flat.place[near],
                teaching.lecturer.astype(np.int64) * places + teaching.place,
            ]
        )
    )
    person, place = (keys // places).astype(np.int64), (keys % places).astype(np.int64)
    reach_first = np.searchsorted(person, np.arange(len(problem.supervisors) + 1)).astype(np.int64)
    reach = np.searchsorted(keys, flat.supervisor[near].astype(np.int64) * places + flat.place[near]).astype(np.int64)
    in_window = _windows(problem, view)
    kept_engagement = flat.engagement[near]
    taught = teaching._replace(
        reach=np.searchsorted(keys, teaching.lecturer.astype(np.int64) * places + teaching.place).astype(np.int64)
    )
    return Relaxation(
        reach_first=reach_first,
        reach_place=place,
        is_open=_open_reaches(view, person, kept_engagement, reach, in_window, taught),
        twice=_twice(view, len(keys), kept_engagement, reach, place),
        in_window=in_window,
        candidate_first=np.searchsorted(kept_engagement, np.arange(len(problem.engagements) + 1)).astype(np.int64),
        candidate=flat.supervisor[near],
        candidate_reach=reach,
        brings=view.engagements.brings[near],
        avoided=view.engagements.avoided[near],
        kept=view.engagements.kept[near],
        far=compile_far_stops(view, flat.engagement[~near], flat.supervisor[~near], flat.place[~near]),
        teaching=taught,
    )


def _flat_candidates(view: View) -> _Candidates:
    engagements = view.engagements
    engagement = np.repeat(
        np.arange(len(engagements.station), dtype=np.int64), np.diff(engagements.candidate_first)
    ).astype(np.int64)
    home_count = len(view.people.max_per_day)
    return _Candidates(engagement, engagements.candidate, engagements.station[engagement] + np.int32(home_count))


def _near(view: View, flat: _Candidates) -> Chosen:
    """Which candidates are told apart: the NEAR_STATIONS stations nearest to each supervisor, all on a longer day."""
    near = np.ones(len(flat.supervisor), dtype=np.bool_)
    calendar = view.calendar
    if len(calendar.day_first) > 1 and np.diff(calendar.day_first).max() > 2:
        return near
    return_trip = view.minutes[flat.supervisor, flat.place] + view.minutes[flat.place, flat.supervisor]
    order = np.lexsort((flat.place, return_trip, flat.supervisor))
    first_of_place = np.ones(len(order), dtype=np.bool_)
    first_of_place[1:] = (np.diff(flat.supervisor[order]) != 0) | (np.diff(flat.place[order]) != 0)
    rank = np.cumsum(first_of_place)
    start = np.searchsorted(flat.supervisor[order], flat.supervisor[order])
    near[order] = rank - rank[start] < NEAR_STATIONS
    return near | _named(view, flat)


def _named(view: View, flat: _Candidates) -> Chosen:
    """Candidates whom a pin or the published plan puts on the engagement."""
    people = len(view.people.max_per_day)
    engagement = view.visits.engagement[:, None].astype(np.int64)
    named = [(engagement * people + panel)[panel != NONE] for panel in (view.visits.pin_panel, view.visits.base_panel)]
    return np.isin(flat.engagement.astype(np.int64) * people + flat.supervisor, np.concatenate(named))


def _windows(problem: Problem, view: View) -> Flags:
    engagements, stations = view.engagements, view.stations
    slots = np.arange(len(problem.slots))
    rows = np.zeros((len(problem.engagements), len(slots)), dtype=np.uint8)
    for number in range(len(rows)):
        team = engagements.team_station[engagements.team_first[number] : engagements.team_first[number + 1]]
        within = (slots >= engagements.first[number]) & (slots <= engagements.last[number])
        rows[number] = within & ~stations.blocked[team].any(axis=0)
    return rows


def _open_reaches(
    view: View, person: Ints, engagement: Ints, reach: Ints, in_window: Flags, teaching: Teaching
) -> Flags:
    is_open = np.zeros((len(person), in_window.shape[1]), dtype=np.uint8)
    for where, flags in ((reach, in_window[engagement]), (teaching.reach, teaching.is_open)):
        order = np.argsort(where, kind="stable")
        found, start = np.unique(where[order], return_index=True)
        if len(found):
            is_open[found] |= np.maximum.reduceat(flags[order], start, axis=0)
    is_open &= view.people.blocked[person] == 0
    visits = view.visits
    pinned = np.flatnonzero(visits.pin_slot != NONE)
    for visit in pinned:
        is_open[reach[engagement == visits.engagement[visit]], visits.pin_slot[visit]] = 1
    for session in np.flatnonzero(teaching.pin_slot != NONE):
        rows = teaching.option_class == teaching.session_class[session]
        is_open[teaching.reach[rows], teaching.pin_slot[session]] = 1
    return is_open


def _twice(view: View, reach_count: int, engagement: Ints, reach: Ints, place: Ints) -> Flags:
    """Two visits at a station on one date by one person: two engagements H8 does not part, or one without a gap."""
    rows = view.engagements
    visits = np.diff(rows.visit_first)
    alone = (rows.min_gap_days == 0) & (visits > 1) & (rows.distinct == 0)
    pairs = rows.is_pair[engagement].astype(np.int64)
    parted = rows.not_paired[engagement].astype(np.int64)
    both = pairs * parted

    def count(weights: Longs) -> Longs:
        return np.bincount(reach, weights=weights, minlength=reach_count).astype(np.int64)

    total, pair, part, odd = count(np.ones_like(pairs)), count(pairs), count(parted), count(both)
    all_parted = (pair == 1) & (total == part + pair - odd) & (part - odd == 1) & (total == 2)
    at_venue = place >= len(view.people.max_per_day) + len(view.stations.spare)
    repeated = count(alone[engagement].astype(np.int64)) > 0
    possible: Flags = (at_venue | repeated | ((total > 1) & ~all_parted)).astype(np.uint8)
    return possible


def scaled_weights(view: View) -> View:
    """The same view with its prices in the bound's fixed-point units."""
    return view._replace(prices=type(view.prices)(*(scaled(price) for price in view.prices)))
