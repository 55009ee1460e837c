"""A person's day as a route home → stops in time order → home: what one stop more or less costs in minutes.

A person's row of stops holds, per slot, the place they are at, or FREE, or BLOCKED (which is no stop).
"""

from solver.compiled.calendar import Calendar
from solver.compiled.kernel import NONE, Ints, Minutes, kernel


@kernel
def stop_before(calendar: Calendar, stops: Ints, slot: int) -> int:
    """The slot of the person's last stop earlier on the same date, or NONE."""
    first = calendar.day_first[calendar.day[slot]]
    for earlier in range(slot - 1, first - 1, -1):
        if stops[earlier] >= 0:
            return earlier
    return NONE


@kernel
def stop_after(calendar: Calendar, stops: Ints, slot: int) -> int:
    """The slot of the person's next stop later on the same date, or NONE."""
    end = calendar.day_first[calendar.day[slot] + 1]
    for later in range(slot + 1, end):
        if stops[later] >= 0:
            return later
    return NONE


@kernel
def is_reachable(calendar: Calendar, minutes: Minutes, stops: Ints, slot: int, place: int) -> bool:
    """H11: whether there is time to come from the stop before `slot` to `place`, and to go on to the one after."""
    before = stop_before(calendar, stops, slot)
    if before >= 0 and minutes[stops[before], place] > calendar.start_minute[slot] - calendar.end_minute[before]:
        return False
    after = stop_after(calendar, stops, slot)
    return after < 0 or minutes[place, stops[after]] <= calendar.start_minute[after] - calendar.end_minute[slot]


@kernel
def detour_minutes(calendar: Calendar, minutes: Minutes, stops: Ints, home: int, slot: int, place: int) -> int:
    """Minutes that a stop at `place` in `slot` adds to the day of the other stops.

    minutes: [places, places]; stops: the person's row, length T, what stands in `slot` itself is not looked at;
    home, place: place numbers.
    """
    before = stop_before(calendar, stops, slot)
    after = stop_after(calendar, stops, slot)
    origin = stops[before] if before >= 0 else home
    destination = stops[after] if after >= 0 else home
    added = minutes[origin, place] + minutes[place, destination]
    if before >= 0 or after >= 0:
        added -= minutes[origin, destination]
    return int(added)
