"""From an option to a small release: a new engagement, its visits beside the published plan, published at once."""

from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.drafts.commands import Edit, EditKind, SlotAsked
from scheduler.ids import AssociationId
from scheduler.models.releases import Release
from scheduler.models.requests import SessionRequest
from scheduler.models.terms import Engagement, Term
from scheduler.planning.keys import parse_plan_key, visit_key
from scheduler.publishing.current import publish_edits
from scheduler.requests.becoming import engagement_of
from scheduler.requests.offers import Offer
from scheduler.rows import add, changing, load_for_change
from solver.rules import VisitKey


def grant(db: Session, row: SessionRequest, offer: Offer, term: Term) -> Release | None:
    """Publish an offer as a small release of the term, which the caller has locked; None when it is no longer possible.

    Done by the system at work for the association: what the request policy grants needs no further word. When it is
    None, the caller leaves the unit of work with an error, so that nothing of it is kept. Raises as publishing does.
    """
    actor = system_actor(AssociationId(row.association_id))
    row.engagement_id = _joined(db, offer, row, actor) or _engagement(db, row, offer, actor).id
    edits = _edits(offer, row.engagement_id)
    return publish_edits(db, term=term, title=f"加场：{row.topic}", edits=edits, actor=actor)


def _engagement(db: Session, row: SessionRequest, offer: Offer, actor: Actor) -> Engagement:
    """The engagement the request becomes; where the option is not as asked, later plans need not be either."""
    engagement = engagement_of(row)
    if not all(row.first_date <= visit.date < row.end_date for visit in offer.visits):
        engagement.first_date = engagement.end_date = None
    if not all(visit.supervisor_id == row.supervisor_id for visit in offer.visits):
        engagement.candidates = []
    return add(db, engagement, actor=actor, action="engagement.granted")


def _joined(db: Session, offer: Offer, row: SessionRequest, actor: Actor) -> str | None:
    """The neighbour's engagement that the station joins, of a group option."""
    key = None if offer.joins_key is None else parse_plan_key(offer.joins_key)
    if not isinstance(key, VisitKey):
        return None
    engagement = load_for_change(db, Engagement, key.engagement, actor=actor)
    with changing(db, engagement, actor=actor, action="engagement.joined"):
        engagement.attendees = [*engagement.attendees, row.station_id]
    return engagement.id


def _edits(offer: Offer, engagement_id: str) -> list[Edit]:
    """First what must move, then the visits themselves; a group option only adds a station to what is planned."""
    moves = [
        Edit(kind=EditKind.MOVE, key=move.key, slot=SlotAsked(date=move.to_date, start=move.to_start))
        for move in offer.moves
    ]
    if offer.joins_key is not None:
        return moves
    return moves + [
        Edit(
            kind=EditKind.ADD,
            key=visit_key(engagement_id, index),
            slot=SlotAsked(date=visit.date, start=visit.start),
            supervisors=[visit.supervisor_id],
        )
        for index, visit in enumerate(offer.visits)
    ]
