"""What the rows of a problem must mean together: the term, stations, engagements, meetings and travel."""

from collections import defaultdict

from solver.problem import MOST_WANTED_FIELDS, Engagement, Scheme, Slot
from solver.reading.draft import Draft
from solver.reading.faults import Faults, shown


def check_sense(draft: Draft, report: Faults) -> None:
    """Report rows that contradict themselves or each other."""
    _check_slots(draft, report)
    _check_stations(draft, report)
    for place, engagement in draft.engagements.rows.items():
        _check_engagement(f"engagements[{place}]", engagement, report)
    _check_meetings(draft, report)
    _check_overrides(draft, report)


def _check_slots(draft: Draft, report: Faults) -> None:
    if draft.n_slots == 0:
        report.add("no-slots", "slots")
    before: Slot | None = None
    for place, slot in draft.slots.rows.items():
        path = f"slots[{place}]"
        if slot.end <= slot.start:
            report.add("slot-ends-before-start", path, start=f"{slot.start:%H:%M}", end=f"{slot.end:%H:%M}")
        if before is not None:
            _check_order(path, before, slot, report)
        before = slot


def _check_order(path: str, before: Slot, slot: Slot, report: Faults) -> None:
    named = {"slot": f"{slot.date} {slot.start:%H:%M}", "before": f"{before.date} {before.start:%H:%M}"}
    if (slot.date, slot.start) < (before.date, before.start):
        report.add("slots-out-of-order", path, **named)
    elif slot.date == before.date and (slot.start == before.start or slot.start < before.end):
        report.add("slots-overlap", path, **named)


def _check_stations(draft: Draft, report: Faults) -> None:
    for place, station in draft.stations.rows.items():
        if station.present < station.duty:
            path = f"stations[{place}].present"
            report.add("present-below-duty", path, station.id, present=station.present, duty=station.duty)


def _check_engagement(path: str, engagement: Engagement, report: Faults) -> None:
    id_ = engagement.id
    if engagement.first > engagement.last:
        report.add("window-reversed", f"{path}.first", id_, first=engagement.first, last=engagement.last)
    if engagement.scheme is Scheme.PAIR and not engagement.same_supervisors:
        report.add("pair-not-same", f"{path}.same_supervisors", id_)
    if engagement.scheme is Scheme.PAIR and engagement.not_paired:
        report.add("pair-not-paired", f"{path}.not_paired", id_)
    if engagement.same_supervisors and engagement.distinct and engagement.visits > 1:
        report.add("same-and-distinct", f"{path}.distinct", id_, visits=engagement.visits)
    if len(set(engagement.fields)) > MOST_WANTED_FIELDS:
        report.add(
            "too-many-fields", f"{path}.fields", id_, count=len(set(engagement.fields)), limit=MOST_WANTED_FIELDS
        )
    if engagement.station in engagement.attendees:
        where = engagement.attendees.index(engagement.station)
        report.add("attendee-is-host", f"{path}.attendees[{where}]", id_, station=shown(engagement.station))


def _check_meetings(draft: Draft, report: Faults) -> None:
    """A person in two meetings at once breaks H3 in every plan; a station may send different workers to each."""
    met: dict[tuple[str, int], str] = {}
    for place, meeting in draft.meetings.rows.items():
        for person in meeting.supervisors:
            other = met.setdefault((person, meeting.slot), meeting.id)
            if other != meeting.id:
                path = f"meetings[{place}].supervisors"
                who, before = shown(person), shown(other)
                report.add("meetings-clash", path, meeting.id, person=who, slot=meeting.slot, other=before)


def _check_overrides(draft: Draft, report: Faults) -> None:
    if draft.travel is None:
        return
    kinds: dict[str, list[str]] = defaultdict(list)
    unreadable = False
    for name in ("supervisors", "stations", "venues"):
        ids = getattr(draft, name).ids
        unreadable |= ids is None
        for id_ in ids or ():
            kinds[id_].append(name)
    given: set[tuple[str, str]] = set()
    for place, (start, goal, _) in enumerate(draft.travel.overrides):
        path = f"travel.overrides[{place}]"
        for end, id_ in enumerate((start, goal)):
            if id_ not in kinds and not unreadable:
                report.add("unknown-place", f"{path}[{end}]", id_, unknown=shown(id_))
            elif len(kinds[id_]) > 1:
                report.add("ambiguous-place", f"{path}[{end}]", id_, lists=tuple(kinds[id_]))
        if (start, goal) in given:
            report.add("override-twice", path, start, start=shown(start), goal=shown(goal))
        given.add((start, goal))
