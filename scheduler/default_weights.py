"""What each compromise costs unless somebody says otherwise; without tables, so that samples begin at once."""

from typing import Final

from solver.problem import Weights

DEFAULT_WEIGHTS: Final = Weights(
    unscheduled_visit=2000,
    unscheduled_session=5000,
    travel=1,
    fields=30,
    rotation=40,
    continuity=600,
    spacing=3,
    load=40,
    disliked=20,
    moved=120,
    reassigned=200,
    relocated=40,
    seats=5,
    min_days=30,
    isolated=15,
    venue_stability=10,
)
