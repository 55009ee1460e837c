"""The only bridge between rows and the optimiser: problems from rows, their snapshots, plans and their lasting keys."""

from scheduler.planning.carrying import Carried, Loss, LossReason, carry_over
from scheduler.planning.keys import (
    course_session_key,
    lasting_key,
    meeting_key,
    parse_meeting_key,
    parse_plan_key,
    visit_key,
)
from scheduler.planning.locks import FittedLocks, fit_locks
from scheduler.planning.plans import plan_in, plan_rows
from scheduler.planning.problems import problem_of, slots_before
from scheduler.planning.snapshots import load_problem, problem_in, snapshot_problem

__all__ = [
    "Carried",
    "FittedLocks",
    "Loss",
    "LossReason",
    "carry_over",
    "course_session_key",
    "fit_locks",
    "lasting_key",
    "load_problem",
    "meeting_key",
    "parse_meeting_key",
    "parse_plan_key",
    "plan_in",
    "plan_rows",
    "problem_in",
    "problem_of",
    "slots_before",
    "snapshot_problem",
    "visit_key",
]
