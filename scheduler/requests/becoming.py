"""What becomes of a session request: the engagement that it asks for, and the end of what is held for it."""

from scheduler.models.requests import RequestState, SessionRequest
from scheduler.models.terms import Engagement, EngagementSource


def engagement_of(row: SessionRequest) -> Engagement:
    """The engagement that a request asks for, not stored yet."""
    return Engagement(
        association_id=row.association_id,
        term_id=row.term_id,
        scheme=row.scheme,
        station_id=row.station_id,
        source=EngagementSource.REQUEST,
        title=row.topic[:200],
        visits=row.visits,
        first_date=row.first_date,
        end_date=row.end_date,
        fields=row.fields,
        same_supervisors=row.visits > 1,
        min_gap_days=row.min_gap_days,
        candidates=[] if row.supervisor_id is None else [row.supervisor_id],
        reason=row.reason[:500],
    )


def release_hold(row: SessionRequest, state: RequestState) -> None:
    """Give back what is held for a request, which goes on to another state."""
    row.state, row.held_option, row.hold_expires_at, row.awaits_supervisor_id = state, None, None, None
