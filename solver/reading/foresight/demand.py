"""Warnings about all demand together, against what people can do: schemes, course sessions, pairs and targets."""

from collections import Counter

import numpy as np

from solver.problem import Scheme
from solver.reading.foresight.outlook import Bools, Cautions, Ints, Outlook


def foresee_demand(outlook: Outlook, cautions: Cautions) -> None:
    """Warn where more is asked for than those who do it can work by day, week and term."""
    needed = _demand(outlook)
    serving = _serving(outlook)
    capacity = outlook.person_capacity
    pair_capacity = np.minimum(capacity, _pair_reach(outlook))
    for scheme in Scheme:
        supply = int((pair_capacity if scheme is Scheme.PAIR else capacity)[serving[scheme]].sum())
        if needed[scheme] > supply:
            cautions.add("scheme-over-capacity", "engagements", scheme, needed=needed[scheme], capacity=supply)
    lectures, lecturers = _lectures(outlook)
    supply = int(capacity[lecturers].sum())
    if lectures > supply:
        cautions.add("lectures-over-capacity", "classes", needed=lectures, capacity=supply)
    beyond_pairs = np.logical_or.reduce(
        [lecturers, *(serving[scheme] for scheme in Scheme if scheme is not Scheme.PAIR)]
    )
    only_pairs = serving[Scheme.PAIR] & ~beyond_pairs
    supply, total = int(capacity[beyond_pairs].sum() + pair_capacity[only_pairs].sum()), needed.total() + lectures
    if total > supply:
        cautions.add("total-over-capacity", "supervisors", needed=total, capacity=supply)
    _foresee_pairs(outlook, serving[Scheme.PAIR], cautions)
    _foresee_targets(outlook, cautions)


def _pair_reach(outlook: Outlook) -> Ints:
    """The visits each person could make in as many pairings as they may have, each as long as the longest."""
    longest = max((e.visits for e in outlook.problem.engagements if e.scheme is Scheme.PAIR), default=0)
    return np.array([person.max_pairs * longest for person in outlook.problem.supervisors], dtype=np.int64)


def _demand(outlook: Outlook) -> Counter[Scheme]:
    """Slots of people that each scheme asks for."""
    needed: Counter[Scheme] = Counter()
    for engagement in outlook.problem.engagements:
        needed[engagement.scheme] += engagement.visits * engagement.panel
    return needed


def _serving(outlook: Outlook) -> dict[Scheme, Bools]:
    """Who is eligible for at least one engagement of each scheme."""
    serving = {scheme: np.zeros(len(outlook.problem.supervisors), dtype=bool) for scheme in Scheme}
    for engagement in outlook.problem.engagements:
        serving[engagement.scheme] |= outlook.eligible(engagement)
    return serving


def _lectures(outlook: Outlook) -> tuple[int, Bools]:
    """The number of course sessions, and who is among the lecturers of some class."""
    lecturers = np.zeros(len(outlook.problem.supervisors), dtype=bool)
    for camp_class in outlook.problem.classes:
        lecturers[[outlook.person_idx[person] for person in camp_class.lecturers]] = True
    return sum(camp_class.sessions for camp_class in outlook.problem.classes), lecturers


def _foresee_pairs(outlook: Outlook, pairing: Bools, cautions: Cautions) -> None:
    needed = sum(e.panel for e in outlook.problem.engagements if e.scheme is Scheme.PAIR)
    places = sum(
        person.max_pairs for person, serves in zip(outlook.problem.supervisors, pairing, strict=True) if serves
    )
    if needed > places:
        cautions.add("pairs-over-capacity", "supervisors", needed=needed, capacity=places)


def _foresee_targets(outlook: Outlook, cautions: Cautions) -> None:
    for place, person in enumerate(outlook.problem.supervisors):
        capacity = int(outlook.person_capacity[place])
        if person.target is not None and person.target > capacity:
            path = f"supervisors[{place}].target"
            cautions.add("target-out-of-reach", path, person.id, target=person.target, capacity=capacity)
