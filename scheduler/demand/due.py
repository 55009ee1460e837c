"""What each station is due under each scheme: by which rule, and by which exception instead. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.models.people import Station
from scheduler.models.terms import DemandException, DemandRule
from solver.problem import Scheme


@dataclass(frozen=True, slots=True)
class Due:
    """What a station is due under one scheme, and what gave it."""

    station: Station
    scheme: Scheme
    rule: DemandRule | None
    """The first rule whose conditions it meets; None when it meets none."""
    exception: DemandException | None

    @property
    def by_rule(self) -> int:
        """Visits by the policy alone."""
        return 0 if self.rule is None else self.rule.visits

    @property
    def visits(self) -> int:
        """Visits it is due; of a scheme without a rule for it, an exception counts all the same."""
        return self.by_rule if self.exception is None else self.exception.visits


def dues_of(
    stations: Iterable[Station],
    rules: Iterable[DemandRule],
    exceptions: Iterable[DemandException],
    *,
    first_date: dt.date,
    ratings: Mapping[str, int] | None = None,
) -> list[Due]:
    """For every station at work and every scheme with a rule or an exception for it, what it is due in a term.

    first_date: of the term, on which ages are counted. ratings: stars by station instead of those they have.
    """
    stars = ratings or {}
    of_scheme = _by_scheme(rules)
    own = {(row.station_id, row.scheme): row for row in exceptions}
    found = []
    for station in stations:
        if station.archived_at is not None:
            continue
        rating = stars.get(station.id, station.rating)
        for scheme in Scheme:
            rule = next((r for r in of_scheme[scheme] if meets(station, r, first_date, rating)), None)
            exception = own.get((station.id, scheme))
            if rule is not None or exception is not None:
                found.append(Due(station, scheme, rule, exception))
    return found


def meets(station: Station, rule: DemandRule, first_date: dt.date, rating: int | None) -> bool:
    """Whether a station with so many stars meets all conditions of a rule."""
    age = age_months(station, first_date)
    return (
        (not rule.ratings or rating in rule.ratings)
        and (rule.min_age_months is None or age >= rule.min_age_months)
        and (rule.max_age_months is None or age < rule.max_age_months)
        and (not rule.fields or not set(rule.fields).isdisjoint(station.fields))
        and (not rule.counties or station.county in rule.counties)
    )


def age_months(station: Station, on: dt.date) -> int:
    """Whole months since the station opened; 0 before that, or when it is not known."""
    opened = station.opened_on
    if opened is None:
        return 0
    months = (on.year - opened.year) * 12 + on.month - opened.month - (on.day < opened.day)
    return max(0, months)


def _by_scheme(rules: Iterable[DemandRule]) -> dict[Scheme, Sequence[DemandRule]]:
    ordered = sorted(rules, key=lambda rule: (rule.position, rule.created_at, rule.id))
    return {scheme: [rule for rule in ordered if rule.scheme is scheme] for scheme in Scheme}
