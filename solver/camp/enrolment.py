"""A first cohort for every trainee: even sizes, the staff of one station spread, nobody left out."""

from solver.camp.view import CampView
from solver.compiled.kernel import NONE


def first_cohorts(view: CampView, wanted: dict[int, int]) -> list[int]:
    """A cohort number for each trainee, those of `wanted` where they fit; NONE for a trainee no cohort has room for.

    Trainees with fewer choices go first; who finds their cohorts full has others move on (augmenting path), so that
    somebody is left out only when the cohorts together are too small.
    """
    return _Desk(view, wanted).enrol()


class _Desk:
    def __init__(self, view: CampView, wanted: dict[int, int]) -> None:
        self.choices = view.trainee_cohorts
        self.station = view.trainee_station
        self.most = view.max_size
        self.wanted = wanted
        self.chosen = [NONE] * len(self.choices)
        self.members: dict[int, list[int]] = {}
        self.colleagues: dict[tuple[int, int], int] = {}

    def enrol(self) -> list[int]:
        order = sorted(range(len(self.choices)), key=lambda t: (t not in self.wanted, len(self.choices[t])))
        for trainee in order:
            if not self._join(trainee):
                self._make_room(trainee, set())
        return self.chosen

    def _size(self, cohort: int) -> int:
        return len(self.members.get(cohort, ()))

    def _put(self, trainee: int, cohort: int) -> None:
        old = self.chosen[trainee]
        if old != NONE:
            self.members[old].remove(trainee)
            self.colleagues[self.station[trainee], old] -= 1
        self.chosen[trainee] = cohort
        self.members.setdefault(cohort, []).append(trainee)
        key = self.station[trainee], cohort
        self.colleagues[key] = self.colleagues.get(key, 0) + 1

    def _join(self, trainee: int) -> bool:
        free = [cohort for cohort in self.choices[trainee] if self._size(cohort) < self.most[cohort]]
        if not free:
            return False
        station = self.station[trainee]
        self._put(
            trainee,
            min(
                free,
                key=lambda cohort: (
                    self.wanted.get(trainee) != cohort,
                    self.colleagues.get((station, cohort), 0),
                    self._size(cohort),
                    cohort,
                ),
            ),
        )
        return True

    def _make_room(self, trainee: int, tried: set[int]) -> bool:
        """Move somebody out of a full cohort of the trainee, who may have to move others in turn."""
        for cohort in self.choices[trainee]:
            if cohort in tried:
                continue
            tried.add(cohort)
            for member in list(self.members.get(cohort, ())):
                if self._join_elsewhere(member, cohort) or self._make_room(member, tried):
                    self._put(trainee, cohort)
                    return True
        return False

    def _join_elsewhere(self, member: int, cohort: int) -> bool:
        for other in self.choices[member]:
            if other != cohort and self._size(other) < self.most[other]:
                self._put(member, other)
                return True
        return False
