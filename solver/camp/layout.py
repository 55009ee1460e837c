"""Where the packed tables of `solver.camp.view` lie: the number of each, and the places of the single numbers.

C classes, S course sessions, T slots, D dates, R venues, K cohorts, V supervisors, N stations, P trainees; NONE (-1)
where there is nothing.
"""

from typing import Final

from solver.camp.tables import numbered

(
    DAY,  # [T], likewise WEEK, START_MINUTE, END_MINUTE
    WEEK,
    START_MINUTE,
    END_MINUTE,
    DAY_FIRST,  # [D + 1]
    MAX_PER_DAY,  # [V], likewise MAX_PER_WEEK, MAX_PER_TERM, TARGET
    MAX_PER_WEEK,
    MAX_PER_TERM,
    TARGET,
    ROAMS,  # [V]: the person's day has costs or limits; the others just cannot be in two places at once
    DISLIKED,  # [V, T]
    SPARE,  # [N]: staff who may be away, likewise SPARE_WHEN_VISITED
    SPARE_WHEN_VISITED,
    MINUTES,  # [places, places]; supervisors' homes, stations, venues
    SESSION_CLASS,  # [S]
    FIRST_SESSION,  # [C + 1]
    COHORTS,  # groups by class
    LECTURERS,  # groups by class: who may be chosen
    PRIOR,  # groups by class: classes that must be over before it (`after`)
    LATER,  # groups by class: classes it must be over before
    VENUES,  # groups by class: venues with the features it needs, those worth trying first
    GOOD_VENUES,  # [C]: how many of them are worth trying
    OPEN,  # groups by class: slots not frozen, not closed, and with a lecturer available, in time order
    SUITS,  # [C, R]: the venues with the features it needs
    CLASS_CLOSED,  # [C, T]
    VENUE_CLOSED,  # [R, T]
    STUDENTS,  # [C]: head count, or NONE when the cohorts' sizes count
    MIN_DAYS,  # [C]
    SEATS,  # [R]
    LOCK_SLOT,  # [S]: NONE when free, likewise LOCK_VENUE
    LOCK_VENUE,
    BASE_SLOT,  # [S]: NONE when not in the baseline, likewise BASE_VENUE, BASE_LECTURER
    BASE_VENUE,
    BASE_LECTURER,
    PARK_PRICE,  # [S]: what leaving it out costs
    MAX_SIZE,  # [K]: a very large number when unlimited
    TRAINEE_STATION,  # [P]
    TRAINEE_COHORTS,  # groups by trainee
    COHORT_CLASSES,  # groups by cohort
    SENDERS,  # groups by cohort: the stations that may send somebody
    SCALARS,  # see below
) = numbered(41)

(
    SLOT_COUNT,
    FIRST_VENUE_PLACE,  # venue r is place FIRST_VENUE_PLACE + r
    FROZEN_UNTIL,
    TRAVEL,  # from here on: the price of one unit of a soft cost
    LOAD,
    DISLIKE,
    MOVED,
    REASSIGNED,
    RELOCATED,
    SEAT,
    MIN_DAY,
    ISOLATED,
    STABILITY,
    FORESEEABLE,  # whether `solver.camp.foresight` applies
) = range(14)

BITS: Final = 62
"""Slots of a date that fit a number, a bit each."""

WEIGHT_NAMES: Final = (
    "travel", "load", "disliked", "moved", "reassigned", "relocated",
    "seats", "min_days", "isolated", "venue_stability",
)  # fmt: skip
