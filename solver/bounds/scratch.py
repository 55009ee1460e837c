"""Room for the tables of the floors, made once: compiled code allocates nothing (see `solver.compiled.kernel`)."""

from typing import NamedTuple

import numpy as np

from solver.bounds.relaxation import Relaxation
from solver.compiled.kernel import Ints, Longs, Masks
from solver.compiled.view import View


class Scratch(NamedTuple):
    """Large enough for every person, engagement and class of a problem; contents mean nothing between calls."""

    day_cost: Longs
    """[dates, stops + 1]: cheapest route of a date by its number of stops."""
    day_stops: Ints
    """[dates, stops + 1, stops, 2]: its (reach, slot) in time order."""
    week_cost: Longs
    """[weeks, stops + 1]"""
    from_day: Ints
    """[dates, stops + 1]: of so many stops in the week up to the date, how many are on it."""
    term_cost: Longs
    """[stops + 1]"""
    from_week: Ints
    """[weeks, stops + 1]"""
    toward: Longs
    """[reaches of a person, same]: minutes to the first place from the second."""
    route: Longs
    """[stops, slots of a date, reaches of a person]: cheapest way to have made that stop there and then."""
    route_back: Ints
    """The same, and 2: (slot of the date, reach) of the stop before."""
    cost: Longs
    """[visits of an engagement, slots]"""
    team: Ints
    """[visits, slots, panel]: candidates of the cheapest panel."""
    skip: Longs
    chosen: Ints
    best_chosen: Ints
    slots: Ints
    same_beat: Ints
    least: Longs
    """[visits, slots]: cheapest way to have planned up to and with the visit there."""
    least_back: Ints
    """[visits, slots, 2]: (visit, rank of slot) planned before it."""
    seat: Longs
    """[candidates of an engagement + panel]"""
    brings: Masks
    order: Ints
    picked: Ints
    """[panel]"""
    session_stops: Ints
    """[sessions of a class, 2]: (reach, slot)."""
    best_session_stops: Ints


def make_scratch(view: View, relaxation: Relaxation) -> Scratch:
    """Scratch for one thread working on this relaxation."""
    calendar, people = view.calendar, view.people
    slots = relaxation.in_window.shape[1]
    dates = len(calendar.day_first) - 1
    in_day = int(np.diff(calendar.day_first).max(initial=0))
    in_week = int(np.bincount(calendar.week).max(initial=0)) if slots else 0
    week_stops = min(in_week, int(people.max_per_week.max(initial=0)))
    term_stops = min(slots, int(people.max_per_term.max(initial=0)))
    reaches = int(np.diff(relaxation.reach_first).max(initial=0))
    visits = int(np.diff(view.engagements.visit_first).max(initial=0))
    panel = int(view.engagements.panel.max(initial=1))
    sessions = int(np.diff(relaxation.teaching.session_first).max(initial=0))
    candidates = int(np.diff(relaxation.candidate_first).max(initial=0)) + panel

    def longs(*shape: int) -> Longs:
        return np.empty(shape, dtype=np.int64)

    def ints(*shape: int) -> Ints:
        return np.empty(shape, dtype=np.int64)

    return Scratch(
        day_cost=longs(dates, in_day + 1),
        day_stops=ints(dates, in_day + 1, in_day, 2),
        week_cost=longs(calendar.week_count, week_stops + 1),
        from_day=ints(dates, week_stops + 1),
        term_cost=longs(term_stops + 1),
        from_week=ints(calendar.week_count, term_stops + 1),
        toward=longs(reaches, reaches),
        route=longs(in_day, in_day, reaches),
        route_back=ints(in_day, in_day, reaches, 2),
        cost=longs(visits, slots),
        team=ints(visits, slots, panel),
        skip=longs(visits),
        chosen=ints(visits),
        best_chosen=ints(visits),
        slots=ints(slots),
        same_beat=ints(slots),
        least=longs(visits, slots),
        least_back=ints(visits, slots, 2),
        seat=longs(candidates),
        brings=np.empty(candidates, dtype=np.uint64),
        order=ints(candidates),
        picked=ints(panel),
        session_stops=ints(sessions, 2),
        best_session_stops=ints(sessions, 2),
    )
