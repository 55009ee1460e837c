"""The cheapest schedule of one person when every stop is paid for: travel and load, less the prices of the stops.

Exact for the rules that concern the person alone: free slots (H2), one stop a slot (H3), the day's, week's and term's
limits (H5) and the minutes between two stops (H11). Days are routes over (slot, place) by dynamic programming; days
make weeks, and weeks the term, by the number of stops.
"""

from solver.bounds.money import NEVER
from solver.bounds.relaxation import Counts, Relaxation
from solver.bounds.scratch import Scratch
from solver.compiled.calendar import Calendar
from solver.compiled.kernel import NONE, Ints, Longs, kernel
from solver.compiled.view import View


@kernel
def person_floor(
    view: View, relaxation: Relaxation, scratch: Scratch, stop_price: Longs, toll: int, person: int, imbalance: Counts
) -> int:
    """Units of the cheapest schedule; its stops are taken off `imbalance` [reaches, slots].

    view: with prices in units; stop_price: [reaches, slots] in units; toll: the person's, see `solver.bounds.far`.
    """
    calendar, people = view.calendar, view.people
    _day_floors(view, relaxation, scratch, stop_price, person)
    week_stops = min(people.max_per_week[person], scratch.week_cost.shape[1] - 1)
    term_stops = min(people.max_per_term[person], len(scratch.term_cost) - 1)
    _nothing_yet(scratch)
    for day in range(len(scratch.day_cost)):
        week = calendar.week[calendar.day_first[day]]
        _join(scratch.week_cost[week], scratch.day_cost[day], week_stops, scratch.from_day[day])
    for week in range(calendar.week_count):
        _join(scratch.term_cost, scratch.week_cost[week], term_stops, scratch.from_week[week])
    far_stops = term_stops if relaxation.far.first[person + 1] > relaxation.far.first[person] else 0
    best, worked = NEVER, 0
    for count in range(term_stops + 1):
        cost = scratch.term_cost[count]
        if cost < NEVER:
            cost += _load_floor(view, person, toll, count, min(far_stops, term_stops - count))
        if cost < best:
            best, worked = cost, count
    _take(calendar, scratch, worked, imbalance)
    return best


@kernel
def _load_floor(view: View, person: int, toll: int, count: int, far_stops: int) -> int:
    """Units of the load of `count` stops and some far ones, `far_stops` at most, that are paid the toll each."""
    target = view.people.target[person]
    least = NEVER
    for far in range(far_stops + 1):
        missed = abs(count + far - target) if target != NONE else 0
        least = min(least, view.prices.load * missed - far * toll)
    return least


@kernel
def _nothing_yet(scratch: Scratch) -> None:
    """Weeks and term as they are before any date: no stop costs nothing, any other number is not possible."""
    for week in range(scratch.week_cost.shape[0]):
        for count in range(scratch.week_cost.shape[1]):
            scratch.week_cost[week, count] = NEVER if count else 0
    for count in range(len(scratch.term_cost)):
        scratch.term_cost[count] = NEVER if count else 0


@kernel
def _join(total: Longs, part: Longs, most: int, chosen: Ints) -> None:
    """Least cost by number of stops, up to `most`, when `part` joins `total`; `chosen`: how many are the part's."""
    for count in range(most, -1, -1):
        chosen[count] = 0
        for stops in range(1, min(count, len(part) - 1) + 1):
            if part[stops] < NEVER and total[count - stops] < NEVER:
                cost = total[count - stops] + part[stops]
                if cost < total[count]:
                    total[count] = cost
                    chosen[count] = stops


@kernel
def _take(calendar: Calendar, scratch: Scratch, worked: int, imbalance: Counts) -> None:
    """Walk back through the choices and take the stops of the cheapest schedule off `imbalance`."""
    day = len(scratch.from_day) - 1
    for week in range(len(scratch.from_week) - 1, -1, -1):
        left = scratch.from_week[week, worked]
        worked -= left
        while day >= 0 and calendar.week[calendar.day_first[day]] == week:
            count = scratch.from_day[day, left]
            left -= count
            for stop in range(count):
                imbalance[scratch.day_stops[day, count, stop, 0], scratch.day_stops[day, count, stop, 1]] -= 1
            day -= 1


@kernel
def _day_floors(view: View, relaxation: Relaxation, scratch: Scratch, stop_price: Longs, person: int) -> None:
    """Cheapest route of every date for each number of stops, and the stops as (reach, slot) in time order."""
    first, end = relaxation.reach_first[person], relaxation.reach_first[person + 1]
    for stop in range(end - first):
        for before in range(end - first):
            origin, destination = relaxation.reach_place[first + before], relaxation.reach_place[first + stop]
            scratch.toward[stop, before] = view.minutes[origin, destination]
    for day in range(len(scratch.day_cost)):
        scratch.day_cost[day, 0] = 0
        for count in range(1, scratch.day_cost.shape[1]):
            scratch.day_cost[day, count] = NEVER
        slot_count = view.calendar.day_first[day + 1] - view.calendar.day_first[day]
        for count in range(min(view.people.max_per_day[person], slot_count)):
            _extend(view, relaxation, scratch, stop_price, person, day, count)
            _close(view, relaxation, scratch, person, day, count)


@kernel
def _close(view: View, relaxation: Relaxation, scratch: Scratch, person: int, day: int, count: int) -> None:
    """Bring the routes of stops 0 .. `count` home and keep the cheapest."""
    first, end = relaxation.reach_first[person], relaxation.reach_first[person + 1]
    day_start = view.calendar.day_first[day]
    best, slot, stop = NEVER, NONE, NONE
    for last_slot in range(view.calendar.day_first[day + 1] - day_start):
        for last in range(end - first):
            if scratch.route[count, last_slot, last] < NEVER:
                back_home = view.prices.travel * view.minutes[relaxation.reach_place[first + last], person]
                if scratch.route[count, last_slot, last] + back_home < best:
                    best, slot, stop = scratch.route[count, last_slot, last] + back_home, last_slot, last
    scratch.day_cost[day, count + 1] = best
    if best == NEVER:
        return
    for rank in range(count, -1, -1):
        scratch.day_stops[day, count + 1, rank, 0] = first + stop
        scratch.day_stops[day, count + 1, rank, 1] = day_start + slot
        slot, stop = scratch.route_back[rank, slot, stop, 0], scratch.route_back[rank, slot, stop, 1]


@kernel
def _extend(
    view: View, relaxation: Relaxation, scratch: Scratch, stop_price: Longs, person: int, day: int, count: int
) -> None:
    """Cheapest routes that have just made stop number `count` of the date, by (slot, place); not home yet."""
    calendar, route = view.calendar, scratch.route
    day_start = calendar.day_first[day]
    first, end = relaxation.reach_first[person], relaxation.reach_first[person + 1]
    for slot in range(calendar.day_first[day + 1] - day_start):
        for stop in range(end - first):
            route[count, slot, stop] = NEVER
            if relaxation.is_open[first + stop, day_start + slot] == 0:
                continue
            best = NEVER
            if count == 0:
                best = view.prices.travel * view.minutes[person, relaxation.reach_place[first + stop]]
            for earlier in range(slot if count > 0 else 0):
                pause = calendar.start_minute[day_start + slot] - calendar.end_minute[day_start + earlier]
                for before in range(end - first):
                    if route[count - 1, earlier, before] >= best:  # travel only adds to it
                        continue
                    if scratch.toward[stop, before] > pause:
                        continue
                    if before == stop and relaxation.twice[first + stop] == 0:
                        continue
                    cost = route[count - 1, earlier, before] + view.prices.travel * scratch.toward[stop, before]
                    if cost < best:
                        best = cost
                        scratch.route_back[count, slot, stop, 0] = earlier
                        scratch.route_back[count, slot, stop, 1] = before
            if best < NEVER:
                route[count, slot, stop] = best - stop_price[first + stop, day_start + slot]
