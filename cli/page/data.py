"""What the roster page shows, as plain JSON values: rows by their number, events with whom and what they take."""

from collections import defaultdict
from typing import Any

from cli.left_out import explained, reasons_and_remedies, titles
from cli.page.texts import TEXTS
from cli.words import CLASS_MARK, MEETING_MARK, SCHEME_MARKS
from scheduler.words import COSTS, FORMS, SCHEMES
from solver.explain.burdens import visit_burdens
from solver.plan import Plan, Unscheduled
from solver.problem import CampClass, CourseSession, Engagement, Problem, Row, Visit
from solver.rules import COSTS as COST_RULES
from solver.rules import DayBook, Register, SessionKey, Verdict, VisitKey, verify
from solver.wording import Lang, Wording

Json = dict[str, Any]


def page_data(problem: Problem, plan: Plan, lang: Lang) -> Json:
    """Everything the page's script needs, the plan judged from scratch. `lang` is the language it opens in."""
    verdict = verify(problem, plan)
    return {
        "lang": lang.value,
        "title": problem.name,
        "texts": {key: both(wording) for key, wording in TEXTS.items()},
        "kinds": _kinds(problem, plan),
        "slots": [[f"{row.date}", f"{row.start:%H:%M}", f"{row.end:%H:%M}"] for row in problem.slots],
        "stations": [_picked(row, "id name county lat lon fields operator closed") for row in problem.stations],
        "supervisors": [
            _picked(row, "id name lat lon fields employer unavailable target") for row in problem.supervisors
        ],
        "venues": [_picked(row, "id name seats closed") for row in problem.venues],
        "cohorts": [_picked(row, "id name") for row in problem.cohorts],
        "events": _Events(problem, plan, verdict).all(),
        "pairs": _pairs(problem, plan),
        "travel": _travel(problem, verdict),
        "asked": {
            "visits": sum(row.visits for row in problem.engagements),
            "sessions": sum(row.sessions for row in problem.classes),
        },
        "costs": [
            {"name": both(COSTS[rule.name]), "unit": both(rule.unit), "amount": verdict.cost.by_name[rule.name]}
            for rule in COST_RULES
            if rule.name in verdict.cost.by_name
        ],
        "total": verdict.cost.total,
        "bound": plan.bound,
        "left_out": _left_out(problem, explained(problem, plan)),
        "broken": [
            {"rule": row.rule, "says": [row.message(Lang.ZH), row.message(Lang.EN)]} for row in verdict.violations
        ],
    }


def both(wording: Wording) -> list[str]:
    """A sentence in Chinese and English, unfilled."""
    return [wording.zh, wording.en]


def _left_out(problem: Problem, rows: list[Unscheduled]) -> list[Json]:
    known = titles(problem)
    entries = []
    for row in rows:
        title, count = known[str(row.engagement or row.class_id)]
        reasons, remedies = reasons_and_remedies(problem, row)
        entries.append(
            {
                "title": both(title),
                "index": row.index,
                "count": count,
                "reasons": [both(sentence) for sentence in reasons],
                "remedies": [both(sentence) for sentence in remedies],
            }
        )
    return entries


def _picked(row: Row, keys: str) -> Json:
    return {key: getattr(row, key) for key in keys.split()}


def _kinds(problem: Problem, plan: Plan) -> list[Json]:
    """The kinds of events that occur, each with its name and its sign."""
    schemes = {row.scheme for row in problem.engagements}
    kinds = [
        {"key": scheme.value, "name": both(SCHEMES[scheme]), "mark": both(SCHEME_MARKS[scheme])}
        for scheme in SCHEMES
        if scheme in schemes
    ]
    if plan.sessions:
        kinds.append({"key": "class", "name": both(TEXTS["class"]), "mark": both(CLASS_MARK)})
    if problem.meetings:
        kinds.append({"key": "meeting", "name": both(TEXTS["meeting"]), "mark": both(MEETING_MARK)})
    return kinds


def _pairs(problem: Problem, plan: Plan) -> list[list[int]]:
    """[supervisor, station] for every pairing in the plan."""
    people = {row.id: place for place, row in enumerate(problem.supervisors)}
    stations = {row.id: place for place, row in enumerate(problem.stations)}
    engagements = {row.id: row for row in problem.engagements if row.scheme.value == "pair"}
    pairs = {
        (people[person], stations[engagements[visit.engagement].station])
        for visit in plan.visits
        if visit.engagement in engagements
        for person in visit.supervisors
        if person in people
    }
    return [list(pair) for pair in sorted(pairs)]


def _travel(problem: Problem, verdict: Verdict) -> list[int]:
    """Minutes on the way by supervisor; all 0 when the problem does not weigh travel."""
    minutes: dict[str, int] = defaultdict(int)
    for charge in verdict.charges:
        if charge.name == "travel" and charge.subject.person is not None:
            minutes[charge.subject.person] += charge.quantity
    return [minutes[row.id] for row in problem.supervisors]


class _Events:
    """Visits, course sessions and meetings in time order. What names nothing of the problem is left to the verdict."""

    def __init__(self, problem: Problem, plan: Plan, verdict: Verdict) -> None:
        self._problem = problem
        self._plan = plan
        self._people = {row.id: place for place, row in enumerate(problem.supervisors)}
        self._stations = {row.id: place for place, row in enumerate(problem.stations)}
        self._venues = {row.id: place for place, row in enumerate(problem.venues)}
        self._cohorts = {row.id: place for place, row in enumerate(problem.cohorts)}
        self._costs: dict[str, list[Json]] = defaultdict(list)
        for burden in visit_burdens(DayBook(Register(problem), plan), verdict.charges):
            self._costs[f"visit {burden.visit}"] = [_cost(name, amount) for name, amount in burden.parts.items()]
        for charge in verdict.charges:
            if charge.subject.course_session is not None:
                self._costs[f"session {charge.subject.course_session}"].append(_cost(charge.name, charge.amount))

    def all(self) -> list[Json]:
        engagements = {row.id: row for row in self._problem.engagements}
        classes = {row.id: row for row in self._problem.classes}
        events = [
            *(
                self._visit(row, engagements[row.engagement])
                for row in self._plan.visits
                if row.engagement in engagements
            ),
            *(self._session(row, classes[row.class_id]) for row in self._plan.sessions if row.class_id in classes),
            *(
                {
                    "kind": "meeting",
                    "title": row.id,
                    "slot": row.slot,
                    "people": self._known(self._people, row.supervisors),
                    "stations": self._known(self._stations, row.stations),
                }
                for row in self._problem.meetings
            ),
        ]
        in_term = [event for event in events if event["slot"] < len(self._problem.slots)]
        return sorted(in_term, key=lambda event: event["slot"])

    def _visit(self, visit: Visit, engagement: Engagement) -> Json:
        return {
            "kind": engagement.scheme.value,
            "series": visit.engagement,
            "index": visit.index,
            "count": engagement.visits,
            "slot": visit.slot,
            "people": self._known(self._people, visit.supervisors),
            "stations": self._known(self._stations, [engagement.station, *engagement.attendees]),
            "fields": engagement.fields,
            "costs": self._costs[f"visit {VisitKey(visit.engagement, visit.index)}"],
        }

    def _session(self, session: CourseSession, camp_class: CampClass) -> Json:
        return {
            "kind": "class",
            "title": camp_class.title,
            "form": both(FORMS[camp_class.form]),
            "series": session.class_id,
            "index": session.index,
            "count": camp_class.sessions,
            "slot": session.slot,
            "people": self._known(self._people, [session.lecturer]),
            "venue": self._venues.get(session.venue),
            "cohorts": self._known(self._cohorts, camp_class.cohorts),
            "costs": self._costs[f"session {SessionKey(session.class_id, session.index)}"],
        }

    @staticmethod
    def _known(places: Any, ids: Any) -> list[int]:
        return [places[row_id] for row_id in ids if row_id in places]


def _cost(name: str, amount: int) -> Json:
    return {"name": both(COSTS[name]), "amount": amount}
