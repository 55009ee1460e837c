"""What each compromise costs unless an association or a term says otherwise, in the order of whose word counts."""

from scheduler.default_weights import DEFAULT_WEIGHTS
from scheduler.models.associations import Association
from scheduler.models.terms import Term
from solver.problem import Weights


def weights_of(association: Association, term: Term) -> Weights:
    """The price of one unit of each soft cost in a term: its own, else the association's, else the product's."""
    return Weights.model_validate(DEFAULT_WEIGHTS.model_dump() | association.weights | term.weights)
