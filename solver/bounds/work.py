"""The engagements' and classes' side of the program of `solver.bounds.program`: columns for who does how much of it."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solver.bounds.money import SCALE
from solver.bounds.relaxation import Relaxation
from solver.compiled.kernel import NONE, Longs, Reals
from solver.compiled.view import View

if TYPE_CHECKING:
    from solver.bounds.sparse import Program


class ProgramWork(NamedTuple):
    """Where the program has the visits, or the course sessions."""

    made: Longs
    """[candidates or options in the program]: columns"""
    subject: Longs
    """[engagements or classes in the program]: their numbers"""
    demand: Longs
    """The same: rows."""


class _Served(NamedTuple):
    """The engagements that the program is about."""

    number: Longs
    used: Longs
    """[candidates in the program]"""
    of: Longs
    """[candidates in the program]: whose, as a place in `number`."""
    visits: Longs
    """[engagements in the program]"""


def candidate_keys(view: View, relaxation: Relaxation) -> Longs:
    """[candidates]: one number for each (engagement, person)."""
    of = np.repeat(np.arange(len(relaxation.in_window)), np.diff(relaxation.candidate_first))
    return of * len(view.people.target) + relaxation.candidate


def pin_keys(view: View) -> tuple[Longs, Longs]:
    """The same numbers of those whom pins put on visits, sorted, and on how many visits each."""
    panel = view.visits.pin_panel
    keys = view.visits.engagement[:, None].astype(np.int64) * len(view.people.target) + panel
    found, count = np.unique(keys[panel != NONE], return_counts=True)
    return found, count.astype(np.int64)


def add_visits(program: "Program", view: View, relaxation: Relaxation, used: Longs) -> ProgramWork:
    """A column for each used candidate, the number of visits they make, and the rows that demand the visits."""
    engagements = view.engagements
    whose = np.repeat(np.arange(len(engagements.station)), np.diff(relaxation.candidate_first))[used]
    number, of = np.unique(whose, return_inverse=True)
    served = _Served(number, used, of, np.diff(engagements.visit_first)[number])
    visits, panel = served.visits, engagements.panel[number]
    keys, pinned = pin_keys(view)
    own = candidate_keys(view, relaxation)[used]
    found = np.minimum(np.searchsorted(keys, own), max(0, len(keys) - 1))
    floor = np.where(keys[found] == own, pinned[found], 0) if len(keys) else np.zeros(len(own))
    cost = visit_cost(view, relaxation, used, whose)
    made = program.columns(cost, visits[of], np.minimum(floor, visits[of]))
    skipped = program.columns(view.prices.unscheduled_visit * engagements.priority[number].astype(np.float64), visits)
    demand = program.rows(len(number), visits * panel, visits * panel)
    program.put(demand[of], made, 1.0)
    program.put(demand, skipped, panel)
    _add_keep(program, view, relaxation, served, made, skipped)
    _add_fields(program, view, relaxation, served, made, skipped)
    return ProgramWork(made, number, demand)


def visit_cost(view: View, relaxation: Relaxation, used: Longs, of: Longs) -> Reals:
    """[used]: cost of one visit by the candidate: missing fields of a panel of one, rotation, change on average."""
    engagements, prices = view.engagements, view.prices
    missing = np.bitwise_count(engagements.wanted_fields[of] & ~relaxation.brings[used])
    cost: Reals = prices.rotation * relaxation.avoided[used].astype(np.float64)
    cost += np.where(engagements.panel[of] == 1, prices.fields * missing.astype(np.float64), 0.0)
    base = view.visits.base_panel
    published = np.add.reduceat((base != NONE).sum(axis=1), engagements.visit_first[:-1]) if len(base) else 0
    keys = view.visits.engagement[:, None].astype(np.int64) * len(view.people.target) + base
    found, count = np.unique(keys[base != NONE], return_counts=True)
    own = candidate_keys(view, relaxation)[used]
    if len(found):
        at = np.minimum(np.searchsorted(found, own), len(found) - 1)
        stays = np.where(found[at] == own, count[at], 0)
        changed = np.asarray(published)[of] / engagements.panel[of] - stays
        cost += prices.reassigned * np.maximum(0, changed) / np.diff(engagements.visit_first)[of]
    return cost


def _add_keep(
    program: "Program", view: View, relaxation: Relaxation, served: _Served, made: Longs, skipped: Longs
) -> None:
    """Continuity: visits made by nobody from last term's list."""
    engagements, number = view.engagements, served.number
    loyal = np.flatnonzero((engagements.has_keep[number] != 0) & (engagements.same_supervisors[number] != 0))
    visits = served.visits[loyal]
    lost = program.columns(np.full(len(loyal), float(view.prices.continuity)), 1.0)
    rows = program.rows(len(loyal), visits, np.inf)
    program.put(rows, lost, visits)
    program.put(rows, skipped[loyal], 1.0)
    row_of = np.full(len(number), NONE, dtype=np.int64)
    row_of[loyal] = rows
    kept = np.flatnonzero((relaxation.kept[served.used] != 0) & (row_of[served.of] != NONE))
    program.put(row_of[served.of[kept]], made[kept], 1.0)


def _add_fields(
    program: "Program", view: View, relaxation: Relaxation, served: _Served, made: Longs, skipped: Longs
) -> None:
    """Missing fields of panels of two and more, field by field."""
    wanted = view.engagements.wanted_fields[served.number]
    panels = np.flatnonzero(view.engagements.panel[served.number] > 1)
    for bit in range(int(wanted[panels].max(initial=0)).bit_length()):
        flag = np.uint64(1 << bit)
        wanting = panels[(wanted[panels] & flag) != 0]
        rows = program.rows(len(wanting), served.visits[wanting], np.inf)
        program.put(rows, program.columns(np.full(len(wanting), float(view.prices.fields))), 1.0)
        program.put(rows, skipped[wanting], 1.0)
        row_of = np.full(len(served.number), NONE, dtype=np.int64)
        row_of[wanting] = rows
        bringing = np.flatnonzero(((relaxation.brings[served.used] & flag) != 0) & (row_of[served.of] != NONE))
        program.put(row_of[served.of[bringing]], made[bringing], 1.0)


def add_sessions(program: "Program", relaxation: Relaxation, options: Longs) -> ProgramWork:
    """A column for each of the options of teaching, its sessions held so, and the rows that demand them."""
    teaching = relaxation.teaching
    number, of = np.unique(teaching.option_class[options], return_inverse=True)
    sessions = np.diff(teaching.session_first)[number]
    held = program.columns(teaching.seats_cost[options] / SCALE, sessions[of])
    skipped = program.columns(teaching.skip_cost[teaching.session_first[number]] / SCALE, sessions)
    demand = program.rows(len(sessions), sessions, sessions)
    program.put(demand[of], held, 1.0)
    program.put(demand, skipped, 1.0)
    return ProgramWork(held, number, demand)
