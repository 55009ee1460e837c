"""The list of stations with what the city's standard asks, the supervisors, and when they can."""

import datetime as dt
import random
from typing import Final

from samples.filling.rows import Filling
from samples.sample import ratings_of
from samples.stations import YOUNG_RATING
from scheduler.clock import now
from scheduler.models.people import Availability, Closure, Mark, Station, Supervisor
from solver import problem as exchange

OPERATOR_GRADES: Final = ("5A", "4A", "4A", "3A", "3A")
LICENSED_SHARE: Final = 0.65
VOLUNTEERS: Final = (12, 55)
FLOOR_AREA: Final = (60, 320)
"""Square metres."""
WISHES: Final = ("尽量安排在同一天连着去两个站", "周五下午请尽量不排", "月底单位有考核，请少排", "离家近的站优先")
WISHES_SHARE: Final = 0.3


def fill_stations(filling: Filling) -> None:
    """The stations, and single half-days on which they are closed."""
    rng = random.Random(f"{filling.options.seed}/list")
    ratings = ratings_of(filling.options)
    grades = {row.operator: rng.choice(OPERATOR_GRADES) for row in filling.problem.stations}
    rows, closures = [], []
    for row in filling.problem.stations:
        weekly, single = filling.habits(row.closed)
        station = _station(filling, row, ratings[row.id], rng)
        station.operator_grade, station.closed_weekly = grades[row.operator], weekly
        filling.keys[row.id] = station.id
        rows.append(station)
        closures += [_closure(filling, slot, "站内活动", station_id=station.id) for slot in single]
    filling.store(rows, action="station.made")
    filling.store(closures, action="closure.made")


def fill_supervisors(filling: Filling) -> None:
    """The supervisors and lecturers."""
    rows = []
    for row in filling.problem.supervisors:
        person = Supervisor(
            association_id=filling.actor.association_id,
            code=row.id.upper(),
            **row.model_dump(include=set(_SHARED)),
        )
        filling.keys[row.id] = person.id
        rows.append(person)
    filling.store(rows, action="supervisor.made")


def fill_availability(filling: Filling, term_id: str) -> None:
    """What each supervisor said about the term: a weekly pattern, exceptions by date, and wishes."""
    rng = random.Random(f"{filling.options.seed}/availability")
    rows = [_availability(filling, row, term_id, rng) for row in filling.problem.supervisors]
    filling.store(rows, action="availability.given")


def closures_of_venue(filling: Filling, venue_id: str, closed: list[int]) -> list[Closure]:
    """Half-days on which a room is lent to others."""
    return [_closure(filling, slot, "场地外借", venue_id=venue_id) for slot in closed]


_SHARED: Final = (
    *("name", "lat", "lon", "roles", "fields", "employer"),
    *("max_per_day", "max_per_week", "max_per_term", "max_pairs", "target"),
)


def _station(filling: Filling, row: exchange.Station, rating: int, rng: random.Random) -> Station:
    return Station(
        association_id=filling.actor.association_id,
        code=row.id.removeprefix("s"),
        rating=rating,
        licensed=max(1, round(row.staff * LICENSED_SHARE)),
        volunteers=rng.randint(*VOLUNTEERS),
        floor_area=rng.randint(*FLOOR_AREA),
        opened_on=_opening(rating <= YOUNG_RATING, filling.slots[0].date, rng),
        **row.model_dump(include={"name", "county", "lat", "lon", "fields", "staff", "duty", "present", "operator"}),
    )


def _opening(is_young: bool, today: dt.date, rng: random.Random) -> dt.date:
    months = rng.randint(4, 30) if is_young else rng.randint(31, 90)
    return (today - dt.timedelta(days=30 * months)).replace(day=1)


def _availability(filling: Filling, row: exchange.Supervisor, term_id: str, rng: random.Random) -> Availability:
    weekly, single = filling.habits(row.unavailable)
    exceptions = {filling.half_day(slot): Mark.UNAVAILABLE.value for slot in single}
    exceptions |= {filling.half_day(slot): Mark.FREE.value for slot in filling.missing(weekly, row.unavailable)}
    disliked = set(row.disliked) - set(row.unavailable)
    exceptions |= {filling.half_day(slot): Mark.DISLIKED.value for slot in sorted(disliked)}
    return Availability(
        association_id=filling.actor.association_id,
        term_id=term_id,
        supervisor_id=filling.keys[row.id],
        weekly=dict.fromkeys(weekly, Mark.UNAVAILABLE.value),
        exceptions=exceptions,
        wishes=rng.choice(WISHES) if rng.random() < WISHES_SHARE else "",
        submitted_at=now(),
    )


def _closure(
    filling: Filling, slot: int, reason: str, *, station_id: str | None = None, venue_id: str | None = None
) -> Closure:
    row = filling.slots[slot]
    return Closure(
        association_id=filling.actor.association_id,
        first_date=row.date,
        first_half=row.half,
        last_date=row.date,
        last_half=row.half,
        station_id=station_id,
        venue_id=venue_id,
        reason=reason,
    )
