"""Where the stations of a sample are: the 72 towns and streets of Jiaxing, or towns of invented cities.

`jiaxing_stations.csv` holds facts only: administrative code, county-level unit, name, and coordinates with their
source per row (GeoNames, CC BY 4.0; administrative seats; or estimated from neighbours).
"""

import csv
import math
import random
from dataclasses import dataclass
from importlib import resources
from typing import Final

JIAXING: Final = "嘉兴市"
COUNTIES_A_CITY: Final = 7
TOWNS_A_COUNTY: Final = (9, 10, 10, 11, 11)


@dataclass(frozen=True, slots=True)
class Town:
    """A township or street with its administrative code."""

    code: str
    county: str
    name: str
    lat: float
    lon: float


def jiaxing_towns() -> list[Town]:
    """The 72 townships and streets of Jiaxing that have a station, in the order of the list."""
    text = resources.files("samples").joinpath("jiaxing_stations.csv").read_text(encoding="utf-8-sig")
    return [
        Town(row["code"], row["county"], row["name"], float(row["lat"]), float(row["lon"]))
        for row in csv.DictReader(text.splitlines())
    ]


def invented_towns(city: int, cities: int, rng: random.Random) -> list[Town]:
    """About 72 towns in 7 counties of the invented city number `city` (from 0); cities lie on a grid 100 km apart."""
    side = math.ceil(math.sqrt(cities))
    city_lat, city_lon = 28 + 0.9 * (city // side), 114 + 1.0 * (city % side)
    towns = []
    for county in range(COUNTIES_A_CITY):
        seat_lat, seat_lon = city_lat + rng.uniform(-0.3, 0.3), city_lon + rng.uniform(-0.35, 0.35)
        county_name = f"{city + 1}号城{county + 1}县"
        for town in range(rng.choice(TOWNS_A_COUNTY)):
            lat, lon = round(seat_lat + rng.gauss(0, 0.07), 4), round(seat_lon + rng.gauss(0, 0.08), 4)
            towns.append(Town(f"{city:03}{county}{town:02}", county_name, f"{county_name}{town + 1}镇", lat, lon))
    return towns
