"""Names and meetings that only the database knows."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.associations.queries import own_association
from scheduler.comparing.naming import Names
from scheduler.comparing.occurrences import Moment, Occurrence
from scheduler.models.associations import Association
from scheduler.models.people import Half
from scheduler.models.releases import EventKind
from scheduler.models.terms import Engagement, Meeting
from scheduler.planning import meeting_key
from solver.problem import Problem


def names_in(db: Session, term_id: str, *problems: Problem) -> Names:
    """The names in problems of one term; what has been withdrawn or cancelled since keeps its name."""
    titled = db.exec(select(Engagement).where(Engagement.term_id == term_id, Engagement.title != "")).all()
    return Names(*problems, meetings=_meetings(db, term_id), engagements=titled)


def meetings_outside(db: Session, term_id: str, problem: Problem, *, actor: Actor) -> list[Occurrence]:
    """The term's meetings that take no half-day of its problem, by time."""
    return list(meetings_beside(_meetings(db, term_id), problem, own_association(db, actor=actor)))


def meetings_beside(meetings: Iterable[Meeting], problem: Problem, association: Association) -> Iterator[Occurrence]:
    """The meetings that take no half-day of the problem: those at weekends and on days off."""
    known = {meeting_key(row.id) for row in problem.meetings}
    hours = {Half.MORNING: association.morning, Half.AFTERNOON: association.afternoon}
    for meeting in meetings:
        key = meeting_key(meeting.id)
        if meeting.cancelled_at is None and key not in known:
            start, end = hours[meeting.half]
            yield Occurrence(
                key=key,
                kind=EventKind.MEETING,
                scheme=meeting.kind,
                subject_id=meeting.id,
                index=0,
                moment=Moment(meeting.date, start, end),
                supervisors=tuple(sorted(meeting.supervisors)),
                stations=tuple(sorted(meeting.stations)),
            )


def _meetings(db: Session, term_id: str) -> list[Meeting]:
    """All meetings of a term, the cancelled ones too, by time."""
    return list(db.exec(select(Meeting).where(Meeting.term_id == term_id).order_by(col(Meeting.date), col(Meeting.id))))
