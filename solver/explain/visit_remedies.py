"""Remedies for a visit that is left out: changes that open an option, tried by judging the plan with them."""

import heapq
from collections.abc import Iterator
from typing import Final, NamedTuple

from solver.explain.changes import altered, asks, cap_change, person_change, rank
from solver.explain.trial import Trial
from solver.explain.visit_options import SlotOptions, VisitOptions
from solver.ids import SupervisorId
from solver.plan import Change, Plan, Remedy
from solver.problem import Visit

FREES: Final = {
    "station-closed": "open-station",
    "staff-at-class": "keep-fewer",
    "gap-too-short": "allow-gap",
    "other-weekday": "allow-other-weekday",
    "outside-window": "widen-window",
    "locked-elsewhere": "release-lock",
    "unavailable": "free-person",
    "day-cap": "raise-max-per-day",
    "week-cap": "raise-max-per-week",
    "term-cap": "raise-max-per-term",
    "pairs-cap": "raise-max-pairs",
    "comes-twice": "let-come-again",
    "panel-fixed": "change-panel",
}
"""What blocks an option → the change that opens it. The others are facts, or not to be asked for."""

MOST_CHANGES: Final = 3
"""A remedy that asks for more is not worth reading."""


class Proposal(NamedTuple):
    """A panel in a slot, and how much it takes to open it; ordered by that."""

    rank: int
    slot: int
    panel: tuple[SupervisorId, ...]
    codes: tuple[str, ...]


def visit_remedies(
    options: VisitOptions, slots: list[SlotOptions], trial: Trial, most: int, tries: int
) -> list[Remedy]:
    """Up to `most` remedies, cheapest first, of the `tries` cheapest proposals."""
    found: list[Remedy] = []
    asked: set[frozenset[tuple[str, str]]] = set()
    for proposal in _cheapest_first(options, slots):
        if len(found) >= most or len(asked) >= tries:
            break
        changes = _changes(options, proposal)
        if not changes or asks(changes) in asked:
            continue
        asked.add(asks(changes))
        panel = list(proposal.panel)
        near = trial.around(options.concerned(panel))
        if near.holds(plan_with(options, near.plan, proposal.slot, panel), altered(near.problem, changes)):
            found.append(Remedy(changes=changes, slot=proposal.slot, supervisors=panel))
    return found


def plan_with(options: VisitOptions, plan: Plan, slot: int, panel: list[SupervisorId]) -> Plan:
    """The plan with the visit added; a series that keeps its people changes over to the panel as a whole."""
    key = options.key
    new = Visit(engagement=key.engagement, index=key.index, slot=slot, supervisors=panel)
    visits = [
        visit.model_copy(update={"supervisors": panel})
        if visit.engagement == key.engagement and options.panel is not None
        else visit
        for visit in plan.visits
    ]
    return plan.model_copy(update={"visits": [*visits, new]})


def _cheapest_first(options: VisitOptions, slots: list[SlotOptions]) -> Iterator[Proposal]:
    heap = [
        proposal
        for slot_options in slots
        if all(code in FREES for code in slot_options.blocks)
        for proposal in _proposals(options, slot_options)
        if 0 < len(proposal.codes) <= MOST_CHANGES
    ]
    heapq.heapify(heap)
    while heap:
        yield heapq.heappop(heap)


def _proposals(options: VisitOptions, slot_options: SlotOptions) -> Iterator[Proposal]:
    """The panels of a slot that changes could open: each person for a panel of one, else the easiest panel."""
    slot, size = slot_options.slot, options.engagement.panel
    common = [FREES[code] for code in slot_options.blocks]
    if "open-station" in common:
        common += ["open-station"] * (len(options.closed_hosts(slot)) - 1)
    people = sorted(
        (rank(codes), person, codes)
        for person, blocks in slot_options.people
        if all(code in FREES for code in blocks) and (size == 1 or "panel-fixed" not in blocks)
        for codes in [[FREES[code] for code in blocks]]
    )
    panels = [people[:size]] if size > 1 else [[entry] for entry in people]
    for panel in panels:
        if len(panel) == size:
            codes = tuple(common + [code for _, _, needed in panel for code in needed])
            yield Proposal(rank(codes), slot, tuple(person for _, person, _ in panel), codes)


def _changes(options: VisitOptions, proposal: Proposal) -> list[Change] | None:
    """The changes of a proposal, with their facts; None when one of them is more than can be asked for."""
    changes: list[Change] = []
    for code in dict.fromkeys(proposal.codes):
        of_slot = _slot_changes(options, proposal.slot, code)
        of_people = [_person_change(options, person, proposal.slot, code) for person in proposal.panel]
        needed = [change for change in (*of_slot, *of_people) if change is not None]
        if not needed:
            return None
        changes += needed
    return changes


def _slot_changes(options: VisitOptions, slot: int, code: str) -> list[Change]:
    """What a change of this code is for the slot; empty when it concerns people, or cannot be asked for."""
    register, engagement = options.book.register, options.engagement
    when = register.slot_name(slot)
    of: dict[str, str | int] = {"engagement": engagement.id}
    if code == "open-station":
        return [
            Change(code=code, facts={"station": s, "name": register.stations[s].name, "slot": slot, "when": when})
            for s in options.closed_hosts(slot)
        ]
    if code == "keep-fewer":
        return _keep_fewer(options, slot)
    facts: dict[str, dict[str, str | int]] = {
        "allow-gap": {**of, "days": min(options.gaps(slot), default=0), "now": engagement.min_gap_days},
        "allow-other-weekday": of,
        "let-come-again": of,
        "widen-window": {**of, "slot": slot, "when": when},
        "release-lock": {"row": str(options.key)},
    }
    return [Change(code=code, facts=facts[code])] if code in facts else []


def _keep_fewer(options: VisitOptions, slot: int) -> list[Change]:
    changes = []
    for station_id in options.short_staffed(slot):
        station = options.book.register.stations[station_id]
        left = station.staff - options.book.away[station_id, slot]
        if left < station.duty:
            return []
        facts: dict[str, str | int] = {"station": station_id, "name": station.name, "present": left}
        changes.append(Change(code="keep-fewer", facts={**facts, "now": station.present}))
    return changes


def _person_change(options: VisitOptions, person: SupervisorId, slot: int, code: str) -> Change | None:
    """What a change of this code is for a person; None when the person does not need it."""
    register = options.book.register
    row = register.people[person]
    if code not in {FREES[block] for block in options.blocks_of(person, slot)}:
        return None
    year, week = register.weeks[slot]
    match code:
        case "free-person":
            return person_change(row, code, slot=slot, when=register.slot_name(slot))
        case "raise-max-per-day":
            return cap_change(row, code, date=register.dates[slot].isoformat())
        case "raise-max-per-week":
            return cap_change(row, code, year=year, week=week)
        case "raise-max-per-term" | "raise-max-pairs":
            return cap_change(row, code)
        case "change-panel":
            return person_change(row, code, engagement=options.engagement.id)
    return None
