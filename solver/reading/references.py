"""What a row names must exist: ids of other rows, and slots of the term; and nothing is listed twice."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from solver.reading.draft import Draft
from solver.reading.faults import Faults, shown

if TYPE_CHECKING:
    from solver.reading.shapes import Section

SECTIONS = ("stations", "supervisors", "engagements", "meetings", "venues", "cohorts", "trainees", "classes")
REFERENCES = {
    "engagements": {
        "station": "stations",
        "attendees": "stations",
        "keep": "supervisors",
        "avoid": "supervisors",
        "candidates": "supervisors",
        "exclude": "supervisors",
    },
    "meetings": {"stations": "stations", "supervisors": "supervisors"},
    "trainees": {"station": "stations", "cohorts": "cohorts"},
    "classes": {"cohorts": "cohorts", "lecturers": "supervisors", "after": "classes"},
    "visit_locks": {"engagement": "engagements", "supervisors": "supervisors"},
    "session_locks": {"class_id": "classes", "venue": "venues", "lecturer": "supervisors"},
}
UNKNOWN = {
    "stations": "unknown-station",
    "supervisors": "unknown-supervisor",
    "engagements": "unknown-engagement",
    "venues": "unknown-venue",
    "cohorts": "unknown-cohort",
    "classes": "unknown-class",
}
SLOTS = {
    "stations": ("closed",),
    "supervisors": ("unavailable", "disliked"),
    "engagements": ("first", "last"),
    "meetings": ("slot",),
    "venues": ("closed",),
    "classes": ("closed",),
    "visit_locks": ("slot",),
    "session_locks": ("slot",),
}
SETS = {
    "stations": ("fields", "closed"),
    "supervisors": ("roles", "fields", "unavailable", "disliked"),
    "engagements": ("attendees", "fields", "keep", "avoid", "candidates", "exclude"),
    "meetings": ("stations", "supervisors"),
    "venues": ("features", "closed"),
    "trainees": ("cohorts",),
    "classes": ("cohorts", "lecturers", "features", "after", "closed"),
    "visit_locks": ("supervisors",),
}
"""Lists whose order says nothing and in which an entry counts once."""


class Entry(NamedTuple):
    """One value in a row: its place in the file, the id of the row, and the value."""

    path: str
    subject: str
    value: str | int


def check_references(draft: Draft, report: Faults) -> None:
    """Report unknown ids, slots outside the term, blank ids and repeated entries."""
    for name in SECTIONS:
        for id_, place in (getattr(draft, name).ids or {}).items():
            if not id_.strip():
                report.add("blank", f"{name}[{place}].id", value=shown(id_))
    for name, attributes in REFERENCES.items():
        for attribute, target in attributes.items():
            known = getattr(draft, target).ids
            for entry in entries(draft, name, attribute) if known is not None else ():
                if entry.value not in known:
                    report.add(UNKNOWN[target], entry.path, entry.subject, unknown=shown(entry.value))
    if draft.n_slots is not None:
        for name, slot_attributes in SLOTS.items():
            for attribute in slot_attributes:
                _check_slots(entries(draft, name, attribute), draft.n_slots, report)
    _check_sets(draft, report)


def entries(draft: Draft, name: str, attribute: str) -> Iterator[Entry]:
    """Every value under one key of one section; of a list, its entries one by one."""
    section: Section[object] = getattr(draft, name)
    key = "class" if attribute == "class_id" else attribute
    for place, row in section.rows.items():
        value = getattr(row, attribute)
        path, subject = f"{_path_of(name)}[{place}].{key}", subject_of(row)
        if isinstance(value, list):
            for i, part in enumerate(value):
                yield Entry(f"{path}[{i}]", subject, part)
        elif value is not None:
            yield Entry(path, subject, value)


def _path_of(name: str) -> str:
    return "locks" if name in ("visit_locks", "session_locks") else name


def subject_of(row: object) -> str:
    """The id that says which row this is: its own, or that of what it pins."""
    for attribute in ("id", "engagement", "class_id"):
        id_ = getattr(row, attribute, None)
        if isinstance(id_, str):
            return id_
    raise TypeError(f"{type(row).__name__} is about nothing with an id")


def _check_slots(found: Iterator[Entry], n_slots: int, report: Faults) -> None:
    for entry in found:
        if int(entry.value) >= n_slots:
            report.add("slot-out-of-term", entry.path, entry.subject, slot=entry.value, last=n_slots - 1)


def _check_sets(draft: Draft, report: Faults) -> None:
    for name, attributes in SETS.items():
        section: Section[object] = getattr(draft, name)
        for place, row in section.rows.items():
            for attribute in attributes:
                listed = getattr(row, attribute) or []
                if len(set(listed)) < len(listed):
                    twice = tuple(shown(entry) for entry, times in Counter(listed).items() if times > 1)
                    path = f"{_path_of(name)}[{place}].{attribute}"
                    report.add("repeated-entry", path, subject_of(row), entries=twice)
