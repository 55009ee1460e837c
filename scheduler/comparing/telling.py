"""Differences as values of JSON with the names of the day, to be stored with a release and shown."""

from collections.abc import Iterable
from typing import Any

from scheduler.comparing.difference import Change
from scheduler.comparing.naming import Names
from scheduler.comparing.occurrences import Occurrence
from scheduler.comparing.touched import OwnChange


def told(change: Change, names: Names) -> dict[str, Any]:
    """A change with what was and what is; None where it was not, or is no more."""
    row = change.occurrence
    return {
        "key": change.key,
        "about": row.kind.value,
        "scheme": names.scheme(row),
        "title": names.title(row),
        "kind": change.kind.value,
        "aspects": sorted(aspect.value for aspect in change.aspects),
        "before": told_occurrence(change.before, names),
        "after": told_occurrence(change.after, names),
    }


def told_to_one(own: OwnChange, names: Names) -> dict[str, Any]:
    """The same as one of those who take part meets it: `kind` says what has become of their own date."""
    return {**told(own.change, names), "kind": own.kind.value}


def told_occurrence(row: Occurrence | None, names: Names) -> dict[str, Any] | None:
    """When, where and with whom something takes place."""
    if row is None:
        return None
    return {
        "date": row.moment.date.isoformat(),
        "start": row.moment.start,
        "end": row.moment.end,
        "place": names.place(row).name,
        "venue_id": row.venue,
        "supervisors": _named(row.supervisors, names),
        "stations": _named(row.stations, names),
        "cohorts": _named(row.cohorts, names),
    }


def _named(ids: Iterable[str], names: Names) -> list[dict[str, str]]:
    return [{"id": id_, "name": names.of(id_)} for id_ in ids]
