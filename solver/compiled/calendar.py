"""The term's slots as arrays: which day, week and hour each one is."""

from typing import NamedTuple

import numpy as np

from solver.compiled.kernel import Ints
from solver.problem import Problem, Slot


class Calendar(NamedTuple):
    """Per slot (length T) unless said otherwise. Slots of one date are neighbours, since slots are in time order."""

    day: Ints
    """Index of the date among the dates of the term."""
    ordinal: Ints
    """Calendar days since the first slot's date; gaps between visits are differences of these."""
    week: Ints
    """Index of the ISO week among the weeks of the term."""
    beat: Ints
    """Index of (weekday, start time): slots with the same beat recur weekly."""
    start_minute: Ints
    """Minutes since midnight."""
    end_minute: Ints
    day_first: Ints
    """Length D + 1: the slots of date d are day_first[d] .. day_first[d + 1] - 1."""
    week_first: Ints
    """Length W + 1, the same for ISO weeks."""
    week_count: int
    beat_count: int


def _dense(keys: list[object]) -> tuple[Ints, int]:
    """Number the keys 0, 1, ... in order of first appearance."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64), len(numbers)


def compile_calendar(problem: Problem) -> Calendar:
    """The calendar of a problem whose slots are in time order."""
    slots: list[Slot] = problem.slots
    day, day_count = _dense([slot.date for slot in slots])
    week, week_count = _dense([slot.date.isocalendar()[:2] for slot in slots])
    beat, beat_count = _dense([(slot.date.weekday(), slot.start) for slot in slots])
    first_ordinal = slots[0].date.toordinal() if slots else 0
    return Calendar(
        day=day,
        ordinal=np.array([slot.date.toordinal() - first_ordinal for slot in slots], dtype=np.int64),
        week=week,
        beat=beat,
        start_minute=np.array([slot.start.hour * 60 + slot.start.minute for slot in slots], dtype=np.int64),
        end_minute=np.array([slot.end.hour * 60 + slot.end.minute for slot in slots], dtype=np.int64),
        day_first=np.searchsorted(day, np.arange(day_count + 1)).astype(np.int64),
        week_first=np.searchsorted(week, np.arange(week_count + 1)).astype(np.int64),
        week_count=week_count,
        beat_count=beat_count,
    )
