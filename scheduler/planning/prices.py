"""What each compromise costs unless an association or a term says otherwise, in the order of whose word counts."""

from typing import Final

from scheduler.models.associations import Association
from scheduler.models.terms import Term
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


def weights_of(association: Association, term: Term) -> Weights:
    """The price of one unit of each soft cost in a term: its own, else the association's, else the product's."""
    return Weights.model_validate(DEFAULT_WEIGHTS.model_dump() | association.weights | term.weights)
