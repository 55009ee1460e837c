"""What is left out, in sentences: what it is, what blocks it, what would free it."""

from solver.explain.changes import change_message
from solver.explain.reasons import reason_message
from solver.plan import Remedy, Unscheduled
from solver.problem import Problem
from solver.rules import Register
from solver.wording import Lang, Wording

_VISIT = Wording("走访 {row}（{station}）没有排", "visit {row} ({station}) is left out")
_COURSE_SESSION = Wording("场次 {row}（{title}）没有排", "course session {row} ({title}) is left out")
_PLACE = Wording("排在 {when}，由 {people} 承担", "put it at {when}, by {people}")
_CHANGED = Wording("{changes}；然后{place}", "{changes}; then {place}")
_VENUE = Wording("{place}，场地 {venue}", "{place}, in {venue}")


class Teller:
    """Sentences about what a plan of one problem leaves out."""

    def __init__(self, problem: Problem) -> None:
        self._register = Register(problem)

    def headline(self, item: Unscheduled, lang: Lang = Lang.ZH) -> str:
        """What is left out."""
        if item.engagement is not None:
            station = self._register.engagements[item.engagement].station
            row = f"{item.engagement}#{item.index}"
            return _VISIT.say(lang, row=row, station=self._register.name_of(station))
        if item.class_id is not None:
            title = self._register.classes[item.class_id].title
            return _COURSE_SESSION.say(lang, row=f"{item.class_id}#{item.index}", title=title)
        raise ValueError("what is left out is a visit or a course session")

    def reasons(self, item: Unscheduled, lang: Lang = Lang.ZH) -> list[str]:
        """What blocks it, a sentence each."""
        return [reason_message(reason, lang) for reason in item.reasons]

    def remedy(self, remedy: Remedy, lang: Lang = Lang.ZH) -> str:
        """What to change, and where it then goes."""
        comma, stop = ("、", "；") if lang is Lang.ZH else (", ", "; ")
        people = comma.join(self._register.name_of(person) for person in remedy.supervisors)
        place = _PLACE.say(lang, when=self._register.slot_name(remedy.slot), people=people)
        if remedy.venue is not None:
            place = _VENUE.say(lang, place=place, venue=self._register.name_of(remedy.venue))
        if not remedy.changes:
            return place
        changes = stop.join(change_message(change, lang) for change in remedy.changes)
        return _CHANGED.say(lang, changes=changes, place=place)
