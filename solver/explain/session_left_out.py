"""Why one course session is left out, and what would free it."""

import heapq
from collections import Counter
from typing import Final

from solver.explain.changes import altered, asks, cap_change, person_change, rank
from solver.explain.session_options import SessionOption, SessionOptions
from solver.explain.tally import priced_reason, tally, unblocked_reason
from solver.explain.trial import Trial
from solver.plan import Change, Plan, Reason, Remedy, Unscheduled
from solver.problem import CourseSession
from solver.rules import SessionKey

FREES: Final = {
    "class-closed": "open-class",
    "venue-closed": "open-venue",
    "unavailable": "free-person",
    "day-cap": "raise-max-per-day",
    "week-cap": "raise-max-per-week",
    "term-cap": "raise-max-per-term",
    "locked-elsewhere": "release-lock",
    "panel-fixed": "change-lecturer",
}
"""What blocks an option → the change that opens it."""

MOST_CHANGES: Final = 3
MOST_REMEDIES: Final = 3
MOST_PRICED: Final = 3


def explain_course_session(trial: Trial, options: SessionOptions, tries: int) -> Unscheduled:
    """The reasons and remedies for the course session of `options`; at most `tries` remedies are judged."""
    every = options.all()
    key = options.key
    free = [option for option in every if not option.blocks]
    blocked = Counter(option.blocks for option in every if option.blocks)
    reasons = tally(blocked)
    remedies: list[Remedy] = []
    if not every:
        reasons = [Reason(code="no-venue", options=0, alone=0)]
    elif not tries:
        reasons = [*([unblocked_reason(len(free))] if free else []), *reasons]
    elif free:
        reason, remedy = _price(trial, options, free)
        reasons, remedies = [reason, *reasons], [remedy]
    else:
        remedies = _remedies(trial, options, every, tries)
    return Unscheduled(class_id=key.class_id, index=key.index, options=len(every), reasons=reasons, remedies=remedies)


def _plan_with(options: SessionOptions, plan: Plan, option: SessionOption) -> Plan:
    """The plan with the course session added; the class's others change over to the same lecturer."""
    key = options.key
    new = CourseSession(
        class_id=key.class_id, index=key.index, slot=option.slot, venue=option.venue, lecturer=option.lecturer
    )
    rows = [
        row.model_copy(update={"lecturer": option.lecturer}) if row.class_id == key.class_id else row
        for row in plan.sessions
    ]
    return plan.model_copy(update={"sessions": [*rows, new]})


def _price(trial: Trial, options: SessionOptions, free: list[SessionOption]) -> tuple[Reason, Remedy]:
    """What the cheapest of some free options costs, against leaving the course session out; and that option."""
    venues = {row.venue for row in options.held}
    first = sorted(free, key=lambda option: (option.venue not in venues, option.slot))[:MOST_PRICED]
    nears = [(trial.around(options.concerned(option)), option) for option in first]
    priced = [(near.extra_cost(_plan_with(options, near.plan, option)), option) for near, option in nears]
    extra, best = min(priced)
    reason = priced_reason(extra, trial.problem.weights.unscheduled_session, len(free))
    return reason, Remedy(changes=[], slot=best.slot, supervisors=[best.lecturer], venue=best.venue)


def _remedies(trial: Trial, options: SessionOptions, every: list[SessionOption], tries: int) -> list[Remedy]:
    found: list[Remedy] = []
    asked: set[frozenset[tuple[str, str]]] = set()
    heap = [
        (rank(codes), number, codes)
        for number, option in enumerate(every)
        if set(option.blocks) <= FREES.keys()
        for codes in [tuple(dict.fromkeys(FREES[code] for code in option.blocks))]
        if len(codes) <= MOST_CHANGES
    ]
    heapq.heapify(heap)
    while heap and len(found) < MOST_REMEDIES and len(asked) < tries:
        _, number, codes = heapq.heappop(heap)
        option = every[number]
        changes = [_change(options, option, code) for code in codes]
        if asks(changes) in asked:
            continue
        asked.add(asks(changes))
        near = trial.around(options.concerned(option))
        if near.holds(_plan_with(options, near.plan, option), altered(near.problem, changes)):
            found.append(Remedy(changes=changes, slot=option.slot, supervisors=[option.lecturer], venue=option.venue))
    return found


def _change(options: SessionOptions, option: SessionOption, code: str) -> Change:
    register = options.book.register
    person, venue = register.people[option.lecturer], register.venues[option.venue]
    slot, when = option.slot, register.slot_name(option.slot)
    year, week = register.weeks[slot]
    class_id = options.key.class_id
    match code:
        case "open-class":
            return Change(code=code, facts={"class": class_id, "slot": slot, "when": when})
        case "open-venue":
            return Change(code=code, facts={"venue": venue.id, "name": venue.name, "slot": slot, "when": when})
        case "free-person":
            return person_change(person, code, slot=slot, when=when)
        case "raise-max-per-day":
            return cap_change(person, code, date=register.dates[slot].isoformat())
        case "raise-max-per-week":
            return cap_change(person, code, year=year, week=week)
        case "change-lecturer":
            return Change(code=code, facts={"person": person.id, "name": person.name, "class": class_id})
        case "release-lock":
            return Change(code=code, facts={"row": str(options.key)})
    return cap_change(person, code)


def left_out_course_sessions(trial: Trial) -> list[SessionKey]:
    """The course sessions that are due and not planned, in the order of the problem."""
    book = trial.book
    return [
        SessionKey(camp_class.id, index)
        for camp_class in trial.problem.classes
        for index in range(camp_class.sessions)
        if SessionKey(camp_class.id, index) not in book.course_sessions
    ]
