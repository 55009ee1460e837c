"""A proven lower bound on the cost of every plan of a problem; `docs/bound.md` tells why it is one."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from solver.bounds.ascent import climb
from solver.bounds.duals import break_even_prices
from solver.bounds.floor import Floors
from solver.bounds.money import LARGEST_TOTAL, scaled, whole_cost
from solver.bounds.program import program_prices
from solver.bounds.regions import homes
from solver.bounds.relaxation import compile_relaxation
from solver.compiled.view import View, compile_view
from solver.problem import Problem
from solver.wording import Wording

LIMITS = Wording(
    zh="下界不计：学员分班与留守、场地与班级的先后及其花费、同一站点两次督导的时间冲突；同一天两站的搭配按分数计算。",
    en="Left out of the bound: cohorts, duty at stations, the order and the own costs of classes, two visits to a "
    "station in one slot; and a person may be shared out in fractions when stops of one day are paired.",
)
"""What the bound does not know, and so what keeps it below the best plan."""


@dataclass(frozen=True, slots=True)
class Bound:
    """No plan that keeps every hard rule costs less than `value`."""

    value: int
    parts: dict[str, int]
    """What it is made of, in 64ths of a unit of cost; they add up to it before rounding up. `people`: travel and load,
    less what stops are paid; `visits` and `sessions`: what is left out or falls short, and what is paid for stops;
    `limits`: payments for shared limits, paid back."""
    limits: Wording = LIMITS


def never() -> bool:
    """Do not stop."""
    return False


def unheard(_: int) -> None:
    """Tell nobody."""


def lower_bound(
    problem: Problem,
    *,
    seconds: float,
    patience: float = math.inf,
    threads: int = 1,
    should_stop: Callable[[], bool] = never,
    on_better: Callable[[int], None] = unheard,
    clock: Callable[[], float] = time.monotonic,
) -> Bound:
    """The best bound found in `seconds` (a first one may take longer in a large problem), 0 at least.

    problem: one that has been read without a fault. patience: once good prices are known, they are improved for so many
    times as long as it took to get them, at most. threads: how many solve the programs of regions. `should_stop` is
    asked between steps; `on_better` hears every greater bound; `clock` tells the seconds. Compiled code works without
    the interpreter lock, so it can run beside a search.
    """
    started = clock()
    bound = Bound(0, {})

    def note(found: Floors) -> None:
        nonlocal bound
        value = whole_cost(found.total)
        if value > bound.value:
            bound = Bound(value, found._asdict())
            on_better(value)

    def spent() -> float:
        return clock() - started

    view = compile_view(problem)
    if _could_overflow(problem, view):
        return bound
    relaxation = compile_relaxation(problem, view)
    climb(view, relaxation, break_even_prices(view, relaxation), lambda: 1.0, should_stop, note)
    if should_stop() or spent() >= seconds:
        return bound
    prices = program_prices(view, relaxation, homes(problem), lambda: seconds - spent(), threads)
    if prices is not None:
        ready = spent()
        room = max(1e-9, min(seconds - ready, patience * ready))
        climb(view, relaxation, prices, lambda: (spent() - ready) / room, should_stop, note)
    return bound


def _could_overflow(problem: Problem, view: View) -> bool:
    """Whether sums of costs might leave the range in which compiled code adds exactly."""
    weights = sum(getattr(problem.weights, name) for name in type(problem.weights).model_fields)
    priority = max((row.priority for row in problem.engagements), default=1)
    visits = int(view.engagements.visit_first[-1]) + sum(row.sessions for row in problem.classes)
    seats = max((row.panel for row in problem.engagements), default=1)
    longest = int(view.minutes.max(initial=0)) + 400
    target = max((person.target or 0 for person in problem.supervisors), default=0) + len(problem.slots)
    heads = max((row.students or 0 for row in problem.classes), default=0) + len(problem.trainees)
    units = (
        max(1, priority)
        * max(longest, target, heads, 64)
        * seats
        * (visits + len(problem.supervisors) + len(problem.slots))
        * 4
    )
    return scaled(weights) * units > LARGEST_TOTAL
