"""Getting a roster to begin from: what a given plan already has, then everything else, the hardest first."""

from collections.abc import Iterable, Mapping

import numpy as np

from solver.compiled.kernel import NONE, Ints, inner_kernel, kernel
from solver.compiled.view import View
from solver.ids import CohortId, TraineeId
from solver.problem import CourseSession, Problem, Visit
from solver.search.insertion.insert import insert
from solver.search.roster import Roster, add_stop, candidate_position, is_pinned, may_visit, open_stations, put
from solver.search.series.gaps import is_far_enough
from solver.search.series.visits import is_on_panel, obeys_pin
from solver.search.workspace import Desk, Series, Workspace


def hardest_first(view: View) -> Ints:
    """Engagements in the order in which a roster is filled: pinned ones, many teams, long series, few candidates."""
    e = view.engagements
    series = np.where(e.same_supervisors == 1, np.diff(e.visit_first), 1)
    return np.lexsort((np.diff(e.candidate_first), -series, -np.diff(e.team_first), e.is_plain)).astype(np.int64)


def teach(
    problem: Problem,
    view: View,
    roster: Roster,
    sessions: Iterable[CourseSession],
    trainees: Mapping[TraineeId, CohortId],
) -> None:
    """Enter course sessions into an empty roster: the lecturers' stops, and the staff away from each station.

    They are taken to keep the rules among themselves. Raises ValueError when a lecturer cannot be there.
    """
    people = {row.id: idx for idx, row in enumerate(problem.supervisors)}
    stations = {row.id: idx for idx, row in enumerate(problem.stations)}
    first_venue = len(problem.supervisors) + len(problem.stations)
    venues = {row.id: first_venue + idx for idx, row in enumerate(problem.venues)}
    cohorts = {row.id: row.cohorts for row in problem.classes}
    members: dict[CohortId, list[int]] = {}
    for trainee in problem.trainees:
        if trainee.id in trainees:
            members.setdefault(trainees[trainee.id], []).append(stations[trainee.station])
    for row in sessions:
        if not add_stop(view, roster, people[row.lecturer], row.slot, venues[row.venue], NONE):
            raise ValueError(f"{row.lecturer} cannot teach {row.class_id} in slot {row.slot}")
        for cohort in cohorts[row.class_id]:
            np.add.at(roster.away[:, row.slot], members.get(cohort, []), 1)
    open_stations(view, roster)


def listed(problem: Problem, view: View, visits: Iterable[Visit]) -> tuple[Ints, Ints]:
    """Slots [N] and panels [N, seats] of planned visits; what the problem does not ask for or know is passed over."""
    engagements = {row.id: idx for idx, row in enumerate(problem.engagements)}
    people = {row.id: idx for idx, row in enumerate(problem.supervisors)}
    seats = max(1, int(view.engagements.panel.max(initial=1)))
    slots = np.full(len(view.visits.engagement), NONE, dtype=np.int64)
    panels = np.full((len(slots), seats), NONE, dtype=np.int64)
    for row in visits:
        idx = engagements.get(row.engagement)
        if idx is None or row.index >= problem.engagements[idx].visits or not 0 <= row.slot < len(problem.slots):
            continue
        panel = [people[person] for person in row.supervisors if person in people]
        if len(panel) == len(row.supervisors) == problem.engagements[idx].panel:
            visit = view.engagements.visit_first[idx] + row.index
            slots[visit] = row.slot
            panels[visit, : len(panel)] = panel
    return slots, panels


@kernel
def settle_in(view: View, roster: Roster, ws: Workspace, order: Ints, slots: Ints, panels: Ints) -> None:
    """Plan the lifted engagements of `order` as listed, each if that breaks no rule, else not at all."""
    for engagement in order:
        first = view.engagements.visit_first[engagement]
        for index in range(view.engagements.visit_first[engagement + 1] - first):
            ws.trial.slots[index] = slots[first + index]
            for seat in range(panels.shape[1]):
                ws.trial.panels[index, seat] = panels[first + index, seat]
        if may_stand(view, roster, engagement, ws.trial):
            put(view, roster, engagement, ws.trial.slots, ws.trial.panels)


@inner_kernel
def may_stand(view: View, roster: Roster, engagement: int, series: Series) -> bool:
    """Whether a series keeps H1, H4, H6–H10, H12, T7 and the stations' part of H2; the rest `put` sees to."""
    e = view.engagements
    first = e.visit_first[engagement]
    before = NONE
    for index in range(e.visit_first[engagement + 1] - first):
        slot = series.slots[index]
        visit = first + index
        if slot < 0:
            if is_pinned(view, visit):
                return False
            continue
        if not may_visit(view, roster, engagement, slot):
            return False
        if not obeys_pin(view, engagement, visit, slot, series.panels[index]):
            return False
        if not may_serve(view, roster, engagement, series, index):
            return False
        if before >= 0 and not may_follow_on(view, engagement, series, before, index):
            return False
        before = index
    return True


@inner_kernel
def may_serve(view: View, roster: Roster, engagement: int, series: Series, index: int) -> bool:
    """H1, H6, H8 and `distinct` for the panel of one visit."""
    e = view.engagements
    seats = e.panel[engagement]
    for seat in range(seats):
        person = series.panels[index, seat]
        if candidate_position(view, engagement, person) == NONE or is_on_panel(series.panels[index], seat, person):
            return False
        if e.is_pair[engagement] and roster.pairs[person] >= view.people.max_pairs[person]:
            return False
        if is_barred(view, roster, engagement, person):
            return False
        if e.distinct[engagement]:
            for earlier in range(index):
                if series.slots[earlier] >= 0 and is_on_panel(series.panels[earlier], seats, person):
                    return False
    return True


@inner_kernel
def is_barred(view: View, roster: Roster, engagement: int, person: int) -> bool:
    """H8: whether the person serves the station in a way that bars them from this engagement."""
    e = view.engagements
    station = e.station[engagement]
    for position in range(e.same_place_first[station], e.same_place_first[station + 1]):
        other = e.same_place[position]
        if (e.not_paired[engagement] and e.is_pair[other]) or (e.is_pair[engagement] and e.not_paired[other]):
            for visit in range(e.visit_first[other], e.visit_first[other + 1]):
                if roster.slot[visit] >= 0 and is_on_panel(roster.panel[visit], roster.panel.shape[1], person):
                    return True
    return False


@inner_kernel
def may_follow_on(view: View, engagement: int, series: Series, before: int, index: int) -> bool:
    """H7 (the same panel), H9 and H10 between a planned visit and the one planned before it."""
    e, calendar = view.engagements, view.calendar
    early, late = series.slots[before], series.slots[index]
    if not is_far_enough(view, engagement, early, late):
        return False
    if e.same_weekday[engagement] and calendar.beat[early] != calendar.beat[late]:
        return False
    if e.same_supervisors[engagement]:
        for seat in range(e.panel[engagement]):
            if not is_on_panel(series.panels[before], e.panel[engagement], series.panels[index, seat]):
                return False
    return True


@kernel
def insert_missing(desk: Desk, order: Ints) -> None:
    """Insert the engagements of `order` of which nothing is planned, each as cheaply as those before it leave room."""
    e = desk.facts.engagements
    for engagement in order:
        planned = False
        for visit in range(e.visit_first[engagement], e.visit_first[engagement + 1]):
            planned = planned or desk.roster.slot[visit] >= 0
        if not planned:
            insert(desk, engagement)
