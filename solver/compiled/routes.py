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
    """H11: whether there is time to come from each earlier stop of the date to `place`, and to go on to each later one.

    The stops next to it are enough unless given travel times make a detour faster than the direct way. Asking for all
    keeps the day in time whichever of its stops is taken out again.
    """
    day = calendar.day[slot]
    for earlier in range(calendar.day_first[day], slot):
        free = calendar.start_minute[slot] - calendar.end_minute[earlier]
        if stops[earlier] >= 0 and minutes[stops[earlier], place] > free:
            return False
    for later in range(slot + 1, calendar.day_first[day + 1]):
        free = calendar.start_minute[later] - calendar.end_minute[slot]
        if stops[later] >= 0 and minutes[place, stops[later]] > free:
            return False
    return True


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
