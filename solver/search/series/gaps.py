"""What may follow what in a series: order, gaps, and the limits of those who make both visits."""

from solver.compiled.kernel import Ints, inner_kernel
from solver.compiled.view import View
from solver.search.series.visits import person_at
from solver.search.workspace import Desk


@inner_kernel
def is_far_enough(view: View, engagement: int, early: int, late: int) -> bool:
    """H9 for the slots of two planned visits with none between them."""
    gap = view.calendar.ordinal[late] - view.calendar.ordinal[early]
    return late > early and gap >= view.engagements.min_gap_days[engagement]


@inner_kernel
def crowds_person(desk: Desk, person: int, early: int, late: int) -> bool:
    """Whether two more stops, in these slots, are too many for one day or week of the person (H5)."""
    calendar, people, roster = desk.facts.calendar, desk.facts.people, desk.roster
    week = calendar.week[late]
    if calendar.week[early] != week:
        return False
    if roster.week_load[person, week] + 2 > people.max_per_week[person]:
        return True
    day = calendar.day[late]
    return calendar.day[early] == day and roster.day_load[person, day] + 2 > people.max_per_day[person]


@inner_kernel
def may_follow(desk: Desk, engagement: int, early: Ints, late: Ints, is_lone: bool) -> bool:
    """Whether two visits, each (index, choice, slot), may be neighbours in a series: H5, H7 and H9."""
    e = desk.facts.engagements
    if not is_far_enough(desk.facts, engagement, early[2], late[2]):
        return False
    for seat in range(e.panel[engagement]):
        person = person_at(desk, engagement, late[0], late[1], late[2], seat)
        for other in range(e.panel[engagement]):
            if person == person_at(desk, engagement, early[0], early[1], early[2], other):
                if e.distinct[engagement] and not is_lone:
                    return False
                if crowds_person(desk, person, early[2], late[2]):
                    return False
    return True
