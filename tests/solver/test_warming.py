"""After warming up nothing is left to compile: no minute of silence in front of a user."""

from typing import Any

from numba.core import event

from solver.inserting import insertions
from solver.problem import Problem
from solver.solving import Limits, solve
from solver.warming import warm_up
from tests.solver.bounds.small_terms import empty_plan
from tests.solver.builders import tiny_problem


class Heard(event.Listener):
    """The names of the functions that are compiled or loaded while it listens."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def on_start(self, event: Any) -> None:
        self.names.append(str(event.data["dispatcher"].py_func.__qualname__))

    def on_end(self, event: Any) -> None:
        pass


def test_nothing_is_compiled_after_warming_up() -> None:
    steps: list[tuple[int, int]] = []
    warm_up(lambda done, of: steps.append((done, of)))
    heard = Heard()
    lock = {"engagement": "pair-s1", "index": 0, "slot": 4}
    old = {"engagement": "pair-s1", "index": 0, "slot": 6, "supervisors": ["v2"]}
    problems = [
        tiny_problem(),
        tiny_problem(locks=[lock], baseline={"visits": [old], "sessions": []}, frozen_until=1),
        tiny_problem(engagements=[]),
        tiny_problem(classes=[]),
        tiny_problem(engagements=[], supervisors=[], classes=[], meetings=[], travel={"road_factor": 1, "kmh": 40}),
    ]
    with event.install_listener("numba:compile", heard):
        for raw in problems:
            solve(Problem.model_validate(raw), Limits(seconds=None, rounds=25, workers=2))
        problem = Problem.model_validate(problems[0])
        insertions(problem, empty_plan(problem), problem.engagements[3].id)
    assert heard.names == []
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1] > 50
