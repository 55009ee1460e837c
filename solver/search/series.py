"""The cheapest series of visits of one engagement, given what each visit costs in each slot: a shortest path.

Nodes are (visit, choice of panel, open slot), edges keep the order and the gaps of H9 and pay for spacing. Limits per
day and week of somebody who makes several of the visits are kept between neighbours in the path; `first_conflict` finds
the rare series that breaks them further apart.
"""

from solver.compiled.kernel import NEVER, NONE, Ints, kernel
from solver.compiled.view import View
from solver.search.roster import Roster, baseline_cost, is_pinned
from solver.search.workspace import BEST, OWN, Workspace

WEEK_DAYS = 7


@kernel
def person_at(view: View, ws: Workspace, engagement: int, index: int, choice: int, position: int, seat: int) -> int:
    """Who would sit in `seat` of this visit."""
    rank = ws.own_team[index, seat] if choice == OWN else ws.team[choice, position, seat]
    return view.engagements.candidate[view.engagements.candidate_first[engagement] + rank]


@kernel
def fill_panel(view: View, ws: Workspace, engagement: int, index: int, choice: int, position: int, panel: Ints) -> None:
    """Write the people of a choice into `panel`."""
    for seat in range(view.engagements.panel[engagement]):
        panel[seat] = person_at(view, ws, engagement, index, choice, position, seat)


@kernel
def is_on_panel(panel: Ints, seats: int, person: int) -> bool:
    """Whether the person is among the first `seats` of the panel."""
    for seat in range(seats):
        if panel[seat] == person:
            return True
    return False


@kernel
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


@kernel
def visit_price(view: View, ws: Workspace, engagement: int, index: int, choice: int, position: int) -> int:
    """Cost of one visit in an open slot by one choice of panel, its baseline included; NEVER when forbidden."""
    if index == 0 and ws.first_position[0] != NONE and position != ws.first_position[0]:
        return NEVER
    cost = ws.own_price[index, position] if choice == OWN else ws.price[choice, position]
    if cost >= NEVER or view.engagements.is_plain[engagement]:
        return cost
    visit = view.engagements.visit_first[engagement] + index
    panel = ws.trial.panels[index][: view.engagements.panel[engagement]]
    fill_panel(view, ws, engagement, index, choice, position, panel)
    if not obeys_pin(view, engagement, visit, ws.open_slots[position], panel):
        return NEVER
    return cost + baseline_cost(view, visit, ws.open_slots[position], panel)


@kernel
def skip_price(view: View, engagement: int, index: int, panel: Ints) -> int:
    """Cost of leaving one visit out; NEVER when it is pinned."""
    visit = view.engagements.visit_first[engagement] + index
    if is_pinned(view, visit):
        return NEVER
    left_out = view.prices.unscheduled_visit * view.engagements.priority[engagement]
    return left_out + baseline_cost(view, visit, NONE, panel)


@kernel
def price_of_nothing(view: View, ws: Workspace, engagement: int) -> int:
    """Cost of leaving out every visit; NEVER when one is pinned."""
    e = view.engagements
    cost = 0
    for index in range(e.visit_first[engagement + 1] - e.visit_first[engagement]):
        cost = min(NEVER, cost + skip_price(view, engagement, index, ws.seats[:0]))
    return cost


@kernel
def crowds_person(view: View, roster: Roster, person: int, early: int, late: int) -> bool:
    """Whether two more stops, in these slots, are too many for one day or week of the person (H5)."""
    calendar, people = view.calendar, view.people
    week = calendar.week[late]
    if calendar.week[early] != week:
        return False
    if roster.week_load[person, week] + 2 > people.max_per_week[person]:
        return True
    day = calendar.day[late]
    return calendar.day[early] == day and roster.day_load[person, day] + 2 > people.max_per_day[person]


@kernel
def cheapest_lone_series(view: View, roster: Roster, ws: Workspace, engagement: int, count: int, person: int) -> int:
    """The cheapest full series by one panel (choice BEST); `person` is on it. Fills `picked`; NEVER when there is none.

    count: how many positions `ws.use` holds. The step to a visit at least `far` days after the one before costs its
    distance in days, so a running minimum serves; only nearer ones are looked at one by one.
    """
    e, ordinal = view.engagements, view.calendar.ordinal
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    ideal = e.ideal_gap_days[engagement]
    spacing = view.prices.spacing if ideal >= 0 else 0
    far = max(ideal, e.min_gap_days[engagement], WEEK_DAYS)
    for index in range(visits):
        far_count, far_best, far_from = 0, NEVER, NONE
        for place in range(count):
            position = ws.use[place]
            slot = ws.open_slots[position]
            cost = visit_price(view, ws, engagement, index, BEST, position)
            ws.reach[index, BEST, place] = cost
            if index == 0 or cost >= NEVER:
                continue
            today = ordinal[slot]
            while far_count < place and today - ordinal[ws.open_slots[ws.use[far_count]]] >= far:
                earlier = ws.reach[index - 1, BEST, far_count]
                if earlier < NEVER:
                    earlier -= spacing * ordinal[ws.open_slots[ws.use[far_count]]]
                    if earlier < far_best:
                        far_best, far_from = earlier, far_count
                far_count += 1
            best, origin = NEVER, NONE
            if far_from >= 0:
                best, origin = far_best + spacing * (today - ideal), far_from
            for near in range(far_count, place):
                early = ws.open_slots[ws.use[near]]
                gap = today - ordinal[early]
                if gap < e.min_gap_days[engagement]:
                    break
                step = ws.reach[index - 1, BEST, near] + spacing * abs(gap - ideal)
                if step < best and not crowds_person(view, roster, person, early, slot):
                    best, origin = step, near
            ws.reach[index, BEST, place] = min(NEVER, best + cost) if best < NEVER else NEVER
            ws.came_from[index, BEST, place, 2] = origin
    return read_lone_series(ws, visits, count)


@kernel
def read_lone_series(ws: Workspace, visits: int, count: int) -> int:
    """Walk back from the cheapest end of a lone series into `picked`; its cost, or NEVER."""
    best, place = NEVER, NONE
    for end in range(count):
        if ws.reach[visits - 1, BEST, end] < best:
            best, place = ws.reach[visits - 1, BEST, end], end
    if place == NONE:
        return NEVER
    for index in range(visits - 1, -1, -1):
        ws.picked[index, 0] = BEST
        ws.picked[index, 1] = ws.use[place]
        place = ws.came_from[index, BEST, place, 2]
    return best


@kernel
def may_follow(
    view: View, roster: Roster, ws: Workspace, engagement: int, early: Ints, late: Ints, is_lone: bool
) -> bool:
    """Whether two visits, each (index, choice, position), may be neighbours in a series: H5, H7 and H9."""
    e = view.engagements
    early_slot, late_slot = ws.open_slots[early[2]], ws.open_slots[late[2]]
    if view.calendar.ordinal[late_slot] - view.calendar.ordinal[early_slot] < e.min_gap_days[engagement]:
        return False
    for seat in range(e.panel[engagement]):
        person = person_at(view, ws, engagement, late[0], late[1], late[2], seat)
        for other in range(e.panel[engagement]):
            if person == person_at(view, ws, engagement, early[0], early[1], early[2], other):
                if e.distinct[engagement] and not is_lone:
                    return False
                if crowds_person(view, roster, person, early_slot, late_slot):
                    return False
    return True


@kernel
def cheapest_series(
    view: View,
    roster: Roster,
    ws: Workspace,
    engagement: int,
    count: int,
    choices: int,
    most_visits: int,
    may_skip: bool,
) -> int:
    """The cheapest series over `choices` panels per slot, with visits left out at their price when `may_skip`.

    most_visits: visits with this index and later ones are left out. Fills `picked`; NEVER when there is none (a series
    of nothing is none).
    """
    e = view.engagements
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    nobody = ws.seats[:0]
    best, best_index, best_choice, best_place = NEVER, NONE, NONE, NONE
    before = 0
    for index in range(most_visits):
        if index > 0 and not may_skip:
            before = NEVER
        after = 0
        for later in range(index + 1, visits):
            after += skip_price(view, engagement, later, nobody) if may_skip else NEVER
        for place in range(count):
            for choice in range(choices):
                ws.reach[index, choice, place] = NEVER
                cost = visit_price(view, ws, engagement, index, choice, ws.use[place])
                if cost >= NEVER:
                    continue
                most = before if may_skip else min(before, best - cost) if index == visits - 1 else before
                step = cheapest_step(view, roster, ws, engagement, index, choice, place, choices, may_skip, most)
                cost += step
                if step >= NEVER or cost >= NEVER or (index == visits - 1 and cost + after >= best):
                    continue
                ws.reach[index, choice, place] = cost
                if after < NEVER and cost + after < best:
                    best, best_index, best_choice, best_place = cost + after, index, choice, place
        if may_skip:
            before = min(NEVER, before + skip_price(view, engagement, index, nobody))
    if best >= NEVER:
        return NEVER
    read_series(ws, visits, best_index, best_choice, best_place)
    return best


@kernel
def cheapest_step(
    view: View,
    roster: Roster,
    ws: Workspace,
    engagement: int,
    index: int,
    choice: int,
    place: int,
    choices: int,
    may_skip: bool,
    before: int,
) -> int:
    """The cheapest way to arrive at a node; `before` is the price of leaving out every visit before it."""
    e, ordinal = view.engagements, view.calendar.ordinal
    ideal = e.ideal_gap_days[engagement]
    spacing = view.prices.spacing if ideal >= 0 else 0
    late = ws.late
    early = ws.early
    late[0], late[1], late[2] = index, choice, ws.use[place]
    today = ordinal[ws.open_slots[late[2]]]
    best = before
    came = ws.came_from[index, choice, place]
    came[0] = NONE
    skipped = 0
    for previous in range(index - 1, -1, -1):
        for earlier in range(place):
            early[0], early[2] = previous, ws.use[earlier]
            gap = today - ordinal[ws.open_slots[early[2]]]
            step = skipped + spacing * abs(gap - (index - previous) * ideal)
            for early_choice in range(choices):
                cost = ws.reach[previous, early_choice, earlier] + step
                if cost >= best:
                    continue
                early[1] = early_choice
                if may_follow(view, roster, ws, engagement, early, late, e.same_supervisors[engagement] == 1):
                    best = cost
                    came[0], came[1], came[2] = previous, early_choice, earlier
        if not may_skip:
            break
        skipped += skip_price(view, engagement, previous, ws.seats[:0])
        if skipped >= best:
            break
    return best


@kernel
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


@kernel
def count_picked(ws: Workspace, visits: int) -> int:
    """How many visits the series at hand plans."""
    count = 0
    for index in range(visits):
        count += ws.picked[index, 1] >= 0
    return count


@kernel
def write_trial(view: View, ws: Workspace, engagement: int) -> None:
    """Turn `picked` into slots and panels."""
    e = view.engagements
    for index in range(e.visit_first[engagement + 1] - e.visit_first[engagement]):
        choice, position = ws.picked[index, 0], ws.picked[index, 1]
        ws.trial.slots[index] = NONE
        if position >= 0:
            ws.trial.slots[index] = ws.open_slots[position]
            fill_panel(view, ws, engagement, index, choice, position, ws.trial.panels[index])


@kernel
def first_conflict(view: View, roster: Roster, ws: Workspace, engagement: int) -> int:
    """The index of the first visit of the trial that, with those before it, breaks H5 or H7 for somebody; or NONE."""
    e = view.engagements
    calendar, people = view.calendar, view.people
    visits = e.visit_first[engagement + 1] - e.visit_first[engagement]
    for index in range(1, visits):
        slot = ws.trial.slots[index]
        if slot < 0:
            continue
        for seat in range(e.panel[engagement]):
            person = ws.trial.panels[index, seat]
            in_day, in_week, in_term = 1, 1, 1
            for earlier in range(index):
                other = ws.trial.slots[earlier]
                if other < 0 or not is_on_panel(ws.trial.panels[earlier], e.panel[engagement], person):
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
