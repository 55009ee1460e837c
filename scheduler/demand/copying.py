"""Take the demand policy of one term over into the next."""

from sqlmodel import Session

from scheduler.models.terms import DemandRule, Term
from scheduler.planning.term_rows import of_term

_COPIED = (
    "scheme",
    "position",
    "ratings",
    "min_age_months",
    "max_age_months",
    "fields",
    "counties",
    "visits",
    "panel",
    "min_gap_days",
    "ideal_gap_days",
    "shape",
)


def copy_policy(db: Session, previous: Term, term: Term) -> list[DemandRule]:
    """New rules for a term, as those of the one before; exceptions stay behind: their reasons were of that term."""
    return [
        DemandRule(
            association_id=term.association_id, term_id=term.id, **{name: getattr(rule, name) for name in _COPIED}
        )
        for rule in of_term(db, DemandRule, previous)
    ]
