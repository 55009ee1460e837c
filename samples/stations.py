"""The stations of a sample city: team, operator, fields of need, and the half-days on which they are closed."""

import random
from dataclasses import dataclass
from typing import Final

from samples.names import FIELDS, PROJECT_MANAGEMENT, agency_names
from samples.setting import Setting
from samples.terms import HALF_DAYS_A_WEEK, Term
from samples.towns import Town
from solver.ids import StationId
from solver.problem import Station

AGENCIES_A_COUNTY: Final = 2
COMMUNITY_HALF_DAYS_A_COUNTY: Final = 2
SINGLE_CLOSURES: Final = 4
DUTY, PRESENT = 2, 3
"""Workers who stay on duty, and who are there for a visit."""
YOUNG_RATING: Final = 3
"""Stations rated at most so many stars are young: they are due more supervision."""


@dataclass(frozen=True, slots=True)
class SampleStation:
    """A station of the problem and its star rating (1 to 5), from which its demand follows."""

    row: Station
    rating: int

    @property
    def is_young(self) -> bool:
        """Whether the station is due the supervision of a young one."""
        return self.rating <= YOUNG_RATING


def make_stations(towns: list[Town], setting: Setting) -> list[SampleStation]:
    """One station per town. Agencies run stations of one county; community days are agreed within a county."""
    rng = setting.stream("stations")
    counties = list(dict.fromkeys(town.county for town in towns))
    names = agency_names(AGENCIES_A_COUNTY * len(counties), rng)
    agencies = {county: names[AGENCIES_A_COUNTY * k :][:AGENCIES_A_COUNTY] for k, county in enumerate(counties)}
    community = {county: rng.sample(range(HALF_DAYS_A_WEEK), COMMUNITY_HALF_DAYS_A_COUNTY) for county in counties}
    return [
        SampleStation(
            _station(town, rng.choice(agencies[town.county]), rng.choice(community[town.county]), setting.term, rng),
            rating=rng.choice((1, 2, 2, 3, 3, 3, 4, 5)),
        )
        for town in towns
    ]


def _station(town: Town, operator: str, community: int, term: Term, rng: random.Random) -> Station:
    """`community` is the half-day of the week that the team spends in the neighbourhoods."""
    closed = {*term.in_half_days({community}), *rng.sample(term.all, SINGLE_CLOSURES)}
    needs = rng.sample([field for field in FIELDS if field != PROJECT_MANAGEMENT], rng.choice((1, 2, 2, 3)))
    return Station(
        id=StationId(f"s{town.code}"),
        name=town.name,
        county=town.county,
        lat=town.lat,
        lon=town.lon,
        fields=needs,
        staff=rng.choice((4, 5, 6, 6, 6, 7, 8)),
        duty=DUTY,
        present=PRESENT,
        operator=operator,
        closed=sorted(closed),
    )
