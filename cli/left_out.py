"""What is left out of a plan and why, in words."""

from cli.words import FORMS, SCHEMES, moment
from solver.explain import change_message, reason_message
from solver.ids import SupervisorId
from solver.plan import Remedy, Unscheduled
from solver.problem import Problem
from solver.wording import Lang, Wording

MOST_REASONS = 3
MOST_REMEDIES = 3


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
