"""The faults and warnings of the optimiser in the planner's words, each with the row to fix."""

import re
from typing import Final

from scheduler.checking.finding import Finding, RowToFix, Severity
from scheduler.comparing.naming import Names
from scheduler.errors import Fault as InputFault
from scheduler.errors import literal
from scheduler.planning.term_rows import TermRows
from scheduler.words import SCHEMES
from solver.problem import Problem, Scheme
from solver.reading import Caution, Fault, FaultyProblem, read_problem, warnings
from solver.wording import Lang, Wording

MOST_FAULTS: Final = 200
"""So many are listed; a term that has more is mended in several goes."""
_PATH: Final = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")
_KEY: Final = re.compile(r"[0-9a-f]{32}")
_KINDS: Final = {
    "stations": "station",
    "supervisors": "supervisor",
    "engagements": "engagement",
    "meetings": "meeting",
    "venues": "venue",
    "cohorts": "cohort",
    "trainees": "trainee",
    "classes": "course",
}
_COLUMNS: Final = {
    "first": "first_date",
    "last": "last_date",
    "closed": "closed_weekly",
    "unavailable": "availability",
    "sessions": "course_sessions",
}
"""Keys of the exchange format that are called otherwise where they are entered."""
_WORDS: Final = {
    "max_pairs": Wording("结对上限", "the limit of pairings"),
    "max_per_day": Wording("每日上限", "the daily limit"),
    "max_per_week": Wording("每周上限", "the weekly limit"),
    "max_per_term": Wording("全期上限", "the limit of the term"),
    "target": Wording("约定次数", "the agreed number"),
    "min_gap_days": Wording("最短间隔", "the least gap"),
    "ideal_gap_days": Wording("理想间隔", "the ideal gap"),
    "same_supervisors": Wording("“同一督导”", "the same supervisor each time"),
    "not_paired": Wording("“回避结对督导”", "avoiding the paired supervisor"),
    "distinct": Wording("“每次换人”", "another supervisor each time"),
    "keep": Wording("“保留督导”", "supervisors to keep"),
    "avoid": Wording("“轮换督导”", "supervisors to rotate away from"),
    "attendees": Wording("参加站", "attending stations"),
    "first": Wording("第一日期", "the first date"),
    "last": Wording("最后日期", "the last date"),
    "features": Wording("设施", "features"),
    "lecturers": Wording("讲师", "lecturers"),
    "lecture": Wording("讲课", "lecturing"),
    "roles": Wording("承担的工作", "roles"),
    "staff": Wording("站内人数", "staff"),
    "duty": Wording("留守人数", "workers on duty"),
    "present": Wording("接待人数", "workers present"),
    "cohorts": Wording("班", "cohorts"),
    "after": Wording("先修课程", "earlier courses"),
    "max_size": Wording("人数上限", "the size limit"),
    "slots": Wording("半天", "half-days"),
}
_WORD: Final = re.compile(r"[“\"]?\b(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b[”\"]?", re.ASCII)


def faults_of(problem: Problem, rows: TermRows) -> list[Finding]:
    """What makes the term unusable for a run; empty when nothing does."""
    try:
        read_problem(problem.to_json())
    except FaultyProblem as error:
        telling = _Telling(problem, rows)
        return [telling.finding(fault, Severity.FAULT) for fault in error.faults]
    return []


def told_faults(error: FaultyProblem, problem: Problem, rows: TermRows) -> list[InputFault]:
    """The faults of a term's problem for somebody who asked for a run: with names, and the row to fix as facts."""
    telling = _Telling(problem, rows)
    found = [(fault.path, telling.finding(fault, Severity.FAULT)) for fault in error.faults[:MOST_FAULTS]]
    return [
        InputFault(
            path,
            finding.code,
            finding.says,
            {"kind": finding.row.kind, "id": finding.row.id, "name": finding.row.name, "place": finding.row.place},
        )
        for path, finding in found
    ]


def warnings_of(problem: Problem, rows: TermRows) -> list[Finding]:
    """What cannot work as asked; the problem must be without faults."""
    telling = _Telling(problem, rows)
    return [telling.finding(caution, Severity.WARNING) for caution in warnings(problem)]


class _Telling:
    """From remarks about an exchange file to findings about rows."""

    def __init__(self, problem: Problem, rows: TermRows) -> None:
        self._problem, self._rows = problem, rows
        self._names = Names(problem, meetings=rows.meetings, engagements=rows.engagements)
        self._courses = {row.id: rows.courses[row.course_id] for row in rows.classes}

    def finding(self, remark: Fault | Caution, severity: Severity) -> Finding:
        says = literal(*(self._sentence(remark, lang) for lang in (Lang.ZH, Lang.EN)))
        facts = {name: fact for name, fact in remark.facts.items() if isinstance(fact, int)}
        return Finding(severity, remark.code, says, self._row(remark), facts)

    def _sentence(self, remark: Fault | Caution, lang: Lang) -> str:
        text = remark.message(lang)
        for scheme in Scheme:
            said = SCHEMES[scheme]
            text = text.replace(f"“{scheme}”", said.zh).replace(f"The {scheme} visits", f"The visits ({said.en})")
        text = _WORD.sub(lambda found: _WORDS[found[1]].say(lang), text)
        trainees = self._rows.trainees
        text = _KEY.sub(lambda found: trainees[found[0]].name if found[0] in trainees else found[0], text)
        return self._names.sentence(text, lang)

    def _row(self, remark: Fault | Caution) -> RowToFix:
        match = _PATH.match(remark.path)
        if match is None or match[1] not in _KINDS:
            return self._of_the_whole(remark)
        kind, row = _KINDS[match[1]], getattr(self._problem, match[1])[int(match[2])]
        column = None if match[3] is None else _COLUMNS.get(match[3], match[3])
        if kind == "course":
            course = self._courses[row.id]
            return RowToFix(kind, course.id, course.title, column)
        if kind == "trainee":
            return RowToFix(kind, row.id, self._rows.trainees[row.id].name, column)
        return RowToFix(kind, row.id, self._names.of(row.id), column)

    def _of_the_whole(self, remark: Fault | Caution) -> RowToFix:
        """Locks and baselines are about an engagement or class; the rest is about the term or the association."""
        if remark.subject is not None and _KEY.fullmatch(remark.subject):
            if remark.subject in self._courses:
                course = self._courses[remark.subject]
                return RowToFix("course", course.id, course.title)
            if any(row.id == remark.subject for row in self._rows.engagements):
                return RowToFix("engagement", remark.subject, self._names.of(remark.subject))
        if remark.path.startswith(("travel", "weights")):
            return RowToFix("association", self._rows.association.id, self._rows.association.name)
        return RowToFix("term", self._rows.term.id, self._rows.term.name)
