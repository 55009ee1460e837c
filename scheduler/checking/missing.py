"""What was not entered, or entered in vain: the optimiser cannot know of it, and takes what is usual."""

from collections.abc import Iterable, Iterator
from typing import Final

from scheduler.checking.finding import Finding, RowToFix, Severity
from scheduler.models.terms import Engagement
from scheduler.planning.term_rows import TermRows
from solver.wording import Wording

WORDINGS: Final = {
    "no-half-days": Wording("季度没有工作日；请在“工作日”页按日历更新", "the term has no half-days; rebuild them"),
    "half-days-outdated": Wording(
        "日历、作息或手工调整已变，工作日尚未更新；请在“工作日”页按日历更新",
        "calendar, hours or exceptions have changed since the half-days were made; rebuild them",
    ),
    "provisional": Wording(
        "暂定：放假通知尚未公布到本期末，{count} 个半天可能变动；通知公布后请更新工作日",
        "provisional: no notice of days off reaches the end of the term, and {count} half-days may change; rebuild "
        "them when it is out",
    ),
    "no-stations": Wording("没有社工站；请先录入清单", "there is no station; enter the list first"),
    "no-supervisors": Wording("没有督导；请先录入督导", "there is no supervisor; enter them first"),
    "no-engagements": Wording(
        "没有走访任务；请设定需求政策并应用", "nothing is due; set the demand policy and apply it"
    ),
    "policy-not-applied": Wording(
        "需求政策与走访任务不一致（新增 {made}、变更 {changed}、撤销 {withdrawn}）；请应用政策",
        "the engagements are not what the policy asks for ({made} to make, {changed} to change, {withdrawn} to "
        "withdraw); apply it",
    ),
    "availability-missing": Wording(
        "督导“{name}”尚未填报本期时间，按全部有空处理；请催填",
        "{name} has not said when they can, and counts as always free; ask them",
    ),
    "station-archived": Wording(
        "走访任务“{name}”的站点已存档；请撤销任务",
        "the station of {name} is archived; withdraw the engagement",
    ),
    "meeting-outside": Wording(
        "会议“{name}”（{date}）不在工作半天，不占排班时间；如有误请改日期",
        "the meeting {name} ({date}) is on no working half-day and takes no time that is planned; mend the date if "
        "it is wrong",
    ),
    "trainee-archived": Wording(
        "学员“{name}”已存档，其报名不计；请取消报名",
        "{name} is archived and their enrolment does not count; withdraw it",
    ),
    "cohort-without-class": Wording(
        "班“{name}”没有课程；请生成课程安排", "the cohort {name} has no class; make the classes"
    ),
}


def missing_in(
    rows: TermRows, *, is_outdated: bool, policy: tuple[int, int, int], roles_needed: Iterable[str]
) -> list[Finding]:
    """Findings about what the rows lack.

    is_outdated: the half-days are not what the calendar says by now. policy: engagements that applying the policy would
    make, change and withdraw. roles_needed: schemes that are due and, with a camp, `lecture`.
    """
    return [
        *_half_days(rows, is_outdated),
        *_basics(rows, policy),
        *_availability(rows, set(roles_needed)),
        *_in_vain(rows),
    ]


def _half_days(rows: TermRows, is_outdated: bool) -> Iterator[Finding]:
    if not len(rows.slots):
        yield _of_term(rows, "no-half-days", Severity.FAULT)
    elif is_outdated:
        yield _of_term(rows, "half-days-outdated", Severity.WARNING)
    if rows.term.provisional and not is_outdated:
        yield _of_term(rows, "provisional", Severity.WARNING, count=len(rows.slots.avoided))


def _basics(rows: TermRows, policy: tuple[int, int, int]) -> Iterator[Finding]:
    if not any(row.archived_at is None for row in rows.stations):
        yield _of_term(rows, "no-stations", Severity.MISSING)
    if not any(row.archived_at is None for row in rows.supervisors):
        yield _of_term(rows, "no-supervisors", Severity.MISSING)
    if not rows.engagements and not rows.classes:
        yield _of_term(rows, "no-engagements", Severity.MISSING)
    made, changed, withdrawn = policy
    if made or changed or withdrawn:
        yield _of_term(rows, "policy-not-applied", Severity.WARNING, made=made, changed=changed, withdrawn=withdrawn)


def _availability(rows: TermRows, needed: set[str]) -> Iterator[Finding]:
    for person in rows.supervisors:
        said = rows.availability.get(person.id)
        if person.archived_at is None and needed.intersection(person.roles) and (said is None or not said.submitted_at):
            row = RowToFix("supervisor", person.id, person.name, "availability")
            yield _finding("availability-missing", Severity.MISSING, row, name=person.name)


def _in_vain(rows: TermRows) -> Iterator[Finding]:
    archived = {row.id: row.name for row in rows.stations if row.archived_at is not None}
    for due in rows.engagements:
        if gone := _archived_station(due, archived):
            row = RowToFix("engagement", due.id, gone, "station_id")
            yield _finding("station-archived", Severity.WARNING, row, name=gone)
    for meeting in rows.meetings:
        if rows.slots.number(meeting.date, meeting.half) is None:
            row = RowToFix("meeting", meeting.id, meeting.title, "date")
            yield _finding("meeting-outside", Severity.WARNING, row, name=meeting.title, date=meeting.date.isoformat())
    for enrolment in rows.enrolments:
        trainee = rows.trainees[enrolment.trainee_id]
        if trainee.archived_at is not None:
            row = RowToFix("trainee", trainee.id, trainee.name)
            yield _finding("trainee-archived", Severity.WARNING, row, name=trainee.name)
    taught = {cohort for given in rows.classes for cohort in given.cohorts}
    for cohort in rows.cohorts:
        if cohort.id not in taught:
            row = RowToFix("cohort", cohort.id, cohort.name)
            yield _finding("cohort-without-class", Severity.WARNING, row, name=cohort.name)


def _archived_station(due: Engagement, archived: dict[str, str]) -> str | None:
    return next((archived[id_] for id_ in (due.station_id, *due.attendees) if id_ in archived), None)


def _of_term(rows: TermRows, code: str, severity: Severity, **facts: int) -> Finding:
    return _finding(code, severity, RowToFix("term", rows.term.id, rows.term.name), **facts)


def _finding(code: str, severity: Severity, row: RowToFix, **facts: str | int) -> Finding:
    return Finding(severity, code, WORDINGS[code], row, dict(facts))
