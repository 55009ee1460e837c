"""Warnings: what a usable problem asks for that cannot be had, foreseen by counting, before any search."""

from solver.problem import Problem
from solver.reading.faults import Caution
from solver.reading.foresight.camp import foresee_camp
from solver.reading.foresight.demand import foresee_demand
from solver.reading.foresight.engagements import foresee_engagements
from solver.reading.foresight.outlook import Cautions, Outlook
from solver.reading.foresight.pins import foresee_pins


def warnings(problem: Problem) -> list[Caution]:
    """Everything foreseen that cannot work as asked, each with its numbers.

    Each is a proof by counting one thing alone: a visit or course session named here cannot all be planned, but a
    problem without warnings may still not fit. In the frozen part only what happened there counts as possible.
    """
    outlook = Outlook(problem)
    cautions = Cautions()
    foresee_engagements(outlook, cautions)
    foresee_demand(outlook, cautions)
    foresee_camp(outlook, cautions)
    foresee_pins(problem, cautions)
    return cautions.remarks
