"""The cheapest series over several choices of panel per slot, or with visits left out."""

from solver.compiled.kernel import NEVER, NONE, inner_kernel
from solver.search.series.gaps import may_follow
from solver.search.series.visits import skip_price, visit_price
from solver.search.workspace import Desk, Workspace


@inner_kernel
def cheapest_series(desk: Desk, engagement: int, count: int, choices: int, most: int, may_skip: bool) -> int:
    """The cheapest series over `choices` panels per slot, with visits left out at their price when `may_skip`.

    most: visits with this index and later ones are left out. Fills `picked`; NEVER when there is none (a series
    of nothing is none).
    """
    e, ws = desk.facts.engagements, desk.ws
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    best, best_index, best_choice, best_place = NEVER, NONE, NONE, NONE
    before = 0
    for index in range(most):
        if index > 0 and not may_skip:
            before = NEVER
        after = price_of_rest(desk, engagement, index + 1, may_skip)
        floor = before
        for place in range(count):
            for choice in range(choices):
                ws.reach[index, choice, place] = NEVER
                if index > 0 and place > 0:
                    floor = min(floor, ws.reach[index - 1, choice, place - 1])
            for choice in range(choices):
                cost = visit_price(desk, engagement, index, choice, ws.use[place])
                if cost >= NEVER or (not may_skip and floor + cost >= best):
                    continue
                worth = before if may_skip else min(before, best - cost) if index == visits - 1 else before
                step = cheapest_step(desk, engagement, index, choice, place, choices, may_skip, worth)
                cost += step
                if step >= NEVER or cost >= NEVER or (index == visits - 1 and cost + after >= best):
                    continue
                ws.reach[index, choice, place] = cost
                if after < NEVER and cost + after < best:
                    best, best_index, best_choice, best_place = cost + after, index, choice, place
        if may_skip:
            before = min(NEVER, before + skip_price(desk, engagement, index))
    if best >= NEVER:
        return NEVER
    read_series(ws, visits, best_index, best_choice, best_place)
    return best


@inner_kernel
def price_of_rest(desk: Desk, engagement: int, first: int, may_skip: bool) -> int:
    """Cost of leaving out all visits from index `first` on; NEVER when that is not allowed."""
    e = desk.facts.engagements
    cost = 0
    for index in range(first, e.visit_first[engagement + 1] - e.visit_first[engagement]):
        cost = min(NEVER, cost + skip_price(desk, engagement, index) if may_skip else NEVER)
    return cost


@inner_kernel
def cheapest_step(
    desk: Desk, engagement: int, index: int, choice: int, place: int, choices: int, may_skip: bool, before: int
) -> int:
    """The cheapest way to arrive at a node; `before` is the price of leaving out every visit before it."""
    e, ordinal, ws = desk.facts.engagements, desk.facts.calendar.ordinal, desk.ws
    ideal = e.ideal_gap_days[engagement]
    spacing = desk.facts.prices.spacing if ideal >= 0 else 0
    late, early = ws.late, ws.early
    late[0], late[1], late[2] = index, choice, ws.use[place]
    today = ordinal[late[2]]
    best = before
    came = ws.came_from[index, choice, place]
    came[0] = NONE
    skipped = 0
    for previous in range(index - 1, -1, -1):
        for earlier in range(place):
            early[0], early[2] = previous, ws.use[earlier]
            gap = today - ordinal[early[2]]
            step = skipped + spacing * abs(gap - (index - previous) * ideal)
            for early_choice in range(choices):
                cost = ws.reach[previous, early_choice, earlier] + step
                if cost >= best:
                    continue
                early[1] = early_choice
                if may_follow(desk, engagement, early, late, e.same_supervisors[engagement] == 1):
                    best = cost
                    came[0], came[1], came[2] = previous, early_choice, earlier
        if not may_skip:
            break
        skipped += skip_price(desk, engagement, previous)
        if skipped >= best:
            break
    return best


@inner_kernel
def read_series(ws: Workspace, visits: int, index: int, choice: int, place: int) -> None:
    """Walk back from a node into `picked`."""
    for any_index in range(visits):
        ws.picked[any_index, 0] = NONE
        ws.picked[any_index, 1] = NONE
    while index >= 0:
        ws.picked[index, 0] = choice
        ws.picked[index, 1] = ws.use[place]
        came = ws.came_from[index, choice, place]
        index, choice, place = came[0], came[1], came[2]
