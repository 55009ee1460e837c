"""Every visit by the same panel: the cheapest series of each promising panel, and the cheapest of all."""

from solver.compiled.chance import exponential
from solver.compiled.kernel import NEVER, NONE, copy_row, copy_table, inner_kernel
from solver.search.insertion.candidates import least_of_stops, load_change, price_single, visits_left
from solver.search.roster import bits
from solver.search.series.cheapest import cheapest_allowed, count_picked, use_slots
from solver.search.series.lone import sum_lowest
from solver.search.workspace import BEST, Desk

SEEDS = 8
"""Panels of several are grown from so many of the candidates."""


@inner_kernel
def insert_with_one_panel(desk: Desk, engagement: int, count: int, may_skip: bool) -> int:
    """The cheapest series by one panel throughout, into `ws.best`; its cost, or NEVER.

    count: of `open_slots`; may_skip: whether visits may be left out, at their price.
    """
    if desk.facts.engagements.panel[engagement] == 1:
        return choose_person(desk, engagement, count, may_skip)
    e, ws = desk.facts.engagements, desk.ws
    everybody = e.candidate_first[engagement + 1] - e.candidate_first[engagement]
    for rank in range(everybody):
        ws.considered[rank] = ws.considered[rank] and price_single(desk, engagement, rank) > 0
    best, seeds = NEVER, 0
    for rank in range(everybody):
        if ws.considered[rank] and seeds < SEEDS:
            seeds += 1
            ws.seats[0] = rank
            best = grow_panel(desk, engagement, count, may_skip, best)
    return best


@inner_kernel
def choose_person(desk: Desk, engagement: int, count: int, may_skip: bool) -> int:
    """Panels of one: who promises most is tried first, until nobody left can do better than what is found."""
    ws = desk.ws
    promise_persons(desk, engagement, may_skip)
    best = NEVER
    while True:
        chosen = most_promising(desk, engagement, best)
        if chosen == NONE:
            return best
        if ws.is_priced[chosen]:
            ws.considered[chosen] = 0
            ws.seats[0] = chosen
            best = try_panel(desk, engagement, ws.constant[chosen], count, may_skip, best)
        else:
            ws.is_priced[chosen] = 1
            ws.floor[chosen] = max(ws.floor[chosen], price_person(desk, engagement, chosen, may_skip))


@inner_kernel
def promise_persons(desk: Desk, engagement: int, may_skip: bool) -> None:
    """Fill `floor` with what a series by each candidate costs at least, as far as can be told without their prices."""
    e, ws = desk.facts.engagements, desk.ws
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    for rank in range(e.candidate_first[engagement + 1] - e.candidate_first[engagement]):
        if ws.considered[rank]:
            ws.is_priced[rank] = 0
            ws.seats[0] = rank
            ws.constant[rank] = surcharge(desk)
            ws.floor[rank] = -NEVER
            if not may_skip:
                least = ws.constant[rank] + panel_constant(desk, engagement, visits)
                least += visits * panel_fields(desk, engagement, 1)
                ws.floor[rank] = least + least_of_stops(desk, engagement, rank, visits)


@inner_kernel
def most_promising(desk: Desk, engagement: int, best: int) -> int:
    """The candidate whose series may cost least, if that is below `best`; or NONE."""
    e, ws = desk.facts.engagements, desk.ws
    least, chosen = best, NONE
    for rank in range(e.candidate_first[engagement + 1] - e.candidate_first[engagement]):
        if ws.considered[rank] and ws.floor[rank] < least:
            least, chosen = ws.floor[rank], rank
    return chosen


@inner_kernel
def price_person(desk: Desk, engagement: int, rank: int, may_skip: bool) -> int:
    """Price all stops of a candidate; returns what a series by them costs at least, or NEVER."""
    e, ws = desk.facts.engagements, desk.ws
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    ws.seats[0] = rank
    count = price_single(desk, engagement, rank)
    if may_skip:
        return -NEVER if count > 0 else NEVER
    if count < visits:
        return NEVER
    floor = ws.constant[rank] + panel_constant(desk, engagement, visits) + visits * panel_fields(desk, engagement, 1)
    return floor + sum_lowest(ws.lowest, ws.single[rank], ws.listed, count, visits)


@inner_kernel
def surcharge(desk: Desk) -> int:
    """What chance puts on a panel, so that the search does not always choose alike."""
    return int(desk.heat * exponential(desk.chance)) if desk.heat > 0 else 0


@inner_kernel
def grow_panel(desk: Desk, engagement: int, count: int, may_skip: bool, best: int) -> int:
    """Add one candidate after the other to the panel that starts with seat 0, each time the one that costs least."""
    e, ws = desk.facts.engagements, desk.ws
    everybody = e.candidate_first[engagement + 1] - e.candidate_first[engagement]
    for size in range(2, e.panel[engagement] + 1):
        least, chosen = NEVER, NONE
        for rank in range(everybody):
            if not ws.considered[rank] or is_seated(desk, size - 1, rank):
                continue
            ws.seats[size - 1] = rank
            if size == e.panel[engagement]:
                best = try_panel(desk, engagement, surcharge(desk), count, may_skip, best)
            else:
                cost = price_panel(desk, engagement, size, count)
                if cost < least:
                    least, chosen = cost, rank
        if size < e.panel[engagement]:
            if chosen == NONE:
                return best
            ws.seats[size - 1] = chosen
    return best


@inner_kernel
def is_seated(desk: Desk, size: int, rank: int) -> bool:
    """Whether the candidate is in one of the first `size` seats."""
    for seat in range(size):
        if desk.ws.seats[seat] == rank:
            return True
    return False


@inner_kernel
def price_panel(desk: Desk, engagement: int, size: int, count: int) -> int:
    """Fill `price[BEST]` with the cost of a visit by the first `size` seats together; returns the least."""
    ws = desk.ws
    fields = panel_fields(desk, engagement, size)
    least = NEVER
    for number in range(count):
        slot = ws.open_slots[number]
        cost = fields
        for seat in range(size):
            cost = min(NEVER, cost + ws.single[ws.seats[seat], slot])
            ws.team[BEST, slot, seat] = ws.seats[seat]
        ws.price[BEST, slot] = cost
        least = min(least, cost)
    return least


@inner_kernel
def panel_fields(desk: Desk, engagement: int, size: int) -> int:
    """What each visit costs for the wanted fields that nobody in the first `size` seats has."""
    e = desk.facts.engagements
    missing = e.wanted_fields[engagement]
    for seat in range(size):
        missing &= ~e.brings[e.candidate_first[engagement] + desk.ws.seats[seat]]
    return desk.facts.prices.fields * bits(missing)


@inner_kernel
def panel_constant(desk: Desk, engagement: int, visits: int) -> int:
    """What the team in `seats` costs once, whenever its visits are: continuity, and load for so many visits."""
    e = desk.facts.engagements
    cost = 0
    kept = 0
    for seat in range(e.panel[engagement]):
        position = e.candidate_first[engagement] + desk.ws.seats[seat]
        kept |= e.kept[position]
        cost += load_change(desk, engagement, e.candidate[position], visits)
    if e.has_keep[engagement] and not kept:
        cost += desk.facts.prices.continuity
    return cost


@inner_kernel
def most_visits(desk: Desk, engagement: int) -> int:
    """How many of the visits everybody of the team in `seats` may still make this term (H5)."""
    e = desk.facts.engagements
    most = e.visit_first[engagement + 1] - e.visit_first[engagement]
    for seat in range(e.panel[engagement]):
        person = e.candidate[e.candidate_first[engagement] + desk.ws.seats[seat]]
        most = min(most, visits_left(desk, person))
    return most


@inner_kernel
def try_panel(desk: Desk, engagement: int, extra: int, count: int, may_skip: bool, best: int) -> int:
    """The cheapest series by the team in `seats`, kept in `ws.best` when it costs less than `best`; returns the lesser.

    extra: what is added to its cost.
    """
    calendar, e, ws = desk.facts.calendar, desk.facts.engagements, desk.ws
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    most = most_visits(desk, engagement) if may_skip else visits
    constant = extra + panel_constant(desk, engagement, most)
    least = price_panel(desk, engagement, e.panel[engagement], count)
    if least == NEVER or (not may_skip and constant + visits * least >= best):
        return best
    person = e.candidate[e.candidate_first[engagement] + ws.seats[0]]
    for beat in range(calendar.beat_count if e.same_weekday[engagement] else 1):
        used = use_slots(desk, count, beat if e.same_weekday[engagement] else NONE, BEST + 1)
        cost = cheapest_allowed(desk, engagement, used, BEST + 1, person, most, may_skip, best - constant)
        if cost < NEVER and may_skip:
            constant = extra + panel_constant(desk, engagement, count_picked(ws, visits))
        if cost < NEVER and constant + cost < best:
            best = constant + cost
            copy_row(ws.trial.slots, ws.best.slots)
            copy_table(ws.trial.panels, ws.best.panels)
    return best
