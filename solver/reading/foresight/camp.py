"""Warnings about the training camp: classes without venue or time, venues and cohorts too full, stations left empty."""

from collections import Counter, defaultdict

import numpy as np

from solver.ids import CohortId, StationId
from solver.problem import LECTURE_ROLE, CampClass
from solver.reading.faults import Fact, shown
from solver.reading.foresight.outlook import Bools, Cautions, Outlook
from solver.wording import Wording

NOTHING_SPECIAL = Wording("“不限”", "nothing special")


def foresee_camp(outlook: Outlook, cautions: Cautions) -> None:
    """Warn of every class and cohort whose course sessions cannot all be held."""
    open_to: dict[CohortId, Bools] = {}
    for place, camp_class in enumerate(outlook.problem.classes):
        _foresee_roles(f"classes[{place}].lecturers", camp_class, outlook, cautions)
        suitable = _suitable(camp_class.features, outlook)
        possible = outlook.class_open[place] & outlook.venue_open[suitable].any(axis=0)
        if not suitable.any():
            features = tuple(camp_class.features)
            cautions.add("class-without-venue", f"classes[{place}].features", camp_class.id, features=features)
        else:
            _foresee_lecturer(f"classes[{place}]", camp_class, possible, outlook, cautions)
        for cohort in camp_class.cohorts:
            open_to[cohort] = open_to[cohort] | possible if cohort in open_to else possible
    _foresee_cohorts(outlook, open_to, cautions)
    _foresee_unsettled(outlook, cautions)
    _foresee_venues(outlook, cautions)
    _foresee_stations(outlook, cautions)


def _suitable(features: list[str], outlook: Outlook) -> Bools:
    """Which venues have all the features."""
    return np.array([set(features) <= set(venue.features) for venue in outlook.problem.venues], dtype=bool)


def _foresee_lecturer(path: str, camp_class: CampClass, possible: Bools, outlook: Outlook, cautions: Cautions) -> None:
    lecturers = np.array([outlook.person_idx[person] for person in camp_class.lecturers])
    most = int(outlook.capacity(outlook.free[lecturers] & possible, lecturers).max())
    if most < camp_class.sessions:
        cautions.add("class-without-time", path, camp_class.id, sessions=camp_class.sessions, most=most)


def _foresee_roles(path: str, camp_class: CampClass, outlook: Outlook, cautions: Cautions) -> None:
    """No rule asks for the role, but who has it is asked to teach, and who has not may only be a slip of the pen."""
    roles = (outlook.problem.supervisors[outlook.person_idx[person]].roles for person in camp_class.lecturers)
    others = tuple(
        shown(person) for person, has in zip(camp_class.lecturers, roles, strict=True) if LECTURE_ROLE not in has
    )
    if others:
        cautions.add("lecturer-without-role", path, camp_class.id, people=others)


def _foresee_unsettled(outlook: Outlook, cautions: Cautions) -> None:
    """What was taken in the frozen part binds nobody to a cohort: only listing that cohort alone does."""
    cohorts_of = {camp_class.id: camp_class.cohorts for camp_class in outlook.problem.classes}
    frozen = (held.class_id for held in outlook.kept_sessions if held.slot < outlook.n_frozen)
    begun = {cohort for class_id in frozen for cohort in cohorts_of[class_id]}
    unsettled = Counter(
        cohort for trainee in outlook.problem.trainees if len(trainee.cohorts) > 1 for cohort in trainee.cohorts
    )
    for place, cohort in enumerate(outlook.problem.cohorts):
        if cohort.id in begun and unsettled[cohort.id]:
            cautions.add("trainees-not-settled", f"cohorts[{place}]", cohort.id, trainees=unsettled[cohort.id])


def _foresee_cohorts(outlook: Outlook, open_to: dict[CohortId, Bools], cautions: Cautions) -> None:
    needed: Counter[CohortId] = Counter()
    for camp_class in outlook.problem.classes:
        needed.update(dict.fromkeys(camp_class.cohorts, camp_class.sessions))
    for place, cohort in enumerate(outlook.problem.cohorts):
        slots = int(open_to[cohort.id].sum()) if cohort.id in open_to else 0
        if needed[cohort.id] > slots:
            path = f"cohorts[{place}]"
            cautions.add("cohort-over-slots", path, cohort.id, needed=needed[cohort.id], capacity=slots)


def _foresee_venues(outlook: Outlook, cautions: Cautions) -> None:
    """Hold all classes needing at least some features against the slots of the venues that have them."""
    for features in sorted({tuple(sorted(c.features)) for c in outlook.problem.classes}):
        needing = [c for c in outlook.problem.classes if set(features) <= set(c.features)]
        needed = sum(camp_class.sessions for camp_class in needing)
        capacity = int(outlook.venue_open[_suitable(list(features), outlook)].sum())
        if needed > capacity > 0:
            named = features or NOTHING_SPECIAL
            cautions.add("venues-over-capacity", "venues", features=named, needed=needed, capacity=capacity)


def _foresee_stations(outlook: Outlook, cautions: Cautions) -> None:
    """Count at each class the trainees whose every cohort takes it: they are away together whatever is chosen."""
    places = {station.id: place for place, station in enumerate(outlook.problem.stations)}
    teams: dict[frozenset[CohortId], Counter[StationId]] = defaultdict(Counter)
    for trainee in outlook.problem.trainees:
        teams[frozenset(trainee.cohorts)][trainee.station] += 1
    for station in outlook.problem.stations:
        if station.staff < station.duty:
            path = f"stations[{places[station.id]}].staff"
            cautions.add("station-understaffed", path, station.id, staff=station.staff, duty=station.duty)
    for camp_class in outlook.problem.classes:
        away: Counter[StationId] = Counter()
        for choice, team in teams.items():
            if choice <= set(camp_class.cohorts):
                away.update(team)
        for station_id, number in away.items():
            station = outlook.problem.stations[places[station_id]]
            spare = station.staff - station.duty
            if number > max(spare, 0):
                facts: dict[str, Fact] = {"camp_class": shown(camp_class.id), "away": number, "spare": max(spare, 0)}
                cautions.add("class-empties-station", f"stations[{places[station_id]}]", station_id, **facts)
