"""The bound never exceeds the cost of a plan, and meets it where capacity alone decides."""

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.camp.bounding import camp_bound
from solver.camp.ctt import read_ctt
from solver.camp.planning import CampLimits, plan_camp
from solver.camp.search import Annealer, CampSearch
from solver.camp.state import fixed_visits
from solver.camp.translation import to_problem
from solver.compiled.chance import seeded
from tests.solver.camp.camps import random_camp, replanned
from tests.solver.camp.competition import TINY, timetables


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 100_000))
def test_no_camp_costs_less_than_the_bound(seed: int) -> None:
    problem, visits = random_camp(seed)
    search = CampSearch(problem)
    annealer = Annealer(search, *search.state(fixed_visits(problem, visits)), seeded(seed))
    annealer.run(5000, 10.0)
    assert camp_bound(problem, search.view, 0.1) <= annealer.best_cost
    published = search.plan(annealer.best, annealer.best_cost)
    problem = replanned(problem, visits, published.sessions, seed)
    search = CampSearch(problem)
    annealer = Annealer(search, *search.state(fixed_visits(problem, visits), published.sessions), seeded(seed))
    annealer.run(5000, 10.0)
    assert camp_bound(problem, search.view, 0.1) <= annealer.best_cost


@settings(deadline=None, max_examples=20)
@given(timetables())
def test_no_timetable_costs_less_than_the_bound(text: str) -> None:
    search = CampSearch(to_problem(read_ctt(text)))
    annealer = Annealer(search, *search.state(), seeded(1))
    annealer.run(5000, 1.0)
    assert camp_bound(search.problem, search.view, 0.1) <= annealer.best_cost


def test_a_crowd_without_a_large_room_is_proven_to_be_unavoidable() -> None:
    crowded = TINY.replace("maths anna 3 2 30", "maths anna 3 2 47").replace("physics ben 2 2 25", "physics ben 2 2 41")
    camp = plan_camp(to_problem(read_ctt(crowded)), limits=CampLimits(million_moves=1, seed=1))
    assert camp.bound == 3 * 7 + 2 * 1 + 5 + 5
    assert camp.cost >= camp.bound


def test_an_optimal_camp_is_known_to_be_one() -> None:
    roomy = TINY.replace("hall 40", "hall 60").replace("lab 20", "lab 60").replace("music dora 1 2", "music dora 1 1")
    easy = roomy.replace("maths anna 3 2", "maths anna 2 1").replace("physics ben 2 2", "physics ben 2 1")
    camp = plan_camp(to_problem(read_ctt(easy)), limits=CampLimits(seconds=600, seed=1))
    assert camp.cost == camp.bound == 0
