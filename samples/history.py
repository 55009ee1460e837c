"""Last term, as far as it bears on this one: whom a station is to keep, and whom to be rotated away from."""

import math
from collections import Counter
from typing import Final

from samples.setting import Setting
from solver.ids import SupervisorId
from solver.problem import Engagement, Scheme, Station, Supervisor

PAIRED_SHARE: Final = 0.75
"""Engagements that had somebody last term; the others are new or lost theirs."""
NEAREST: Final = 6
ROVED_LAST_TERM: Final = 3


def with_history(
    engagements: list[Engagement], stations: list[Station], supervisors: list[Supervisor], setting: Setting
) -> list[Engagement]:
    """The same engagements with `keep` and `avoid` as a sensible last term would have left them.

    Pairs and resident supervisors come from the nearest who may serve, within their `max_pairs`.
    """
    rng = setting.stream("history")
    places = {station.id: station for station in stations}
    pairs: Counter[SupervisorId] = Counter()
    rows = []
    for row in engagements:
        update: dict[str, list[SupervisorId]] = {}
        if row.scheme in (Scheme.PAIR, Scheme.RESIDENT) and rng.random() < PAIRED_SHARE:
            near = _nearest_who_may(row, places[row.station], supervisors, pairs)
            update["keep"] = [rng.choice(near).id] if near else []
        if row.scheme is Scheme.PAIR:
            pairs.update(update.get("keep", []))
        if row.scheme is Scheme.ROVING:
            tourers = [person.id for person in supervisors if Scheme.ROVING in person.roles]
            update["avoid"] = rng.sample(tourers, min(ROVED_LAST_TERM, len(tourers)))
        rows.append(row.model_copy(update=update))
    return rows


def _nearest_who_may(
    engagement: Engagement, station: Station, supervisors: list[Supervisor], pairs: Counter[SupervisorId]
) -> list[Supervisor]:
    eligible = [
        person
        for person in supervisors
        if engagement.scheme in person.roles
        and (person.employer is None or person.employer != station.operator)
        and pairs[person.id] < person.max_pairs
    ]
    return sorted(eligible, key=lambda person: _degrees(person, station))[:NEAREST]


def _degrees(person: Supervisor, station: Station) -> float:
    """Distance in degrees of latitude, good enough for sorting by nearness."""
    east = math.cos(math.radians(station.lat)) * (person.lon - station.lon)
    return math.hypot(person.lat - station.lat, east)
