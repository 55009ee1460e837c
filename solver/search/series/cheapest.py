"""The cheapest series that keeps every limit, as a trial to be put into the roster."""

from solver.compiled.kernel import NEVER, NONE, inner_kernel
from solver.search.series.lone import cheapest_lone_series
from solver.search.series.mixed import cheapest_series
from solver.search.series.visits import fill_panel, is_on_panel
from solver.search.workspace import BEST, OWN, SECOND, Desk, Workspace

REPAIRS = 8
"""How many visits of a series may be forbidden, one after the other, because somebody's limits are broken."""


@inner_kernel
def use_slots(desk: Desk, count: int, beat: int, choices: int) -> int:
    """Fill `use` with the open slots that some choice can pay for, only those of one beat unless NONE; how many."""
    ws = desk.ws
    used = 0
    for number in range(count):
        slot = ws.open_slots[number]
        if beat != NONE and desk.facts.calendar.beat[slot] != beat:
            continue
        payable = choices > OWN or ws.price[BEST, slot] < NEVER
        if payable or (choices > SECOND and ws.price[SECOND, slot] < NEVER):
            ws.use[used] = slot
            used += 1
    return used


@inner_kernel
def cheapest_allowed(
    desk: Desk, engagement: int, used: int, choices: int, person: int, most: int, may_skip: bool, ceiling: int
) -> int:
    """The cheapest series below `ceiling` that keeps H5 and H7 throughout, written to `trial`; NEVER if none is found.

    used: how many slots `ws.use` holds; choices: panels per slot; person: on the one panel of all visits, or NONE when
    every visit has its own; most: how many visits at most; may_skip: whether visits may be left out, at their price.
    """
    ws = desk.ws
    for _ in range(REPAIRS):
        if person != NONE and not may_skip and desk.facts.engagements.panel[engagement] == 1:
            cost = cheapest_lone_series(desk, engagement, used, person, ceiling)
        else:
            cost = cheapest_series(desk, engagement, used, choices, most, may_skip)
        if cost == NEVER:
            return NEVER
        write_trial(desk, engagement)
        broken = first_conflict(desk, engagement)
        if broken == NONE:
            return cost
        choice, slot = ws.picked[broken, 0], ws.picked[broken, 1]
        if choice == OWN:
            ws.own_price[broken, slot] = NEVER
        else:
            ws.price[choice, slot] = NEVER
    return NEVER


@inner_kernel
def count_picked(ws: Workspace, visits: int) -> int:
    """How many visits the series at hand plans."""
    count = 0
    for index in range(visits):
        count += ws.picked[index, 1] >= 0
    return count


@inner_kernel
def write_trial(desk: Desk, engagement: int) -> None:
    """Turn `picked` into slots and panels."""
    e, ws = desk.facts.engagements, desk.ws
    for index in range(e.visit_first[engagement + 1] - e.visit_first[engagement]):
        choice, slot = ws.picked[index, 0], ws.picked[index, 1]
        ws.trial.slots[index] = slot
        if slot >= 0:
            fill_panel(desk, engagement, index, choice, slot, ws.trial.panels[index])


@inner_kernel
def first_conflict(desk: Desk, engagement: int) -> int:
    """The index of the first visit of the trial that, with those before it, breaks H5 or H7 for somebody; or NONE."""
    e, calendar, people, roster, trial = (
        desk.facts.engagements,
        desk.facts.calendar,
        desk.facts.people,
        desk.roster,
        desk.ws.trial,
    )
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    for index in range(1, visits):
        slot = trial.slots[index]
        if slot < 0:
            continue
        for seat in range(e.panel[engagement]):
            person = trial.panels[index, seat]
            in_day, in_week, in_term = 1, 1, 1
            for earlier in range(index):
                other = trial.slots[earlier]
                if other < 0 or not is_on_panel(trial.panels[earlier], e.panel[engagement], person):
                    continue
                if e.distinct[engagement]:
                    return index
                in_day += calendar.day[other] == calendar.day[slot]
                in_week += calendar.week[other] == calendar.week[slot]
                in_term += 1
            if (
                roster.day_load[person, calendar.day[slot]] + in_day > people.max_per_day[person]
                or roster.week_load[person, calendar.week[slot]] + in_week > people.max_per_week[person]
                or roster.load[person] + in_term > people.max_per_term[person]
            ):
                return index
    return NONE
