"""Travel time between two places, as `dudao-problem/1` defines it."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from solver.problem import Problem, Station, Supervisor, Travel, Venue

EARTH_RADIUS_KM = 6371.0088
ROUNDING_SLACK_MINUTES = 1e-9
"""A trip that is a whole number of minutes up to floating-point noise is not rounded up to the next one."""


class Place(NamedTuple):
    """Somewhere a person's day can start or stop: a home, a station or a venue. `id` keys the overrides."""

    id: str
    lat: float
    lon: float


def great_circle_km(a: Place, b: Place) -> float:
    """Kilometres along the sphere of mean radius 6371.0088 km (haversine formula)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))


def road_minutes(a: Place, b: Place, travel: Travel) -> int:
    """⌈km × road_factor ÷ kmh × 60⌉ whole minutes; 0 for equal coordinates. Overrides are not looked at."""
    if (a.lat, a.lon) == (b.lat, b.lon):
        return 0
    minutes = great_circle_km(a, b) * travel.road_factor / travel.kmh * 60
    return math.ceil(minutes - ROUNDING_SLACK_MINUTES)


class TravelTimes:
    """Minutes between places of one problem, overrides first (`[from, to, minutes]`, one direction each)."""

    def __init__(self, travel: Travel) -> None:
        self._travel = travel
        self._overrides = {(a, b): minutes for a, b, minutes in travel.overrides}

    def minutes(self, a: Place, b: Place) -> int:
        """Whole minutes from `a` to `b`."""
        override = self._overrides.get((a.id, b.id))
        return road_minutes(a, b, self._travel) if override is None else override


def places(problem: Problem) -> Iterator[Place]:
    """Every place of the problem: the supervisors' homes, then the stations, then the venues, in file order."""
    rows: tuple[Supervisor | Station | Venue, ...] = (*problem.supervisors, *problem.stations, *problem.venues)
    for row in rows:
        yield Place(row.id, row.lat, row.lon)
