"""Travel minutes between all places of a problem as one matrix, equal to `solver.travel` to the minute."""

import numpy as np

from solver.compiled.kernel import Minutes, Reals
from solver.problem import Problem
from solver.travel import EARTH_RADIUS_KM, ROUNDING_SLACK_MINUTES, Place, places, road_minutes

DOUBTFUL_MINUTES = 1e-6
"""Nearer than this to a whole minute, numpy's and the standard library's sines might round differently."""
ROWS_AT_A_TIME = 256


def compile_minutes(problem: Problem) -> Minutes:
    """[places, places], numbered as `solver.travel.places`: homes, stations, venues."""
    everywhere = list(places(problem))
    lat = np.radians(np.array([place.lat for place in everywhere], dtype=np.float64))
    lon = np.radians(np.array([place.lon for place in everywhere], dtype=np.float64))
    minutes = np.zeros((len(everywhere), len(everywhere)), dtype=np.int32)
    for first in range(0, len(everywhere), ROWS_AT_A_TIME):
        rows = slice(first, first + ROWS_AT_A_TIME)
        minutes[rows] = _rows(problem, everywhere, lat, lon, rows)
    number = {place.id: place_idx for place_idx, place in enumerate(everywhere)}
    for origin, destination, override in problem.travel.overrides:
        minutes[number[origin], number[destination]] = override
    return minutes


def _rows(problem: Problem, everywhere: list[Place], lat: Reals, lon: Reals, rows: slice) -> Minutes:
    travel = problem.travel
    h = (
        np.sin((lat[None, :] - lat[rows, None]) / 2) ** 2
        + np.cos(lat[rows, None]) * np.cos(lat[None, :]) * np.sin((lon[None, :] - lon[rows, None]) / 2) ** 2
    )
    exact = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(h)) * travel.road_factor / travel.kmh * 60
    whole: Minutes = np.ceil(exact - ROUNDING_SLACK_MINUTES).astype(np.int32)
    together = (lat[None, :] == lat[rows, None]) & (lon[None, :] == lon[rows, None])
    whole[together] = 0
    doubtful = ~together & (np.abs(exact - np.rint(exact)) < DOUBTFUL_MINUTES)
    for row, column in np.argwhere(doubtful):
        whole[row, column] = road_minutes(everywhere[rows.start + row], everywhere[column], travel)
    return whole
