"""Listing the ways in which one engagement can be planned, for people to choose from."""

from solver.compiled.kernel import NEVER, NONE, Ints, copy_row, copy_table, inner_kernel, kernel
from solver.search.insertion.candidates import consider_candidates
from solver.search.insertion.free_panels import insert_with_free_panels
from solver.search.insertion.one_panel import insert_with_one_panel
from solver.search.workspace import Desk


@kernel
def list_ways(desk: Desk, engagement: int, count: int, costs: Ints, slots: Ints, panels: Ints) -> int:
    """The cheapest full series of a lifted engagement for each first slot, and each person who may make all of it.

    count: of open slots. Writes the ways to costs [ways], slots [ways, visits], panels [ways, visits, seats], which
    have room for count x (candidates + 1); returns how many there are.
    """
    e, ws = desk.facts.engagements, desk.ws
    everybody = e.candidate_first[engagement + 1] - e.candidate_first[engagement]
    is_single = e.visit_first[engagement + 1] - e.visit_first[engagement] == 1
    by_person = e.panel[engagement] == 1 and (e.same_supervisors[engagement] or is_single)
    ways = 0
    for rank in range(everybody if by_person else 1):
        for number in range(count):
            ws.first_slot[0] = ws.open_slots[number]
            cost = cheapest_way(desk, engagement, count, rank if by_person else NONE)
            if cost < NEVER:
                costs[ways] = cost
                copy_row(ws.best.slots, slots[ways])
                copy_table(ws.best.panels, panels[ways])
                ways += 1
    ws.first_slot[0] = NONE
    return ways


@inner_kernel
def cheapest_way(desk: Desk, engagement: int, count: int, only: int) -> int:
    """The cheapest full series, by one candidate unless `only` is NONE, into `ws.best`; its cost, or NEVER."""
    e, ws = desk.facts.engagements, desk.ws
    everybody = e.candidate_first[engagement + 1] - e.candidate_first[engagement]
    consider_candidates(desk, engagement, everybody)
    for rank in range(everybody):
        if only != NONE and rank != only:
            ws.considered[rank] = 0
    if e.same_supervisors[engagement]:
        return insert_with_one_panel(desk, engagement, count, False)
    return insert_with_free_panels(desk, engagement, count, False)
