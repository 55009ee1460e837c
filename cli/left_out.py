"""What is left out of a plan and why, in words."""

from cli.words import moment
from scheduler.words import FORMS, SCHEMES
from solver.explain import change_message, explain_unscheduled, reason_message
from solver.ids import SupervisorId
from solver.plan import Plan, Remedy, Unscheduled
from solver.problem import Problem
from solver.wording import Lang, Wording

MOST_REASONS = 3
MOST_REMEDIES = 3


def explained(problem: Problem, plan: Plan) -> list[Unscheduled]:
    """Everything left out with its reasons: as the plan's own run noted them, else worked out anew.

    A plan file may be of another program, or edited since: notes that do not fit plan and problem are not believed.
    """
    visits = {(row.engagement, row.index) for row in plan.visits}
    sessions = {(row.class_id, row.index) for row in plan.sessions}
    due = {(row.id, index) for row in problem.engagements for index in range(row.visits)} - visits
    due_sessions = {(row.id, index) for row in problem.classes for index in range(row.sessions)} - sessions
    noted = {(row.engagement, row.index) for row in plan.unscheduled if row.engagement is not None}
    noted_sessions = {(row.class_id, row.index) for row in plan.unscheduled if row.class_id is not None}
    is_noted = due == noted and due_sessions == noted_sessions and all(_fits(problem, row) for row in plan.unscheduled)
    return plan.unscheduled if is_noted else explain_unscheduled(problem, plan)


def _fits(problem: Problem, row: Unscheduled) -> bool:
    """Whether the codes are ours, their sentences find their facts, and slots and people are the problem's."""
    try:
        reasons_and_remedies(problem, row)
    except (KeyError, IndexError):
        return False
    return True


def titles(problem: Problem) -> dict[str, tuple[Wording, int]]:
    """What each engagement and class is called, by id, and of how many visits or course sessions it consists."""
    stations = {row.id: row.name for row in problem.stations}
    known: dict[str, tuple[Wording, int]] = {}
    for row in problem.engagements:
        name, scheme = stations[row.station], SCHEMES[row.scheme]
        known[row.id] = Wording(f"{name} · {scheme.zh}", f"{name} · {scheme.en}"), row.visits
    for course in problem.classes:
        form = FORMS[course.form]
        known[course.id] = Wording(f"{course.title} · {form.zh}", f"{course.title} · {form.en}"), course.sessions
    return known


def reasons_and_remedies(problem: Problem, row: Unscheduled) -> tuple[list[Wording], list[Wording]]:
    """The main reasons, and the easiest remedies with where it then goes, each in a sentence."""
    reasons = [
        Wording(reason_message(reason, Lang.ZH), reason_message(reason, Lang.EN))
        for reason in row.reasons[:MOST_REASONS]
    ]
    names = {person.id: person.name for person in problem.supervisors}
    remedies = [
        Wording(_remedy(remedy, problem, names, Lang.ZH), _remedy(remedy, problem, names, Lang.EN))
        for remedy in row.remedies[:MOST_REMEDIES]
    ]
    return reasons, remedies


def _remedy(remedy: Remedy, problem: Problem, names: dict[SupervisorId, str], lang: Lang) -> str:
    also = Wording("，并", ", and ").say(lang)
    comma = Wording("、", ", ").say(lang)
    changes = also.join(change_message(change, lang) for change in remedy.changes)
    where = f"{moment(problem.slots[remedy.slot], lang)} {comma.join(names[who] for who in remedy.supervisors)}"
    return f"{changes} → {where}" if changes else f"→ {where}"


def spoken(wording: Wording, lang: Lang) -> str:
    """A finished sentence, in which braces are only braces."""
    return wording.zh if lang is Lang.ZH else wording.en
