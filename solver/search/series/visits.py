"""One visit of a series: who would be on its panel, whether a pin allows it, and what it costs."""

from solver.compiled.kernel import NEVER, NONE, Ints, inner_kernel
from solver.compiled.view import View
from solver.search.roster import baseline_cost, is_pinned
from solver.search.workspace import OWN, Desk


@inner_kernel
def person_at(desk: Desk, engagement: int, index: int, choice: int, slot: int, seat: int) -> int:
    """Who would sit in `seat` of this visit."""
    e = desk.facts.engagements
    rank = desk.ws.own_team[index, seat] if choice == OWN else desk.ws.team[choice, slot, seat]
    return e.candidate[e.candidate_first[engagement] + rank]


@inner_kernel
def fill_panel(desk: Desk, engagement: int, index: int, choice: int, slot: int, panel: Ints) -> None:
    """Write the people of a choice into `panel`."""
    for seat in range(desk.facts.engagements.panel[engagement]):
        panel[seat] = person_at(desk, engagement, index, choice, slot, seat)


@inner_kernel
def is_on_panel(panel: Ints, seats: int, person: int) -> bool:
    """Whether the person is among the first `seats` of the panel."""
    for seat in range(seats):
        if panel[seat] == person:
            return True
    return False


@inner_kernel
def obeys_pin(view: View, engagement: int, visit: int, slot: int, panel: Ints) -> bool:
    """H12 and the window for one visit: its pinned slot and panel, a slot of the window unless it is frozen."""
    pinned = view.visits.pin_slot[visit]
    if pinned >= 0 and slot != pinned:
        return False
    outside = slot < view.engagements.first[engagement] or slot > view.engagements.last[engagement]
    if outside and not view.visits.is_frozen[visit]:
        return False
    for person in view.visits.pin_panel[visit]:
        if person >= 0 and not is_on_panel(panel, view.engagements.panel[engagement], person):
            return False
    return True


@inner_kernel
def visit_price(desk: Desk, engagement: int, index: int, choice: int, slot: int) -> int:
    """Cost of one visit in an open slot by one choice of panel, its baseline included; NEVER when forbidden."""
    view, ws = desk.facts, desk.ws
    if index == 0 and ws.first_slot[0] != NONE and slot != ws.first_slot[0]:
        return NEVER
    cost = ws.own_price[index, slot] if choice == OWN else ws.price[choice, slot]
    if cost >= NEVER or view.engagements.is_plain[engagement]:
        return cost
    visit = view.engagements.visit_first[engagement] + index
    panel = ws.trial.panels[index][: view.engagements.panel[engagement]]
    fill_panel(desk, engagement, index, choice, slot, panel)
    if not obeys_pin(view, engagement, visit, slot, panel):
        return NEVER
    return cost + baseline_cost(view, visit, slot, panel)


@inner_kernel
def skip_price(desk: Desk, engagement: int, index: int) -> int:
    """Cost of leaving one visit out; NEVER when it is pinned."""
    view = desk.facts
    visit = view.engagements.visit_first[engagement] + index
    if is_pinned(view, visit):
        return NEVER
    left_out = view.prices.unscheduled_visit * view.engagements.priority[engagement]
    return left_out + baseline_cost(view, visit, NONE, desk.ws.seats[:0])


@inner_kernel
def price_of_nothing(desk: Desk, engagement: int) -> int:
    """Cost of leaving out every visit; NEVER when one is pinned."""
    e = desk.facts.engagements
    cost = 0
    for index in range(e.visit_first[engagement + 1] - e.visit_first[engagement]):
        cost = min(NEVER, cost + skip_price(desk, engagement, index))
    return cost
