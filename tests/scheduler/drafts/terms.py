"""A small term with something to plan, and drafts of it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from scheduler.drafts.commands import Edit, EditKind, NewDraft, SlotAsked
from scheduler.drafts.service import edit_draft, make_draft
from scheduler.drafts.standing import Outcome
from scheduler.ids import DraftId, TermId
from scheduler.models.camp import CampClass, Cohort, Course, Enrolment, Track, Trainee, Venue
from scheduler.models.planning import Draft
from scheduler.models.terms import Engagement, TermSlot
from scheduler.planning import course_session_key, visit_key
from solver.problem import Scheme
from tests.builders import a_trainee, a_venue
from tests.term_builders import SmallTerm, a_small_term, an_engagement


@dataclass(frozen=True)
class DueTerm:
    """A small term in which a pair of two visits, an evaluation by two, and a course of two sessions are due."""

    city: SmallTerm
    pair: Engagement
    evaluation: Engagement
    camp_class: CampClass
    venues: list[Venue]
    trainees: list[Trainee]
    slots: list[SlotAsked]

    @property
    def people(self) -> list[str]:
        return [row.id for row in self.city.supervisors]

    def pair_key(self, index: int = 0) -> str:
        return visit_key(self.pair.id, index)

    @property
    def evaluation_key(self) -> str:
        return visit_key(self.evaluation.id, 0)

    def course_key(self, index: int = 0) -> str:
        return course_session_key(self.camp_class.id, index)


def a_due_term(db: Session, city: SmallTerm | None = None) -> DueTerm:
    city = city or a_small_term(db)
    owned: dict[str, Any] = {"association_id": city.association.id}
    track = Track(**owned, name="新入职")
    course = Course(**owned, title="价值观", course_sessions=2, lecturers=[row.id for row in city.supervisors])
    db.add_all([track, course])
    db.flush()
    in_term = {**owned, "term_id": city.term.id}
    cohort = Cohort(**in_term, track_id=track.id, name="一班", max_size=10)
    db.add(cohort)
    db.flush()
    camp_class = CampClass(**in_term, course_id=course.id, cohorts=[cohort.id])
    trainees = [a_trainee(db, station) for station in city.stations]
    db.add(camp_class)
    db.add_all([Enrolment(**in_term, trainee_id=row.id, track_id=track.id) for row in trainees])
    db.flush()
    query = select(TermSlot).where(TermSlot.term_id == city.term.id).order_by(col(TermSlot.date), col(TermSlot.start))
    return DueTerm(
        city=city,
        pair=an_engagement(db, city.term, city.stations[0], visits=2, min_gap_days=3),
        evaluation=an_engagement(db, city.term, city.stations[1], Scheme.EVALUATION, visits=1, panel=2),
        camp_class=camp_class,
        venues=[a_venue(db, city.association) for _ in range(2)],
        trainees=trainees,
        slots=[SlotAsked(date=slot.date, start=slot.start) for slot in db.exec(query)],
    )


def a_draft(db: Session, due: DueTerm, **given: Any) -> Draft:
    new = NewDraft.model_validate({"name": "草案", **given})
    return make_draft(db, actor=due.city.actor, term_id=TermId(due.city.term.id), new=new).draft


def do(db: Session, due: DueTerm, draft: Draft, kind: EditKind, key: str, **given: Any) -> Outcome:
    """Edit the draft as it stands."""
    edit = Edit(kind=kind, key=key, **given)
    return edit_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), edit=edit, version=draft.version)


def plan_all(db: Session, due: DueTerm, draft: Draft) -> None:
    """Everything that is due, without breaking a rule."""
    first, second = due.people
    placings: list[tuple[str, int, list[str], str | None]] = [
        (due.pair_key(0), 0, [first], None),
        (due.pair_key(1), 6, [first], None),
        (due.evaluation_key, 4, [first, second], None),
        (due.course_key(0), 8, [second], due.venues[0].id),
        (due.course_key(1), 12, [second], due.venues[0].id),
    ]
    for key, slot, people, venue in placings:
        do(db, due, draft, EditKind.ADD, key, slot=due.slots[slot], supervisors=people, venue_id=venue)
    assert draft.violation_count == 0
