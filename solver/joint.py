"""The search of one whole problem by all workers: attempts at it side by side, each worked on in parts.

A large problem is one attempt that is cut into as many parts as there are workers. In a small one such parts would have
too little to exchange, so that there are fewer parts and several attempts: while the temperature falls, attempts that
cost less replace those that cost more, with the probabilities of an annealed population (Hukushima and Iba 2003).
"""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np

from solver.attempt import Attempt, Snapshot
from solver.camp.search import CampSearch
from solver.plan import Plan
from solver.problem import Problem
from solver.search.ruin import Dials
from solver.search.team import SupervisionSearch

MOVES_PER_ENGAGEMENT = 24
"""Visits and camp take turns: so many moves of visits, all workers together, and then it is the camp's turn. Their
order in time is what settles who teaches when: with six times fewer turns of the camp, a city costs 2 % more."""
CAMP_MOVES_PER_SESSION = 150
FEWEST_MOVES, MOST_MOVES = 100, 1500
"""Moves of one worker between two looks at the clock: a tenth of a second, at most."""
CYCLES = 4
"""So often visits and camp take turns in each attempt before attempts are compared: while one is joined and read, which
only one thread at a time can do, the others go on searching."""
LOOK_SECONDS = 0.05
FEWEST_PEOPLE = 32
"""A part with fewer people has too little to exchange: a city is better searched whole, once by every worker."""


class JointSearch:
    """The search of one whole problem; `turn` improves the plan that `snapshot` shows."""

    def __init__(self, problem: Problem, *, workers: int, seed: int, dials: Dials, repeatable: bool = True) -> None:
        """Compile the problem. `workers` threads will be used; `seed` decides every random choice.

        repeatable: every turn does exactly the same work each time, at the price of workers waiting for each other.
        """
        self.problem = problem
        self._repeatable = repeatable
        self._seed = seed
        self._turn = 0
        self._temperature = math.inf
        self._workers = workers
        moves = MOVES_PER_ENGAGEMENT * len(problem.engagements) // workers
        self._moves = min(MOST_MOVES, max(FEWEST_MOVES, moves))
        self._camp_every = max(1, moves // self._moves)
        parts, attempts = share_out(workers, len(problem.supervisors))
        camp = CampSearch(problem)
        first = SupervisionSearch(problem, workers=parts, seed=seed, dials=dials)
        searches = [first, *(first.twin(number) for number in range(1, attempts))]
        self._attempts = [Attempt(problem, search, camp) for search in searches]
        self._pool = ThreadPoolExecutor(workers)
        self._leaders = ThreadPoolExecutor(attempts)
        self._cycles = [0] * attempts
        self._ended_turn = 0
        """The last turn that one of the attempts has ended: the others follow, so that none waits long."""

    def close(self) -> None:
        """Let the threads go."""
        self._leaders.shutdown()
        self._pool.shutdown()

    def start(self, plan: Plan | None) -> None:
        """Plan everything for the first time; what `plan` has is taken over where the rules allow."""
        first, *others = self._attempts
        first.start(plan, self._seed)
        for other in others:
            other.adopt(first)

    @property
    def best(self) -> Attempt:
        """The attempt that costs least."""
        return min(self._attempts, key=lambda attempt: attempt.cost)

    @property
    def cost(self) -> int:
        """The total of the best plan as it stands, up to a constant of the problem."""
        return self.best.cost

    def snapshot(self) -> Snapshot:
        """The best plan as it stands, to be kept; turning it into rows is left for when it is needed."""
        return self.best.snapshot()

    def turn(self, heat: Callable[[], float], meanwhile: Callable[[], None]) -> None:
        """One turn of all attempts; `meanwhile` is called now and then while the workers are busy.

        heat: the temperature in cost units, asked from several threads; 0 when it is time to stop.
        """
        self._turn += 1
        self._select(heat())
        work = [self._leaders.submit(self._improve, number, heat) for number in range(len(self._attempts))]
        while wait(work, timeout=LOOK_SECONDS).not_done:
            meanwhile()
        for one in work:
            one.result()

    def _improve(self, number: int, heat: Callable[[], float]) -> None:
        """One turn of one attempt: some cycles, and fewer when another attempt has made its own."""
        if self._repeatable or len(self._attempts) == 1:
            self._cycle(number, heat())
            return
        for _ in range(CYCLES):
            if self._ended_turn == self._turn:
                return
            self._cycle(number, heat())
        self._ended_turn = self._turn

    def _cycle(self, number: int, temperature: float) -> None:
        """Visits, then the camp; while one attempt is joined and read, the others' workers go on."""
        if not temperature:
            return
        attempt, workers = self._attempts[number], self._pool
        self._cycles[number] += 1
        has_visits = len(self.problem.engagements) > 0
        if has_visits:
            attempt.supervision.improve(workers, temperature, self._moves, repeatable=self._repeatable)
        if self.problem.classes and (not has_visits or self._cycles[number] % self._camp_every == 0):
            moves = CAMP_MOVES_PER_SESSION * sum(row.sessions for row in self.problem.classes)
            first = self._seed + 7919 * self._cycles[number] * self._workers
            streams = [first + 7919 * worker for worker in range(self._workers)]
            attempt.improve_camp(workers, temperature, moves, streams[number :: len(self._attempts)])

    def _select(self, temperature: float) -> None:
        """Let attempts that cost less take the place of others, as far as the temperature has fallen."""
        if not temperature:
            return
        colder = max(0.0, 1 / temperature - 1 / self._temperature)
        self._temperature = temperature
        if len(self._attempts) == 1 or not colder:
            return
        costs = np.array([attempt.cost for attempt in self._attempts], dtype=np.float64)
        chances = np.exp(-colder * (costs - costs.min()))
        draw = np.random.default_rng((self._seed, self._turn)).uniform()
        for place, source in replacements(chances / chances.sum(), draw):
            self._attempts[place].adopt(self._attempts[source])


def share_out(workers: int, people: int) -> tuple[int, int]:
    """How many parts each attempt is cut into, and how many attempts there are, so that most workers have work."""
    most = max(1, min(workers, people // FEWEST_PEOPLE))
    parts = max(range(1, most + 1), key=lambda count: (count * (workers // count), count))
    return parts, workers // parts


def replacements(shares: Sequence[float], draw: float) -> list[tuple[int, int]]:
    """(place, source) for each attempt that is replaced, when an attempt goes on in proportion to its share.

    draw: a random number in [0, 1) that decides what is left over by whole numbers (systematic resampling).
    """
    ends = np.cumsum(shares) * len(shares)
    picked = np.searchsorted(ends, np.arange(len(shares)) + draw, side="right")
    copies = np.bincount(np.minimum(picked, len(shares) - 1), minlength=len(shares))
    sources = [int(number) for number, count in enumerate(copies) for _ in range(count - 1)]
    return list(zip(np.flatnonzero(copies == 0).tolist(), sources, strict=True))
