"""The difference of two plans: for each lasting key, what was, what is, and how they differ."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.comparing.occurrences import Occurrence
from scheduler.models.releases import EventKind


class Aspect(StrEnum):
    """In what an occurrence differs from before."""

    TIME = "time"
    PEOPLE = "people"
    PLACE = "place"
    GROUP = "group"
    """The stations of a visit or meeting, or the cohorts of a course session."""


class ChangeKind(StrEnum):
    """What has become of a visit, course session or meeting. The aspects say what else differs."""

    NEW = "new"
    CANCELLED = "cancelled"
    MOVED = "moved"
    HANDED_OVER = "handed_over"
    MOVED_AND_HANDED_OVER = "moved_and_handed_over"
    RELOCATED = "relocated"
    """In another place, with time and people as before."""
    REGROUPED = "regrouped"
    """Only other stations or cohorts take part."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One lasting key in two plans; at least one of `before` and `after` is there."""

    key: str
    before: Occurrence | None
    after: Occurrence | None

    @property
    def occurrence(self) -> Occurrence:
        """It as it is now, or as it was when it is no more."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is there
        return found

    @property
    def aspects(self) -> frozenset[Aspect]:
        """In what it differs; empty when it is only in one of the plans, or unchanged."""
        if self.before is None or self.after is None:
            return frozenset()
        a, b = self.before, self.after
        differs = {
            Aspect.TIME: a.moment != b.moment,
            Aspect.PEOPLE: a.supervisors != b.supervisors,
            Aspect.PLACE: a.place != b.place,
            Aspect.GROUP: (set(a.stations), a.cohorts) != (set(b.stations), b.cohorts),
        }
        return frozenset(aspect for aspect, is_other in differs.items() if is_other)

    @property
    def kind(self) -> ChangeKind:
        """The one word for it."""
        if self.before is None:
            return ChangeKind.NEW
        if self.after is None:
            return ChangeKind.CANCELLED
        aspects = self.aspects
        if {Aspect.TIME, Aspect.PEOPLE} <= aspects:
            return ChangeKind.MOVED_AND_HANDED_OVER
        for aspect, kind in _BY_ASPECT.items():
            if aspect in aspects:
                return kind
        return ChangeKind.UNCHANGED


_BY_ASPECT = {
    Aspect.TIME: ChangeKind.MOVED,
    Aspect.PEOPLE: ChangeKind.HANDED_OVER,
    Aspect.PLACE: ChangeKind.RELOCATED,
    Aspect.GROUP: ChangeKind.REGROUPED,
}


def difference(before: Mapping[str, Occurrence], after: Mapping[str, Occurrence]) -> list[Change]:
    """A change for every key of either plan, the unchanged ones too, by the time they take place."""
    changes = [Change(key, before.get(key), after.get(key)) for key in before.keys() | after.keys()]
    return sorted(changes, key=lambda change: (change.occurrence.moment, change.key))


def counts(changes: list[Change]) -> dict[EventKind, dict[ChangeKind, int]]:
    """How many changes of each kind, by what they are about; all words are there, also with 0."""
    found = Counter((change.occurrence.kind, change.kind) for change in changes)
    return {about: {kind: found[about, kind] for kind in ChangeKind} for about in EventKind}
