"""A whole city of the sample in a database: its association, list and camp, and a term ready to be planned."""

from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from samples.filling.camp import fill_camp
from samples.filling.demand import fill_demand, fill_meetings
from samples.filling.lists import fill_availability, fill_stations, fill_supervisors
from samples.filling.rows import Filling
from samples.sample import SampleOptions, make_sample
from samples.towns import JIAXING
from scheduler.accounts.service import NewAccount, make_account
from scheduler.accounts.signing_in import actor_of
from scheduler.actor import system_actor
from scheduler.associations.service import make_association
from scheduler.ids import AssociationId, TermId
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from scheduler.models.terms import Term
from scheduler.terms.commands import NewTerm
from scheduler.terms.queries import slots_of
from scheduler.terms.service import make_term

PLANNER: Final = "planner"
PLANNER_NAME: Final = "王老师（排班员）"


@dataclass(frozen=True, slots=True)
class FilledCity:
    """What there is to go on with."""

    association: Association
    term: Term
    planner: Account


def fill_city(db: Session, options: SampleOptions) -> FilledCity:
    """Fill an empty database with the sample; the planner's account has no password yet.

    Raises `calendars.working_days.NoticeMissingError` for a quarter beyond the last notice.
    """
    problem = make_sample(options)
    city = JIAXING if not options.invented_cities else problem.name
    everywhere = system_actor(AssociationId(""))
    association = make_association(db, actor=everywhere, name=f"{city}社会工作协会", city=city)
    asked = NewAccount(login=PLANNER, name=PLANNER_NAME, role=Role.PLANNER, association_id=association.id)
    planner = make_account(db, actor=everywhere, asked=asked)
    actor = actor_of(planner)
    quarter = f"{options.quarter.year}Q{options.quarter.number}"
    term = make_term(db, actor=actor, asked=NewTerm(quarter=quarter))
    filling = Filling(db, actor, options, problem)
    filling.slots = list(slots_of(db, actor=actor, term_id=TermId(term.id)))
    _require_same_slots(filling)
    fill_stations(filling)
    fill_supervisors(filling)
    fill_availability(filling, term.id)
    fill_camp(filling, term.id)
    fill_meetings(filling, term.id)
    fill_demand(filling, TermId(term.id))
    return FilledCity(association, term, planner)


def _require_same_slots(filling: Filling) -> None:
    """The sample numbers its slots as the term does; else everything would be filled in at other times."""
    sample = [(slot.date, slot.start.strftime("%H:%M")) for slot in filling.problem.slots]
    term = [(row.date, row.start) for row in filling.slots]
    if sample != term:
        raise ValueError("the term has other half-days than the sample")
