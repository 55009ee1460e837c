"""Everything that is left out of a plan, with the reasons and the remedies."""

from typing import Final

from solver.explain.blocks import locks_by_row
from solver.explain.session_left_out import explain_course_session, left_out_course_sessions
from solver.explain.session_options import SessionOptions
from solver.explain.trial import Trial
from solver.explain.visit_left_out import explain_visit, left_out_visits
from solver.explain.visit_options import VisitOptions
from solver.plan import Plan, Reason, Unscheduled
from solver.problem import Problem

FEWEST_TRIES: Final = 3
MOST_TRIES: Final = 12
ALL_TRIES: Final = 90
"""Judging a remedy takes some 20 ms in a city; the more is left out, the fewer are tried for each."""

MOST_JUDGED: Final = 100
"""So many visits, and course sessions, get prices and remedies; the rest only reasons."""
MOST_EXAMINED: Final = 400
"""So many get reasons; a plan that leaves out more is hardly begun."""


NOT_EXAMINED: Final = [Reason(code="not-examined", options=0, alone=0)]


def explain_unscheduled(problem: Problem, plan: Plan) -> list[Unscheduled]:
    """Why each visit and course session that is due is not planned, and what would free it.

    Each is looked at with the rest of the plan as it stands. Every option (slot of its window × eligible person, or
    slot × venue × lecturer) is asked what blocks it; the cheapest changes that open one are judged by the rules before
    they are offered. What is left out comes in the order of the problem, visits first; where it is very much, the later
    ones are explained with less, as the constants above say.
    """
    trial = Trial(problem, plan)
    locks = locks_by_row(trial.book.register)
    visits, course_sessions = left_out_visits(trial), left_out_course_sessions(trial)
    tries = max(FEWEST_TRIES, min(MOST_TRIES, ALL_TRIES // max(1, len(visits) + len(course_sessions))))
    found = []
    for number, key in enumerate(visits):
        if number < MOST_EXAMINED:
            options = VisitOptions(trial.book, locks, key)
            found.append(explain_visit(trial, options, tries if number < MOST_JUDGED else 0))
        else:
            found.append(Unscheduled(engagement=key.engagement, index=key.index, reasons=NOT_EXAMINED, remedies=[]))
    for number, of_class in enumerate(course_sessions):
        if number < MOST_EXAMINED:
            ways = SessionOptions(trial.book, locks, of_class)
            found.append(explain_course_session(trial, ways, tries if number < MOST_JUDGED else 0))
        else:
            row = Unscheduled(class_id=of_class.class_id, index=of_class.index, reasons=NOT_EXAMINED, remedies=[])
            found.append(row)
    return found
