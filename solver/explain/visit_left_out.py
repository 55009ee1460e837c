"""Why one visit is left out, and what would free it."""

from collections import Counter
from typing import Final

from solver.explain.blocks import Blocks
from solver.explain.moving import move_remedy
from solver.explain.tally import priced_reason, tally, unblocked_reason
from solver.explain.trial import Trial
from solver.explain.visit_options import SlotOptions, VisitOptions
from solver.explain.visit_remedies import plan_with, visit_remedies
from solver.ids import SupervisorId
from solver.plan import Reason, Remedy, Unscheduled
from solver.rules import VisitKey

MOST_REMEDIES: Final = 3
MOST_PRICED: Final = 3
"""How many of the free options are priced exactly; those nearest to the ideal and the way first."""


def explain_visit(trial: Trial, options: VisitOptions, tries: int) -> Unscheduled:
    """The reasons and remedies for the visit of `options`; at most `tries` remedies are judged."""
    panel = options.engagement.panel
    slots = options.all_slots()
    inside = [slot_options for slot_options in slots if "outside-window" not in slot_options.blocks]
    if len(options.eligible) < panel:
        facts: dict[str, str | int] = {"eligible": len(options.eligible), "needed": panel}
        counted = len(inside) * len(options.eligible)
        few = Reason(code="no-eligible-person", options=counted, alone=counted, facts=facts)
        return _found(options, inside, [few], [])
    blocked: Counter[Blocks] = Counter()
    free: list[tuple[int, list[SupervisorId]]] = []
    for slot_options in inside:
        people = _free_people(slot_options)
        if len(people) >= panel:
            free.append((slot_options.slot, people))
        blocked.update(_blocks(slot_options, len(people) < panel))
    reasons = tally(blocked)
    if not tries:
        unblocked = sum(len(people) for _, people in free)
        return _found(options, inside, [*([unblocked_reason(unblocked)] if free else []), *reasons], [])
    if free:
        reason, remedy = _price(trial, options, free)
        return _found(options, inside, [reason, *reasons], [remedy])
    moved = move_remedy(trial, options, inside)
    asked = visit_remedies(options, slots, trial, MOST_REMEDIES - len(moved), tries)
    return _found(options, inside, reasons, moved + asked)


def _found(
    options: VisitOptions, inside: list[SlotOptions], reasons: list[Reason], remedies: list[Remedy]
) -> Unscheduled:
    key, counted = options.key, len(inside) * len(options.eligible)
    return Unscheduled(engagement=key.engagement, index=key.index, options=counted, reasons=reasons, remedies=remedies)


def _free_people(slot_options: SlotOptions) -> list[SupervisorId]:
    return [] if slot_options.blocks else [person for person, blocks in slot_options.people if not blocks]


def _blocks(slot_options: SlotOptions, incomplete: bool) -> list[Blocks]:
    """What blocks each person's option; someone free who finds too few others is blocked by that."""
    found = [slot_options.blocks + blocks for _, blocks in slot_options.people]
    return [blocks or ("panel-incomplete",) for blocks in found] if incomplete else [b for b in found if b]


def _price(trial: Trial, options: VisitOptions, free: list[tuple[int, list[SupervisorId]]]) -> tuple[Reason, Remedy]:
    """What the cheapest of some free options costs, against leaving the visit out; and that option."""
    engagement = options.engagement
    panels = sorted((_estimate(options, slot, person), slot, person) for slot, people in free for person in people)
    free_in = dict(free)
    priced = []
    for _, slot, person in panels[:MOST_PRICED]:
        others = [other for other in free_in[slot] if other != person][: engagement.panel - 1]
        panel = [person, *others]
        near = trial.around(options.concerned(panel))
        priced.append((near.extra_cost(plan_with(options, near.plan, slot, panel)), slot, panel))
    extra, slot, panel = min(priced)
    penalty = trial.problem.weights.unscheduled_visit * engagement.priority
    reason = priced_reason(extra, penalty, len(panels))
    return reason, Remedy(changes=[], slot=slot, supervisors=panel)


def _estimate(options: VisitOptions, slot: int, person: SupervisorId) -> int:
    """Roughly what the option costs by travel, spacing, fields, wishes and load: it only sets the order of pricing."""
    book, engagement = options.book, options.engagement
    register, weights = book.register, book.register.problem.weights
    row = register.people[person]
    stops = [(stop.slot, stop.place) for stop in book.days.get((person, register.dates[slot]), ())]
    before = register.day_minutes(person, [place for _, place in stops])
    stops = sorted([*stops, (slot, register.station_places[engagement.station])])
    detour = register.day_minutes(person, [place for _, place in stops]) - before
    ideal = engagement.ideal_gap_days
    units = (
        (weights.travel, detour),
        (weights.spacing, sum(abs(gap - ideal) for gap in options.gaps(slot)) if ideal else 0),
        (weights.fields, len(set(engagement.fields) - set(row.fields))),
        (weights.disliked, slot in register.disliked[person]),
        (weights.rotation, person in engagement.avoid),
        (weights.load, 1 if row.target is not None and book.load[person] >= row.target else -1),
    )
    return sum(weight * quantity for weight, quantity in units)


def left_out_visits(trial: Trial) -> list[VisitKey]:
    """The visits that are due and not planned, in the order of the problem."""
    book = trial.book
    return [
        VisitKey(engagement.id, index)
        for engagement in trial.problem.engagements
        for index in range(engagement.visits)
        if VisitKey(engagement.id, index) not in book.visits
    ]
