"""Inserting one lifted engagement into the roster."""

from solver.compiled.kernel import NEVER, inner_kernel, kernel
from solver.search.insertion.candidates import consider_candidates, find_openings
from solver.search.insertion.free_panels import insert_with_free_panels
from solver.search.insertion.one_panel import insert_with_one_panel
from solver.search.roster import put
from solver.search.series.visits import price_of_nothing
from solver.search.workspace import Desk


@kernel
def insert(desk: Desk, engagement: int) -> None:
    """Plan a lifted engagement as cheaply as possible, or leave out of it what costs more than leaving it out."""
    count = find_openings(desk, engagement)
    if count == 0:
        return
    cost = try_depth(desk, engagement, desk.depth, count, False)
    e, ws = desk.facts.engagements, desk.ws
    one_left_out = desk.facts.prices.unscheduled_visit * e.priority[engagement]
    if cost > one_left_out:
        everybody = e.candidate_first[engagement + 1] - e.candidate_first[engagement]
        if everybody > desk.depth:
            cost = min(cost, try_depth(desk, engagement, everybody, count, False))
        if cost > one_left_out and e.visit_first[engagement + 1] - e.visit_first[engagement] > 1:
            cost = min(cost, try_depth(desk, engagement, everybody, count, True))
    if cost < NEVER and (cost <= one_left_out or cost < price_of_nothing(desk, engagement)):
        put(desk.facts, desk.roster, engagement, ws.best.slots, ws.best.panels)


@inner_kernel
def try_depth(desk: Desk, engagement: int, depth: int, count: int, may_skip: bool) -> int:
    """The cheapest way with the nearest `depth` candidates into `ws.best`; its cost, or NEVER."""
    consider_candidates(desk, engagement, depth)
    if has_one_panel(desk, engagement):
        return insert_with_one_panel(desk, engagement, count, may_skip)
    return insert_with_free_panels(desk, engagement, count, may_skip)


@inner_kernel
def has_one_panel(desk: Desk, engagement: int) -> bool:
    """Whether all visits are by the same panel; one visit by one person without somebody to keep is such a series."""
    e = desk.facts.engagements
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    is_single = visits == 1 and e.panel[engagement] == 1 and not e.has_keep[engagement]
    return bool(e.same_supervisors[engagement]) or is_single
