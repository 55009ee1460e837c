"""The engagements that a policy asks for, as columns of rows. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.demand.commands import EngagementShape
from scheduler.demand.customs import CUSTOMS
from scheduler.demand.due import Due
from scheduler.demand.last_term import LastTerm
from scheduler.models.people import Station
from scheduler.models.terms import DemandRule, Engagement, Term
from solver.problem import Scheme

PLAIN_RULE = DemandRule(association_id="", term_id="", scheme=Scheme.PAIR, visits=0)
"""What holds for a station that an exception alone makes due."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One engagement that the policy asks for; `group` says which of the present ones it is."""

    group: str
    """The station's key; for a chief supervisor the county."""
    columns: dict[str, Any]

    @property
    def scheme(self) -> Scheme:
        """Its scheme."""
        scheme: Scheme = self.columns["scheme"]
        return scheme


def group_of(scheme: Scheme, station: Station) -> str:
    """What tells the engagements of a scheme apart: the station, or the county of a chief supervisor."""
    return station.county if scheme is Scheme.CHIEF else station.id


def wanted_engagements(dues: Iterable[Due], *, term: Term, last_term: LastTerm, hosts: dict[str, str]) -> list[Wanted]:
    """One engagement for every station and scheme with visits due; a county's stations meet their chief together.

    hosts: the present host of each county's meetings with its chief supervisor, who stays host while it takes part.
    """
    counties: defaultdict[str, list[Due]] = defaultdict(list)
    wanted = []
    for due in dues:
        if due.visits == 0:
            continue
        if due.scheme is Scheme.CHIEF:
            counties[due.station.county].append(due)
        else:
            wanted.append(_wanted(due, [due.station], term, last_term))
    for county, takes_part in sorted(counties.items()):
        stations = [due.station for due in takes_part]
        host = _host(stations, hosts.get(county))
        due = next(due for due in takes_part if due.station is host)
        wanted.append(_wanted(due, [host, *(station for station in stations if station is not host)], term, last_term))
    return wanted


def _host(stations: Sequence[Station], present: str | None) -> Station:
    """The station that hosts now, else the one with most room."""
    return min(stations, key=lambda station: (station.id != present, -station.floor_area, station.code))


def _wanted(due: Due, stations: list[Station], term: Term, last_term: LastTerm) -> Wanted:
    rule = due.rule or PLAIN_RULE
    shape = EngagementShape.model_validate(rule.shape)
    custom = CUSTOMS[due.scheme]
    same = custom.same_supervisors if shape.same_supervisors is None else shape.same_supervisors
    came = last_term.people(due.scheme, [station.id for station in stations])
    first, end = _period(shape, term)
    columns = {
        "scheme": due.scheme,
        "station_id": stations[0].id,
        "attendees": [station.id for station in stations[1:]],
        "visits": due.visits,
        "panel": rule.panel,
        "first_date": first,
        "end_date": end,
        "fields": due.station.fields if shape.wanted is None else shape.wanted,
        "same_supervisors": same or due.scheme is Scheme.PAIR,
        "distinct": _said(shape.distinct, custom.distinct) and not same,
        "not_paired": _said(shape.not_paired, custom.not_paired) and due.scheme is not Scheme.PAIR,
        "same_weekday": _said(shape.same_weekday, custom.same_weekday),
        "min_gap_days": rule.min_gap_days,
        "ideal_gap_days": rule.ideal_gap_days,
        "keep": came[: rule.panel] if custom.keeps and same else [],
        "avoid": came if custom.rotates else [],
        "priority": shape.priority,
    }
    return Wanted(group_of(due.scheme, stations[0]), columns)


def _said(by_rule: bool | None, custom: bool) -> bool:
    return custom if by_rule is None else by_rule


def _period(shape: EngagementShape, term: Term) -> tuple[dt.date | None, dt.date | None]:
    first = None if shape.first_day == 0 else term.first_date + dt.timedelta(days=shape.first_day)
    if shape.days is None:
        return first, None
    end = (first or term.first_date) + dt.timedelta(days=shape.days)
    return first, end if end < term.end_date else None


def differing(row: Engagement, wanted: Wanted) -> dict[str, Any]:
    """The columns in which a present engagement is not as wanted, without those that were set by hand."""
    by_hand = set(row.by_hand)
    return {
        name: value for name, value in wanted.columns.items() if name not in by_hand and getattr(row, name) != value
    }
