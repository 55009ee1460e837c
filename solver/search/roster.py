"""The plan while it is searched: everybody's calendar, every station's, and the cost kept up to date by each change."""

from typing import Any, NamedTuple

import numpy as np

from solver.compiled.kernel import BLOCKED, FREE, NONE, Flags, Ints, Masks, inner_kernel, kernel
from solver.compiled.routes import detour_minutes, is_reachable
from solver.compiled.slots import add_slot, has_slot, packed, remove_slot, word_count
from solver.compiled.view import View

PIN_PRICE = 1 << 44
"""On top of everything else, for each pinned visit left out: nothing that a plan saves is worth a broken lock."""


class Roster(NamedTuple):
    """The mutable side of the search. A stop is a visit or a course session somebody is at."""

    stops: Ints
    """[V, T]: the place somebody is at, or FREE, or BLOCKED."""
    stop_visit: Ints
    """[V, T]: the visit of that stop, or NONE (nothing, or a course session)."""
    day_load: Ints
    """[V, D]: stops on a date."""
    week_load: Ints
    """[V, W]"""
    load: Ints
    """[V]"""
    pairs: Ints
    """[V]: pair engagements with a visit planned that have this person on their panel."""
    free: Masks
    """[V, words]: the set of slots in which somebody may make one more stop (free, and within H5)."""
    idle: Masks
    """[V, words]: those of them on dates on which somebody has no stop yet."""
    visited: Flags
    """[S, T]: a visit is hosted or attended."""
    away: Ints
    """[S, T]: staff at course sessions."""
    open: Masks
    """[S, words]: the set of slots in which a station can be visited."""
    slot: Ints
    """[N]: the slot of a visit, or NONE."""
    panel: Ints
    """[N, most on a panel], padded with NONE."""
    own_cost: Ints
    """[E]: what an engagement costs by itself (all but travel, load and disliked slots)."""
    cost: Ints
    """[1]: the total over engagements and people; the camp's own costs are not in it."""


def empty_roster(view: View) -> Roster:
    """A roster with nothing planned; its cost is what leaving everything out costs."""
    people, calendar = view.people, view.calendar
    person_count, slot_count = people.blocked.shape
    visit_count = len(view.visits.engagement)
    roster = Roster(
        stops=np.where(people.blocked == 1, BLOCKED, FREE).astype(np.int64),
        stop_visit=np.full((person_count, slot_count), NONE, dtype=np.int64),
        day_load=np.zeros((person_count, len(calendar.day_first) - 1), dtype=np.int64),
        week_load=np.zeros((person_count, calendar.week_count), dtype=np.int64),
        load=np.zeros(person_count, dtype=np.int64),
        pairs=np.zeros(person_count, dtype=np.int64),
        free=np.zeros((person_count, word_count(slot_count)), dtype=np.uint64),
        idle=np.zeros((person_count, word_count(slot_count)), dtype=np.uint64),
        visited=np.zeros_like(view.stations.blocked),
        away=np.zeros(view.stations.blocked.shape, dtype=np.int64),
        open=np.zeros((len(view.stations.blocked), word_count(slot_count)), dtype=np.uint64),
        slot=np.full(visit_count, NONE, dtype=np.int64),
        panel=np.full((visit_count, max(1, int(view.engagements.panel.max(initial=1)))), NONE, dtype=np.int64),
        own_cost=np.zeros(len(view.engagements.station), dtype=np.int64),
        cost=np.zeros(1, dtype=np.int64),
    )
    open_accounts(view, roster)
    open_stations(view, roster)
    return roster


def open_stations(view: View, roster: Roster) -> None:
    """Bring `open` up to date with everything else the roster says of the stations (H2, H4, T7)."""
    staffed = roster.away <= view.stations.spare_when_visited[:, None]
    roster.open[:] = packed(staffed & (view.stations.blocked == 0) & (roster.visited == 0))


def copy_roster(source: Roster, target: Roster) -> None:
    """Make `target` equal to `source`; both belong to the same view."""
    arrays: tuple[tuple[Any, Any], ...] = tuple(zip(source, target, strict=True))
    for theirs, ours in arrays:
        np.copyto(ours, theirs)


@kernel
def load_cost(view: View, person: int, load: int) -> int:
    """What a load of so many slots costs this term: |load - target| at its price."""
    target = view.people.target[person]
    if target < 0:
        return 0
    return view.prices.load * abs(load - target)


@kernel
def open_accounts(view: View, roster: Roster) -> None:
    """Charge an empty roster: every visit left out, every target missed; and note who is free when."""
    total = 0
    for engagement in range(len(roster.own_cost)):
        roster.own_cost[engagement] = own_cost(view, roster, engagement)
        total += roster.own_cost[engagement]
    for person in range(len(roster.load)):
        total += load_cost(view, person, 0)
        for week in range(view.calendar.week_count):
            note_week(view, roster, person, week)
    roster.cost[0] = total


@inner_kernel
def note_week(view: View, roster: Roster, person: int, week: int) -> None:
    """Bring a week of the person's `free` and `idle` slots up to date."""
    people, calendar, free, idle = view.people, view.calendar, roster.free[person], roster.idle[person]
    has_time = roster.week_load[person, week] < people.max_per_week[person]
    has_time = has_time and roster.load[person] < people.max_per_term[person]
    for slot in range(calendar.week_first[week], calendar.week_first[week + 1]):
        remove_slot(free, slot)
        remove_slot(idle, slot)
        stops = roster.day_load[person, calendar.day[slot]]
        if has_time and roster.stops[person, slot] == FREE and stops < people.max_per_day[person]:
            add_slot(free, slot)
            if stops == 0:
                add_slot(idle, slot)


@inner_kernel
def note_stop(view: View, roster: Roster, person: int, slot: int, step: int) -> None:
    """Count a stop in (1) or out (-1) of the person's limits, and bring their free slots up to date."""
    week = view.calendar.week[slot]
    before = roster.load[person]
    roster.day_load[person, view.calendar.day[slot]] += step
    roster.week_load[person, week] += step
    roster.load[person] = before + step
    if max(before, before + step) == view.people.max_per_term[person]:
        for any_week in range(view.calendar.week_count):
            note_week(view, roster, person, any_week)
    else:
        note_week(view, roster, person, week)


@inner_kernel
def may_stop(roster: Roster, person: int, slot: int) -> bool:
    """Whether the person is free in the slot and within the limits of H5."""
    return has_slot(roster.free[person], slot)


@inner_kernel
def is_on_time(view: View, roster: Roster, person: int, slot: int, place: int) -> bool:
    """H11 for a stop that the person might make."""
    return is_reachable(view.calendar, view.minutes, roster.stops[person], slot, place)


@inner_kernel
def stop_cost(view: View, roster: Roster, person: int, slot: int, place: int) -> int:
    """Travel and dislike that a stop adds to the person's other stops of the day. Load is not in it."""
    minutes = detour_minutes(view.calendar, view.minutes, roster.stops[person], person, slot, place)
    return view.prices.travel * minutes + view.prices.disliked * view.people.disliked[person, slot]


@kernel
def add_stop(view: View, roster: Roster, person: int, slot: int, place: int, visit: int) -> bool:
    """Put a stop into a person's day; False, and nothing changed, when H3, H5 or H11 forbid it."""
    if not may_stop(roster, person, slot) or not is_on_time(view, roster, person, slot, place):
        return False
    load = roster.load[person]
    roster.cost[0] += stop_cost(view, roster, person, slot, place)
    roster.cost[0] += load_cost(view, person, load + 1) - load_cost(view, person, load)
    roster.stops[person, slot] = place
    roster.stop_visit[person, slot] = visit
    note_stop(view, roster, person, slot, 1)
    return True


@kernel
def drop_stop(view: View, roster: Roster, person: int, slot: int) -> None:
    """Take a stop out of a person's day."""
    load = roster.load[person]
    roster.cost[0] -= stop_cost(view, roster, person, slot, roster.stops[person, slot])
    roster.cost[0] -= load_cost(view, person, load) - load_cost(view, person, load - 1)
    roster.stops[person, slot] = FREE
    roster.stop_visit[person, slot] = NONE
    note_stop(view, roster, person, slot, -1)


@inner_kernel
def may_visit(view: View, roster: Roster, engagement: int, slot: int) -> bool:
    """Whether host and attendees are open, unvisited and well enough staffed in the slot (H2, H4, T7)."""
    e = view.engagements
    for position in range(e.team_first[engagement], e.team_first[engagement + 1]):
        if not has_slot(roster.open[e.team_station[position]], slot):
            return False
    return True


@inner_kernel
def mark_team(view: View, roster: Roster, engagement: int, slot: int, visited: int) -> None:
    """Record that the engagement's stations are (1) or are no longer (0) visited in the slot."""
    e, stations = view.engagements, view.stations
    for position in range(e.team_first[engagement], e.team_first[engagement + 1]):
        station = e.team_station[position]
        roster.visited[station, slot] = visited
        if (
            visited
            or stations.blocked[station, slot]
            or roster.away[station, slot] > stations.spare_when_visited[station]
        ):
            remove_slot(roster.open[station], slot)
        else:
            add_slot(roster.open[station], slot)


@inner_kernel
def count_pairs(view: View, roster: Roster, engagement: int, step: int) -> None:
    """Add `step` to the pairs of everybody on the panel of a pair engagement that has a visit planned."""
    if not view.engagements.is_pair[engagement]:
        return
    for visit in range(view.engagements.visit_first[engagement], view.engagements.visit_first[engagement + 1]):
        if roster.slot[visit] >= 0:
            for person in roster.panel[visit]:
                if person >= 0:
                    roster.pairs[person] += step
            return


@kernel
def lift(view: View, roster: Roster, engagement: int) -> None:
    """Take every visit of an engagement out of the roster."""
    count_pairs(view, roster, engagement, -1)
    for visit in range(view.engagements.visit_first[engagement], view.engagements.visit_first[engagement + 1]):
        slot = roster.slot[visit]
        if slot < 0:
            continue
        for seat in range(roster.panel.shape[1]):
            person = roster.panel[visit, seat]
            if person >= 0:
                drop_stop(view, roster, person, slot)
                roster.panel[visit, seat] = NONE
        mark_team(view, roster, engagement, slot, 0)
        roster.slot[visit] = NONE
    settle(view, roster, engagement)


@kernel
def put(view: View, roster: Roster, engagement: int, slots: Ints, panels: Ints) -> bool:
    """Plan the visits of a lifted engagement: slots [visits] (NONE leaves one out), panels [visits, seats].

    Returns False, with the engagement lifted again, when somebody cannot be there. The caller has seen to the
    stations (`may_visit`), to eligibility and to the rules within the engagement.
    """
    first = view.engagements.visit_first[engagement]
    place = len(roster.load) + view.engagements.station[engagement]
    for index in range(view.engagements.visit_first[engagement + 1] - first):
        if slots[index] < 0:
            continue
        roster.slot[first + index] = slots[index]
        mark_team(view, roster, engagement, slots[index], 1)
        for seat in range(view.engagements.panel[engagement]):
            if not add_stop(view, roster, panels[index, seat], slots[index], place, first + index):
                count_pairs(view, roster, engagement, 1)
                lift(view, roster, engagement)
                return False
            roster.panel[first + index, seat] = panels[index, seat]
    count_pairs(view, roster, engagement, 1)
    settle(view, roster, engagement)
    return True


@inner_kernel
def settle(view: View, roster: Roster, engagement: int) -> None:
    """Bring the engagement's own cost, and the total, up to date."""
    cost = own_cost(view, roster, engagement)
    roster.cost[0] += cost - roster.own_cost[engagement]
    roster.own_cost[engagement] = cost


@kernel
def candidate_position(view: View, engagement: int, person: int) -> int:
    """Where an eligible person stands in the engagement's list of candidates, or NONE."""
    for position in range(
        view.engagements.candidate_first[engagement], view.engagements.candidate_first[engagement + 1]
    ):
        if view.engagements.candidate[position] == person:
            return position
    return NONE


@kernel
def bits(mask: np.uint64) -> int:
    """How many bits are set."""
    count = 0
    while mask:
        mask &= mask - np.uint64(1)
        count += 1
    return count


@inner_kernel
def baseline_cost(view: View, visit: int, slot: int, panel: Ints) -> int:
    """What a visit pays for differing from its published date and panel; slot NONE when it is left out."""
    if view.visits.base_slot[visit] < 0:
        return 0
    cost = view.prices.moved if slot != view.visits.base_slot[visit] else 0
    for old in view.visits.base_panel[visit]:
        if old < 0:
            break
        gone = 1
        if slot >= 0:
            for person in panel:
                if person == old:
                    gone = 0
        cost += view.prices.reassigned * gone
    return cost


@kernel
def is_pinned(view: View, visit: int) -> bool:
    """Whether a lock or the frozen part demands something of the visit."""
    return view.visits.pin_slot[visit] >= 0 or view.visits.pin_panel[visit, 0] >= 0


@inner_kernel
def own_cost(view: View, roster: Roster, engagement: int) -> int:
    """Costs of an engagement by itself: left out, fields, rotation, continuity, spacing, the baseline's, and pins."""
    e, prices = view.engagements, view.prices
    cost = 0
    before = NONE
    kept = 0
    for visit in range(e.visit_first[engagement], e.visit_first[engagement + 1]):
        slot = roster.slot[visit]
        cost += baseline_cost(view, visit, slot, roster.panel[visit])
        if slot < 0:
            cost += prices.unscheduled_visit * e.priority[engagement]
            if is_pinned(view, visit):
                cost += PIN_PRICE
            continue
        missing = e.wanted_fields[engagement]
        for seat in range(e.panel[engagement]):
            position = candidate_position(view, engagement, roster.panel[visit, seat])
            missing &= ~e.brings[position]
            cost += prices.rotation * e.avoided[position]
            kept |= e.kept[position]
        cost += prices.fields * bits(missing)
        if before >= 0 and e.ideal_gap_days[engagement] >= 0:
            gap = view.calendar.ordinal[slot] - view.calendar.ordinal[roster.slot[before]]
            cost += prices.spacing * abs(gap - (visit - before) * e.ideal_gap_days[engagement])
        before = visit
    if before >= 0 and e.same_supervisors[engagement] and e.has_keep[engagement] and not kept:
        cost += prices.continuity
    return cost
