"""Take the demand policy of one term, and the stations' own numbers, over into the next."""

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.models.people import Station
from scheduler.models.terms import DemandException, DemandRule, Term
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
    """New rules for a term, as those of the one before."""
    return [
        DemandRule(
            association_id=term.association_id, term_id=term.id, **{name: getattr(rule, name) for name in _COPIED}
        )
        for rule in of_term(db, DemandRule, previous)
    ]


def copy_exceptions(db: Session, previous: Term, term: Term, *, actor: Actor) -> list[DemandException]:
    """The stations' own numbers with their reasons, as in the term before; not those of stations archived since."""
    query = select(Station.id).where(Station.association_id == term.association_id, col(Station.archived_at).is_(None))
    open_stations = set(db.exec(query))
    return [
        DemandException(
            association_id=term.association_id,
            term_id=term.id,
            station_id=own.station_id,
            scheme=own.scheme,
            visits=own.visits,
            reason=own.reason,
            account_id=actor.account_id,
        )
        for own in of_term(db, DemandException, previous)
        if own.station_id in open_stations
    ]
