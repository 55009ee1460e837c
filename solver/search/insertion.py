"""Putting one lifted engagement back where it costs least, given everything else."""

from solver.compiled.chance import exponential
from solver.compiled.kernel import NEVER, NONE, Flags, Ints, Masks, copy_row, copy_table, kernel
from solver.compiled.view import View
from solver.search.roster import (
    Roster,
    bits,
    candidate_position,
    is_on_time,
    load_cost,
    may_stop,
    may_visit,
    put,
    stop_cost,
)
from solver.search.series import (
    cheapest_lone_series,
    cheapest_series,
    count_picked,
    first_conflict,
    price_of_nothing,
    write_trial,
)
from solver.search.workspace import BEST, CHOICES, OWN, SECOND, Workspace

REPAIRS = 8
"""How many visits of a series may be forbidden, one after the other, because somebody's limits are broken."""
SEEDS = 8
"""Panels of several are grown from so many of the candidates."""


@kernel
def insert(
    view: View,
    roster: Roster,
    ws: Workspace,
    chance: Masks,
    engagement: int,
    allowed: Flags,
    depth: int,
    heat: float,
) -> None:
    """Plan a lifted engagement as cheaply as possible, or leave out of it what costs more than leaving it out.

    allowed: [V], who may be put on its panels; depth: how many of the nearest candidates are looked at first; heat:
    mean of the random surcharge on each candidate, 0 for the plain best.
    """
    count = find_open_slots(view, roster, ws, engagement)
    if count == 0:
        return
    cost = try_depth(view, roster, ws, chance, engagement, allowed, depth, heat, count, False)
    e = view.engagements
    one_left_out = view.prices.unscheduled_visit * e.priority[engagement]
    if cost > one_left_out:
        everybody = e.candidate_first[engagement + 1] - e.candidate_first[engagement]
        for may_skip in (False, True):
            if cost > one_left_out:
                cost = min(
                    cost, try_depth(view, roster, ws, chance, engagement, allowed, everybody, heat, count, may_skip)
                )
    if cost < NEVER and (cost <= one_left_out or cost < price_of_nothing(view, ws, engagement)):
        put(view, roster, engagement, ws.best.slots, ws.best.panels)


@kernel
def find_open_slots(view: View, roster: Roster, ws: Workspace, engagement: int) -> int:
    """Fill `open_slots` with the slots in which the engagement's stations can be visited; returns how many."""
    e = view.engagements
    count = 0
    first, last = e.first[engagement], e.last[engagement]
    if not e.is_plain[engagement]:
        for visit in range(e.visit_first[engagement], e.visit_first[engagement + 1]):
            if view.visits.pin_slot[visit] >= 0:
                first = min(first, view.visits.pin_slot[visit])
                last = max(last, view.visits.pin_slot[visit])
    for slot in range(first, last + 1):
        if may_visit(view, roster, engagement, slot):
            ws.open_slots[count] = slot
            count += 1
    return count


@kernel
def try_depth(
    view: View,
    roster: Roster,
    ws: Workspace,
    chance: Masks,
    engagement: int,
    allowed: Flags,
    depth: int,
    heat: float,
    count: int,
    may_skip: bool,
) -> int:
    """The cheapest way with the nearest `depth` candidates into `ws.best`; its cost, or NEVER."""
    consider_candidates(view, roster, ws, engagement, allowed, depth)
    if view.engagements.same_supervisors[engagement]:
        return insert_with_one_panel(view, roster, ws, chance, engagement, heat, count, may_skip)
    return insert_with_free_panels(view, roster, ws, chance, engagement, heat, count, may_skip)


@kernel
def consider_candidates(view: View, roster: Roster, ws: Workspace, engagement: int, allowed: Flags, depth: int) -> None:
    """Mark who may be on the panels: allowed, within `depth` or kept or published, not barred by H6 or H8."""
    e = view.engagements
    first = e.candidate_first[engagement]
    for rank in range(e.candidate_first[engagement + 1] - first):
        person = e.candidate[first + rank]
        near = rank < depth or e.kept[first + rank]
        ws.considered[rank] = near and allowed[person] and not is_full(view, roster, engagement, person)
    if not e.is_plain[engagement]:
        for visit in range(e.visit_first[engagement], e.visit_first[engagement + 1]):
            consider_listed(view, roster, ws, engagement, view.visits.pin_panel[visit], allowed)
            consider_listed(view, roster, ws, engagement, view.visits.base_panel[visit], allowed)
    for position in range(e.same_place_first[e.station[engagement]], e.same_place_first[e.station[engagement] + 1]):
        other = e.same_place[position]
        barred = (e.not_paired[engagement] and e.is_pair[other]) or (e.is_pair[engagement] and e.not_paired[other])
        if barred and other != engagement:
            drop_panels(view, roster, ws, engagement, other)


@kernel
def is_full(view: View, roster: Roster, engagement: int, person: int) -> bool:
    """Whether the engagement would be one pairing too many for the person (H6)."""
    return view.engagements.is_pair[engagement] == 1 and roster.pairs[person] >= view.people.max_pairs[person]


@kernel
def consider_listed(view: View, roster: Roster, ws: Workspace, engagement: int, listed: Ints, allowed: Flags) -> None:
    """Also consider the people of a pinned or published panel, however far they live."""
    for person in listed:
        if 0 <= person < len(allowed) and allowed[person] and not is_full(view, roster, engagement, person):
            position = candidate_position(view, engagement, person)
            if position >= 0:
                ws.considered[position - view.engagements.candidate_first[engagement]] = 1


@kernel
def drop_panels(view: View, roster: Roster, ws: Workspace, engagement: int, other: int) -> None:
    """Do not consider anybody who is on a panel of the other engagement (H8)."""
    e = view.engagements
    for visit in range(e.visit_first[other], e.visit_first[other + 1]):
        if roster.slot[visit] >= 0:
            for person in roster.panel[visit]:
                if person >= 0:
                    position = candidate_position(view, engagement, person)
                    if position >= 0:
                        ws.considered[position - e.candidate_first[engagement]] = 0


@kernel
def price_single(view: View, roster: Roster, ws: Workspace, engagement: int, rank: int, count: int) -> int:
    """Fill `single[rank]` with the cost of this candidate's stop in each open slot; returns the least, or NEVER.

    Travel, dislike and rotation are in it; wanted fields and load are not.
    """
    e = view.engagements
    position = e.candidate_first[engagement] + rank
    person = e.candidate[position]
    place = len(roster.load) + e.station[engagement]
    rotation = view.prices.rotation * e.avoided[position]
    least = NEVER
    for at in range(count):
        slot = ws.open_slots[at]
        cost = NEVER
        if may_stop(view, roster, person, slot) and is_on_time(view, roster, person, slot, place):
            cost = rotation + stop_cost(view, roster, person, slot, place)
            least = min(least, cost)
        ws.single[rank, at] = cost
    return least


@kernel
def load_change(view: View, roster: Roster, person: int, visits: int) -> int:
    """Cost of the person's load after so many visits more, less what it costs now."""
    load = roster.load[person]
    return load_cost(view, person, load + visits) - load_cost(view, person, load)


@kernel
def insert_with_one_panel(
    view: View, roster: Roster, ws: Workspace, chance: Masks, engagement: int, heat: float, count: int, may_skip: bool
) -> int:
    """Every visit by the same panel: grow a panel from each candidate and take the cheapest series of all."""
    e = view.engagements
    first = e.candidate_first[engagement]
    seats = e.panel[engagement]
    everybody = e.candidate_first[engagement + 1] - first
    best = NEVER
    if seats == 1:
        for kept in (1, 0):
            for rank in range(everybody):
                if ws.considered[rank] and e.kept[first + rank] == kept:
                    ws.seats[0] = rank
                    best = try_panel(view, roster, ws, chance, engagement, heat, count, may_skip, best)
        return best
    seeds = 0
    for rank in range(everybody):
        if ws.considered[rank] and price_single(view, roster, ws, engagement, rank, count) == NEVER:
            ws.considered[rank] = 0
    for rank in range(everybody):
        if ws.considered[rank] and seeds < SEEDS:
            seeds += 1
            ws.seats[0] = rank
            best = grow_panel(view, roster, ws, chance, engagement, heat, count, may_skip, best)
    return best


@kernel
def grow_panel(
    view: View,
    roster: Roster,
    ws: Workspace,
    chance: Masks,
    engagement: int,
    heat: float,
    count: int,
    may_skip: bool,
    best: int,
) -> int:
    """Add one candidate after the other to the panel that starts with seat 0, each time the one that costs least."""
    e = view.engagements
    everybody = e.candidate_first[engagement + 1] - e.candidate_first[engagement]
    for size in range(2, e.panel[engagement] + 1):
        least, chosen = NEVER, NONE
        for rank in range(everybody):
            if not ws.considered[rank]:
                continue
            taken = False
            for seat in range(size - 1):
                taken = taken or ws.seats[seat] == rank
            if taken:
                continue
            ws.seats[size - 1] = rank
            if size == e.panel[engagement]:
                best = try_panel(view, roster, ws, chance, engagement, heat, count, may_skip, best)
            else:
                cost = joint_price(view, ws, engagement, size, count)
                if cost < least:
                    least, chosen = cost, rank
        if size < e.panel[engagement]:
            if chosen == NONE:
                return best
            ws.seats[size - 1] = chosen
    return best


@kernel
def joint_price(view: View, ws: Workspace, engagement: int, size: int, count: int) -> int:
    """Fill `price[BEST]` with the cost of a visit by the first `size` seats together; returns the least."""
    e = view.engagements
    first = e.candidate_first[engagement]
    missing = e.wanted_fields[engagement]
    for seat in range(size):
        missing &= ~e.brings[first + ws.seats[seat]]
    fields = view.prices.fields * bits(missing)
    least = NEVER
    for at in range(count):
        cost = fields
        for seat in range(size):
            cost += ws.single[ws.seats[seat], at]
            ws.team[BEST, at, seat] = ws.seats[seat]
        ws.price[BEST, at] = cost if cost < NEVER // 2 else NEVER
        least = min(least, ws.price[BEST, at])
    return least


@kernel
def panel_constant(view: View, roster: Roster, ws: Workspace, engagement: int, visits: int) -> int:
    """What the team in `seats` costs once, whenever its visits are: continuity, and load for so many visits."""
    e = view.engagements
    first = e.candidate_first[engagement]
    cost = 0
    kept = 0
    for seat in range(e.panel[engagement]):
        position = first + ws.seats[seat]
        kept |= e.kept[position]
        cost += load_change(view, roster, e.candidate[position], visits)
    if e.has_keep[engagement] and not kept:
        cost += view.prices.continuity
    return cost


@kernel
def visits_left(view: View, roster: Roster, ws: Workspace, engagement: int) -> int:
    """How many visits everybody of the team in `seats` may still make this term (H5)."""
    e = view.engagements
    left = len(view.calendar.day)
    for seat in range(e.panel[engagement]):
        person = e.candidate[e.candidate_first[engagement] + ws.seats[seat]]
        left = min(left, view.people.max_per_term[person] - roster.load[person])
    return left


@kernel
def panel_per_visit(view: View, ws: Workspace, engagement: int) -> int:
    """What the team in `seats` costs at each visit, wherever everybody comes from: fields and rotation."""
    e = view.engagements
    first = e.candidate_first[engagement]
    missing = e.wanted_fields[engagement]
    cost = 0
    for seat in range(e.panel[engagement]):
        missing &= ~e.brings[first + ws.seats[seat]]
        cost += view.prices.rotation * e.avoided[first + ws.seats[seat]]
    return cost + view.prices.fields * bits(missing)


@kernel
def try_panel(
    view: View,
    roster: Roster,
    ws: Workspace,
    chance: Masks,
    engagement: int,
    heat: float,
    count: int,
    may_skip: bool,
    best: int,
) -> int:
    """The cheapest series by the team in `seats`, kept in `ws.best` when it costs less than `best`; returns the lesser.

    A hopeless team is passed over as early as it is known to be: a detour costs nothing at least.
    """
    e = view.engagements
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    seats = e.panel[engagement]
    most = visits
    if may_skip:
        most = min(visits, visits_left(view, roster, ws, engagement))
    noise = int(heat * exponential(chance)) if heat > 0 else 0
    constant = noise + panel_constant(view, roster, ws, engagement, most)
    if not may_skip and constant + visits * panel_per_visit(view, ws, engagement) >= best:
        return best
    if seats == 1 and price_single(view, roster, ws, engagement, ws.seats[0], count) == NEVER:
        return best
    least = joint_price(view, ws, engagement, seats, count)
    if least == NEVER or (not may_skip and constant + visits * least >= best):
        return best
    for beat in range(view.calendar.beat_count if e.same_weekday[engagement] else 1):
        used = use_slots(view, ws, count, beat if e.same_weekday[engagement] else NONE, BEST + 1)
        person = e.candidate[e.candidate_first[engagement] + ws.seats[0]]
        cost = cheapest_allowed(view, roster, ws, engagement, used, BEST + 1, person, most, may_skip)
        if cost < NEVER and may_skip:
            constant = noise + panel_constant(view, roster, ws, engagement, count_picked(ws, visits))
        if cost < NEVER and constant + cost < best:
            best = constant + cost
            keep_trial(ws)
    return best


@kernel
def keep_trial(ws: Workspace) -> None:
    """Remember the trial as the best series so far."""
    copy_row(ws.trial.slots, ws.best.slots)
    copy_table(ws.trial.panels, ws.best.panels)


@kernel
def use_slots(view: View, ws: Workspace, count: int, beat: int, choices: int) -> int:
    """Fill `use` with the open slots that some choice can pay for, only those of one beat unless NONE; how many."""
    used = 0
    for at in range(count):
        if beat != NONE and view.calendar.beat[ws.open_slots[at]] != beat:
            continue
        payable = ws.price[BEST, at] < NEVER
        if choices > SECOND:
            payable = payable or ws.price[SECOND, at] < NEVER
        if choices > OWN:
            payable = True
        if payable:
            ws.use[used] = at
            used += 1
    return used


@kernel
def cheapest_allowed(
    view: View,
    roster: Roster,
    ws: Workspace,
    engagement: int,
    used: int,
    choices: int,
    person: int,
    most: int,
    may_skip: bool,
) -> int:
    """The cheapest series that keeps H5 and H7 throughout, written to `trial`; NEVER when none is found.

    person: on the one panel of all visits, or NONE when every visit has its own; most: how many visits at most.
    """
    for _ in range(REPAIRS):
        if person != NONE and not may_skip and view.engagements.panel[engagement] == 1:
            cost = cheapest_lone_series(view, roster, ws, engagement, used, person)
        else:
            cost = cheapest_series(view, roster, ws, engagement, used, choices, most, may_skip)
        if cost == NEVER:
            return NEVER
        write_trial(view, ws, engagement)
        broken = first_conflict(view, roster, ws, engagement)
        if broken == NONE:
            return cost
        choice, at = ws.picked[broken, 0], ws.picked[broken, 1]
        if choice == OWN:
            ws.own_price[broken, at] = NEVER
        else:
            ws.price[choice, at] = NEVER
    return NEVER


@kernel
def insert_with_free_panels(
    view: View, roster: Roster, ws: Workspace, chance: Masks, engagement: int, heat: float, count: int, may_skip: bool
) -> int:
    """Every visit by its own panel: the two cheapest panels per slot, and the visits' own, then the cheapest series."""
    e = view.engagements
    choices = choices_per_visit(view, engagement)
    is_single = (
        e.is_plain[engagement]
        and e.visit_first[engagement + 1] - e.visit_first[engagement] == 1
        and ws.first_position[0] == NONE
    )
    for choice in range(CHOICES - 1):
        for at in range(count):
            ws.price[choice, at] = NEVER
    least = NEVER
    for rank in range(e.candidate_first[engagement + 1] - e.candidate_first[engagement]):
        if ws.considered[rank]:
            ceiling = least if is_single and e.panel[engagement] == 1 else NEVER
            surcharge = int(heat * exponential(chance)) if heat > 0 else 0
            cost = price_candidate(view, roster, ws, engagement, rank, count, surcharge, ceiling)
            least = min(least, cost)
    if e.panel[engagement] > 1:
        choose_teams(view, ws, engagement, count, choices, is_single)
    if choices > OWN:
        price_own_teams(view, ws, engagement, count)
    best = NEVER
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    for beat in range(view.calendar.beat_count if e.same_weekday[engagement] else 1):
        used = use_slots(view, ws, count, beat if e.same_weekday[engagement] else NONE, choices)
        cost = cheapest_allowed(view, roster, ws, engagement, used, choices, NONE, visits, may_skip)
        if cost < best:
            best = cost
            keep_trial(ws)
    return best


@kernel
def price_candidate(
    view: View, roster: Roster, ws: Workspace, engagement: int, rank: int, count: int, surcharge: int, ceiling: int
) -> int:
    """Price a candidate's stop in each open slot, load included; note where it is among the best two panels of one.

    Returns its least price; a candidate who cannot be below `ceiling` anywhere is not looked at further.
    """
    e = view.engagements
    position = e.candidate_first[engagement] + rank
    surcharge += load_change(view, roster, e.candidate[position], 1)
    fields = view.prices.fields * bits(e.wanted_fields[engagement] & ~e.brings[position])
    fixed = surcharge + fields + view.prices.rotation * e.avoided[position]
    if fixed >= ceiling or price_single(view, roster, ws, engagement, rank, count) == NEVER:
        ws.considered[rank] = 0
        return NEVER
    least = NEVER
    for at in range(count):
        if ws.single[rank, at] == NEVER:
            continue
        ws.single[rank, at] += surcharge
        cost = ws.single[rank, at] + fields
        least = min(least, cost)
        if e.panel[engagement] > 1 or cost >= ws.price[SECOND, at]:
            continue
        choice = SECOND
        if cost < ws.price[BEST, at]:
            ws.price[SECOND, at] = ws.price[BEST, at]
            ws.team[SECOND, at, 0] = ws.team[BEST, at, 0]
            choice = BEST
        ws.price[choice, at] = cost
        ws.team[choice, at, 0] = rank
    return least


@kernel
def choose_teams(view: View, ws: Workspace, engagement: int, count: int, choices: int, is_single: bool) -> None:
    """The cheapest team of several, and the second when it is asked for, in every open slot.

    When the engagement is one visit only (`is_single`), slots that cannot be the cheapest are passed over.
    """
    everybody = view.engagements.candidate_first[engagement + 1] - view.engagements.candidate_first[engagement]
    ceiling = NEVER
    for at in range(count):
        choose_team(view, ws, engagement, BEST, at, everybody, ceiling)
        if choices > SECOND:
            choose_team(view, ws, engagement, SECOND, at, everybody, NEVER)
        if is_single and view.engagements.panel[engagement] == 2:
            ceiling = min(ceiling, ws.price[BEST, at])


@kernel
def choices_per_visit(view: View, engagement: int) -> int:
    """How many panels per slot a series chooses from.

    A second one is needed when nobody may come twice, the visits' own when some are pinned or published.
    """
    e = view.engagements
    if not e.is_plain[engagement]:
        return CHOICES
    several = e.visit_first[engagement + 1] - e.visit_first[engagement] > 1
    return SECOND + 1 if several and e.distinct[engagement] else BEST + 1


@kernel
def is_in_team(ws: Workspace, choice: int, at: int, seats: int, rank: int) -> bool:
    """Whether the candidate sits in the first seats of a team."""
    for seat in range(seats):
        if ws.team[choice, at, seat] == rank:
            return True
    return False


@kernel
def choose_team(view: View, ws: Workspace, engagement: int, choice: int, at: int, everybody: int, ceiling: int) -> None:
    """Find the cheapest team for an open slot, below `ceiling`; for SECOND among those who are not in the BEST one.

    The best pair to begin with is exact; further seats are taken one by one by what they add.
    """
    if choice == SECOND and ws.price[BEST, at] == NEVER:
        return
    cost = choose_pair(view, ws, engagement, choice, at, everybody, ceiling)
    for filled in range(2, view.engagements.panel[engagement]):
        if cost < NEVER:
            cost = choose_next(view, ws, engagement, choice, at, everybody, filled)
    ws.price[choice, at] = cost


@kernel
def is_taken(ws: Workspace, engagement_panel: int, choice: int, at: int, rank: int) -> bool:
    """Whether the candidate cannot be in this team because the BEST one has them, or is not considered or free."""
    if not ws.considered[rank] or ws.single[rank, at] >= NEVER:
        return True
    return choice == SECOND and is_in_team(ws, BEST, at, engagement_panel, rank)


@kernel
def choose_pair(view: View, ws: Workspace, engagement: int, choice: int, at: int, everybody: int, ceiling: int) -> int:
    """The cheapest team of two that costs less than `ceiling`; NEVER when there is none."""
    e = view.engagements
    first = e.candidate_first[engagement]
    size = e.panel[engagement]
    best = ceiling
    least = NEVER
    for rank in range(everybody):
        if ws.considered[rank]:
            least = min(least, ws.single[rank, at])
    for one in range(everybody):
        if is_taken(ws, size, choice, at, one) or ws.single[one, at] + least >= best:
            continue
        left = e.wanted_fields[engagement] & ~e.brings[first + one]
        for two in range(one + 1, everybody):
            if is_taken(ws, size, choice, at, two):
                continue
            cost = ws.single[one, at] + ws.single[two, at]
            if cost < best:
                cost += view.prices.fields * bits(left & ~e.brings[first + two])
                if cost < best:
                    best = cost
                    ws.team[choice, at, 0] = one
                    ws.team[choice, at, 1] = two
    return best if best < ceiling else NEVER


@kernel
def team_price(view: View, ws: Workspace, engagement: int, team: Ints, size: int, at: int) -> int:
    """Cost of a visit in an open slot by the first `size` people of `team`; NEVER when one of them cannot."""
    e = view.engagements
    missing = e.wanted_fields[engagement]
    cost = 0
    for seat in range(size):
        if not ws.considered[team[seat]] or ws.single[team[seat], at] >= NEVER:
            return NEVER
        cost += ws.single[team[seat], at]
        missing &= ~e.brings[e.candidate_first[engagement] + team[seat]]
    return min(NEVER, cost + view.prices.fields * bits(missing))


@kernel
def choose_next(view: View, ws: Workspace, engagement: int, choice: int, at: int, everybody: int, filled: int) -> int:
    """Fill one more seat of a team with whoever makes it cheapest."""
    size = view.engagements.panel[engagement]
    best, chosen = NEVER, NONE
    for rank in range(everybody):
        if is_taken(ws, size, choice, at, rank) or is_in_team(ws, choice, at, filled, rank):
            continue
        ws.team[choice, at, filled] = rank
        cost = team_price(view, ws, engagement, ws.team[choice, at], filled + 1, at)
        if cost < best:
            best, chosen = cost, rank
    ws.team[choice, at, filled] = chosen
    return best


@kernel
def price_own_teams(view: View, ws: Workspace, engagement: int, count: int) -> None:
    """Price each visit's pinned panel, or else its published one, in every open slot."""
    e = view.engagements
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    for index in range(visits):
        visit = e.visit_first[engagement] + index
        has_own = False
        if not e.is_plain[engagement]:
            has_own = name_own_team(view, ws, engagement, index, view.visits.pin_panel[visit]) or name_own_team(
                view, ws, engagement, index, view.visits.base_panel[visit]
            )
        for at in range(count):
            ws.own_price[index, at] = NEVER
            if has_own:
                ws.own_price[index, at] = team_price(view, ws, engagement, ws.own_team[index], e.panel[engagement], at)


@kernel
def name_own_team(view: View, ws: Workspace, engagement: int, index: int, listed: Ints) -> bool:
    """Write a listed panel as the visit's own; False when it is empty, of another size, or has somebody ineligible."""
    e = view.engagements
    seats = 0
    for person in listed:
        if person < 0:
            break
        position = candidate_position(view, engagement, person)
        if position == NONE or seats == e.panel[engagement]:
            return False
        ws.own_team[index, seats] = position - e.candidate_first[engagement]
        seats += 1
    return seats == e.panel[engagement]


@kernel
def list_ways(
    view: View,
    roster: Roster,
    ws: Workspace,
    chance: Masks,
    engagement: int,
    allowed: Flags,
    count: int,
    costs: Ints,
    slots: Ints,
    panels: Ints,
) -> int:
    """The cheapest full series of a lifted engagement for each first slot, and each person who may make all of it.

    count: of open slots. Writes the ways to costs [ways], slots [ways, visits], panels [ways, visits, seats], which
    have room for count × (candidates + 1); returns how many there are.
    """
    e = view.engagements
    everybody = e.candidate_first[engagement + 1] - e.candidate_first[engagement]
    by_person = e.panel[engagement] == 1 and (
        e.same_supervisors[engagement] or e.visit_first[engagement + 1] - e.visit_first[engagement] == 1
    )
    ways = 0
    for rank in range(everybody if by_person else 1):
        for position in range(count):
            ws.first_position[0] = position
            consider_candidates(view, roster, ws, engagement, allowed, everybody)
            if by_person:
                for other in range(everybody):
                    ws.considered[other] = ws.considered[other] and other == rank
            if e.same_supervisors[engagement]:
                cost = insert_with_one_panel(view, roster, ws, chance, engagement, 0.0, count, False)
            else:
                cost = insert_with_free_panels(view, roster, ws, chance, engagement, 0.0, count, False)
            if cost < NEVER:
                costs[ways] = cost
                copy_row(ws.best.slots, slots[ways])
                copy_table(ws.best.panels, panels[ways])
                ways += 1
    ws.first_position[0] = NONE
    return ways
