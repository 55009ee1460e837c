"""Fitting one new engagement into a plan that stays as it is: the best ways, each with its cost by name."""

from dataclasses import dataclass

import numpy as np

from solver.compiled.chance import seeded
from solver.compiled.kernel import NONE, Ints
from solver.compiled.routes import detour_minutes
from solver.compiled.view import View, compile_view
from solver.ids import EngagementId
from solver.plan import Cost, Plan
from solver.problem import Problem, Visit
from solver.search.insertion.candidates import find_openings
from solver.search.insertion.ways import list_ways
from solver.search.roster import add_stop, bits, candidate_position, drop_stop, empty_roster, load_cost
from solver.search.starting import hardest_first, listed, settle_in, teach
from solver.search.workspace import Desk, make_workspace

PARTS = ("travel", "disliked", "load", "fields", "rotation", "continuity", "spacing", "moved", "reassigned")


@dataclass(frozen=True, slots=True)
class Insertion:
    """One way to plan all visits of an engagement.

    `cost_change` is what they add to the plan's cost, but for what is saved by not leaving them out, which is the same
    for every way.
    """

    visits: list[Visit]
    cost_change: Cost


class Inserter:
    """A plan loaded once, into which engagements are fitted any number of times."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """The plan must keep the rules: engagements that break one are taken as not planned."""
        self.problem = problem
        self._view = compile_view(problem)
        self._roster = empty_roster(self._view)
        self._workspace = make_workspace(self._view)
        self._number = {row.id: idx for idx, row in enumerate(problem.engagements)}
        teach(problem, self._view, self._roster, plan.sessions, plan.trainees)
        slots, panels = listed(problem, self._view, plan.visits)
        order = hardest_first(self._view)
        settle_in(self._view, self._roster, self._workspace, order, slots, panels)

    def ways(self, engagement: EngagementId, count: int = 10) -> list[Insertion]:
        """The cheapest ways to plan all visits of an engagement of the problem that has none in the plan.

        Two ways differ in their first slot, or in the person where one person makes all the visits; of those that share
        both, the cheapest stands for all. Cheapest first. Raises KeyError for an engagement the problem does not have.
        """
        view, idx = self._view, self._number[engagement]
        e = view.engagements
        desk = self._desk()
        open_count = find_openings(desk, idx)
        room = max(1, open_count * (int(e.candidate_first[idx + 1] - e.candidate_first[idx]) + 1))
        costs = np.zeros(room, dtype=np.int64)
        slots = np.zeros((room, len(self._workspace.best.slots)), dtype=np.int64)
        panels = np.zeros((room, *self._workspace.best.panels.shape), dtype=np.int64)
        found = list_ways(desk, idx, open_count, costs, slots, panels)
        best = np.argsort(costs[:found], kind="stable")[:count]
        priced = [self._priced(idx, slots[way], panels[way]) for way in best]
        return sorted((way for way in priced if way), key=lambda way: way.cost_change.total)

    def _desk(self) -> Desk:
        count = len(self._view.people.target)
        return Desk(
            facts=self._view,
            roster=self._roster,
            ws=self._workspace,
            chance=seeded(0),
            allowed=np.ones(count, dtype=np.uint8),
            depth=count,
            heat=0.0,
            scarce=np.zeros(count, dtype=np.uint8),
        )

    def _priced(self, idx: int, slots: Ints, panels: Ints) -> Insertion | None:
        """One way with its exact cost by name; None when its visits stand in each other's way."""
        row, view = self.problem.engagements[idx], self._view
        cost = dict.fromkeys(PARTS, 0)
        place = len(view.people.target) + int(view.engagements.station[idx])
        done: list[tuple[int, int]] = []
        for index in range(row.visits):
            for person in panels[index, : row.panel].tolist():
                slot = int(slots[index])
                self._charge_stop(cost, person, slot, place)
                if not add_stop(view, self._roster, person, slot, place, NONE):
                    break
                done.append((person, slot))
        for person, slot in reversed(done):
            drop_stop(view, self._roster, person, slot)
        if len(done) < row.visits * row.panel:
            return None
        self._charge_series(cost, idx, slots, panels)
        people = self.problem.supervisors
        visits = [
            Visit(
                engagement=row.id,
                index=index,
                slot=int(slots[index]),
                supervisors=[people[person].id for person in panels[index, : row.panel]],
            )
            for index in range(row.visits)
        ]
        by_name = {name: amount for name, amount in cost.items() if amount}
        return Insertion(visits, Cost(total=sum(by_name.values()), by_name=by_name))

    def _charge_stop(self, cost: dict[str, int], person: int, slot: int, place: int) -> None:
        view, roster = self._view, self._roster
        minutes = detour_minutes(view.calendar, view.minutes, roster.stops[person], person, slot, place)
        load = int(roster.load[person])
        cost["travel"] += view.prices.travel * minutes
        cost["disliked"] += view.prices.disliked * int(view.people.disliked[person, slot])
        cost["load"] += load_cost(view, person, load + 1) - load_cost(view, person, load)

    def _charge_series(self, cost: dict[str, int], idx: int, slots: Ints, panels: Ints) -> None:
        view, e, row = self._view, self._view.engagements, self.problem.engagements[idx]
        kept = False
        for index in range(row.visits):
            missing = e.wanted_fields[idx]
            for person in panels[index, : row.panel].tolist():
                position = candidate_position(view, idx, person)
                missing &= ~e.brings[position]
                cost["rotation"] += view.prices.rotation * int(e.avoided[position])
                kept = kept or bool(e.kept[position])
            cost["fields"] += view.prices.fields * bits(missing)
            _charge_changes(view, cost, int(e.visit_first[idx]) + index, int(slots[index]), panels[index, : row.panel])
            if index and row.ideal_gap_days:
                gap = int(view.calendar.ordinal[slots[index]] - view.calendar.ordinal[slots[index - 1]])
                cost["spacing"] += view.prices.spacing * abs(gap - row.ideal_gap_days)
        if row.same_supervisors and row.keep and not kept:
            cost["continuity"] += view.prices.continuity


def _charge_changes(view: View, cost: dict[str, int], visit: int, slot: int, panel: Ints) -> None:
    """Pay back what a published visit was charged for being left out, so far as it is now where it was."""
    if view.visits.base_slot[visit] == slot:
        cost["moved"] -= view.prices.moved
    if view.visits.base_slot[visit] != NONE:
        old = view.visits.base_panel[visit]
        cost["reassigned"] -= view.prices.reassigned * int(np.isin(old[old >= 0], panel).sum())


def insertions(problem: Problem, plan: Plan, engagement: EngagementId, count: int = 10) -> list[Insertion]:
    """The best ways to fit an engagement of the problem into a plan that has none of it; see `Inserter.ways`."""
    return Inserter(problem, plan).ways(engagement, count)
