"""Names and meetings that only the database knows."""

from sqlmodel import Session, col, select

from scheduler.comparing.naming import Names
from scheduler.models.terms import Engagement, Meeting
from solver.problem import Problem


def names_in(db: Session, term_id: str, *problems: Problem) -> Names:
    """The names in problems of one term; what has been withdrawn or cancelled since keeps its name."""
    titled = db.exec(select(Engagement).where(Engagement.term_id == term_id, Engagement.title != "")).all()
    return Names(*problems, meetings=meetings_of(db, term_id), engagements=titled)


def meetings_of(db: Session, term_id: str) -> list[Meeting]:
    """All meetings of a term, the cancelled ones too, by time."""
    return list(db.exec(select(Meeting).where(Meeting.term_id == term_id).order_by(col(Meeting.date), col(Meeting.id))))
