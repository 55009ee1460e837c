"""Engagements as arrays: what each demands, who may serve it, and what is pinned or published already."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from solver.compiled.kernel import NONE, Flags, Ints, Masks, Minutes
from solver.ids import SupervisorId
from solver.problem import Engagement, Problem, Scheme, Station, VisitLock


class Engagements(NamedTuple):
    """Per engagement (E rows, file order) unless said otherwise. Ragged lists are one array and E + 1 starts."""

    station: Ints
    visit_first: Ints
    """[E + 1]: the visits of engagement e are numbers visit_first[e] .. visit_first[e + 1] - 1, in order of index."""
    panel: Ints
    first: Ints
    """First slot where something new may be planned: the window's, or the end of the frozen part."""
    last: Ints
    is_pair: Flags
    is_plain: Flags
    """No visit of it is pinned or published."""
    same_supervisors: Flags
    distinct: Flags
    not_paired: Flags
    same_weekday: Flags
    min_gap_days: Ints
    ideal_gap_days: Ints
    """NONE when there is no ideal."""
    priority: Ints
    wanted_fields: Masks
    """One bit per wanted field; the bits are the engagement's own."""
    has_keep: Flags
    team_first: Ints
    team_station: Ints
    """Host first, then the attendees."""
    candidate_first: Ints
    candidate: Ints
    """Eligible supervisors (H1), nearest home first."""
    brings: Masks
    """Per candidate: the wanted fields they bring."""
    avoided: Flags
    """Per candidate: to be rotated away from."""
    kept: Flags
    """Per candidate: last term's, to be kept."""
    same_place_first: Ints
    same_place: Ints
    """[S + 1] and engagement numbers: all engagements hosted by a station."""


class Visits(NamedTuple):
    """Per visit (N rows: all visits of all engagements)."""

    engagement: Ints
    pin_slot: Ints
    """The slot a lock or the frozen part demands, or NONE."""
    pin_panel: Ints
    """[N, most on a panel]: the supervisors demanded, padded with NONE; all NONE when free."""
    is_frozen: Flags
    base_slot: Ints
    """The published slot, or NONE."""
    base_panel: Ints
    """[N, most on a published panel], padded with NONE; the number V stands for somebody the problem has no more."""


def _ragged(rows: list[list[int]]) -> tuple[Ints, Ints]:
    first = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=first[1:])
    return first, np.array([item for row in rows for item in row], dtype=np.int64)


def _joined(rows: list[Any], dtype: type) -> Any:
    return np.concatenate([np.zeros(0, dtype=dtype), *rows]).astype(dtype)


class _Eligible(NamedTuple):
    """The eligible supervisors of one engagement, nearest first, and what each would bring."""

    candidates: Ints
    brings: Masks
    avoided: Flags
    kept: Flags


class _Roll:
    """The supervisors by role, employer and field, so that eligibility is a few array operations per engagement."""

    def __init__(self, problem: Problem, minutes: Minutes) -> None:
        people = problem.supervisors
        self._minutes = minutes
        self._people_count = len(people)
        self._number = {person.id: person_idx for person_idx, person in enumerate(people)}
        self._with_role = {role: np.array([role in person.roles for person in people], dtype=bool) for role in Scheme}
        employers = sorted({person.employer for person in people if person.employer is not None})
        self._employer_code = {employer: code for code, employer in enumerate(employers)}
        self._employer = np.array(
            [NONE if person.employer is None else self._employer_code[person.employer] for person in people]
        )
        names = {field for person in people for field in person.fields}
        self._with_field = {
            name: np.array([name in person.fields for person in people], dtype=np.uint64) for name in names
        }

    def _listed(self, ids: list[SupervisorId]) -> NDArray[np.bool_]:
        listed = np.zeros(self._people_count, dtype=bool)
        listed[[self._number[person] for person in ids]] = True
        return listed

    def eligible(self, engagement: Engagement, host: Station, host_idx: int) -> _Eligible:
        """H1: the role, an employer other than the station's operator, not excluded, among the candidates if named."""
        able = self._with_role[engagement.scheme] & ~self._listed(engagement.exclude)
        if host.operator is not None and host.operator in self._employer_code:
            able &= self._employer != self._employer_code[host.operator]
        if engagement.candidates:
            able &= self._listed(engagement.candidates)
        who = np.flatnonzero(able)
        place = self._people_count + host_idx
        who = who[np.argsort(self._minutes[who, place] + self._minutes[place, who], kind="stable")]
        brings = np.zeros(len(who), dtype=np.uint64)
        for number, field in enumerate(dict.fromkeys(engagement.fields)):
            if field in self._with_field:
                brings |= self._with_field[field][who] << np.uint64(number)
        return _Eligible(
            who.astype(np.int64),
            brings,
            self._listed(engagement.avoid)[who].astype(np.uint8),
            self._listed(engagement.keep)[who].astype(np.uint8),
        )


def visit_starts(problem: Problem) -> Ints:
    """[E + 1]: where each engagement's visits begin in the numbering of all visits."""
    return np.cumsum([0, *(row.visits for row in problem.engagements)]).astype(np.int64)


def compile_engagements(problem: Problem, minutes: Minutes, visits: Visits) -> Engagements:
    """The engagements of a problem that has been read without a fault; `minutes` is the travel matrix."""
    rows = problem.engagements
    station_number = {station.id: idx for idx, station in enumerate(problem.stations)}
    roll = _Roll(problem, minutes)
    hosts = [station_number[row.station] for row in rows]
    eligible = [
        roll.eligible(row, problem.stations[host_idx], host_idx) for row, host_idx in zip(rows, hosts, strict=True)
    ]
    team_first, team_station = _ragged(
        [[station_number[station] for station in (row.station, *row.attendees)] for row in rows]
    )
    hosted: list[list[int]] = [[] for _ in problem.stations]
    for engagement_idx, host_idx in enumerate(hosts):
        hosted[host_idx].append(engagement_idx)
    same_place_first, same_place = _ragged(hosted)

    def column(name: str) -> Ints:
        return np.array([getattr(row, name) for row in rows], dtype=np.int64)

    def flags(name: str) -> Flags:
        return np.array([getattr(row, name) for row in rows], dtype=np.uint8)

    return Engagements(
        station=np.array(hosts, dtype=np.int64),
        visit_first=visit_starts(problem),
        panel=column("panel"),
        first=np.array([max(row.first, problem.frozen_until) for row in rows], dtype=np.int64),
        last=column("last"),
        is_pair=np.array([row.scheme is Scheme.PAIR for row in rows], dtype=np.uint8),
        is_plain=_plain(visits, len(rows)),
        same_supervisors=flags("same_supervisors"),
        distinct=flags("distinct"),
        not_paired=flags("not_paired"),
        same_weekday=flags("same_weekday"),
        min_gap_days=column("min_gap_days"),
        ideal_gap_days=np.array([row.ideal_gap_days or NONE for row in rows], dtype=np.int64),
        priority=column("priority"),
        wanted_fields=np.array([(1 << len(set(row.fields))) - 1 for row in rows], dtype=np.uint64),
        has_keep=np.array([bool(row.keep) for row in rows], dtype=np.uint8),
        team_first=team_first,
        team_station=team_station,
        candidate_first=np.cumsum([0, *(len(row.candidates) for row in eligible)]).astype(np.int64),
        candidate=_joined([row.candidates for row in eligible], np.int64),
        brings=_joined([row.brings for row in eligible], np.uint64),
        avoided=_joined([row.avoided for row in eligible], np.uint8),
        kept=_joined([row.kept for row in eligible], np.uint8),
        same_place_first=same_place_first,
        same_place=same_place,
    )


def _plain(visits: Visits, engagement_count: int) -> Flags:
    plain = np.ones(engagement_count, dtype=np.uint8)
    bound = (visits.pin_slot >= 0) | (visits.pin_panel[:, 0] >= 0) | (visits.base_slot >= 0)
    plain[visits.engagement[bound]] = 0
    return plain


def compile_visits(problem: Problem) -> Visits:
    """Pins and published dates of every visit; what the frozen part holds is pinned like a lock."""
    visit_first = visit_starts(problem)
    engagement_number = {row.id: idx for idx, row in enumerate(problem.engagements)}
    person_number = {row.id: idx for idx, row in enumerate(problem.supervisors)}
    stranger = len(person_number)
    visit_count = int(visit_first[-1])
    published = problem.baseline.visits if problem.baseline else []
    locks = [lock for lock in problem.locks if isinstance(lock, VisitLock)]
    panels = [row.panel for row in problem.engagements]
    pin_slot = np.full(visit_count, NONE, dtype=np.int64)
    pin_panel = np.full((visit_count, max([1, *panels, *(len(x.supervisors or []) for x in locks)])), NONE, np.int64)
    is_frozen = np.zeros(visit_count, dtype=np.uint8)
    base_slot = np.full(visit_count, NONE, dtype=np.int64)
    base_panel = np.full((visit_count, max([1, *(len(x.supervisors) for x in published)])), NONE, np.int64)
    for lock in locks:
        visit = visit_first[engagement_number[lock.engagement]] + lock.index
        if lock.slot is not None:
            pin_slot[visit] = lock.slot
        if lock.supervisors is not None:
            pin_panel[visit, : len(lock.supervisors)] = [person_number[person] for person in lock.supervisors]
    for old in published:
        engagement_idx = engagement_number.get(old.engagement)
        if engagement_idx is None or old.index >= problem.engagements[engagement_idx].visits:
            continue
        visit = visit_first[engagement_idx] + old.index
        people = [person_number.get(person, stranger) for person in old.supervisors]
        base_slot[visit] = old.slot
        base_panel[visit, : len(people)] = people
        if old.slot < problem.frozen_until:
            pin_slot[visit] = old.slot
            pin_panel[visit] = NONE
            pin_panel[visit, : len(people)] = people
            is_frozen[visit] = 1
    return Visits(
        engagement=np.repeat(np.arange(len(problem.engagements)), np.diff(visit_first)).astype(np.int64),
        pin_slot=pin_slot,
        pin_panel=pin_panel,
        is_frozen=is_frozen,
        base_slot=base_slot,
        base_panel=base_panel,
    )
