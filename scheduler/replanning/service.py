"""Ask for a replan of the current release: a run whose parts are plans between fewest changes and lowest costs."""

import datetime as dt

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.associations.queries import one_at_a_time, own_association
from scheduler.checking.service import require_sound
from scheduler.clock import today
from scheduler.errors import WrongStateError
from scheduler.ids import ReleaseId
from scheduler.models.releases import Release
from scheduler.models.runs import Run, RunKind
from scheduler.models.terms import Term
from scheduler.planning import problem_of
from scheduler.replanning.commands import ReplanAsked
from scheduler.replanning.facts import enter_facts
from scheduler.rows import load
from scheduler.running.permissions import require_runner
from scheduler.running.submitting import RunRequest, known_run, submit_run
from scheduler.settings import Settings


def submit_replan(
    db: Session,
    *,
    actor: Actor,
    settings: Settings,
    release_id: ReleaseId,
    asked: ReplanAsked,
    key: str | None = None,
) -> Run:
    """Enter what has changed, and search for plans that mend the release; nothing published moves.

    Raises NotFoundError, NotAllowedError, WrongStateError for a release that holds no more, what entering the facts
    raises, FaultyInputError with every fault of the term, and as `submit_run`.
    """
    release = load(db, Release, release_id, actor=actor)
    require_runner(actor, RunKind.REPLAN, action="run.submit")
    request = RunRequest(RunKind.REPLAN, asked, {"release": release.id}, key)
    one_at_a_time(db, actor)
    if (known := known_run(db, request, actor=actor)) is not None:
        return known
    term = load(db, Term, release.term_id, actor=actor)
    if term.current_release_id != release.id:
        raise WrongStateError(kind="release", id=release.id, state="replaced", action="run.submit")
    freeze_days = own_association(db, actor=actor).freeze_days if asked.freeze_days is None else asked.freeze_days
    frozen_until = today() + dt.timedelta(days=freeze_days)
    entered = enter_facts(db, actor=actor, term=term, release=release, facts=asked.changes, frozen_until=frozen_until)
    problem = problem_of(db, term=term, actor=actor, baseline_release=release, frozen_until_date=frozen_until)
    require_sound(db, actor=actor, term=term, problem=problem)
    parameters = {
        "release_id": release.id,
        "frozen_until": frozen_until.isoformat(),
        "budget_rows": asked.budget.rows,
        "budget_people": asked.budget.people,
        "entered": entered,
    }
    return submit_run(db, request, actor=actor, settings=settings, term=term, problem=problem, parameters=parameters)
