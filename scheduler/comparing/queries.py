"""Names that only the database knows, and the two plans somebody wants to compare."""

from sqlmodel import Session, select

from scheduler.comparing.naming import Names
from scheduler.models.terms import Engagement, Meeting
from solver.problem import Problem


def names_in(db: Session, term_id: str, *problems: Problem) -> Names:
    """The names in problems of one term; what has been withdrawn or cancelled since keeps its name."""
    meetings = db.exec(select(Meeting).where(Meeting.term_id == term_id)).all()
    titled = db.exec(select(Engagement).where(Engagement.term_id == term_id, Engagement.title != "")).all()
    return Names(*problems, meetings=meetings, engagements=titled)
