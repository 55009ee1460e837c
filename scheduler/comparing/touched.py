"""Whom a difference touches: everybody whose own dates change, with what was and what is."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from scheduler.comparing.difference import Aspect, Change
from scheduler.comparing.occurrences import Party
from scheduler.models.releases import EventKind, PartyKind


class OwnChangeKind(StrEnum):
    """What has become of somebody's own date."""

    NEW = "new"
    TAKEN_OVER = "taken_over"
    """It was another supervisor's."""
    MOVED = "moved"
    RELOCATED = "relocated"
    OTHER_PEOPLE = "other_people"
    """At the same time and place, somebody else comes."""
    HANDED_AWAY = "handed_away"
    """Another supervisor has it now."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OwnChange:
    """A change as one of those who take part meets it."""

    kind: OwnChangeKind
    change: Change


def touched(changes: list[Change]) -> dict[Party, list[OwnChange]]:
    """Exactly those whose own dates change, in order of their keys, each with their changes by time."""
    found: defaultdict[Party, list[OwnChange]] = defaultdict(list)
    for change in changes:
        was = change.before.parties if change.before else frozenset()
        now = change.after.parties if change.after else frozenset()
        for party in was | now:
            kind = _own_kind(change, party, had=party in was, has=party in now)
            if kind is not None:
                found[party].append(OwnChange(kind, change))
    return dict(sorted(found.items()))


def _own_kind(change: Change, party: Party, *, had: bool, has: bool) -> OwnChangeKind | None:
    """What the change is to a party; None when its own date stays as it was."""
    is_handed = party.kind is PartyKind.SUPERVISOR and change.before is not None and change.after is not None
    if not had:
        return OwnChangeKind.TAKEN_OVER if is_handed else OwnChangeKind.NEW
    if not has:
        return OwnChangeKind.HANDED_AWAY if is_handed else OwnChangeKind.CANCELLED
    aspects = change.aspects
    if Aspect.TIME in aspects:
        return OwnChangeKind.MOVED
    if Aspect.PLACE in aspects:
        return OwnChangeKind.RELOCATED
    if Aspect.PEOPLE in aspects and _awaits_people(change, party):
        return OwnChangeKind.OTHER_PEOPLE
    return None


def _awaits_people(change: Change, party: Party) -> bool:
    """Whether who comes is part of a party's date: for hosts and cohorts; at a meeting anybody comes for themselves."""
    occurrence = change.occurrence
    if occurrence.kind is EventKind.MEETING:
        return False
    return party.kind is PartyKind.COHORT or (party.kind is PartyKind.STATION and party.id in occurrence.stations)
