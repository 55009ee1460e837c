"""A camp being searched: what plans are loaded into and read out of, and the annealing of one worker."""

from collections.abc import Mapping, Sequence

import numpy as np

from solver.camp.annealing import Movable, anneal
from solver.camp.chains import try_move
from solver.camp.compiling import compile_camp
from solver.camp.enrolment import first_cohorts
from solver.camp.numbering import numbered_in_time
from solver.camp.placing import put
from solver.camp.prices import parked_price
from solver.camp.state import (
    LECTURER,
    SLOT,
    TRAINEE_COHORT,
    VENUE,
    VENUE_AT,
    CampPlan,
    FixedVisits,
    add_visits,
    empty_state,
    fixed_visits,
)
from solver.camp.switching import enrol
from solver.camp.tables import Table, at, column
from solver.compiled.kernel import NEVER, NONE, Ints, Masks
from solver.ids import CohortId, TraineeId
from solver.problem import CourseSession, Problem


class CampSearch:
    """The camp of one problem, compiled once; any number of states can be searched at the same time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.view = compile_camp(problem)
        weights = problem.weights
        self.scale = max(weights.min_days, weights.isolated, weights.seats, weights.venue_stability, 1)
        """The largest of the everyday prices: temperatures are told in it."""
        self._numbers()

    def _numbers(self) -> None:
        problem = self.problem
        self._class_number = {row.id: idx for idx, row in enumerate(problem.classes)}
        self._venue_number = {row.id: idx for idx, row in enumerate(problem.venues)}
        self._person_number = {row.id: idx for idx, row in enumerate(problem.supervisors)}
        self._cohort_number = {row.id: idx for idx, row in enumerate(problem.cohorts)}

    def state(
        self,
        fixed: FixedVisits | None = None,
        sessions: Sequence[CourseSession] = (),
        trainees: Mapping[TraineeId, CohortId] | None = None,
    ) -> tuple[Table, int]:
        """A state with these visits, and of the course sessions and trainees' cohorts what the rules allow; its cost.

        The cost is that of the whole plan but for what depends on visits alone (their gaps, fields, rotation, ...).
        Fully locked course sessions are placed even when `sessions` leaves them out.
        """
        state = empty_state(self.view)
        add_visits(self.view, state, fixed or fixed_visits(self.problem))
        self._enrol(state, trainees or {})
        cost = parked_price(self.view.tables, state, self.view.session_count, len(self.problem.supervisors))
        return state, cost + self._place_locked(state) + self._place(state, sessions)

    def _enrol(self, state: Table, trainees: Mapping[TraineeId, CohortId]) -> None:
        wanted = {
            idx: self._cohort_number[trainees[row.id]]
            for idx, row in enumerate(self.problem.trainees)
            if row.id in trainees
        }
        for trainee, cohort in enumerate(first_cohorts(self.view, wanted)):
            if cohort != NONE:
                enrol(self.view.tables, state, trainee, cohort, 1)

    def _place_locked(self, state: Table) -> int:
        cost = 0
        slots, venues = self.view.lock_slot, self.view.lock_venue
        for session in np.flatnonzero((slots != NONE) & (venues != NONE)):
            cost += self._move(state, int(session), int(slots[session]), int(venues[session]))
        return cost

    def _move(self, state: Table, session: int, slot: int, venue: int) -> int:
        """The change of the cost; 0 when a rule forbids it."""
        change = try_move(self.view.tables, state, session, slot, venue)
        return 0 if change == NEVER else change

    def _place(self, state: Table, sessions: Sequence[CourseSession]) -> int:
        cost = 0
        slots = column(state, SLOT, self.view.session_count)
        for row in sessions:
            session, venue = self._session(row), self._venue_number.get(row.venue, NONE)
            if NONE in (session, venue) or slots[session] != NONE or row.slot >= len(self.problem.slots):
                continue
            if self._has_lecturer(state, slots, row):
                cost += self._move(state, session, row.slot, venue)
        return cost

    def _session(self, row: CourseSession) -> int:
        class_idx = self._class_number.get(row.class_id, NONE)
        if class_idx == NONE or row.index >= self.problem.classes[class_idx].sessions:
            return NONE
        return int(self.view.first_session[class_idx]) + row.index

    def _has_lecturer(self, state: Table, slots: Table, row: CourseSession) -> bool:
        """Whether the class is given by this lecturer, who is chosen now when nothing of the class is planned yet."""
        class_idx, lecturer = self._class_number[row.class_id], self._person_number.get(row.lecturer, NONE)
        first, end = (int(self.view.first_session[number]) for number in (class_idx, class_idx + 1))
        if lecturer in self.view.lecturers[class_idx] and (slots[first:end] == NONE).all():
            state[at(state, LECTURER, class_idx, 0)] = lecturer
        return int(state[at(state, LECTURER, class_idx, 0)]) == lecturer

    def restored(self, chosen: Table, fixed: FixedVisits | None = None) -> tuple[Table, int]:
        """The whole state, and its cost, whose first tables `Annealer.best` has kept; the visits must be the same."""
        view, state = self.view, empty_state(self.view)
        add_visits(view, state, fixed or fixed_visits(self.problem))
        for trainee, cohort in enumerate(column(chosen, TRAINEE_COHORT, len(view.trainee_cohorts)).tolist()):
            if cohort != NONE:
                enrol(view.tables, state, trainee, cohort, 1)
        cost = parked_price(view.tables, state, view.session_count, len(self.problem.supervisors))
        lecturers = column(chosen, LECTURER, len(self.problem.classes))
        column(state, LECTURER, len(self.problem.classes))[:] = lecturers
        slots, venues = (column(chosen, table, view.session_count).tolist() for table in (SLOT, VENUE))
        for session, (slot, venue) in enumerate(zip(slots, venues, strict=True)):
            if slot != NONE:
                cost += put(view.tables, state, session, slot, venue)
        return state, cost

    def movable(self, state: Table) -> Movable:
        """What annealing may change in this state."""
        view = self.view
        pinned = (view.lock_slot != NONE) & (view.lock_venue != NONE)
        placed = column(state, SLOT, view.session_count) != NONE
        cohorts = column(state, TRAINEE_COHORT, len(view.trainee_cohorts))
        return Movable(
            sessions=np.flatnonzero(~(pinned & placed)).astype(np.int64),
            classes=np.array([idx for idx, row in enumerate(view.lecturers) if len(row) > 1], dtype=np.int64),
            trainees=np.array(
                [idx for idx, row in enumerate(view.trainee_cohorts) if len(row) > 1 and cohorts[idx] != NONE],
                dtype=np.int64,
            ),
        )

    def plan(self, chosen: Table, cost: int, bound: int = 0) -> CampPlan:
        """The camp plan of a state, or of its beginning as `Annealer.best` keeps it."""
        problem, view = self.problem, self.view
        slots, venues = (column(chosen, table, view.session_count) for table in (SLOT, VENUE))
        lecturers = column(chosen, LECTURER, len(problem.classes))
        cohorts = column(chosen, TRAINEE_COHORT, len(problem.trainees))
        sessions = [
            CourseSession(
                class_id=problem.classes[class_idx].id,
                index=int(session - view.first_session[class_idx]),
                slot=int(slots[session]),
                venue=problem.venues[venues[session]].id,
                lecturer=problem.supervisors[lecturers[class_idx]].id,
            )
            for session, class_idx in enumerate(view.session_class.tolist())
            if slots[session] != NONE
        ]
        enrolled = {
            row.id: problem.cohorts[cohort].id
            for row, cohort in zip(problem.trainees, cohorts.tolist(), strict=True)
            if cohort != NONE
        }
        return CampPlan(numbered_in_time(problem, sessions), enrolled, cost, bound)


class Annealer:
    """One worker's state, its random numbers, and the best it has seen."""

    def __init__(self, search: CampSearch, state: Table, cost: int, chance: Masks) -> None:
        """cost: what `state` costs, by any measure; it is kept up to date from there."""
        self.search = search
        self.state = state
        self.movable = search.movable(state)
        self.best = state[: int(state[VENUE_AT])].copy()
        """The tables SLOT, VENUE, LECTURER and TRAINEE_COHORT of the best state."""
        self._cost: Ints = np.array([cost, cost], dtype=np.int64)
        self._chance = chance

    @property
    def cost(self) -> int:
        """What the state costs now."""
        return int(self._cost[0])

    @property
    def best_cost(self) -> int:
        """What the best state costs."""
        return int(self._cost[1])

    def restart(self, state: Table, cost: int) -> None:
        """Go on from another state; the best seen is kept unless this is better."""
        self.state = state
        self._cost[0] = cost
        if cost < self.best_cost:
            self._cost[1] = cost
            self.best[:] = state[: len(self.best)]

    def run(self, moves: int, temperature: float) -> int:
        """Try so many moves at this temperature; how many were taken."""
        return anneal(
            self.search.view.tables,
            self.state,
            self.movable,
            self.best,
            self._cost,
            self._chance,
            moves,
            temperature,
        )
