"""The search keeps every rule, and its running cost is the verdict's."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.camp.annealing import is_taught
from solver.camp.chains import carry_out, propose
from solver.camp.ctt import read_ctt
from solver.camp.foresight import foreseen, is_foreseeable
from solver.camp.search import Annealer, CampSearch
from solver.camp.state import CHAIN, fixed_visits
from solver.camp.translation import to_problem
from solver.compiled.chance import seeded
from solver.compiled.kernel import NONE
from tests.solver.camp.camps import camp_cost, judged, random_camp, replanned
from tests.solver.camp.competition import timetables

SEEDS = st.integers(0, 100_000)
TEMPERATURES = st.sampled_from((0.5, 20.0, 400.0))


@settings(deadline=None, max_examples=60)
@given(SEEDS, TEMPERATURES)
def test_annealing_keeps_every_rule_and_knows_its_cost(seed: int, temperature: float) -> None:
    problem, visits = random_camp(seed)
    search = CampSearch(problem)
    annealer = Annealer(search, *search.state(fixed_visits(problem, visits)), seeded(seed))
    for _ in range(3):
        annealer.run(400, temperature)
        camp = search.plan(annealer.state, annealer.cost)
        verdict = judged(problem, visits, camp)
        assert [violation.message() for violation in verdict.violations] == []
        assert camp_cost(verdict) == annealer.cost
    best = search.plan(annealer.best, annealer.best_cost)
    assert judged(problem, visits, best).is_feasible
    assert camp_cost(judged(problem, visits, best)) == annealer.best_cost


@settings(deadline=None, max_examples=60)
@given(SEEDS, TEMPERATURES)
def test_locks_the_frozen_part_and_the_baseline_are_kept_and_priced(seed: int, temperature: float) -> None:
    problem, visits = random_camp(seed)
    search = CampSearch(problem)
    first = Annealer(search, *search.state(fixed_visits(problem, visits)), seeded(seed))
    first.run(500, 5.0)
    published = search.plan(first.best, first.best_cost)
    problem = replanned(problem, visits, published.sessions, seed)
    search = CampSearch(problem)
    annealer = Annealer(
        search, *search.state(fixed_visits(problem, visits), published.sessions, published.trainees), seeded(seed)
    )
    annealer.run(1000, temperature)
    camp = search.plan(annealer.best, annealer.best_cost)
    verdict = judged(problem, visits, camp)
    assert [violation.message() for violation in verdict.violations] == []
    assert camp_cost(verdict) == annealer.best_cost


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_the_tallies_of_a_searched_state_are_those_of_one_built_anew(seed: int) -> None:
    problem, visits = random_camp(seed)
    search = CampSearch(problem)
    annealer = Annealer(search, *search.state(fixed_visits(problem, visits)), seeded(seed))
    annealer.run(1000, 30.0)
    state, cost = search.restored(annealer.state, fixed_visits(problem, visits))
    assert cost == annealer.cost
    assert np.array_equal(state[: state[CHAIN]], annealer.state[: state[CHAIN]])


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_a_plan_is_loaded_as_it_was(seed: int) -> None:
    problem, visits = random_camp(seed)
    search = CampSearch(problem)
    annealer = Annealer(search, *search.state(fixed_visits(problem, visits)), seeded(seed))
    annealer.run(1000, 2.0)
    camp = search.plan(annealer.best, annealer.best_cost)
    state, cost = search.state(fixed_visits(problem, visits), camp.sessions, camp.trainees)
    assert cost == camp.cost
    assert search.plan(state, cost) == camp


@settings(deadline=None, max_examples=60)
@given(timetables(), SEEDS)
def test_what_a_move_costs_is_known_before_it_is_made(text: str, seed: int) -> None:
    problem = to_problem(read_ctt(text))
    search = CampSearch(problem)
    state, cost = search.state()
    view, chance = search.view.tables, seeded(seed)
    Annealer(search, state, cost, chance).run(300, 2000.0)
    draw = random.Random(seed)
    for _ in range(60):
        session, slot = draw.randrange(search.view.session_count), draw.randrange(len(problem.slots))
        if not is_taught(view, state, int(search.view.session_class[session]), slot):
            length = propose(view, state, session, slot, draw.randrange(len(problem.venues)))
            if length != NONE and is_foreseeable(view, state):
                expected = foreseen(view, state, length)
                assert carry_out(view, state, length) == expected


def test_a_session_that_the_rules_no_longer_allow_is_left_out_when_loaded() -> None:
    problem, visits = random_camp(7)
    search = CampSearch(problem)
    annealer = Annealer(search, *search.state(fixed_visits(problem, visits)), seeded(1))
    annealer.run(2000, 5.0)
    camp = search.plan(annealer.best, annealer.best_cost)
    dropped = camp.sessions[0]
    changed = problem.changed(
        venues=[
            venue.model_copy(update={"closed": [dropped.slot]}) if venue.id == dropped.venue else venue
            for venue in problem.venues
        ]
    )
    search = CampSearch(changed)
    state, cost = search.state(fixed_visits(problem, visits), camp.sessions, camp.trainees)
    loaded = search.plan(state, cost)
    assert dropped not in loaded.sessions
    assert camp_cost(judged(changed, visits, loaded)) == cost


@pytest.mark.parametrize("seed", range(5))
def test_the_same_numbers_give_the_same_camp(seed: int) -> None:
    problem, visits = random_camp(seed)
    search = CampSearch(problem)
    plans = []
    for _ in range(2):
        annealer = Annealer(search, *search.state(fixed_visits(problem, visits)), seeded(3))
        annealer.run(2000, 10.0)
        plans.append(search.plan(annealer.best, annealer.best_cost))
    assert plans[0] == plans[1]


def test_numbers_beyond_all_measure_do_no_harm() -> None:
    problem, visits = random_camp(7)
    huge = {"max_per_day": 10**12, "max_per_week": 10**12, "max_per_term": 10**12}
    problem = problem.changed(
        supervisors=[row.model_copy(update=huge) for row in problem.supervisors],
        weights=problem.weights.model_copy(update={"unscheduled_session": 10**12}),
    )
    search = CampSearch(problem)
    annealer = Annealer(search, *search.state(fixed_visits(problem, visits)), seeded(1))
    annealer.run(2000, 5.0)
    camp = search.plan(annealer.best, annealer.best_cost)
    assert camp.sessions
    assert judged(problem, visits, camp).is_feasible
