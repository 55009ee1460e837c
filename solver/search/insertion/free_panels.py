"""Every visit by its own panel: the two cheapest panels per slot, and the visits' own, then the cheapest series."""

from solver.compiled.kernel import NEVER, NONE, copy_row, copy_table, inner_kernel
from solver.search.insertion.candidates import load_change, price_single
from solver.search.insertion.one_panel import surcharge
from solver.search.insertion.teams import choose_teams, list_free, price_own_teams
from solver.search.roster import bits
from solver.search.series.cheapest import cheapest_allowed, use_slots
from solver.search.workspace import BEST, CHOICES, OWN, SECOND, Desk


@inner_kernel
def insert_with_free_panels(desk: Desk, engagement: int, count: int, may_skip: bool) -> int:
    """The cheapest series with a panel of its own for each visit, into `ws.best`; its cost, or NEVER.

    count: of `open_slots`; may_skip: whether visits may be left out, at their price.
    """
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
    is_single = (
        e.is_plain[engagement]
        and e.visit_first[engagement + 1] - e.visit_first[engagement] == 1
        and ws.first_slot[0] == NONE
    )
    ws.price[:, :] = NEVER
    if seats > 1:
        ws.there_count[:] = 0
    least = NEVER
    for rank in range(e.candidate_first[engagement + 1] - e.candidate_first[engagement]):
        if ws.considered[rank]:
            ceiling = least if is_single and seats == 1 else NEVER
            least = min(least, price_candidate(desk, engagement, rank, ceiling))
    if seats > 1:
        choose_teams(desk, engagement, count, choices, is_single)
    if choices > OWN:
        price_own_teams(desk, engagement, count)


@inner_kernel
def price_candidate(desk: Desk, engagement: int, rank: int, ceiling: int) -> int:
    """Price a candidate's stop in each open slot, load included; enter it where panels are chosen from.

    Returns its least price; a candidate who cannot be below `ceiling` anywhere is not looked at further.
    """
    view, ws, e = desk.facts, desk.ws, desk.facts.engagements
    position = e.candidate_first[engagement] + rank
    extra = surcharge(desk) + load_change(desk, e.candidate[position], 1)
    fields = view.prices.fields * bits(e.wanted_fields[engagement] & ~e.brings[position])
    ws.considered[rank] = 0
    if extra + fields + view.prices.rotation * e.avoided[position] >= ceiling:
        return NEVER
    listed = price_single(desk, engagement, rank)
    if listed == 0:
        return NEVER
    ws.considered[rank] = 1
    least = NEVER
    for number in range(listed):
        slot = ws.listed[number]
        ws.single[rank, slot] += extra
        least = min(least, ws.single[rank, slot] + fields)
        if e.panel[engagement] == 1:
            enter_alone(desk, rank, slot, ws.single[rank, slot] + fields)
    if e.panel[engagement] > 1:
        list_free(desk, rank, listed)
    return least


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
