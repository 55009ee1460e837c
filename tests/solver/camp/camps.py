"""Small random camps with everything that rules and costs speak of, and the verdict on a camp plan of one."""

import json
import random
from typing import Any

from solver.camp.state import CampPlan
from solver.plan import Plan
from solver.problem import CourseSession, Problem, Visit
from solver.rules import Verdict, verify
from tests.solver.builders import camp_class, engagement, station, supervisor, tiny_problem

DATES = ("2026-10-12", "2026-10-14", "2026-10-19", "2026-10-20")
HOURS = (("08:30", "10:00"), ("10:10", "11:40"), ("13:30", "16:30"))
SLOTS = [{"date": date, "start": start, "end": end} for date in DATES for start, end in HOURS]
WEIGHTS = {
    "unscheduled_visit": 2000, "unscheduled_session": 500, "travel": 1, "fields": 30, "rotation": 40, "continuity": 600,
    "spacing": 3, "load": 40, "disliked": 20, "moved": 120, "reassigned": 200, "relocated": 40, "seats": 5,
    "min_days": 30, "isolated": 15, "venue_stability": 10,
}  # fmt: skip
VISIT_COSTS = {"unscheduled_visit", "fields", "rotation", "continuity", "spacing"}


def _some(rng: random.Random, items: range | list[str], share: float) -> list[Any]:
    return [item for item in items if rng.random() < share]


def random_camp(seed: int) -> tuple[Problem, list[Visit]]:
    """A problem of some stations, lecturers, cohorts and classes, with locks and a baseline; and visits that stand."""
    rng = random.Random(seed)
    slots = range(len(SLOTS))
    cohorts = [f"k{i}" for i in range(rng.randint(1, 3))]
    people = [f"v{i}" for i in range(1, rng.randint(2, 4) + 1)]
    stations = [station(i, lon=120.75 + rng.random() * 0.4, staff=6, duty=4, present=5) for i in (1, 2, 3)]
    supervisors = [
        supervisor(
            int(id_[1:]),
            unavailable=_some(rng, slots, 0.15),
            disliked=_some(rng, slots, 0.2),
            max_per_day=rng.choice((1, 2, 3)),
            target=rng.choice((None, 2, 4)),
        )
        for id_ in people
    ]
    venues = [
        {
            "id": f"r{i}", "name": f"r{i}", "lat": 30.75, "lon": 120.75 + rng.random() * 0.3,
            "seats": rng.randint(1, 6),
            "features": _some(rng, ["projector"], 0.7), "closed": _some(rng, slots, 0.2),
        }
        for i in range(rng.randint(1, 3))
    ]  # fmt: skip
    classes = []
    for i in range(rng.randint(1, 5)):
        classes.append(
            camp_class(
                f"c{i}",
                _some(rng, cohorts, 0.6) or cohorts[:1],
                sessions=rng.randint(1, 3),
                lecturers=rng.sample(people, rng.randint(1, 2)),
                features=_some(rng, ["projector"], 0.2),
                min_days=rng.randint(0, 3),
                after=_some(rng, [row["id"] for row in classes], 0.3),
                closed=_some(rng, slots, 0.1),
                students=rng.choice((None, None, 4)),
            )
        )
    trainees = [
        {"id": f"t{i}", "station": f"s{rng.randint(1, 3)}", "cohorts": _some(rng, cohorts, 0.7) or cohorts[:1]}
        for i in range(rng.randint(0, 6))
    ]
    problem = Problem.model_validate(
        tiny_problem(
            slots=SLOTS,
            travel={"road_factor": 1.3, "kmh": 40, "overrides": [["v1", "r0", 5]]},
            stations=stations,
            supervisors=supervisors,
            engagements=[engagement("e", "roving", "s1", last=len(SLOTS) - 1)],
            meetings=[{"id": "m", "slot": 4, "stations": ["s1"], "supervisors": ["v1"]}],
            venues=venues,
            cohorts=[{"id": id_, "name": id_, "max_size": rng.choice((None, 6))} for id_ in cohorts],
            trainees=trainees,
            classes=classes,
            locks=[],
            baseline=None,
            frozen_until=0,
            weights=WEIGHTS,
        )
    )
    free = [t for t in slots if t != 4 and t not in supervisors[1]["unavailable"]]
    visits = [Visit.model_validate({"engagement": "e", "index": 0, "slot": rng.choice(free), "supervisors": ["v2"]})]
    return problem, visits


def judged(problem: Problem, visits: list[Visit], camp: CampPlan) -> Verdict:
    return verify(problem, Plan(visits=visits, sessions=camp.sessions, trainees=camp.trainees))


def camp_cost(verdict: Verdict) -> int:
    """What the plan costs but for what depends on visits alone."""
    return sum(amount for name, amount in verdict.cost.by_name.items() if name not in VISIT_COSTS)


def replanned(problem: Problem, visits: list[Visit], sessions: list[CourseSession], seed: int) -> Problem:
    """The same problem a few days later, with the plan as its baseline and a lock on one of its course sessions."""
    rng = random.Random(seed)
    frozen = rng.randint(0, 5)
    locks = [
        {"class": row.class_id, "index": row.index}
        | {part: getattr(row, part) for part in ("slot", "venue", "lecturer") if rng.random() < 0.6}
        for row in rng.sample(sessions, min(1, len(sessions)))
    ]
    document = problem.model_dump(mode="json", by_alias=True)
    document |= {
        "locks": [lock for lock in locks if len(lock) > 2],
        "baseline": {
            "visits": [row.model_dump() for row in visits],
            "sessions": [row.model_dump(by_alias=True) for row in sessions],
        },
        "frozen_until": frozen,
    }
    return Problem.model_validate_json(json.dumps(document))
