"""The cheapest series by one panel throughout."""

from solver.compiled.kernel import NEVER, NONE, Ints, inner_kernel
from solver.search.series.gaps import crowds_person
from solver.search.series.visits import visit_price
from solver.search.workspace import BEST, Desk, Workspace

WEEK_DAYS = 7


@inner_kernel
def cheapest_lone_series(desk: Desk, engagement: int, count: int, person: int, ceiling: int) -> int:
    """The cheapest full series by one panel (choice BEST) below `ceiling`; `person` is on it. Fills `picked`; or NEVER.

    count: how many slots `ws.use` holds. What cannot end below the ceiling is not followed: the visits to come cost at
    least what as many of the cheapest slots do.
    """
    e, ws = desk.facts.engagements, desk.ws
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    if count < visits:
        return NEVER
    sum_lowest(ws.lowest, ws.price[BEST], ws.use, count, visits)
    for index in range(visits):
        to_come = visits - 1 - index
        highest = ceiling - ws.lowest[to_come - 1] if to_come > 0 else ceiling
        if index == 0:
            for place in range(count):
                cost = visit_price(desk, engagement, 0, BEST, ws.use[place])
                ws.reach[0, BEST, place] = cost if cost < highest else NEVER
        else:
            reach_next(desk, engagement, index, count, person, highest)
    return read_lone_series(ws, visits, count)


@inner_kernel
def reach_next(desk: Desk, engagement: int, index: int, count: int, person: int, highest: int) -> None:
    """Fill `reach` for the visit after those that are done, NEVER where it would be `highest` or more.

    A step costs a price for each day that it is nearer or farther than the ideal gap. So of the places behind, those
    at least the ideal gap away are known by a running minimum, those nearer by the minimum of a sliding window; only
    the few within a week are looked at one by one, since the person's week may be full.
    """
    e, ordinal, ws = desk.facts.engagements, desk.facts.calendar.ordinal, desk.ws
    before, here, window = ws.reach[index - 1, BEST], ws.reach[index, BEST], ws.window
    ideal = e.ideal_gap_days[engagement]
    spacing = desk.facts.prices.spacing if ideal >= 0 else 0
    near = max(e.min_gap_days[engagement], WEEK_DAYS)
    far = max(ideal, near)
    far_best, far_from, floor = NEVER, NONE, NEVER
    entered, head, tail = 0, 0, 0
    for place in range(count):
        slot = ws.use[place]
        here[place] = NEVER
        if place > 0:
            floor = min(floor, before[place - 1])
        cost = visit_price(desk, engagement, index, BEST, slot)
        if floor + cost >= highest:
            continue
        today = ordinal[slot]
        while entered < place and today - ordinal[ws.use[entered]] >= near:
            tail = enter_window(desk, before, spacing, entered, head, tail)
            entered += 1
        while head < tail and today - ordinal[ws.use[window[head]]] >= far:
            earlier = before[window[head]] - spacing * ordinal[ws.use[window[head]]]
            if earlier < far_best:
                far_best, far_from = earlier, window[head]
            head += 1
        best, origin = highest - cost, NONE
        if far_from != NONE and far_best + spacing * (today - ideal) < best:
            best, origin = far_best + spacing * (today - ideal), far_from
        if head < tail and nearer_cost(desk, before, spacing, window[head]) + spacing * (ideal - today) < best:
            best, origin = nearer_cost(desk, before, spacing, window[head]) + spacing * (ideal - today), window[head]
        best, origin = look_near(desk, engagement, index, entered, place, person, best, origin)
        if origin != NONE:
            here[place] = best + cost
            ws.came_from[index, BEST, place, 2] = origin


@inner_kernel
def nearer_cost(desk: Desk, before: Ints, spacing: int, place: int) -> int:
    """Cost of a step from a place nearer than the ideal gap, but for what all such places have in common."""
    return int(before[place] + spacing * desk.facts.calendar.ordinal[desk.ws.use[place]])


@inner_kernel
def enter_window(desk: Desk, before: Ints, spacing: int, place: int, head: int, tail: int) -> int:
    """Let a place into the window, and strike from its end what this one betters; returns where it ends then.

    Who is later and no dearer while both are near is no dearer when they are far.
    """
    window = desk.ws.window
    if before[place] >= NEVER:
        return tail
    cost = nearer_cost(desk, before, spacing, place)
    while tail > head and nearer_cost(desk, before, spacing, window[tail - 1]) >= cost:
        tail -= 1
    window[tail] = place
    return tail + 1


@inner_kernel
def look_near(
    desk: Desk, engagement: int, index: int, first: int, place: int, person: int, best: int, origin: int
) -> tuple[int, int]:
    """The cheapest step to a visit from the places from `first` on, if below `best`, and the place it comes from."""
    e, ordinal, ws = desk.facts.engagements, desk.facts.calendar.ordinal, desk.ws
    ideal = e.ideal_gap_days[engagement]
    spacing = desk.facts.prices.spacing if ideal >= 0 else 0
    late = ws.use[place]
    for near in range(first, place):
        early = ws.use[near]
        gap = ordinal[late] - ordinal[early]
        if gap < e.min_gap_days[engagement]:
            break
        step = ws.reach[index - 1, BEST, near] + spacing * abs(gap - ideal)
        if step < best and not crowds_person(desk, person, early, late):
            best, origin = step, near
    return best, origin


@inner_kernel
def sum_lowest(lowest: Ints, prices: Ints, slots: Ints, count: int, visits: int) -> int:
    """Fill `lowest[n]` with the price of the n + 1 cheapest slots together; returns that of `visits` slots.

    prices: by slot; slots: the first `count` of them, at least `visits`.
    """
    for number in range(count):
        cost = prices[slots[number]]
        if number >= visits and cost >= lowest[visits - 1]:
            continue
        at = min(number, visits - 1)
        while at > 0 and lowest[at - 1] > cost:
            lowest[at] = lowest[at - 1]
            at -= 1
        lowest[at] = cost
    for index in range(1, visits):
        lowest[index] = min(NEVER, lowest[index] + lowest[index - 1])
    return lowest[visits - 1]


@inner_kernel
def read_lone_series(ws: Workspace, visits: int, count: int) -> int:
    """Walk back from the cheapest end of a lone series into `picked`; its cost, or NEVER."""
    best, place = NEVER, NONE
    for end in range(count):
        if ws.reach[visits - 1, BEST, end] < best:
            best, place = ws.reach[visits - 1, BEST, end], end
    if place == NONE:
        return NEVER
    for index in range(visits - 1, -1, -1):
        ws.picked[index, 0] = BEST
        ws.picked[index, 1] = ws.use[place]
        place = ws.came_from[index, BEST, place, 2]
    return best
