"""A cohort for trainees whom a plan does not place: those of a draft from nothing, and who enrolled after it was made.

The optimiser balances cohorts better (`solver.camp.enrolment`), on arrays that are not worth compiling for a few names.
"""

from collections import Counter

from solver.ids import CohortId, TraineeId
from solver.plan import Plan
from solver.problem import Problem


def with_trainees(problem: Problem, plan: Plan) -> Plan:
    """The plan with everybody placed: who has fewest choices first, each in the smallest cohort that has room.

    Who finds no room is put into the smallest cohort all the same: the rules will say that it is too big.
    """
    placed: dict[TraineeId, CohortId] = dict(plan.trainees)
    sizes = Counter(placed.values())
    room = {cohort.id: cohort.max_size for cohort in problem.cohorts}

    def is_full(cohort: CohortId) -> bool:
        most = room[cohort]
        return most is not None and sizes[cohort] >= most

    waiting = [trainee for trainee in problem.trainees if trainee.id not in placed and trainee.cohorts]
    for trainee in sorted(waiting, key=lambda row: len(row.cohorts)):
        cohort = min(trainee.cohorts, key=lambda option: (is_full(option), sizes[option]))
        placed[trainee.id] = cohort
        sizes[cohort] += 1
    return plan.model_copy(update={"trainees": placed})
