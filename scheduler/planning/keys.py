"""Lasting keys of what a plan holds: the same visit has the same key in every draft, release, notice and calendar."""

import re
from typing import Final

from solver.ids import ClassId, EngagementId
from solver.problem import CourseSession, SessionLock, Visit, VisitLock
from solver.rules import SessionKey, VisitKey

PlanKey = VisitKey | SessionKey
_PATTERN: Final = re.compile(r"(visit|course|meeting)-([0-9a-f]{32})(?:-(0|[1-9][0-9]{0,3}))?")


def visit_key(engagement_id: str, index: int) -> str:
    """The key of one visit, `visit-<engagement>-<index>`; `index` counts from 0."""
    return f"visit-{engagement_id}-{index}"


def course_session_key(class_id: str, index: int) -> str:
    """The key of one course session, `course-<class>-<index>`; `index` counts from 0."""
    return f"course-{class_id}-{index}"


def meeting_key(meeting_id: str) -> str:
    """The key of a meeting, `meeting-<id>`."""
    return f"meeting-{meeting_id}"


def parse_plan_key(key: str) -> PlanKey | None:
    """What a visit's or a course session's key names; None for any other text."""
    match = _PATTERN.fullmatch(key)
    if match is None or match[3] is None or match[1] == "meeting":
        return None
    if match[1] == "visit":
        return VisitKey(EngagementId(match[2]), int(match[3]))
    return SessionKey(ClassId(match[2]), int(match[3]))


def parse_meeting_key(key: str) -> str | None:
    """The meeting that a key names; None for any other text."""
    match = _PATTERN.fullmatch(key)
    return match[2] if match is not None and match[1] == "meeting" and match[3] is None else None


def lasting_key(row: Visit | CourseSession | VisitLock | SessionLock | VisitKey | SessionKey) -> str:
    """The lasting key of a row of a plan, of what a lock pins, or of a solver's key."""
    if isinstance(row, Visit | VisitLock | VisitKey):
        return visit_key(row.engagement, row.index)
    return course_session_key(row.class_id, row.index)
