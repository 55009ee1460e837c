"""What the stations of a sample city are due, by scheme: young stations more, every one its year-end evaluation."""

import random
from itertools import groupby
from typing import Final

from samples.names import FIELDS, PROJECT_MANAGEMENT
from samples.setting import Setting
from samples.stations import SampleStation
from samples.terms import Term
from solver.ids import EngagementId
from solver.problem import Engagement, Scheme, Station

RESIDENT_SHARE: Final = 0.12
REQUEST_SHARE: Final = 0.05
REQUEST_SLOTS: Final = 30
"""The period within which a session that a station asked for is to be given."""
REQUEST_PRIORITY: Final = 2


def make_demand(stations: list[SampleStation], setting: Setting) -> list[Engagement]:
    """The engagements of one city, station by station, then one per county for its chief supervisor.

    Whom they should keep or avoid from last term is not yet said: see `samples.history`.
    """
    term, rng = setting.term, setting.stream("demand")
    last = len(term.slots) - 1
    due = []
    for station in stations:
        due += [_pair(station, last), _roving(station, last, rng), _evaluation(station.row, term)]
        if rng.random() < RESIDENT_SHARE:
            due.append(_resident(station.row, last))
        if rng.random() < REQUEST_SHARE:
            due.append(_requested(station.row, term, rng))
    rows = sorted((station.row for station in stations), key=lambda row: row.county)
    for _, county in groupby(rows, key=lambda row: row.county):
        due.append(_chief(list(county), last, rng))
    return due


def _pair(station: SampleStation, last: int) -> Engagement:
    """Every fortnight for a young station, every four weeks for a seasoned one."""
    visits, gap = (6, 14) if station.is_young else (3, 28)
    return Engagement(
        id=EngagementId(f"pair-{station.row.id}"),
        scheme=Scheme.PAIR,
        station=station.row.id,
        visits=visits,
        panel=1,
        same_supervisors=True,
        fields=station.row.fields,
        min_gap_days=gap // 2,
        ideal_gap_days=gap,
        first=0,
        last=last,
    )


def _roving(station: SampleStation, last: int, rng: random.Random) -> Engagement:
    return Engagement(
        id=EngagementId(f"roving-{station.row.id}"),
        scheme=Scheme.ROVING,
        station=station.row.id,
        visits=2 if station.is_young and rng.random() < 1 / 2 else 1,
        panel=1,
        distinct=True,
        not_paired=True,
        fields=[rng.choice(station.row.fields)],
        min_gap_days=14,
        ideal_gap_days=40,
        first=0,
        last=last,
    )


def _evaluation(station: Station, term: Term) -> Engagement:
    """The year-end evaluation, in the last two months of the term."""
    return Engagement(
        id=EngagementId(f"evaluation-{station.id}"),
        scheme=Scheme.EVALUATION,
        station=station.id,
        visits=1,
        panel=2,
        not_paired=True,
        fields=[PROJECT_MANAGEMENT],
        first=term.in_month(term.quarter.first.month + 1)[0],
        last=len(term.slots) - 1,
    )


def _resident(station: Station, last: int) -> Engagement:
    return Engagement(
        id=EngagementId(f"resident-{station.id}"),
        scheme=Scheme.RESIDENT,
        station=station.id,
        visits=8,
        panel=1,
        same_supervisors=True,
        same_weekday=True,
        fields=station.fields,
        min_gap_days=5,
        ideal_gap_days=7,
        first=0,
        last=last,
    )


def _requested(station: Station, term: Term, rng: random.Random) -> Engagement:
    """A session the station asked for: one topic, within three weeks, dearer to leave out."""
    first = rng.randrange(len(term.slots) - REQUEST_SLOTS)
    return Engagement(
        id=EngagementId(f"request-{station.id}"),
        scheme=Scheme.ROVING,
        station=station.id,
        visits=1,
        panel=1,
        fields=[rng.choice(FIELDS)],
        first=first,
        last=first + REQUEST_SLOTS - 1,
        priority=REQUEST_PRIORITY,
    )


def _chief(county: list[Station], last: int, rng: random.Random) -> Engagement:
    """Monthly group supervision: one station of the county hosts, all others come."""
    host = rng.choice(county)
    return Engagement(
        id=EngagementId(f"chief-{host.id}"),
        scheme=Scheme.CHIEF,
        station=host.id,
        attendees=[station.id for station in county if station is not host],
        visits=3,
        panel=1,
        same_supervisors=True,
        min_gap_days=21,
        ideal_gap_days=30,
        first=0,
        last=last,
    )
