"""The people's side of the program of `solver.bounds.program`: columns for their days with one stop and with two."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.bounds.day_pairs import DayPairs, days_with_two
from solver.bounds.duals import reach_person
from solver.bounds.relaxation import Relaxation
from solver.compiled.kernel import NONE, Longs
from solver.compiled.view import View

if TYPE_CHECKING:
    from solver.bounds.sparse import Program


class ProgramPeople(NamedTuple):
    """Where the program has the stops and days of people; NONE when it has not."""

    reach: Longs
    """[reaches]: rows"""
    days: Longs
    """[supervisors]: rows of their days with two stops."""
    stops: Longs
    """[supervisors]: rows of all their stops."""


def add_people(
    program: "Program", view: View, relaxation: Relaxation, at_home: Longs, reaches: Longs, pairs: DayPairs
) -> ProgramPeople:
    """Columns for the stops at `reaches`, alone on a day or as one of `pairs`, and for what people's loads miss.

    at_home: supervisors who are in the program whether or not they reach anything. A row of a reach says that as many
    stops are offered as the work takes from it.
    """
    person = reach_person(relaxation)
    who = np.union1d(at_home, person[reaches])
    reach_row = np.full(len(person), NONE, dtype=np.int64)
    days, stops = np.full((2, len(view.people.target)), NONE, dtype=np.int64)
    reach_row[reaches] = program.rows(len(reaches), 0.0, 0.0)
    days[who] = program.rows(len(who), -np.inf, days_with_two(view)[who])
    stops[who] = program.rows(len(who), 0.0, 0.0)
    home, place = person[reaches], relaxation.reach_place[reaches]
    alone = program.columns(view.prices.travel * (view.minutes[home, place] + view.minutes[place, home]))
    program.put(reach_row[reaches], alone, 1.0)
    program.put(stops[home], alone, 1.0)
    together = program.columns(view.prices.travel * pairs.minutes)
    for end in (pairs.first, pairs.second):
        program.put(reach_row[end], together, 1.0)
        program.put(stops[person[end]], together, 1.0)
    program.put(days[person[pairs.first]], together, 1.0)
    _add_load(program, view, who, stops)
    return ProgramPeople(reach_row, days, stops)


def _add_load(program: "Program", view: View, who: Longs, stops: Longs) -> None:
    """The term's stops of each, and what they are above or below the target."""
    people = view.people
    worked = program.columns(np.zeros(len(who)), people.max_per_term[who])
    program.put(stops[who], worked, -1.0)
    agreed = np.flatnonzero(people.target[who] != NONE)
    target = people.target[who[agreed]]
    meets = program.rows(len(agreed), target, target)
    program.put(meets, worked[agreed], 1.0)
    for sign in (1.0, -1.0):
        program.put(meets, program.columns(np.full(len(agreed), float(view.prices.load))), sign)
