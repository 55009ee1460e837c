"""Tiny valid problems in the exchange format, for tests to change."""

import copy
from typing import Any

DATES = ("2026-10-12", "2026-10-14", "2026-10-19", "2026-10-21", "2026-10-26", "2026-10-28", "2026-11-02", "2026-11-04")
HALF_DAYS = (("08:30", "11:30"), ("13:30", "16:30"))
SLOTS = [{"date": date, "start": start, "end": end} for date in DATES for start, end in HALF_DAYS]
"""Sixteen half-days: Mondays and Wednesdays of four weeks."""


def station(number: int, **changes: Any) -> dict[str, Any]:
    row = {
        "id": f"s{number}",
        "name": f"站{number}",
        "county": "南湖区",
        "lat": 30.75,
        "lon": 120.75 + number * 0.05,
        "fields": ["elderly"],
        "staff": 6,
        "duty": 2,
        "present": 3,
        "operator": f"agency{number}",
        "closed": [],
    }
    return row | changes


def supervisor(number: int, **changes: Any) -> dict[str, Any]:
    row = {
        "id": f"v{number}",
        "name": f"督导{number}",
        "lat": 30.76,
        "lon": 120.75 + number * 0.05,
        "roles": ["pair", "roving", "resident", "evaluation", "chief", "lecture"],
        "fields": ["elderly", "children"],
        "employer": None,
        "unavailable": [],
        "disliked": [],
        "max_per_day": 2,
        "max_per_week": 4,
        "max_per_term": 14,
        "max_pairs": 3,
        "target": 6,
    }
    return row | changes


def engagement(id: str, scheme: str, station: str, **changes: Any) -> dict[str, Any]:  # noqa: A002 (the format's key)
    row = {"id": id, "scheme": scheme, "station": station, "visits": 1, "panel": 1, "first": 0, "last": len(SLOTS) - 1}
    return row | ({"same_supervisors": True} if scheme == "pair" else {}) | changes


def camp_class(id: str, cohorts: list[str], **changes: Any) -> dict[str, Any]:  # noqa: A002 (the format's key)
    row = {
        "id": id,
        "title": "values",
        "form": "course",
        "cohorts": cohorts,
        "sessions": 2,
        "lecturers": ["v1", "v2"],
        "features": [],
        "min_days": 1,
        "after": [],
        "closed": [],
    }
    return row | changes


def _whole() -> dict[str, Any]:
    return {
        "format": "dudao-problem/1",
        "name": "tiny",
        "slots": SLOTS,
        "travel": {"road_factor": 1.3, "kmh": 40, "overrides": [["v1", "s1", 12]]},
        "stations": [station(1, closed=[3]), station(2), station(3)],
        "supervisors": [supervisor(1, unavailable=[0], disliked=[5]), supervisor(2), supervisor(3, employer="agency3")],
        "engagements": [
            engagement("pair-s1", "pair", "s1", visits=3, fields=["elderly"], min_gap_days=7, keep=["v1"]),
            engagement("pair-s2", "pair", "s2", visits=2, min_gap_days=7, ideal_gap_days=14),
            engagement("rove-s1", "roving", "s1", visits=2, distinct=True, not_paired=True, avoid=["v3"]),
            engagement("eval-s3", "evaluation", "s3", panel=2, first=4),
            engagement("chief-s1", "chief", "s1", attendees=["s2", "s3"], candidates=["v2", "v3"]),
        ],
        "meetings": [{"id": "quarterly", "slot": 15, "stations": ["s1"], "supervisors": ["v1", "v2"]}],
        "venues": [
            {"id": "r1", "name": "教室1", "lat": 30.75, "lon": 120.76, "seats": 30, "features": ["projector"]},
            {"id": "r2", "name": "教室2", "lat": 30.77, "lon": 120.79, "seats": 20, "features": [], "closed": [1]},
        ],
        "cohorts": [
            {"id": "new-1", "name": "新入职1班", "max_size": 2},
            {"id": "new-2", "name": "新入职2班", "max_size": 2},
        ],
        "trainees": [
            {"id": "t1", "station": "s1", "cohorts": ["new-1", "new-2"]},
            {"id": "t2", "station": "s2", "cohorts": ["new-1", "new-2"]},
            {"id": "t3", "station": "s3", "cohorts": ["new-2"]},
        ],
        "classes": [
            camp_class("values-1", ["new-1"], features=["projector"]),
            camp_class("casework-1", ["new-1"], sessions=1, after=["values-1"]),
            camp_class("values-2", ["new-2"], closed=[2]),
        ],
        "locks": [],
        "baseline": None,
        "frozen_until": 0,
        "weights": {
            "unscheduled_visit": 2000,
            "unscheduled_session": 5000,
            "travel": 1,
            "fields": 30,
            "rotation": 40,
            "continuity": 600,
            "spacing": 3,
            "load": 40,
            "disliked": 20,
            "moved": 120,
            "reassigned": 200,
            "relocated": 40,
            "seats": 5,
            "min_days": 30,
            "isolated": 15,
            "venue_stability": 10,
        },
    }


def tiny_problem(**changes: Any) -> dict[str, Any]:
    """A small valid `dudao-problem/1` as the object its file holds, the top-level keys in `changes` replaced.

    Three stations, three supervisors, sixteen slots, every scheme but resident, and a camp of two cohorts. Each call
    gives a copy of its own, free to be changed in place.
    """
    return copy.deepcopy(_whole() | changes)
