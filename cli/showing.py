"""The demo: a deployment in a folder of its own, filled with the sample city, its quarter planned and published.

Each step looks first whether an earlier call has done it, so a demo that was interrupted goes on where it was.
"""

import time
from collections.abc import Callable
from typing import Final

from sqlmodel import col, select

from cli.desk import Desk
from cli.exits import RefusalError
from cli.live import View, view_for
from samples.filling import FilledCity, fill_city
from samples.filling.accounts import DemoAccount, make_demo_accounts
from samples.filling.city import PLANNER
from samples.filling.past import fill_past
from samples.sample import SampleOptions
from scheduler.accounts.signing_in import actor_of
from scheduler.clock import today
from scheduler.database import Database
from scheduler.drafts.commands import NewDraft
from scheduler.drafts.service import make_draft
from scheduler.ids import DraftId, RunId, TermId
from scheduler.models.accounts import Account
from scheduler.models.associations import Association
from scheduler.models.planning import DraftOrigin
from scheduler.models.records import VisitRecord
from scheduler.models.releases import Release
from scheduler.models.runs import Run, RunPhase, RunProgress, RunState
from scheduler.models.terms import Term
from scheduler.publishing.errors import WarningsOpenError
from scheduler.publishing.service import publish_draft
from scheduler.running.commands import TermRunAsked
from scheduler.running.errors import FAILURES
from scheduler.running.queries import run_standing
from scheduler.running.service import submit_term_run
from scheduler.settings import Settings
from solver.plan import Cost
from solver.solving import Progress

PASSWORD: Final = "dudao-demo-2026"  # noqa: S105 - of invented people on the user's own machine, and printed
LOOK_SECONDS: Final = 0.2
LOST: Final = (RunState.CANCELLED, RunState.FAILED)


def fill(database: Database, options: SampleOptions) -> FilledCity:
    """The city and its accounts."""
    with database.unit_of_work() as db:
        planner = db.exec(select(Account).where(Account.login == PLANNER)).first()
        if planner is None:
            city = fill_city(db, options)
            make_demo_accounts(db, city, password=PASSWORD)
            return city
        terms = select(Term).where(Term.association_id == planner.association_id).order_by(col(Term.created_at))
        filled = db.exec(terms.limit(1)).one()  # people may have made more since
        return FilledCity(db.get_one(Association, planner.association_id), filled, planner)


def accounts_of(database: Database) -> list[DemoAccount]:
    """Who can sign in."""
    query = select(Account).where(col(Account.password_hash).is_not(None))
    with database.reading() as db:
        rows = db.exec(query.order_by(col(Account.created_at), col(Account.login)))
        return [DemoAccount(row.login, row.name, row.role) for row in rows]


def plan_and_publish(database: Database, settings: Settings, city: FilledCity, *, seconds: float, desk: Desk) -> None:
    """Search for a plan by a run, as a planner would, make it a draft and publish it. A worker must be at work.

    Raises RefusalError when the run fails.
    """
    with database.reading() as db:
        if db.exec(select(Release.id).where(Release.term_id == city.term.id)).first() is not None:
            return
    run_id = _run(database, settings, city, seconds)
    with view_for(desk.out, desk.lang, seconds) as view:
        _watch(database, run_id, city, view)
    _publish(database, city, run_id)


def tell_the_past(database: Database, city: FilledCity) -> None:
    """What happened from the term's first day until today: records, attendance, reports."""
    with database.unit_of_work() as db:
        if db.exec(select(VisitRecord.id).where(VisitRecord.term_id == city.term.id)).first() is None:
            term = db.get_one(Term, city.term.id)
            fill_past(db, FilledCity(city.association, term, city.planner), today=today())


def _run(database: Database, settings: Settings, city: FilledCity, seconds: float) -> RunId:
    with database.unit_of_work() as db:
        known = db.exec(select(Run.id).where(Run.term_id == city.term.id, col(Run.state).not_in(LOST))).first()
        if known is not None:
            return RunId(known)
        asked = TermRunAsked(seconds=seconds)
        term_id = TermId(city.term.id)
        return RunId(
            submit_term_run(db, actor=actor_of(city.planner), settings=settings, term_id=term_id, asked=asked).id
        )


def _watch(database: Database, run_id: RunId, city: FilledCity, view: View) -> None:
    """Show how the run stands until it is over."""
    while True:
        with database.reading() as db:
            standing = run_standing(db, actor=actor_of(city.planner), run_id=run_id)
        run, progress = standing.run, standing.progress
        if run.state in LOST:
            wording = FAILURES.get(run.error_code or "", FAILURES["run-abandoned"])
            raise RefusalError(run.error_code or run.state.value, wording, {}, [run.error_detail])
        if run.state is RunState.COMPLETED:
            return
        _show(progress, view)
        time.sleep(LOOK_SECONDS)


def _show(progress: RunProgress, view: View) -> None:
    if progress.phase in {RunPhase.WAITING, RunPhase.WARMING}:
        view.preparing(progress.done, max(1, progress.steps))
        return
    cost = None if progress.cost is None else Cost.model_validate(progress.cost)
    left_out = progress.unscheduled_visits, progress.unscheduled_sessions
    view.show(Progress(progress.seconds, progress.phase.value, cost, progress.bound, *left_out), progress.seconds)


def _publish(database: Database, city: FilledCity, run_id: RunId) -> None:
    actor = actor_of(city.planner)
    with database.unit_of_work() as db:
        new = NewDraft(name="首次排班", origin=DraftOrigin.RUN, origin_id=run_id)
        draft = make_draft(db, actor=actor, term_id=TermId(city.term.id), new=new).draft

    def publish(acknowledged: list[str]) -> None:
        with database.unit_of_work() as db:
            publish_draft(
                db,
                actor=actor,
                draft_id=DraftId(draft.id),
                version=draft.version,
                comment="示例城市的首次发布",
                acknowledged_warnings=acknowledged,
                provisional_override=True,
            )

    _acknowledging(publish)


def _acknowledging(publish: Callable[[list[str]], None]) -> None:
    """Publish, and once more when there are warnings, as somebody does who has read them."""
    try:
        publish([])
    except WarningsOpenError as warned:
        publish([warning["code"] for warning in warned.facts["warnings"]])
