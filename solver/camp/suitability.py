"""Where and when a class can be given at all, before anything is planned."""

import numpy as np

from solver.compiled.kernel import Minutes
from solver.compiled.people import People
from solver.ids import CohortId
from solver.problem import Problem

NEAR_MINUTES = 20
"""A venue so much further than the nearest, from a lecturer's home, is still near."""


def _expected_sizes(problem: Problem) -> dict[CohortId, float]:
    """Trainees by cohort, when everybody is as likely in each of their cohorts."""
    sizes = dict.fromkeys((cohort.id for cohort in problem.cohorts), 0.0)
    for row in problem.trainees:
        for cohort in row.cohorts:
            sizes[cohort] += 1 / len(row.cohorts)
    return sizes


def suitable_venues(
    problem: Problem, lecturers: list[list[int]], minutes: Minutes
) -> tuple[list[list[int]], list[int]]:
    """By class: the venues with the features it needs, and how many of them, put first, are near and large enough.

    The search tries the others too, but seldom.
    """
    first_place = len(problem.supervisors) + len(problem.stations)
    expected = _expected_sizes(problem)
    rows, good = [], []
    for row, able in zip(problem.classes, lecturers, strict=True):
        suitable = [idx for idx, venue in enumerate(problem.venues) if set(row.features) <= set(venue.features)]
        heads = row.students if row.students is not None else sum(expected[cohort] for cohort in row.cohorts)
        beyond = {idx: max(0.0, heads - problem.venues[idx].seats) for idx in suitable}
        away = {idx: min((int(minutes[who, first_place + idx]) for who in able), default=0) for idx in suitable}
        nearest, least = min(away.values(), default=0), min(beyond.values(), default=0)
        worth = {idx: away[idx] <= nearest + NEAR_MINUTES and beyond[idx] <= least for idx in suitable}
        rows.append(sorted(suitable, key=lambda idx: not worth[idx]))
        good.append(sum(worth.values()))
    return rows, good


def open_slots(problem: Problem, lecturers: list[list[int]], people: People) -> list[list[int]]:
    """By class: the slots that are not frozen, not closed for it, and in which one of its lecturers is available."""
    rows = []
    for row, able in zip(problem.classes, lecturers, strict=True):
        closed = (people.blocked[able] != 0).all(axis=0)
        closed[row.closed] = True
        closed[: problem.frozen_until] = True
        rows.append(np.flatnonzero(~closed).tolist())
    return rows
