"""Every visit by its own panel: the two cheapest panels per slot, and the visits' own, then the cheapest series."""

from solver.compiled.kernel import NEVER, NONE, copy_row, copy_table, inner_kernel
from solver.search.insertion.candidates import keep_lowest, least_of_stops, load_change, price_single
from solver.search.insertion.one_panel import surcharge
from solver.search.insertion.teams import choose_teams, price_own_teams
from solver.search.roster import bits
from solver.search.series.cheapest import cheapest_allowed, use_slots
from solver.search.workspace import BEST, CHOICES, OWN, SECOND, Desk

FEW = 6
"""So many candidates are looked at before it is asked whether others could do better."""


@inner_kernel
def insert_with_free_panels(desk: Desk, engagement: int, count: int, may_skip: bool) -> int:
    """The cheapest series with a panel of its own for each visit, into `ws.best`; its cost, or NEVER.

    count: of `open_slots`; may_skip: whether visits may be left out, at their price. Few of the candidates are needed
    to find a good series, and what it costs tells who else could better it.
    """
    e, ws = desk.facts.engagements, desk.ws
    least = promise_stops(desk, engagement)
    if may_skip or not e.is_plain[engagement] or ws.first_slot[0] != NONE:
        consider_below(desk, engagement, NEVER)
        return choose_series(desk, engagement, count, may_skip)
    consider_below(desk, engagement, few_lowest(desk, engagement))
    best = choose_series(desk, engagement, count, False)
    others = (e.visit_first[engagement + 1] - e.visit_first[engagement]) * e.panel[engagement] - 1
    if consider_below(desk, engagement, best - others * least):
        best = choose_series(desk, engagement, count, False)
    return best


@inner_kernel
def choose_series(desk: Desk, engagement: int, count: int, may_skip: bool) -> int:
    """The cheapest series by those considered, into `ws.best`; its cost, or NEVER."""
    calendar, e, ws = desk.facts.calendar, desk.facts.engagements, desk.ws
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    choices = choices_per_visit(desk, engagement)
    price_candidates(desk, engagement, count, choices)
    best = NEVER
    for beat in range(calendar.beat_count if e.same_weekday[engagement] else 1):
        used = use_slots(desk, count, beat if e.same_weekday[engagement] else NONE, choices)
        if visits == 1 and choices == BEST + 1 and used > 0 and ws.first_slot[0] == NONE:
            used = use_cheapest(desk, used)
        cost = cheapest_allowed(desk, engagement, used, choices, NONE, visits, may_skip, NEVER)
        if cost < best:
            best = cost
            copy_row(ws.trial.slots, ws.best.slots)
            copy_table(ws.trial.panels, ws.best.panels)
    return best


@inner_kernel
def promise_stops(desk: Desk, engagement: int) -> int:
    """Fill `floor` with what a stop of each candidate costs at least, NEVER for who cannot; returns the least."""
    view, ws, e = desk.facts, desk.ws, desk.facts.engagements
    lowest = NEVER
    for rank in range(e.candidate_first[engagement + 1] - e.candidate_first[engagement]):
        ws.floor[rank] = NEVER
        ws.is_priced[rank] = 0
        if ws.considered[rank]:
            position = e.candidate_first[engagement] + rank
            ws.constant[rank] = surcharge(desk) + load_change(desk, engagement, e.candidate[position], 1)
            least = ws.constant[rank] + least_of_stops(desk, engagement, rank, 1)
            if e.panel[engagement] == 1:
                least += view.prices.fields * bits(e.wanted_fields[engagement] & ~e.brings[position])
            ws.floor[rank] = min(NEVER, least)
            lowest = min(lowest, ws.floor[rank])
    return lowest


@inner_kernel
def few_lowest(desk: Desk, engagement: int) -> int:
    """The floor below which FEW of the candidates are."""
    e, ws = desk.facts.engagements, desk.ws
    for number in range(FEW):
        ws.few[number] = NEVER
    for rank in range(e.candidate_first[engagement + 1] - e.candidate_first[engagement]):
        keep_lowest(ws.few, FEW, ws.floor[rank])
    return min(NEVER, ws.few[FEW - 1] + 1)


@inner_kernel
def consider_below(desk: Desk, engagement: int, ceiling: int) -> bool:
    """Consider just those candidates whose floor is below the ceiling; whether that is somebody more than before."""
    e, ws = desk.facts.engagements, desk.ws
    is_wider = False
    for rank in range(e.candidate_first[engagement + 1] - e.candidate_first[engagement]):
        ws.considered[rank] = ws.floor[rank] < ceiling
        is_wider = is_wider or (ws.considered[rank] and not ws.is_priced[rank])
    return is_wider


@inner_kernel
def use_cheapest(desk: Desk, used: int) -> int:
    """Keep only the cheapest slot in `use`: enough for a single visit."""
    ws = desk.ws
    for place in range(used):
        if ws.price[BEST, ws.use[place]] < ws.price[BEST, ws.use[0]]:
            ws.use[0] = ws.use[place]
    return 1


@inner_kernel
def choices_per_visit(desk: Desk, engagement: int) -> int:
    """How many panels per slot a series chooses from.

    A second one is needed when nobody may come twice, the visits' own when some are pinned or published.
    """
    e = desk.facts.engagements
    if not e.is_plain[engagement]:
        return CHOICES
    several = e.visit_first[engagement + 1] - e.visit_first[engagement] > 1
    return SECOND + 1 if several and e.distinct[engagement] else BEST + 1


@inner_kernel
def price_candidates(desk: Desk, engagement: int, count: int, choices: int) -> None:
    """Fill `price` and `team`, and `own_price` when it is asked for, in every open slot."""
    e, ws = desk.facts.engagements, desk.ws
    seats = e.panel[engagement]
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    is_single = e.is_plain[engagement] and visits == 1 and ws.first_slot[0] == NONE
    ws.price[:, :] = NEVER
    if seats > 1:
        ws.there_count[:] = 0
    for rank in range(e.candidate_first[engagement + 1] - e.candidate_first[engagement]):
        if ws.considered[rank]:
            enter_candidate(desk, engagement, rank, count)
    if seats > 1:
        choose_teams(desk, engagement, count, choices, is_single)
    if choices > OWN:
        price_own_teams(desk, engagement, count)


@inner_kernel
def enter_candidate(desk: Desk, engagement: int, rank: int, count: int) -> None:
    """Price a candidate's stop in each open slot, load and surcharge included; note it where panels are chosen."""
    view, ws, e = desk.facts, desk.ws, desk.facts.engagements
    prices = ws.single[rank]
    if not ws.is_priced[rank]:
        ws.is_priced[rank] = 1
        for number in range(price_single(desk, engagement, rank)):
            prices[ws.listed[number]] += ws.constant[rank]
    missing = e.wanted_fields[engagement] & ~e.brings[e.candidate_first[engagement] + rank]
    fields = view.prices.fields * bits(missing)
    for number in range(count):
        slot = ws.open_slots[number]
        if prices[slot] >= NEVER:
            continue
        if e.panel[engagement] == 1:
            enter_alone(desk, rank, slot, prices[slot] + fields)
        else:
            ws.there[slot, ws.there_count[slot]] = rank
            ws.there_count[slot] += 1


@inner_kernel
def enter_alone(desk: Desk, rank: int, slot: int, cost: int) -> None:
    """Note a panel of one if it is among the best two in the slot."""
    ws = desk.ws
    if cost >= ws.price[SECOND, slot]:
        return
    choice = SECOND
    if cost < ws.price[BEST, slot]:
        ws.price[SECOND, slot] = ws.price[BEST, slot]
        ws.team[SECOND, slot, 0] = ws.team[BEST, slot, 0]
        choice = BEST
    ws.price[choice, slot] = cost
    ws.team[choice, slot, 0] = rank
