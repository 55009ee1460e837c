"""A person's day as a route home → stops in time order → home: what one stop more or less costs in minutes.

A person's row of stops holds, per slot, the place they are at, or FREE, or BLOCKED (which is no stop).
"""

from solver.compiled.calendar import Calendar
from solver.compiled.kernel import NEVER, NONE, Ints, kernel


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
def detour_minutes(calendar: Calendar, minutes: Ints, stops: Ints, home: int, slot: int, place: int) -> int:
    """Minutes that a stop at `place` in the free `slot` adds to the day; NEVER when time is too short (H11).

    minutes: [places, places]; stops: the person's row, length T; home, place: place numbers.
    """
    before = stop_before(calendar, stops, slot)
    after = stop_after(calendar, stops, slot)
    origin = home
    if before >= 0:
        origin = stops[before]
        if minutes[origin, place] > calendar.start_minute[slot] - calendar.end_minute[before]:
            return NEVER
    destination = home
    if after >= 0:
        destination = stops[after]
        if minutes[place, destination] > calendar.start_minute[after] - calendar.end_minute[slot]:
            return NEVER
    added = minutes[origin, place] + minutes[place, destination]
    if before >= 0 or after >= 0:
        added -= minutes[origin, destination]
    return int(added)
