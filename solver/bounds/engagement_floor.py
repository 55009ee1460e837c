"""The cheapest way to serve one engagement when every stop has a price.

Kept: window and calendars of host, attendees and supervisors (H2), order and gaps of the visits (H9), one weekday and
hour (H10), pins (H12), one supervisor for all visits when a panel of one stays the same (H7), and all costs of the
visits themselves. Left out: everything that two engagements share, `distinct`, and sameness of larger panels.
"""

from solver.bounds.money import NEVER
from solver.bounds.panel_floor import missing_fields, panel_floor
from solver.bounds.relaxation import Counts, Relaxation
from solver.bounds.scratch import Scratch
from solver.bounds.series_floor import series_floor
from solver.compiled.engagements import Visits
from solver.compiled.kernel import NONE, Flags, Longs, copy_row, kernel
from solver.compiled.view import View


@kernel
def engagement_floor(
    view: View,
    relaxation: Relaxation,
    scratch: Scratch,
    stop_price: Longs,
    share_price: Longs,
    far_price: int,
    number: int,
    imbalance: Counts,
) -> int:
    """Units the engagement costs at least; the stops of its cheapest way are added to `imbalance` [reaches, slots].

    stop_price: [reaches, slots]; share_price: [candidates], per visit; far_price: of anybody far; all in units.
    """
    first, end = view.engagements.visit_first[number], view.engagements.visit_first[number + 1]
    skipped = 0
    for visit in range(first, end):
        scratch.skip[visit - first] = _skip_cost(view, number, visit)
        skipped = min(NEVER, skipped + scratch.skip[visit - first])
    if view.engagements.panel[number] == 1 and view.engagements.same_supervisors[number]:
        best = _same_person(view, relaxation, scratch, stop_price, share_price, far_price, number, skipped, imbalance)
    else:
        _panel_costs(view, relaxation, scratch, stop_price, share_price, far_price, number)
        best = series_floor(view, scratch, number, skipped)
        for row in range(end - first if best < skipped else 0):
            slot = scratch.chosen[row]
            for seat in range(view.engagements.panel[number] if slot != NONE else 0):
                if scratch.team[row, slot, seat] != NONE:
                    imbalance[relaxation.candidate_reach[scratch.team[row, slot, seat]], slot] += 1
    return 0 if best >= NEVER else best


@kernel
def _same_person(
    view: View,
    relaxation: Relaxation,
    scratch: Scratch,
    stop_price: Longs,
    share_price: Longs,
    far_price: int,
    number: int,
    best: int,
    imbalance: Counts,
) -> int:
    """Units of the cheapest way below `best` for one and the same person to make all visits that are made."""
    visit_count = view.engagements.visit_first[number + 1] - view.engagements.visit_first[number]
    start, end = relaxation.candidate_first[number], relaxation.candidate_first[number + 1]
    best_candidate = NONE
    for candidate in range(start, end + 1):
        fixed = 0
        if candidate < end:
            if view.engagements.has_keep[number] and not relaxation.kept[candidate]:
                fixed = view.prices.continuity
            least = _candidate_costs(view, relaxation, scratch, stop_price, share_price, number, candidate)
        else:
            least = _far_costs(view, relaxation, scratch, far_price, number)
        if _hasty(scratch.skip, visit_count, least) + fixed >= best:
            continue
        total = series_floor(view, scratch, number, best - fixed) + fixed
        if total < best:
            best, best_candidate = total, candidate
            copy_row(scratch.chosen, scratch.best_chosen)
    for row in range(visit_count if best_candidate != NONE and best_candidate < end else 0):
        if scratch.best_chosen[row] != NONE:
            imbalance[relaxation.candidate_reach[best_candidate], scratch.best_chosen[row]] += 1
    return best


@kernel
def _skip_cost(view: View, number: int, visit: int) -> int:
    """Units of leaving the visit out, with what that changes in the published plan; NEVER for a pinned visit."""
    visits, prices = view.visits, view.prices
    if visits.pin_slot[visit] != NONE or visits.pin_panel[visit, 0] != NONE:
        return NEVER
    cost = prices.unscheduled_visit * view.engagements.priority[number]
    if visits.base_slot[visit] != NONE:
        cost += prices.moved + _whole_change(visits, prices.reassigned, visit)
    return int(cost)


@kernel
def _hasty(skip: Longs, visit_count: int, least_slot: int) -> int:
    """A quick lower bound of the series: no visit costs less than its least slot, or being left out."""
    total = 0
    for row in range(visit_count):
        total = min(NEVER, total + min(skip[row], least_slot))
    return total


@kernel
def _may(visits: Visits, in_window: Flags, visit: int, slot: int) -> bool:
    """Whether the visit may lie in the slot as far as its pin, or else the engagement's window, says."""
    pin = visits.pin_slot[visit]
    return bool(slot == pin if pin != NONE else in_window[slot] != 0)


@kernel
def _slot_change(visits: Visits, moved: int, visit: int, slot: int) -> int:
    """Units for moving a published visit to this slot."""
    base = visits.base_slot[visit]
    return moved if base != NONE and base != slot else 0


@kernel
def _member_change(visits: Visits, reassigned: int, visit: int, person: int) -> int:
    """Units (negative) that this person on the panel spares of what a wholly new panel would change."""
    for seat in range(visits.base_panel.shape[1]):
        if visits.base_panel[visit, seat] == person:
            return -reassigned
    return 0


@kernel
def _whole_change(visits: Visits, reassigned: int, visit: int) -> int:
    """Units when nobody of the published panel stays."""
    cost = 0
    for seat in range(visits.base_panel.shape[1]):
        if visits.base_panel[visit, seat] != NONE:
            cost += reassigned
    return cost


@kernel
def _pinned_out(visits: Visits, visit: int, person: int) -> bool:
    """Whether a pin gives the visit to others."""
    if visits.pin_panel[visit, 0] == NONE:
        return False
    for seat in range(visits.pin_panel.shape[1]):
        if visits.pin_panel[visit, seat] == person:
            return False
    return True


@kernel
def _seat_cost(
    view: View, relaxation: Relaxation, stop_price: Longs, share_price: Longs, visit: int, candidate: int, slot: int
) -> int:
    """Units of one candidate on the panel of a visit, its fields aside; NEVER when they cannot be there."""
    reach, person = relaxation.candidate_reach[candidate], relaxation.candidate[candidate]
    if relaxation.is_open[reach, slot] == 0 or _pinned_out(view.visits, visit, person):
        return NEVER
    cost = stop_price[reach, slot] + share_price[candidate]
    cost += view.prices.rotation * relaxation.avoided[candidate]
    cost += view.prices.disliked * view.people.disliked[person, slot]
    cost += _member_change(view.visits, view.prices.reassigned, visit, person)
    return int(cost)


@kernel
def _candidate_costs(
    view: View,
    relaxation: Relaxation,
    scratch: Scratch,
    stop_price: Longs,
    share_price: Longs,
    number: int,
    candidate: int,
) -> int:
    """Fill `scratch.cost` [visits, slots] for one candidate who makes all the visits; returns its least entry."""
    cost, first = scratch.cost, view.engagements.visit_first[number]
    fields = view.prices.fields * missing_fields(view.engagements.wanted_fields[number], relaxation.brings[candidate])
    least = NEVER
    for row in range(view.engagements.visit_first[number + 1] - first):
        visit = first + row
        fixed = fields + _whole_change(view.visits, view.prices.reassigned, visit)
        for slot in range(cost.shape[1]):
            cost[row, slot] = NEVER
            if _may(view.visits, relaxation.in_window[number], visit, slot):
                seat = _seat_cost(view, relaxation, stop_price, share_price, visit, candidate, slot)
                if seat < NEVER:
                    cost[row, slot] = seat + fixed + _slot_change(view.visits, view.prices.moved, visit, slot)
                    least = min(least, cost[row, slot])
    return least


@kernel
def _far_costs(view: View, relaxation: Relaxation, scratch: Scratch, far_price: int, number: int) -> int:
    """The same for anybody far, of whom only the least price of a stop is known."""
    cost, first = scratch.cost, view.engagements.visit_first[number]
    least = NEVER
    for row in range(view.engagements.visit_first[number + 1] - first):
        visit = first + row
        possible = far_price < NEVER and view.visits.pin_panel[visit, 0] == NONE
        for slot in range(cost.shape[1]):
            cost[row, slot] = NEVER
            if possible and _may(view.visits, relaxation.in_window[number], visit, slot):
                cost[row, slot] = (
                    far_price
                    + _whole_change(view.visits, view.prices.reassigned, visit)
                    + _slot_change(view.visits, view.prices.moved, visit, slot)
                )
                least = min(least, cost[row, slot])
    return least


@kernel
def _panel_costs(
    view: View,
    relaxation: Relaxation,
    scratch: Scratch,
    stop_price: Longs,
    share_price: Longs,
    far_price: int,
    number: int,
) -> None:
    """Fill `scratch.cost` with the cheapest panel of each visit in each slot, `scratch.team` with its candidates."""
    first = view.engagements.visit_first[number]
    panel, wanted = view.engagements.panel[number], view.engagements.wanted_fields[number]
    near = _seat_brings(view, relaxation, scratch, number)
    for row in range(view.engagements.visit_first[number + 1] - first):
        visit = first + row
        for slot in range(scratch.cost.shape[1]):
            scratch.cost[row, slot] = NEVER
            if not _may(view.visits, relaxation.in_window[number], visit, slot):
                continue
            for seat in range(near):
                candidate = relaxation.candidate_first[number] + seat
                scratch.seat[seat] = _seat_cost(view, relaxation, stop_price, share_price, visit, candidate, slot)
            for seat in range(panel):
                is_pinned = view.visits.pin_panel[visit, 0] != NONE
                scratch.seat[near + seat] = NEVER if is_pinned else far_price
            least = panel_floor(scratch, panel, wanted, view.prices.fields, near + panel)
            if least < NEVER:
                scratch.cost[row, slot] = (
                    least
                    + _whole_change(view.visits, view.prices.reassigned, visit)
                    + _slot_change(view.visits, view.prices.moved, visit, slot)
                )
                for seat in range(panel):
                    picked = scratch.picked[seat]
                    is_near = picked < near
                    scratch.team[row, slot, seat] = relaxation.candidate_first[number] + picked if is_near else NONE


@kernel
def _seat_brings(view: View, relaxation: Relaxation, scratch: Scratch, number: int) -> int:
    """Fill `scratch.brings`: the candidates', then as many far persons who bring everything as the panel has seats.

    Returns how many of them are candidates told apart.
    """
    start, end = relaxation.candidate_first[number], relaxation.candidate_first[number + 1]
    for candidate in range(start, end):
        scratch.brings[candidate - start] = relaxation.brings[candidate]
    for seat in range(view.engagements.panel[number]):
        scratch.brings[end - start + seat] = view.engagements.wanted_fields[number]
    return int(end - start)
