"""The cheapest slots for the visits of one engagement, whose cost in every slot is known: a shortest path, exact."""

from solver.bounds.money import NEVER
from solver.bounds.scratch import Scratch
from solver.compiled.kernel import NONE, Ints, kernel
from solver.compiled.view import View


@kernel
def series_floor(view: View, scratch: Scratch, number: int, limit: int) -> int:
    """Units of the cheapest way below `limit` to plan or leave out each visit, or `limit` when there is none.

    scratch.cost: [visits, slots] of having the visit there; scratch.skip: of leaving it out; scratch.chosen: its slots,
    NONE when left out, comes out only with a result below `limit`. Order and gaps (H9), one weekday and hour (H10) and
    spacing count.
    """
    visit_count = view.engagements.visit_first[number + 1] - view.engagements.visit_first[number]
    usable = 0
    for slot in range(scratch.cost.shape[1]):
        for visit in range(visit_count):
            if scratch.cost[visit, slot] < NEVER:
                scratch.slots[usable] = slot
                usable += 1
                break
    if not view.engagements.same_weekday[number]:
        return _path(view, scratch, number, visit_count, scratch.slots[:usable], limit)
    best = limit
    for beat in range(view.calendar.beat_count):
        count = 0
        for rank in range(usable):
            if view.calendar.beat[scratch.slots[rank]] == beat:
                scratch.same_beat[count] = scratch.slots[rank]
                count += 1
        best = _path(view, scratch, number, visit_count, scratch.same_beat[:count], best)
    return best


@kernel
def _path(view: View, scratch: Scratch, number: int, visit_count: int, slots: Ints, limit: int) -> int:
    """`series_floor` over the given slots only, at least one visit planned."""
    least, back, skip, slot_count = scratch.least, scratch.least_back, scratch.skip, len(slots)
    gap_days, ideal_days = view.engagements.min_gap_days[number], view.engagements.ideal_gap_days[number]
    ordinal, spacing = view.calendar.ordinal, view.prices.spacing
    for visit in range(visit_count):
        for rank in range(slot_count):
            _reach_visit(scratch, ordinal, gap_days, ideal_days, spacing, slots, visit, rank)
    best, last_visit, last_rank, tail = limit, NONE, NONE, 0
    for visit in range(visit_count - 1, -1, -1):
        for rank in range(slot_count):
            if least[visit, rank] < NEVER and least[visit, rank] + tail < best:
                best, last_visit, last_rank = least[visit, rank] + tail, visit, rank
        if skip[visit] == NEVER:
            break
        tail += skip[visit]
    if last_visit != NONE:
        for visit in range(visit_count):
            scratch.chosen[visit] = NONE
    while last_visit != NONE:
        scratch.chosen[last_visit] = slots[last_rank]
        last_visit, last_rank = back[last_visit, last_rank, 0], back[last_visit, last_rank, 1]
    return best


@kernel
def _reach_visit(
    scratch: Scratch,
    ordinal: Ints,
    gap_days: int,
    ideal_days: int,
    spacing: int,
    slots: Ints,
    visit: int,
    rank: int,
) -> None:
    """Fill the least cost of having planned up to one visit, with it in one slot, and the visit planned before it."""
    least, back, skip = scratch.least, scratch.least_back, scratch.skip
    slot = slots[rank]
    least[visit, rank] = NEVER
    if scratch.cost[visit, slot] == NEVER:
        return
    best, skipped = NEVER, 0
    back[visit, rank, 0], back[visit, rank, 1] = NONE, NONE
    for earlier in range(visit - 1, -2, -1):
        if earlier < 0:
            if skipped < best:
                best = skipped
                back[visit, rank, 0], back[visit, rank, 1] = NONE, NONE
            break
        for before in range(rank):
            days = ordinal[slot] - ordinal[slots[before]]
            if days < gap_days:
                break
            if least[earlier, before] == NEVER:
                continue
            total = least[earlier, before] + skipped
            if ideal_days != NONE:
                total += spacing * abs(days - (visit - earlier) * ideal_days)
            if total < best:
                best = total
                back[visit, rank, 0], back[visit, rank, 1] = earlier, before
        if skip[earlier] == NEVER:
            break
        skipped += skip[earlier]
    if best < NEVER:
        least[visit, rank] = best + scratch.cost[visit, slot]
