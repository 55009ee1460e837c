"""Warnings about one engagement: too few people, no time for them, wishes that say nothing."""

from collections.abc import Iterator

import numpy as np

from solver.problem import Engagement
from solver.reading.faults import shown
from solver.reading.foresight.outlook import Bools, Cautions, Ints, Outlook

FIRST_TRIED = 16
"""The one person who can do everything is nearly always among the first few; only if not, all are looked at."""


def foresee_engagements(outlook: Outlook, cautions: Cautions) -> None:
    """Warn of every engagement whose visits cannot all be planned, whatever else is."""
    free_counts: dict[int, Ints] = {}
    for place, engagement in enumerate(outlook.problem.engagements):
        path = f"engagements[{place}]"
        _foresee_wishes(path, engagement, cautions)
        eligible = outlook.eligible(engagement)
        n_eligible, needed = int(eligible.sum()), engagement.panel * (engagement.visits if engagement.distinct else 1)
        if n_eligible < needed:
            cautions.add("too-few-eligible", path, engagement.id, needed=needed, eligible=n_eligible)
            continue
        if id(eligible) not in free_counts:  # `eligible` gives one array for one set of people, and keeps it
            free_counts[id(eligible)] = outlook.free[eligible].sum(axis=0)
        possible = outlook.stations_open(engagement) & (free_counts[id(eligible)] >= engagement.panel)
        _foresee_time(path, engagement, possible, outlook, cautions)


def _foresee_time(path: str, engagement: Engagement, possible: Bools, outlook: Outlook, cautions: Cautions) -> None:
    visits, gap = engagement.visits, engagement.min_gap_days
    if not possible.any():
        window = {"first": _slot_name(engagement.first, outlook), "last": _slot_name(engagement.last, outlook)}
        cautions.add("no-free-slot", path, engagement.id, panel=engagement.panel, **window)
        return
    most = int(most_visits(possible[None, :], engagement, outlook)[0])
    if most < visits:
        cautions.add("window-too-short", path, engagement.id, visits=visits, gap=gap, most=most)
    elif engagement.same_supervisors and engagement.panel == 1:
        best = _best_person(possible, engagement, outlook)
        if best < visits:
            cautions.add("nobody-for-all", path, engagement.id, visits=visits, most=best)


def _slot_name(slot: int, outlook: Outlook) -> str:
    row = outlook.problem.slots[slot]
    return f"{row.date} {row.start:%H:%M}"


def _best_person(possible: Bools, engagement: Engagement, outlook: Outlook) -> int:
    """The most visits that one eligible person has time for, at most those asked for."""
    people = np.flatnonzero(outlook.eligible(engagement))
    best = 0
    for some in (people[:FIRST_TRIED], people[FIRST_TRIED:]):
        if len(some) and best < engagement.visits:
            times = most_visits(outlook.free[some] & possible, engagement, outlook)
            best = max(best, int(np.minimum(times, outlook.person_capacity[some]).max()))
    return best


def most_visits(possible: Bools, engagement: Engagement, outlook: Outlook) -> Ints:
    """For each row of possible slots, how many visits fit at least the gap apart, on one weekday if asked.

    Taking the earliest slot each time is best: whatever follows another choice can follow it too.
    """
    if not engagement.same_weekday:
        return _greedy(possible, engagement, outlook)
    most: Ints = np.max([_greedy(possible & same, engagement, outlook) for same in _rhythms(outlook)], axis=0)
    return most


def _rhythms(outlook: Outlook) -> Iterator[Bools]:
    for value in range(int(outlook.rhythm.max()) + 1):
        yield outlook.rhythm == value


def _greedy(possible: Bools, engagement: Engagement, outlook: Outlook) -> Ints:
    n_slots = outlook.n_slots
    columns = np.where(possible, np.arange(n_slots), n_slots)
    earliest = np.minimum.accumulate(columns[:, ::-1], axis=1)[:, ::-1]
    earliest = np.concatenate([earliest, np.full((len(possible), 1), n_slots)], axis=1)
    after_gap = np.searchsorted(outlook.days, outlook.days + engagement.min_gap_days)
    resume = np.append(np.maximum(after_gap, np.arange(1, n_slots + 1)), n_slots)
    rows, visits = np.arange(len(possible)), np.zeros(len(possible), dtype=np.int64)
    slot = earliest[:, 0]
    for _ in range(engagement.visits):
        visits += slot < n_slots
        slot = earliest[rows, resume[slot]]
        if (slot == n_slots).all():
            break
    return visits


def _foresee_wishes(path: str, engagement: Engagement, cautions: Cautions) -> None:
    if engagement.keep and not engagement.same_supervisors:
        cautions.add("keep-without-same", f"{path}.keep", engagement.id)
    both = tuple(shown(person) for person in engagement.keep if person in engagement.avoid)
    if both:
        cautions.add("keep-and-avoid", f"{path}.avoid", engagement.id, people=both)
    if engagement.ideal_gap_days and engagement.visits > 1 and engagement.ideal_gap_days < engagement.min_gap_days:
        gaps = {"ideal": engagement.ideal_gap_days, "gap": engagement.min_gap_days}
        cautions.add("ideal-below-min-gap", f"{path}.ideal_gap_days", engagement.id, **gaps)
