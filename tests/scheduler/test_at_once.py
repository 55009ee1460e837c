"""The first entry about something, made by several at the same moment: one makes it, and the others are told so."""

import datetime as dt
from collections.abc import Callable

from sqlmodel import Session

from scheduler.actor import Actor, system_actor
from scheduler.database import Database
from scheduler.evaluating.commands import FormDraft, ScoresGiven
from scheduler.evaluating.service import give_scores, make_form
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from scheduler.models.associations import Association
from scheduler.models.people import Supervisor
from scheduler.records.commands import VisitReport
from scheduler.records.service import record_visit
from scheduler.reports.commands import ReportFilled, StandardSettings
from scheduler.reports.service import change_standard, fill_report
from scheduler.terms.commands import NewTerm
from scheduler.terms.service import make_term
from solver.problem import Scheme
from tests.at_once import at_once
from tests.builders import a_station, a_supervisor, an_association
from tests.published import a_visit
from tests.release_builders import a_release

DAY = dt.date(2026, 10, 13)
FILLED = ReportFilled(staff=6, licensed=4, volunteers=30, floor_area=200, people_in_need=10, people_visited=10)


def office(association: Association) -> Actor:
    """The system at work for it."""
    return system_actor(AssociationId(association.id))


def test_a_visit_is_recorded_once(database: Database) -> None:
    with database.unit_of_work() as db:
        association = an_association(db)
        station, person = a_station(db, association), a_supervisor(db, association)
        key = a_visit(db, a_release(db, association), station, [person], DAY).key
    report = VisitReport.model_validate({"outcome": "done", "hours": 3})
    said = at_once(
        database,
        *[lambda db: record_visit(db, actor=office(association), event_key=key, report=report, today=DAY)] * 4,
    )
    assert said == [*["already-recorded"] * 3, "done"]


def test_a_month_is_begun_once(database: Database) -> None:
    with database.unit_of_work() as db:
        association = an_association(db)
        station = a_station(db, association)
    month = dt.date(2026, 10, 1)

    said = at_once(
        database,
        *[
            lambda db: fill_report(
                db, actor=office(association), station_id=station.id, month=month, filled=FILLED, version=0, today=DAY
            )
        ]
        * 4,
    )
    assert said == [*["changed-meanwhile"] * 3, "done"]


def test_the_standard_is_set_once(database: Database) -> None:
    with database.unit_of_work() as db:
        association = an_association(db)
    settings = StandardSettings(staff=5)
    said = at_once(
        database, *[lambda db: change_standard(db, actor=office(association), settings=settings, version=0)] * 4
    )
    assert said == [*["changed-meanwhile"] * 3, "done"]


def test_of_two_terms_of_the_same_days_one_is_made(database: Database) -> None:
    with database.unit_of_work() as db:
        association = an_association(db)
    asked = [NewTerm(name=name, first_date=DAY, last_date=DAY + dt.timedelta(days=30)) for name in ("甲", "乙")]
    said = at_once(
        database, *[lambda db, asked=each: make_term(db, actor=office(association), asked=asked) for each in asked]
    )
    assert said == ["done", "terms-overlap"]


def test_a_panel_scores_by_one_form(database: Database) -> None:
    """The first form used is that of all of them; whoever is a moment later scores criteria that are not in it."""
    with database.unit_of_work() as db:
        association = an_association(db)
        panel = [a_supervisor(db, association) for _ in range(2)]
        release, station = a_release(db, association), a_station(db, association)
        key = a_visit(db, release, station, panel, DAY, scheme=Scheme.EVALUATION).key
        forms = [make_form(db, actor=office(association), draft=form_of(criterion)).id for criterion in ("a", "b")]

    def scoring(person: Supervisor, form: str, criterion: str) -> Callable[[Session], object]:
        actor = Actor(AssociationId(association.id), Role.SUPERVISOR, supervisor_id=person.id)
        given = ScoresGiven(form_id=form, scores={criterion: 80})
        return lambda db: give_scores(db, actor=actor, event_key=key, given=given)

    said = at_once(database, scoring(panel[0], forms[0], "a"), scoring(panel[1], forms[1], "b"))
    assert said == ["criteria-mismatch", "done"]


def form_of(criterion: str) -> FormDraft:
    return FormDraft.model_validate(
        {"name": criterion, "criteria": [{"key": criterion, "name": criterion, "weight": 100}]}
    )
