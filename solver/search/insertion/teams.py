"""Panels of several, each for one slot: the cheapest team, and the visits' own (pinned or published) panels."""

from solver.compiled.kernel import NEVER, NONE, Ints, inner_kernel
from solver.search.roster import bits, candidate_position
from solver.search.workspace import BEST, SECOND, Desk


@inner_kernel
def choose_teams(desk: Desk, engagement: int, count: int, choices: int, is_single: bool) -> None:
    """The cheapest team of several, and the second when it is asked for, in every open slot.

    When the engagement is one visit only (`is_single`), slots that cannot be the cheapest are passed over.
    """
    ceiling = NEVER
    for number in range(count):
        slot = desk.ws.open_slots[number]
        choose_team(desk, engagement, BEST, slot, ceiling)
        if choices > SECOND:
            choose_team(desk, engagement, SECOND, slot, NEVER)
        if is_single and desk.facts.engagements.panel[engagement] == 2:
            ceiling = min(ceiling, desk.ws.price[BEST, slot])


@inner_kernel
def choose_team(desk: Desk, engagement: int, choice: int, slot: int, ceiling: int) -> None:
    """Find the cheapest team for a slot, below `ceiling`; for SECOND among those who are not in the BEST one.

    The best pair to begin with is exact; further seats are taken one by one by what they add.
    """
    ws = desk.ws
    ws.price[choice, slot] = NEVER
    if choice == SECOND and not leave_best(desk, engagement, slot):
        return
    cost = choose_two(desk, engagement, choice, slot, ceiling)
    for filled in range(2, desk.facts.engagements.panel[engagement]):
        if cost < NEVER:
            cost = choose_next(desk, engagement, choice, slot, filled)
    ws.price[choice, slot] = cost


@inner_kernel
def leave_best(desk: Desk, engagement: int, slot: int) -> bool:
    """Strike the cheapest team from the list of who is free in the slot; False when there is none."""
    ws = desk.ws
    if ws.price[BEST, slot] == NEVER:
        return False
    left = 0
    for number in range(ws.there_count[slot]):
        rank = ws.there[slot, number]
        if not is_in_team(desk, BEST, slot, desk.facts.engagements.panel[engagement], rank):
            ws.there[slot, left] = rank
            left += 1
    ws.there_count[slot] = left
    return True


@inner_kernel
def is_in_team(desk: Desk, choice: int, slot: int, seats: int, rank: int) -> bool:
    """Whether the candidate sits in the first seats of a team."""
    for seat in range(seats):
        if desk.ws.team[choice, slot, seat] == rank:
            return True
    return False


@inner_kernel
def choose_two(desk: Desk, engagement: int, choice: int, slot: int, ceiling: int) -> int:
    """The cheapest team of two that costs less than `ceiling`; NEVER when there is none."""
    e, ws = desk.facts.engagements, desk.ws
    first = e.candidate_first[engagement]
    there, count = ws.there[slot], ws.there_count[slot]
    best = ceiling
    least = NEVER
    for number in range(count):
        least = min(least, ws.single[there[number], slot])
    for number in range(count):
        one = there[number]
        alone = ws.single[one, slot]
        if alone + least >= best:
            continue
        left = e.wanted_fields[engagement] & ~e.brings[first + one]
        for other in range(number + 1, count):
            two = there[other]
            cost = alone + ws.single[two, slot]
            if cost < best:
                cost += desk.facts.prices.fields * bits(left & ~e.brings[first + two])
                if cost < best:
                    best = cost
                    ws.team[choice, slot, 0] = one
                    ws.team[choice, slot, 1] = two
    return best if best < ceiling else NEVER


@inner_kernel
def choose_next(desk: Desk, engagement: int, choice: int, slot: int, filled: int) -> int:
    """Fill one more seat of a team with whoever makes it cheapest; its cost, or NEVER."""
    ws = desk.ws
    best, chosen = NEVER, NONE
    for number in range(ws.there_count[slot]):
        rank = ws.there[slot, number]
        if is_in_team(desk, choice, slot, filled, rank):
            continue
        ws.team[choice, slot, filled] = rank
        cost = team_price(desk, engagement, ws.team[choice, slot], filled + 1, slot)
        if cost < best:
            best, chosen = cost, rank
    ws.team[choice, slot, filled] = chosen
    return best


@inner_kernel
def team_price(desk: Desk, engagement: int, team: Ints, size: int, slot: int) -> int:
    """Cost of a visit in a slot by the first `size` people of `team`; NEVER when one of them cannot."""
    e, ws = desk.facts.engagements, desk.ws
    missing = e.wanted_fields[engagement]
    cost = 0
    for seat in range(size):
        if not ws.considered[team[seat]] or ws.single[team[seat], slot] >= NEVER:
            return NEVER
        cost += ws.single[team[seat], slot]
        missing &= ~e.brings[e.candidate_first[engagement] + team[seat]]
    return min(NEVER, cost + desk.facts.prices.fields * bits(missing))


@inner_kernel
def price_own_teams(desk: Desk, engagement: int, count: int) -> None:
    """Price each visit's pinned panel, or else its published one, in every open slot."""
    e, visits, ws = desk.facts.engagements, desk.facts.visits, desk.ws
    for index in range(e.visit_first[engagement + 1] - e.visit_first[engagement]):
        visit = e.visit_first[engagement] + index
        has_own = name_own_team(desk, engagement, index, visits.pin_panel[visit])
        has_own = has_own or name_own_team(desk, engagement, index, visits.base_panel[visit])
        for number in range(count):
            slot = ws.open_slots[number]
            ws.own_price[index, slot] = NEVER
            if has_own:
                ws.own_price[index, slot] = team_price(desk, engagement, ws.own_team[index], e.panel[engagement], slot)


@inner_kernel
def name_own_team(desk: Desk, engagement: int, index: int, listed: Ints) -> bool:
    """Write a listed panel as the visit's own; False when it is empty, of another size, or has somebody ineligible."""
    e = desk.facts.engagements
    seats = 0
    for person in listed:
        if person < 0:
            break
        position = candidate_position(desk.facts, engagement, person)
        if position == NONE or seats == e.panel[engagement]:
            return False
        desk.ws.own_team[index, seats] = position - e.candidate_first[engagement]
        seats += 1
    return seats == e.panel[engagement]
