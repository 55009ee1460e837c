"""The cheapest way to give one class when every stop of a lecturer has a price: one lecturer, each session on its own.

Left out of account: sessions in different slots, cohorts, order of classes, duty at stations, and the costs `min_days`,
`isolated` and `venue_stability`.
"""

from solver.bounds.money import NEVER
from solver.bounds.relaxation import Counts, Relaxation
from solver.bounds.scratch import Scratch
from solver.bounds.teaching import Teaching
from solver.compiled.kernel import NONE, Ints, Longs, copy_table, kernel
from solver.compiled.view import View


@kernel
def class_floor(
    view: View, relaxation: Relaxation, scratch: Scratch, stop_price: Longs, number: int, imbalance: Counts
) -> int:
    """Units the class costs at least; the stops of its cheapest way are added to `imbalance` [reaches, slots]."""
    teaching = relaxation.teaching
    first, end = teaching.session_first[number], teaching.session_first[number + 1]
    best = NEVER
    best_stops, stops = scratch.best_session_stops, scratch.session_stops
    for row in range(end - first):
        best_stops[row, 0] = NONE
    skipped = 0
    for session in range(first, end):
        skipped += teaching.skip_cost[session]
        if teaching.must[session]:
            skipped = NEVER
            break
    best = min(best, skipped)
    option, last = teaching.option_first[number], teaching.option_first[number + 1]
    while option < last:
        until = option
        while until < last and teaching.lecturer[until] == teaching.lecturer[option]:
            until += 1
        total = 0
        for session in range(first, end):
            cost = _session_floor(view, teaching, stop_price, option, until, session, stops[session - first])
            if cost == NEVER:
                total = NEVER
                break
            total += cost
        if total < best:
            best = total
            copy_table(stops, best_stops)
        option = until
    for row in range(end - first):
        if best_stops[row, 0] != NONE:
            imbalance[best_stops[row, 0], best_stops[row, 1]] += 1
    return 0 if best == NEVER else best


@kernel
def _session_floor(
    view: View, teaching: Teaching, stop_price: Longs, option: int, until: int, session: int, stop: Ints
) -> int:
    """Units of one session by one lecturer (options `option` .. `until` - 1) or left out; `stop`: (reach, slot)."""
    lecturer = teaching.lecturer[option]
    best = NEVER if teaching.must[session] else teaching.skip_cost[session]
    stop[0], stop[1] = NONE, NONE
    if teaching.pin_lecturer[session] != NONE and teaching.pin_lecturer[session] != lecturer:
        return best
    has_base = teaching.base_slot[session] != NONE
    changed = teaching.reassigned if has_base and teaching.base_lecturer[session] != lecturer else 0
    for row in range(option, until):
        if teaching.pin_place[session] != NONE and teaching.pin_place[session] != teaching.place[row]:
            continue
        fixed = teaching.seats_cost[row] + changed
        if has_base and teaching.base_place[session] != teaching.place[row]:
            fixed += teaching.relocated
        for slot in range(teaching.is_open.shape[1]):
            if teaching.pin_slot[session] != NONE:
                if slot != teaching.pin_slot[session]:
                    continue
            elif teaching.is_open[row, slot] == 0:
                continue
            cost = stop_price[teaching.reach[row], slot] + fixed
            cost += view.prices.disliked * view.people.disliked[lecturer, slot]
            if has_base and teaching.base_slot[session] != slot:
                cost += teaching.moved
            if cost < best:
                best = cost
                stop[0], stop[1] = teaching.reach[row], slot
    return best
