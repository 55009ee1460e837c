"""The whole compiled view of a problem's supervision side, in one tuple that compiled code can take."""

from typing import NamedTuple

from solver.compiled.calendar import Calendar, compile_calendar
from solver.compiled.engagements import Engagements, Visits, compile_engagements, compile_visits
from solver.compiled.kernel import Minutes
from solver.compiled.minutes import compile_minutes
from solver.compiled.people import People, Stations, compile_people, compile_stations
from solver.problem import Problem


class Prices(NamedTuple):
    """The weights of the problem that visits and people's days can incur."""

    unscheduled_visit: int
    travel: int
    fields: int
    rotation: int
    continuity: int
    spacing: int
    load: int
    disliked: int
    moved: int
    reassigned: int


class View(NamedTuple):
    """Everything about a problem that does not change while it is solved. Indices never leave the solver."""

    calendar: Calendar
    people: People
    stations: Stations
    minutes: Minutes
    """[places, places]: homes 0 .. V-1, stations V .. V+S-1, venues after them."""
    engagements: Engagements
    visits: Visits
    prices: Prices


def compile_view(problem: Problem) -> View:
    """The view of a problem that has been read without a fault."""
    minutes = compile_minutes(problem)
    visits = compile_visits(problem)
    weights = problem.weights
    return View(
        calendar=compile_calendar(problem),
        people=compile_people(problem),
        stations=compile_stations(problem),
        minutes=minutes,
        engagements=compile_engagements(problem, minutes, visits),
        visits=visits,
        prices=Prices(*(getattr(weights, name) for name in Prices._fields)),
    )
