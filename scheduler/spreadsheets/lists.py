"""Every list that goes out as a spreadsheet: how its sheet is opened, what must be said, who takes it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.errors import Fault, FaultyInputError
from scheduler.models.accounts import Role
from scheduler.spreadsheets.columns import ListSheet
from scheduler.spreadsheets.kinds import ListKind, Part
from scheduler.spreadsheets.sheets.absences import ClosureSheet, LeaveSheet
from scheduler.spreadsheets.sheets.attendance import AttendanceSheet
from scheduler.spreadsheets.sheets.availability import AvailabilitySheet
from scheduler.spreadsheets.sheets.camp import EnrolmentSheet, VenueSheet
from scheduler.spreadsheets.sheets.classes import ClassSheet, CohortSheet, TrackSheet
from scheduler.spreadsheets.sheets.courses import CourseSheet
from scheduler.spreadsheets.sheets.demand import DemandSheet
from scheduler.spreadsheets.sheets.evaluations import RatingSheet, ScoreSheet, evaluations
from scheduler.spreadsheets.sheets.meetings import MeetingSheet
from scheduler.spreadsheets.sheets.monthly_reports import MonthSheet
from scheduler.spreadsheets.sheets.planned import releases, roster
from scheduler.spreadsheets.sheets.records import RecordSheet, advice
from scheduler.spreadsheets.sheets.session_requests import RequestSheet
from scheduler.spreadsheets.sheets.stations import StationSheet
from scheduler.spreadsheets.sheets.supervisors import SupervisorSheet
from scheduler.spreadsheets.sheets.trails import audit, ledger, swaps
from scheduler.spreadsheets.sheets.trainees import TraineeSheet
from scheduler.spreadsheets.sheets.training import certificates, training_hours
from solver.wording import Wording

_NEEDED: Final = {
    "term_id": Wording("请指明计划期", "say which term"),
    "month": Wording("请指明月份，如 2026-10", "say which month, such as 2026-10"),
    "year": Wording("请指明年份", "say which year"),
    "event_key": Wording("请指明课程场次", "say which course session"),
}
_PLANNER: Final = (Role.PLANNER,)
_PANEL: Final = (Role.PLANNER, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list: its file's name, how its sheet is opened (to be changed, when `lock`), and what it asks for."""

    name: str
    opened: Callable[[Session, Actor, Part, bool], ListSheet]
    """Raises NotAllowedError and NotFoundError."""
    needs: tuple[str, ...] = ()
    """Which part must be named."""
    importers: tuple[Role, ...] = ()
    """Who takes it in; nobody: it only goes out. What of it they may enter is for the services to say."""


LISTS: Final[Mapping[ListKind, KnownList]] = {
    ListKind.STATIONS: KnownList("社工站清单", StationSheet, importers=_PLANNER),
    ListKind.SUPERVISORS: KnownList("督导名册", SupervisorSheet, importers=_PLANNER),
    ListKind.AVAILABILITY: KnownList("督导空闲表", AvailabilitySheet, ("term_id",), _PLANNER),
    ListKind.TRAINEES: KnownList("学员名册", TraineeSheet, importers=_PLANNER),
    ListKind.ENROLMENTS: KnownList("培训报名表", EnrolmentSheet, ("term_id",), (Role.PLANNER, Role.STATION)),
    ListKind.VENUES: KnownList("培训场地", VenueSheet, importers=_PLANNER),
    ListKind.COURSES: KnownList("课程清单", CourseSheet, importers=_PLANNER),
    ListKind.TRACKS: KnownList("班型清单", TrackSheet, importers=_PLANNER),
    ListKind.COHORTS: KnownList("班级清单", CohortSheet, ("term_id",), _PLANNER),
    ListKind.CLASSES: KnownList("教学任务", ClassSheet, ("term_id",), _PLANNER),
    ListKind.LEAVES: KnownList("请假登记", LeaveSheet, importers=_PLANNER),
    ListKind.CLOSURES: KnownList("闭站登记", ClosureSheet, importers=_PLANNER),
    ListKind.SESSION_REQUESTS: KnownList("加场申请", RequestSheet, ("term_id",), _PLANNER),
    ListKind.SWAPS: KnownList("换班记录", swaps),
    ListKind.DEMAND: KnownList("督导需求", DemandSheet, ("term_id",), _PLANNER),
    ListKind.RELEASES: KnownList("发布记录", releases, ("term_id",)),
    ListKind.ROSTER: KnownList("排班表", roster, ("term_id",)),
    ListKind.MEETINGS: KnownList("会议安排", MeetingSheet, ("term_id",), _PLANNER),
    ListKind.RECORDS: KnownList("走访记录", RecordSheet, importers=_PANEL),
    ListKind.ADVICE: KnownList("督导建议台账", advice),
    ListKind.MONTHLY_REPORTS: KnownList("月报", MonthSheet, ("month",), (Role.PLANNER, Role.STATION)),
    ListKind.EVALUATIONS: KnownList("绩效评估结果", evaluations),
    ListKind.SCORES: KnownList("评估评分表", ScoreSheet, ("term_id",), (Role.SUPERVISOR,)),
    ListKind.RATINGS: KnownList("星级评定", RatingSheet, importers=(Role.PLANNER, Role.HEAD)),
    ListKind.ATTENDANCE: KnownList("签到表", AttendanceSheet, ("event_key",), _PANEL),
    ListKind.TRAINING_HOURS: KnownList("培训学时", training_hours, ("year",)),
    ListKind.CERTIFICATES: KnownList("证书名单", certificates, ("term_id",)),
    ListKind.LEDGER: KnownList("公平台账", ledger),
    ListKind.AUDIT: KnownList("操作日志", audit),
}


def open_sheet(db: Session, *, actor: Actor, kind: ListKind, part: Part, lock: bool = False) -> ListSheet:
    """A list as the actor may see it; with `lock`, its rows are locked and may be changed.

    Raises NotFoundError, NotAllowedError, FaultyInputError when it is not said which part is meant, and, with `lock`,
    WrongStateError where nothing may be entered any more.
    """
    known = LISTS[kind]
    faults = [Fault(name, "missing", _NEEDED[name], {}) for name in known.needs if getattr(part, name) is None]
    if faults:
        raise FaultyInputError(faults)
    return known.opened(db, actor, part, lock)
