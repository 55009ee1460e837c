"""Names instead of keys: what an occurrence is called, where it is, and sentences of the rules as people read them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scheduler.comparing.occurrences import Occurrence
from scheduler.models.releases import EventKind
from scheduler.models.terms import Engagement, Meeting
from scheduler.words import FORMS, KINDS, SCHEMES
from solver.problem import CampClass, Cohort, Problem, Station, Supervisor, Venue
from solver.problem import Engagement as DueVisits
from solver.rules import Violation
from solver.rules.subjects import rendered
from solver.wording import Lang, Wording

_IN_BRACKETS: Final = re.compile(r" \([0-9a-f]{32}\)")
_NUMBERED: Final = re.compile(r"([0-9a-f]{32})#(\d+)")
_BARE: Final = re.compile(r"[0-9a-f]{32}")
_NTH_VISIT: Final = Wording("{what} {whom}（第{number}次）", "{what}, {whom} (visit {number})")
_NTH_SESSION: Final = Wording("{what} {whom}（第{number}场）", "{what}, {whom} (course session {number})")
_LOCKED_PARTS: Final = {
    "slot": Wording("时段", "slot"),
    "supervisors": Wording("督导", "panel"),
    "venue": Wording("场地", "venue"),
    "lecturer": Wording("讲师", "lecturer"),
}
_UNNAMED: Final = Wording("（已不存在）", "(no longer there)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is."""

    name: str
    county: str | None = None
    lat: float | None = None
    lon: float | None = None


class Names:
    """The names in some problems of one term, and the titles that only rows know."""

    def __init__(
        self, *problems: Problem, meetings: Iterable[Meeting] = (), engagements: Iterable[Engagement] = ()
    ) -> None:
        """Of rows that several problems have, the first problem's count."""
        self._names: dict[str, str] = {}
        self._places: dict[str, Station | Venue] = {}
        self._due: dict[str, DueVisits] = {}
        self._classes: dict[str, CampClass] = {}
        for problem in reversed(problems):
            places: tuple[Station | Venue, ...] = (*problem.stations, *problem.venues)
            people: tuple[Supervisor | Cohort, ...] = (*problem.supervisors, *problem.cohorts)
            self._names |= {row.id: row.name for row in places} | {row.id: row.name for row in people}
            self._places |= {row.id: row for row in places}
            self._due |= {row.id: row for row in problem.engagements}
            self._classes |= {row.id: row for row in problem.classes}
        self._meetings = {row.id: row for row in meetings}
        self._titles = {row.id: row.title for row in engagements if row.title}

    def of(self, row_id: str, lang: Lang = Lang.ZH) -> str:
        """The name of a station, venue, person, cohort, class, engagement or meeting."""
        if row_id in self._names:
            return self._names[row_id]
        if row_id in self._meetings:
            return self._meetings[row_id].title
        if row_id in self._classes:
            camp_class = self._classes[row_id]
            return f"{FORMS[camp_class.form].say(lang)} {camp_class.title}"
        if row_id in self._due:
            due = self._due[row_id]
            return f"{self._titles.get(row_id) or SCHEMES[due.scheme].say(lang)} {self.of(due.station)}"
        return _UNNAMED.say(lang)

    def scheme(self, occurrence: Occurrence) -> str:
        """A visit's scheme, a course session's form, or a meeting's kind."""
        meeting = self._meetings.get(occurrence.subject_id)
        return meeting.kind if meeting is not None else occurrence.scheme

    def title(self, occurrence: Occurrence, lang: Lang = Lang.ZH) -> str:
        """What it is called in lists and calendars."""
        if occurrence.kind is EventKind.MEETING:
            meeting = self._meetings.get(occurrence.subject_id)
            return meeting.title if meeting is not None else KINDS["meeting"].say(lang)
        return self.numbered(occurrence.subject_id, occurrence.index, lang)

    def numbered(self, row_id: str, index: int, lang: Lang = Lang.ZH) -> str:
        """One visit of an engagement or course session of a class; `index` counts from 0."""
        if row_id in self._classes:
            camp_class = self._classes[row_id]
            return _NTH_SESSION.say(
                lang, what=FORMS[camp_class.form].say(lang), whom=camp_class.title, number=index + 1
            )
        if row_id in self._due:
            due = self._due[row_id]
            what = self._titles.get(row_id) or SCHEMES[due.scheme].say(lang)
            return _NTH_VISIT.say(lang, what=what, whom=self.of(due.station), number=index + 1)
        return _UNNAMED.say(lang)

    def place(self, occurrence: Occurrence) -> Place:
        """Where it is; a meeting's place is a text of its own."""
        if occurrence.kind is EventKind.MEETING:
            meeting = self._meetings.get(occurrence.subject_id)
            return Place(meeting.place if meeting is not None else "")
        row = self._places.get(occurrence.place or "")
        if row is None:
            return Place("")
        return Place(row.name, row.county if isinstance(row, Station) else None, row.lat, row.lon)

    def fields(self, occurrence: Occurrence) -> list[str]:
        """The fields of practice a visit is wanted for."""
        due = self._due.get(occurrence.subject_id)
        return due.fields if due is not None else []

    def sentence(self, text: str, lang: Lang = Lang.ZH) -> str:
        """A sentence of the optimiser with names where it has keys."""
        text = _IN_BRACKETS.sub("", text)
        text = _NUMBERED.sub(lambda found: self.numbered(found[1], int(found[2]), lang), text)
        return _BARE.sub(lambda found: self.of(found[0], lang), text)

    def violation(self, violation: Violation, problem: Problem, lang: Lang = Lang.ZH) -> str:
        """What is wrong with a plan of the problem, in a sentence."""
        facts = rendered(violation.facts, lang)
        if violation.code == "lock-not-kept":
            if facts["field"] == "slot":
                slot = problem.slots[int(str(facts["wanted"]))]
                facts["wanted"] = f"{slot.date.isoformat()} {slot.start:%H:%M}"
            facts["field"] = _LOCKED_PARTS[str(facts["field"])].say(lang)
        if facts.get("scheme") in KINDS:
            facts["scheme"] = KINDS[str(facts["scheme"])].say(lang)
        return self.sentence(violation.check.says.say(lang, **facts), lang)
