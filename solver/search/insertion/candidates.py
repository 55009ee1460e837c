"""Who may make the visits of an engagement, in which slots, and what each stop of theirs would cost."""

from solver.compiled.kernel import NEVER, Ints, inner_kernel, kernel
from solver.compiled.slots import between, count_common, list_both_but, list_common
from solver.search.roster import candidate_position, is_on_time, load_cost, stop_cost
from solver.search.scarcity import scarcity_charge
from solver.search.workspace import Desk


@kernel
def find_openings(desk: Desk, engagement: int) -> int:
    """Fill `openings` and `open_slots` with the slots in which the stations can be visited; returns how many."""
    e, visits, ws = desk.facts.engagements, desk.facts.visits, desk.ws
    first, last = e.first[engagement], e.last[engagement]
    if not e.is_plain[engagement]:
        for visit in range(e.visit_first[engagement], e.visit_first[engagement + 1]):
            if visits.pin_slot[visit] >= 0:
                first = min(first, visits.pin_slot[visit])
                last = max(last, visits.pin_slot[visit])
    for word in range(len(ws.openings)):
        ws.openings[word] = between(first, last, word)
        for position in range(e.team_first[engagement], e.team_first[engagement + 1]):
            ws.openings[word] &= desk.roster.open[e.team_station[position], word]
    return list_common(ws.openings, ws.openings, ws.open_slots)


@inner_kernel
def consider_candidates(desk: Desk, engagement: int, depth: int) -> None:
    """Mark who may be on the panels: allowed, within `depth` or kept or published, not barred by H6 or H8."""
    e, visits = desk.facts.engagements, desk.facts.visits
    first = e.candidate_first[engagement]
    for rank in range(e.candidate_first[engagement + 1] - first):
        near = rank < depth or e.kept[first + rank]
        desk.ws.considered[rank] = near and may_join(desk, engagement, e.candidate[first + rank])
    if not e.is_plain[engagement]:
        for visit in range(e.visit_first[engagement], e.visit_first[engagement + 1]):
            consider_listed(desk, engagement, visits.pin_panel[visit])
            consider_listed(desk, engagement, visits.base_panel[visit])
    for position in range(e.same_place_first[e.station[engagement]], e.same_place_first[e.station[engagement] + 1]):
        other = e.same_place[position]
        barred = (e.not_paired[engagement] and e.is_pair[other]) or (e.is_pair[engagement] and e.not_paired[other])
        if barred and other != engagement:
            drop_panels(desk, engagement, other)


@inner_kernel
def may_join(desk: Desk, engagement: int, person: int) -> bool:
    """Whether the person may be given work, and one pairing more if this is one (H6)."""
    is_pair = desk.facts.engagements.is_pair[engagement] == 1
    is_full = is_pair and desk.roster.pairs[person] >= desk.facts.people.max_pairs[person]
    return desk.allowed[person] == 1 and not is_full


@inner_kernel
def consider_listed(desk: Desk, engagement: int, listed: Ints) -> None:
    """Also consider the people of a pinned or published panel, however far they live."""
    for person in listed:
        if 0 <= person < len(desk.allowed) and may_join(desk, engagement, person):
            position = candidate_position(desk.facts, engagement, person)
            if position >= 0:
                desk.ws.considered[position - desk.facts.engagements.candidate_first[engagement]] = 1


@inner_kernel
def drop_panels(desk: Desk, engagement: int, other: int) -> None:
    """Do not consider anybody who is on a panel of the other engagement (H8)."""
    e = desk.facts.engagements
    for visit in range(e.visit_first[other], e.visit_first[other + 1]):
        if desk.roster.slot[visit] >= 0:
            for person in desk.roster.panel[visit]:
                if person >= 0:
                    position = candidate_position(desk.facts, engagement, person)
                    if position >= 0:
                        desk.ws.considered[position - e.candidate_first[engagement]] = 0


@inner_kernel
def price_single(desk: Desk, engagement: int, rank: int) -> int:
    """Fill `single[rank]` with the cost of this candidate's stop in each slot; `listed` are those they can make.

    Travel, dislike and rotation are in it; wanted fields and load are not. Returns how many slots are listed.
    """
    view, roster, ws, e = desk.facts, desk.roster, desk.ws, desk.facts.engagements
    person = e.candidate[e.candidate_first[engagement] + rank]
    place = len(roster.load) + e.station[engagement]
    rotation = view.prices.rotation * e.avoided[e.candidate_first[engagement] + rank]
    alone = rotation + view.prices.travel * int(view.minutes[person, place] + view.minutes[place, person])
    ws.single[rank, :] = NEVER
    count = 0
    for number in range(list_common(ws.openings, roster.free[person], ws.listed)):
        slot = ws.listed[number]
        if roster.day_load[person, view.calendar.day[slot]] == 0:
            ws.single[rank, slot] = alone + view.prices.disliked * view.people.disliked[person, slot]
        elif is_on_time(view, roster, person, slot, place):
            ws.single[rank, slot] = rotation + stop_cost(view, roster, person, slot, place)
        else:
            continue
        ws.listed[count] = slot
        count += 1
    return count


@inner_kernel
def least_of_stops(desk: Desk, engagement: int, rank: int, visits: int) -> int:
    """What so many stops of the candidate cost at least, as `price_single` counts, or NEVER when there are too few.

    Only the dates on which they have a stop already are looked at one by one: all others cost the same, dislike apart.
    """
    view, roster, ws, e = desk.facts, desk.roster, desk.ws, desk.facts.engagements
    person = e.candidate[e.candidate_first[engagement] + rank]
    place = len(roster.load) + e.station[engagement]
    alone = view.prices.travel * int(view.minutes[person, place] + view.minutes[place, person])
    idle = count_common(ws.openings, roster.idle[person], visits)
    lowest = ws.lowest
    for number in range(visits):
        lowest[number] = alone if number < idle else NEVER
    for number in range(list_both_but(ws.openings, roster.free[person], roster.idle[person], ws.listed)):
        slot = ws.listed[number]
        if is_on_time(view, roster, person, slot, place):
            keep_lowest(lowest, visits, stop_cost(view, roster, person, slot, place))
    least = visits * view.prices.rotation * e.avoided[e.candidate_first[engagement] + rank]
    for number in range(visits):
        least += lowest[number]
    return min(NEVER, least)


@inner_kernel
def keep_lowest(lowest: Ints, count: int, cost: int) -> None:
    """Enter a cost among the `count` lowest, which are in order, if it is one of them."""
    at = count - 1
    if cost >= lowest[at]:
        return
    while at > 0 and lowest[at - 1] > cost:
        lowest[at] = lowest[at - 1]
        at -= 1
    lowest[at] = cost


@inner_kernel
def load_change(desk: Desk, engagement: int, person: int, visits: int) -> int:
    """Cost of the person's load after so many visits more, less what it costs now; with the surcharge if scarce."""
    load = desk.roster.load[person]
    change = load_cost(desk.facts, person, load + visits) - load_cost(desk.facts, person, load)
    if desk.scarce[person]:
        change += visits * scarcity_charge(desk.facts, engagement)
    return change


@inner_kernel
def visits_left(desk: Desk, person: int) -> int:
    """How many visits the person may still make this term (H5)."""
    return desk.facts.people.max_per_term[person] - desk.roster.load[person]
