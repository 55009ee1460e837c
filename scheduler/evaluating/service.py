"""Make forms, take each panel member's scores, join them, and give ratings."""

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.evaluating.commands import FormDraft, RatingGiven, Scores, ScoresGiven
from scheduler.evaluating.errors import CriteriaMismatchError, ScoresFinalError, ScoresMissingError
from scheduler.evaluating.queries import panel_scores
from scheduler.evaluating.scoring import weighted_total
from scheduler.models.accounts import Role
from scheduler.models.people import Station, Supervisor
from scheduler.models.records import EvaluationForm, EvaluationScore, JointScore, Rating
from scheduler.records.queries import PublishedVisit, published_visit
from scheduler.rows import add, changing, load, load_for_change
from solver.problem import Scheme


def make_form(db: Session, *, actor: Actor, draft: FormDraft) -> EvaluationForm:
    """A new form; forms are never changed, since scores refer to them. Raises NotAllowedError."""
    actor.require(Role.PLANNER, Role.HEAD, action="evaluation.make-form")
    criteria = [criterion.model_dump() for criterion in draft.criteria]
    row = EvaluationForm(association_id=actor.association_id, name=draft.name, criteria=criteria)
    return add(db, row, actor=actor, action="evaluation-form.made")


def archive_form(db: Session, *, actor: Actor, form_id: str, version: int) -> EvaluationForm:
    """Offer a form no more. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.PLANNER, Role.HEAD, action="evaluation.archive-form")
    row = load_for_change(db, EvaluationForm, form_id, actor=actor, version=version)
    with changing(db, row, actor=actor, action="evaluation-form.archived"):
        row.archived_at = row.archived_at or now()
    return row


def give_scores(db: Session, *, actor: Actor, event_key: str, given: ScoresGiven) -> EvaluationScore:
    """A panel member's own scores of an evaluation visit, kept until handed in; then they are final.

    The first form used for a visit is the one for all of its panel. Raises NotFoundError, NotAllowedError,
    CriteriaMismatchError (when handed in incomplete, or for unknown criteria) and ScoresFinalError.
    """
    visit = evaluation_visit(db, actor=actor, event_key=event_key, lock=True)
    if actor.supervisor_id is None or actor.supervisor_id not in visit.panel:
        raise NotAllowedError(action="evaluation.score")
    known = panel_scores(db, actor=actor, event_key=event_key)
    form = load(db, EvaluationForm, known[0].form_id if known else given.form_id, actor=actor)
    _fits(form, given, whole=given.hand_in)
    own = next((score for score in known if score.supervisor_id == actor.supervisor_id), None)
    if own is None:
        own = EvaluationScore(
            association_id=actor.association_id,
            event_key=event_key,
            term_id=visit.event.term_id,
            station_id=visit.station_id,
            supervisor_id=actor.supervisor_id,
            form_id=form.id,
        )
        add(db, own, actor=actor, action="evaluation.begun")
    if own.handed_in_at is not None:
        raise ScoresFinalError
    with changing(db, own, actor=actor, action="evaluation.handed-in" if given.hand_in else "evaluation.scored"):
        own.scores, own.comment = dict(given.scores), given.comment
        own.handed_in_at = now() if given.hand_in else None
    return own


def join_scores(db: Session, *, actor: Actor, event_key: str, given: Scores) -> JointScore:
    """The panel's agreed scores, once everybody has handed in; said by one of the panel or the planner, once.

    Raises NotFoundError, NotAllowedError, ScoresMissingError, CriteriaMismatchError and ScoresFinalError.
    """
    visit = evaluation_visit(db, actor=actor, event_key=event_key, lock=True)
    if actor.supervisor_id not in visit.panel and actor.role not in {None, Role.PLANNER}:
        raise NotAllowedError(action="evaluation.join")
    handed_in = [score for score in panel_scores(db, actor=actor, event_key=event_key) if score.handed_in_at]
    if missing := visit.panel - {score.supervisor_id for score in handed_in}:
        names = db.exec(select(Supervisor.name).where(Supervisor.id.in_(missing)))  # type: ignore[attr-defined]
        raise ScoresMissingError(missing="、".join(sorted(names)))
    if db.exec(select(JointScore.id).where(JointScore.event_key == event_key)).first():
        raise ScoresFinalError
    form = load(db, EvaluationForm, handed_in[0].form_id, actor=actor)
    _fits(form, given, whole=True)
    row = JointScore(
        association_id=actor.association_id,
        event_key=event_key,
        term_id=visit.event.term_id,
        station_id=visit.station_id,
        form_id=form.id,
        date=visit.event.date,
        scores=dict(given.scores),
        total=weighted_total(form.criteria, given.scores),
        comment=given.comment,
    )
    return add(db, row, actor=actor, action="evaluation.joined")


def give_rating(db: Session, *, actor: Actor, station_id: str, given: RatingGiven) -> Rating:
    """Stars set by hand; the station carries them unless it has some from a later day on.

    Raises NotFoundError and NotAllowedError.
    """
    station = load_for_change(db, Station, station_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, action="rating.give")
    row = Rating(
        association_id=actor.association_id,
        station_id=station_id,
        stars=given.stars,
        from_date=given.from_date,
        reason=given.reason,
        account_id=actor.account_id,
    )
    return store_rating(db, actor=actor, station=station, rating=row)


def store_rating(db: Session, *, actor: Actor, station: Station, rating: Rating) -> Rating:
    """Keep a rating; the station carries it unless it has some from a later day on."""
    add(db, rating, actor=actor, action="rating.given")
    later = select(Rating.id).where(Rating.station_id == station.id, Rating.from_date > rating.from_date)
    if db.exec(later).first() is None:
        with changing(db, station, actor=actor, action="station.rated"):
            station.rating = rating.stars
    return rating


def evaluation_visit(db: Session, *, actor: Actor, event_key: str, lock: bool = False) -> PublishedVisit:
    """A published evaluation visit that the actor may know of: its panel and the association's office.

    With `lock`, nobody else enters anything about it meanwhile. Raises NotFoundError.
    """
    visit = published_visit(db, actor=actor, event_key=event_key, lock=lock)
    if visit.event.scheme != Scheme.EVALUATION or not (actor.is_of_office or actor.supervisor_id in visit.panel):
        raise NotFoundError(kind="visit", id=event_key)
    return visit


def _fits(form: EvaluationForm, given: Scores, *, whole: bool) -> None:
    keys = {criterion["key"] for criterion in form.criteria}
    missing, unknown = keys - given.scores.keys(), given.scores.keys() - keys
    if unknown or (whole and missing):
        raise CriteriaMismatchError(missing=", ".join(sorted(missing)), unknown=", ".join(sorted(unknown)))
