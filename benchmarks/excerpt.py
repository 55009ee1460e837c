"""A smaller problem cut out of a larger one: stations near each other, their visits, a fair share of the people."""

import math
from collections.abc import Collection

from solver.problem import Engagement, Problem, Station, Supervisor
from solver.travel import Place, great_circle_km


def without_camp(problem: Problem) -> Problem:
    """The visits alone, as a new term: no training camp, no baseline, nothing locked."""
    return problem.changed(classes=[], cohorts=[], trainees=[], venues=[], locks=[], baseline=None, frozen_until=0)


def excerpt(problem: Problem, count: int) -> Problem:
    """The visits alone of the `count` stations nearest to the first one.

    Engagements come along when all their stations do. Of the people, the nearest to serve each scheme come along, as
    many as the share of the visits that do, and one more than sit on a panel at least.
    """
    whole = without_camp(problem)
    centre = whole.stations[0]
    stations = sorted(whole.stations, key=lambda row: distance(centre, row))[:count]
    here = {row.id for row in stations}
    engagements = [row for row in whole.engagements if here.issuperset([row.station, *row.attendees])]
    known = {row.id for row in people_for(engagements, whole, centre)}
    return whole.changed(
        stations=stations,
        supervisors=[row for row in whole.supervisors if row.id in known],
        engagements=[_within(row, known) for row in engagements if not row.candidates or known & set(row.candidates)],
        meetings=[
            row.model_copy(
                update={
                    "stations": [x for x in row.stations if x in here],
                    "supervisors": [x for x in row.supervisors if x in known],
                }
            )
            for row in whole.meetings
        ],
    )


def people_for(engagements: list[Engagement], whole: Problem, centre: Station) -> list[Supervisor]:
    """The nearest to the centre who serve each of the schemes: a share of all, in proportion to the visits."""
    share = seats(engagements) / max(1, seats(whole.engagements))
    nearest = sorted(whole.supervisors, key=lambda row: distance(centre, row))
    found: dict[str, Supervisor] = {}
    for scheme in {row.scheme for row in engagements}:
        able = [row for row in nearest if scheme.value in row.roles]
        least = 1 + max(row.panel for row in engagements if row.scheme is scheme)
        found |= {row.id: row for row in able[: max(least, math.ceil(share * len(able)))]}
    return list(found.values())


def distance(a: Station, b: Station | Supervisor) -> float:
    """Kilometres from a station as the crow flies."""
    return great_circle_km(_place(a), _place(b))


def seats(engagements: Collection[Engagement]) -> int:
    """How many half-days of supervisors the engagements take."""
    return sum(row.visits * row.panel for row in engagements)


def _place(row: Station | Supervisor) -> Place:
    return Place(row.id, row.lat, row.lon)


def _within(row: Engagement, known: Collection[str]) -> Engagement:
    lists = {name: [x for x in getattr(row, name) if x in known] for name in ("keep", "avoid", "candidates", "exclude")}
    return row.model_copy(update=lists)
