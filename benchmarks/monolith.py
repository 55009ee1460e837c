"""The straightforward model, to compare with: one boolean per visit, person and slot, handed whole to CP-SAT.

Modelled: H1 to H11 and every cost of visits. Not modelled, and refused: the training camp, locks, a baseline, dates
with more than two slots. A day's travel is exact: home, one or two stops, home.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from ortools.sat.python import cp_model

from solver.ids import StationId, SupervisorId
from solver.plan import Plan
from solver.problem import Engagement, Problem, Scheme, Visit
from solver.rules import Register

VisitId = tuple[int, int]
"""Number of the engagement, index of the visit."""


class Monolith:
    """The model of one problem; `solve` runs it."""

    def __init__(self, problem: Problem) -> None:
        """Build the whole model. Raises ValueError for what it does not cover."""
        self.problem = problem
        self.register = Register(problem)
        self.model = cp_model.CpModel()
        self.costs: list[Any] = []
        self._refuse_what_is_not_modelled()
        self._place_visits()
        self._limit_people()
        self._limit_stations()
        for number, row in enumerate(problem.engagements):
            self._series(number, row)
        self._pairs()
        self._travel()
        self._wishes()
        self.model.minimize(sum(self.costs))

    def solve(self, seconds: float, workers: int, seed: int) -> tuple[Plan | None, int]:
        """The best plan found, None when none was, and CP-SAT's own lower bound on the cost."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        status = solver.solve(self.model)
        bound = max(0, round(solver.best_objective_bound))
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return None, bound
        chosen: dict[VisitId, tuple[int, list[SupervisorId]]] = {}
        for (visit, person, slot), literal in self.x.items():
            if solver.boolean_value(literal):
                chosen.setdefault(visit, (slot, []))[1].append(person)
        rows = self.problem.engagements
        visits = [
            Visit(engagement=rows[number].id, index=index, slot=slot, supervisors=panel)
            for (number, index), (slot, panel) in sorted(chosen.items())
        ]
        return Plan(visits=visits), bound

    def _refuse_what_is_not_modelled(self) -> None:
        problem = self.problem
        if problem.classes or problem.locks or problem.baseline is not None:
            raise ValueError("the plain model has no training camp, no locks and no baseline")
        per_date: dict[Any, int] = defaultdict(int)
        for slot in problem.slots:
            per_date[slot.date] += 1
        if max(per_date.values(), default=0) > 2:
            raise ValueError("the plain model knows two slots a date at most")

    def _place_visits(self) -> None:
        """H1, H2, leaving out: `x[visit, person, slot]`, `at[visit, slot]`, `planned[visit]`, `on[visit, person]`."""
        new = self.model.new_bool_var
        self.x: dict[tuple[VisitId, SupervisorId, int], Any] = {}
        self.at: dict[VisitId, dict[int, Any]] = {}
        self.planned: dict[VisitId, Any] = {}
        self.on: dict[VisitId, dict[SupervisorId, Any]] = {}
        for number, row in enumerate(self.problem.engagements):
            people = [one.id for one in self.problem.supervisors if self.register.is_eligible(row, one.id)]
            slots = self._open_slots(row)
            for index in range(row.visits):
                visit = (number, index)
                self.planned[visit] = new("")
                self.at[visit] = {slot: new("") for slot in slots}
                self.on[visit] = {person: new("") for person in people}
                self.model.add(sum(self.at[visit].values()) == self.planned[visit])
                self._seat_panel(visit, row, people, slots)
                price = self.problem.weights.unscheduled_visit * row.priority
                self.costs.append(price * (1 - self.planned[visit]))

    def _seat_panel(self, visit: VisitId, row: Engagement, people: list[SupervisorId], slots: list[int]) -> None:
        for person, slot in product(people, slots):
            if slot not in self.register.unavailable[person] and slot not in self._meeting_slots(person):
                self.x[visit, person, slot] = self.model.new_bool_var("")
        for slot in slots:
            seated = [self.x[visit, person, slot] for person in people if (visit, person, slot) in self.x]
            self.model.add(sum(seated) == row.panel * self.at[visit][slot])
        for person in people:
            mine = [self.x[visit, person, slot] for slot in slots if (visit, person, slot) in self.x]
            self.model.add(sum(mine) == self.on[visit][person])

    def _open_slots(self, row: Engagement) -> list[int]:
        closed: set[int] = set()
        for station in self.register.hosts(row):
            closed |= self.register.station_closed[station]
            closed.update(meeting.slot for meeting in self.problem.meetings if station in meeting.stations)
        last = min(row.last, len(self.problem.slots) - 1)
        return [slot for slot in range(row.first, last + 1) if slot not in closed]

    def _meeting_slots(self, person: SupervisorId) -> frozenset[int]:
        if not hasattr(self, "_busy"):
            busy: dict[SupervisorId, set[int]] = defaultdict(set)
            for meeting in self.problem.meetings:
                for one in meeting.supervisors:
                    busy[one].add(meeting.slot)
            self._busy = {one: frozenset(slots) for one, slots in busy.items()}
        return self._busy.get(person, frozenset())

    def _limit_people(self) -> None:
        """H3, H5 and the costs of load and disliked slots."""
        mine: dict[SupervisorId, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for (_, person, slot), literal in self.x.items():
            mine[person][slot].append(literal)
        for one in self.problem.supervisors:
            slots = mine[one.id]
            spans: dict[tuple[str, Any], list[Any]] = defaultdict(list)
            for slot, literals in slots.items():
                self.model.add_at_most_one(literals)
                spans["day", self.register.dates[slot]] += literals
                spans["week", self.register.weeks[slot]] += literals
                if slot in self.register.disliked[one.id]:
                    self.costs.append(self.problem.weights.disliked * sum(literals))
            for (span, _), literals in spans.items():
                self.model.add(sum(literals) <= (one.max_per_day if span == "day" else one.max_per_week))
            load = sum(sum(literals) for literals in slots.values())
            self.model.add(load <= one.max_per_term)
            if one.target is not None:
                miss = self.model.new_int_var(0, len(self.problem.slots) + one.target, "")
                self.model.add(miss >= load - one.target)
                self.model.add(miss >= one.target - load)
                self.costs.append(self.problem.weights.load * miss)

    def _limit_stations(self) -> None:
        """H4."""
        takes: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for (number, _), slots in self.at.items():
            for station in self.register.hosts(self.problem.engagements[number]):
                for slot, literal in slots.items():
                    takes[station, slot].append(literal)
        for literals in takes.values():
            self.model.add_at_most_one(literals)

    def _series(self, number: int, row: Engagement) -> None:
        """H7, H9, H10 and the costs of spacing and continuity."""
        visits = [(number, index) for index in range(row.visits)]
        people = list(self.on[visits[0]])
        for earlier, later in combinations(visits, 2):
            self._in_order(row, earlier, later)
        if row.distinct:
            for person in people:
                self.model.add_at_most_one([self.on[visit][person] for visit in visits])
        if row.same_supervisors:
            self._one_panel(row, visits, people)
        if row.same_weekday:
            self._one_hour(visits)

    def _in_order(self, row: Engagement, earlier: VisitId, later: VisitId) -> None:
        both = [self.planned[earlier], self.planned[later]]
        day = {
            visit: self._sum(visit, lambda slot: self.register.dates[slot].toordinal()) for visit in (earlier, later)
        }
        number = {visit: self._sum(visit, lambda slot: slot) for visit in (earlier, later)}
        self.model.add(day[later] - day[earlier] >= row.min_gap_days).only_enforce_if(both)
        self.model.add(number[later] - number[earlier] >= 1).only_enforce_if(both)
        if row.ideal_gap_days and self.problem.weights.spacing:
            between = [self.planned[earlier[0], index].negated() for index in range(earlier[1] + 1, later[1])]
            ideal = row.ideal_gap_days * (later[1] - earlier[1])
            term = (self.register.dates[-1] - self.register.dates[0]).days
            miss = self.model.new_int_var(0, term + ideal, "")
            for sign in (1, -1):
                self.model.add(miss >= sign * (day[later] - day[earlier] - ideal)).only_enforce_if([*both, *between])
            self.costs.append(self.problem.weights.spacing * miss)

    def _sum(self, visit: VisitId, value: Any) -> Any:
        return sum(value(slot) * literal for slot, literal in self.at[visit].items())

    def _one_panel(self, row: Engagement, visits: list[VisitId], people: list[SupervisorId]) -> None:
        panel = {person: self.model.new_bool_var("") for person in people}
        self.model.add(sum(panel.values()) <= row.panel)
        for visit, person in product(visits, people):
            self.model.add_implication(self.on[visit][person], panel[person])
        if row.keep:
            lost = self.model.new_bool_var("")
            kept = [panel[person] for person in row.keep if person in panel]
            for visit in visits:
                self.model.add(lost + sum(kept) >= self.planned[visit])
            self.costs.append(self.problem.weights.continuity * lost)

    def _one_hour(self, visits: list[VisitId]) -> None:
        hours: dict[Any, Any] = {}
        for visit in visits:
            for slot, literal in self.at[visit].items():
                hour = (self.register.dates[slot].weekday(), self.register.starts[slot])
                if hour not in hours:
                    hours[hour] = self.model.new_bool_var("")
                self.model.add_implication(literal, hours[hour])
        self.model.add_at_most_one(hours.values())

    def _pairs(self) -> None:
        """H6 and H8; who is on the panel of a pairing is known by any of its visits."""
        rows = self.problem.engagements
        paired: dict[SupervisorId, list[Any]] = defaultdict(list)
        tied: dict[tuple[str, SupervisorId], list[Any]] = defaultdict(list)
        for number, row in enumerate(rows):
            if row.scheme is Scheme.PAIR:
                for person in self.on[number, 0]:
                    literal = self.model.new_bool_var("")
                    for index in range(row.visits):
                        self.model.add_implication(self.on[number, index][person], literal)
                    paired[person].append(literal)
                    tied[row.station, person].append(literal)
        for one in self.problem.supervisors:
            self.model.add(sum(paired[one.id]) <= one.max_pairs)
        for (number, _), people in self.on.items():
            if rows[number].not_paired:
                for person, literal in people.items():
                    for pairing in tied[rows[number].station, person]:
                        self.model.add_bool_or([literal.negated(), pairing.negated()])

    def _travel(self) -> None:
        """H11 and travel: each person's minutes on each date."""
        stops: dict[tuple[SupervisorId, int], dict[StationId, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for (visit, person, slot), literal in self.x.items():
            stops[person, slot][self.problem.engagements[visit[0]].station].append(literal)
        for first, second in self._days():
            for one in self.problem.supervisors:
                self._day(one.id, first, second, stops[one.id, first], stops.get((one.id, second), {}))

    def _days(self) -> Iterator[tuple[int, int]]:
        """The slots of each date; the second is -1 on a date with one."""
        by_date: dict[Any, list[int]] = defaultdict(list)
        for slot, date in enumerate(self.register.dates):
            by_date[date].append(slot)
        for slots in by_date.values():
            yield slots[0], slots[1] if len(slots) > 1 else -1

    def _day(
        self,
        person: SupervisorId,
        first: int,
        second: int,
        mornings: dict[StationId, list[Any]],
        afternoons: dict[StationId, list[Any]],
    ) -> None:
        if not mornings and not afternoons:
            return
        home, places, minutes = self.register.homes[person], self.register.station_places, self.register.travel.minutes
        out = {b: minutes(home, places[b]) for b in {*mornings, *afternoons}}
        back = {b: minutes(places[b], home) for b in {*mornings, *afternoons}}
        pause = self.register.pause_minutes(first, second) if second >= 0 else 0
        longest = 3 * max([*out.values(), *back.values(), pause], default=0) + 1
        travel = self.model.new_int_var(0, longest, "")
        self.costs.append(self.problem.weights.travel * travel)
        in_morning = {a: self._either(literals) for a, literals in mornings.items()}
        in_afternoon = {b: sum(literals) for b, literals in afternoons.items()}
        busy = sum(in_afternoon.values())
        alone = sum((out[b] + back[b]) * here for b, here in in_afternoon.items())
        self.model.add(travel >= alone - longest * sum(in_morning.values()))
        for a, literal in in_morning.items():
            onward = {b: minutes(places[a], places[b]) for b in in_afternoon}
            onwards = sum((onward[b] + back[b]) * here for b, here in in_afternoon.items() if onward[b] <= pause)
            self.model.add(travel >= out[a] + back[a] * (1 - busy) + onwards).only_enforce_if(literal)
            too_far = [here for b, here in in_afternoon.items() if onward[b] > pause]
            if too_far:
                self.model.add(sum(too_far) == 0).only_enforce_if(literal)

    def _either(self, literals: list[Any]) -> Any:
        """One literal for whether one of several is true, of which H3 lets one be true at most."""
        if len(literals) == 1:
            return literals[0]
        either = self.model.new_bool_var("")
        self.model.add(sum(literals) == either)
        return either

    def _wishes(self) -> None:
        """The costs of fields and rotation."""
        weights = self.problem.weights
        brings = {person.id: set(person.fields) for person in self.problem.supervisors}
        for visit, people in self.on.items():
            row = self.problem.engagements[visit[0]]
            for name in row.fields:
                missing = self.model.new_bool_var("")
                able = [literal for person, literal in people.items() if name in brings[person]]
                self.model.add(missing + sum(able) >= self.planned[visit])
                self.costs.append(weights.fields * missing)
            self.costs += [weights.rotation * people[person] for person in row.avoid if person in people]
