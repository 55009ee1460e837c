"""The published plan as a baseline, with a frozen part that the optimiser can take as it stands.

Facts change after a release: somebody reports a leave, a station closes, a meeting is called. In half-days before
`today` a visit took place whatever is said about it now, so there the facts give way (`past`). From today to the end of
the frozen part it is the visit that gives way: it leaves the baseline and is planned anew after the frozen part.
"""

from collections import Counter
from collections.abc import Callable

from scheduler.planning.past import as_it_was
from solver.plan import Plan
from solver.problem import Baseline, CourseSession, Problem, Trainee, Visit


def with_baseline(problem: Problem, published: Plan, *, frozen_until: int, today: int) -> Problem:
    """The problem with the published plan as its baseline, frozen in the half-days below `frozen_until`.

    `published` speaks of the problem's own half-days; `today` is the number of the first one that is not over.
    """
    stood = as_it_was(problem, published, over=min(today, frozen_until), frozen_until=frozen_until)
    can_take_place = _can_take_place(stood, frozen_until)
    visits = [row for row in published.visits if can_take_place(row)]
    sessions = [row for row in published.sessions if can_take_place(row)]
    return stood.changed(
        baseline=Baseline(visits=visits, sessions=sessions),
        frozen_until=frozen_until,
        trainees=_settled(stood, published, frozen_until),
    )


def _can_take_place(problem: Problem, frozen_until: int) -> Callable[[Visit | CourseSession], bool]:
    """Whether a published row may stay in the baseline: later ones always, frozen ones when everybody is there."""
    hosts = {row.id: (row.station, *row.attendees) for row in problem.engagements}
    shut: dict[str, set[int]] = {row.id: set(row.closed) for row in problem.stations}
    shut |= {row.id: set(row.closed) for row in problem.venues}
    shut |= {row.id: set(row.closed) for row in problem.classes}
    shut |= {row.id: set(row.unavailable) for row in problem.supervisors}
    for meeting in problem.meetings:
        for id_ in (*meeting.stations, *meeting.supervisors):
            shut.setdefault(id_, set()).add(meeting.slot)

    def can(row: Visit | CourseSession) -> bool:
        if row.slot >= frozen_until:
            return True
        if isinstance(row, Visit):
            involved: tuple[str, ...] = (*row.supervisors, *hosts.get(row.engagement, ()))
        else:
            involved = (row.lecturer, row.venue, row.class_id)
        return all(id_ in shut and row.slot not in shut[id_] for id_ in involved)

    return can


def _settled(problem: Problem, published: Plan, frozen_until: int) -> list[Trainee]:
    """The trainees, who stay in the cohort they were told of.

    A cohort that has not begun and became smaller than what was published leaves its trainees the choice again.
    """
    cohorts_of = {row.id: row.cohorts for row in problem.classes}
    rows = [row for row in published.sessions if row.slot < frozen_until]
    begun = {cohort for row in rows for cohort in cohorts_of.get(row.class_id, ())}
    told = Counter(published.trainees.values())
    fits = {row.id for row in problem.cohorts if row.max_size is None or told[row.id] <= row.max_size}

    def settled(trainee: Trainee) -> Trainee:
        cohort = published.trainees.get(trainee.id)
        stays = cohort in trainee.cohorts and (cohort in begun or cohort in fits)
        return trainee.model_copy(update={"cohorts": [cohort]}) if stays else trainee

    return [settled(trainee) for trainee in problem.trainees]
