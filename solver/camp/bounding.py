"""A proven lower bound on what the camp of any plan costs: relaxations whose costs do not overlap.

- Venues without time: how often each class meets in each venue. Bounds `seats` and `venue_stability`.
- Each cohort alone: in which slots its classes meet. Bounds its `isolated`, and `min_days` of classes counted there.

Leaving out is charged half in the first, and half shared among the cohorts, so that the sum stays a bound. After
Cacchiani, Caprara, Roberti, Toth: A new lower bound for curriculum-based course timetabling (2013), which parts the
costs in the same way.
"""

from collections import defaultdict
from itertools import pairwise

from ortools.sat.python import cp_model

from solver.camp.view import CampView
from solver.compiled.kernel import NONE
from solver.problem import Problem

VENUES_SHARE = 0.2
"""Of the time, for the first relaxation."""


def camp_bound(problem: Problem, view: CampView, deterministic_seconds: float, seed: int = 0) -> int:
    """No plan's camp costs less than this, whatever its visits; the same for the same numbers."""
    half = problem.weights.unscheduled_session // 2
    bound = _least(_Venues(problem, view, half).model, VENUES_SHARE * deterministic_seconds, seed)
    counted: set[int] = set()
    left = (1 - VENUES_SHARE) * deterministic_seconds
    for cohort, classes in enumerate(view.cohort_classes):
        times = _Times(problem, view, cohort, [idx for idx in classes if idx not in counted], half)
        counted.update(classes)
        bound += _least(times.model, left / len(view.cohort_classes), seed)
    return bound


def _least(model: cp_model.CpModel, deterministic_seconds: float, seed: int) -> int:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = deterministic_seconds
    solver.solve(model)
    return max(0, round(solver.best_objective_bound))


class _Venues:
    """`seats` and `venue_stability` of the best way to share the venues' open slots among the classes."""

    def __init__(self, problem: Problem, view: CampView, price_left_out: int) -> None:
        self.problem = problem
        self.view = view
        self.model = cp_model.CpModel()
        self.cost: list[cp_model.LinearExprT] = []
        self.meetings: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for class_idx, row in enumerate(problem.classes):
            self._share(class_idx, row.sessions, price_left_out)
        for venue, meetings in self.meetings.items():
            self.model.add(sum(meetings) <= len(problem.slots) - len(set(problem.venues[venue].closed)))
        self.model.minimize(sum(self.cost))

    def _share(self, class_idx: int, sessions: int, price_left_out: int) -> None:
        model, weights = self.model, self.problem.weights
        heads = max(0, int(self.view.students[class_idx]))
        left_out = model.new_int_var(0, sessions, "")
        surplus = model.new_int_var(0, sessions, "")
        counts, used = [], []
        for venue in self.view.venues[class_idx]:
            count, meets = model.new_int_var(0, sessions, ""), model.new_bool_var("")
            model.add(count <= sessions * meets)
            self.cost.append(weights.seats * max(0, heads - self.problem.venues[venue].seats) * count)
            counts.append(count)
            used.append(meets)
            self.meetings[venue].append(count)
        model.add(sum(counts) + left_out == sessions)
        model.add(surplus >= sum(used) - 1)
        self.cost += [price_left_out * left_out, weights.venue_stability * surplus]


class _Times:
    """`isolated` of one cohort, and `min_days` of some of its classes, in the best timetable it could have alone."""

    def __init__(self, problem: Problem, view: CampView, cohort: int, classes: list[int], price_left_out: int) -> None:
        """cohort: its number; classes: those whose `min_days` are counted here."""
        self.problem = problem
        self.model = cp_model.CpModel()
        self.days = [range(int(a), int(b)) for a, b in pairwise(view.calendar.day_first)]
        self.cost: list[cp_model.LinearExprT] = []
        self.busy: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for class_idx in view.cohort_classes[cohort]:
            row = problem.classes[class_idx]
            slots = sorted({*view.open_slots[class_idx], *_locked(view, class_idx)})
            meets = {slot: self.model.new_bool_var("") for slot in slots}
            left_out = self.model.new_int_var(0, row.sessions, "")
            self.model.add(sum(meets.values()) + left_out == row.sessions)
            self.cost.append(price_left_out // len(row.cohorts) * left_out)
            if class_idx in classes:
                self._spread(row.min_days, row.sessions, meets)
            for slot, var in meets.items():
                self.busy[slot].append(var)
        for group in self.busy.values():
            self.model.add_at_most_one(group)
        self._compact()
        self.model.minimize(sum(self.cost))

    def _spread(self, min_days: int, sessions: int, meets: dict[int, cp_model.IntVar]) -> None:
        """Dates below `min_days`, unless nothing of the class is planned."""
        model = self.model
        missing, nothing = model.new_int_var(0, min_days, ""), model.new_bool_var("")
        dates = []
        for day in self.days:
            here = [meets[slot] for slot in day if slot in meets]
            if here:
                date = model.new_bool_var("")
                model.add_bool_or([*here, date.negated()])
                dates.append(date)
        model.add(sum(meets.values()) <= sessions * nothing.negated())
        model.add(sum(dates) + missing + min_days * nothing >= min_days)
        self.cost.append(self.problem.weights.min_days * missing)

    def _compact(self) -> None:
        """Slots in which the cohort is busy with nothing just before or after on that date."""
        for day in self.days:
            for slot in day:
                near = [var for other in (slot - 1, slot + 1) if other in day for var in self.busy.get(other, [])]
                if slot in self.busy:
                    isolated = self.model.new_bool_var("")
                    self.model.add(sum(self.busy[slot]) <= sum(near) + isolated)
                    self.cost.append(self.problem.weights.isolated * isolated)


def _locked(view: CampView, class_idx: int) -> list[int]:
    """Slots that locks name, open or not."""
    mine = view.lock_slot[view.first_session[class_idx] : view.first_session[class_idx + 1]]
    return [int(slot) for slot in mine if slot != NONE]
