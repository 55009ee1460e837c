"""The camp's courses (课程清单) as a sheet."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.camp.commands import CourseChange, NewCourse
from scheduler.camp.offer import change_course, list_offered, make_course
from scheduler.commands import Command
from scheduler.models.camp import Course, Track
from scheduler.spreadsheets.cells import CellKind, choice, decimal, plain, several, text, whole, words
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.permissions import require_office
from scheduler.spreadsheets.sheets.naming import course_named, supervisor_named, supervisors_of, track_named
from scheduler.spreadsheets.sheets.stations import HALVES_OF_WEEK
from scheduler.words import FORMS


class CourseSheet(EntrySheet):
    """Courses, told apart by their title."""

    title = "课程"
    keys = ("title",)
    names_rows = "after"

    def __init__(self, db: Session, actor: Actor, _part: Part, _lock: bool) -> None:
        require_office(actor)
        rows = list_offered(db, Course, actor=actor, archived=True)
        self._known = {(row.title,): row for row in sorted(rows, key=lambda row: row.archived_at is None)}
        track = track_named(list_offered(db, Track, actor=actor))
        self._made: dict[str, str] = {}
        course = self._also_made(course_named(row for row in rows if row.archived_at is None))
        people = several(supervisor_named(supervisors_of(db, actor)))
        self.columns = (
            Column("title", "课程", "导入时按名称识别。", text(28), required=True),
            Column("form", "形式", "课程、沙龙或讲座；留空为课程。", choice({f.value: w.zh for f, w in FORMS.items()})),
            Column("tracks", "班型", "用顿号分隔；讲座可面向多个方向。", several(track)),
            Column("course_sessions", "场次", "分几次上完；留空为 1。", whole(1, 100)),
            Column("hours", "每场学时", "计入继续教育的学时；留空为 3。", decimal()),
            Column("lecturers", "讲师", "可以讲授的人，用顿号分隔。", people),
            Column("features", "场地要求", "用顿号分隔，如：投影。", words(width=20)),
            Column("min_days", "最少分布天数", "各场次至少分布在几天；留空为 0。", whole(0, 100)),
            Column("after", "先修课程", "用顿号分隔。", several(course)),
            Column("closed_weekly", "每周不排时段", "用顿号分隔，如：周一上午。", words(HALVES_OF_WEEK)),
        )

    def _also_made(self, known: CellKind) -> CellKind:
        """As `known`, and the courses that the same file made before."""
        return replace(known, read=lambda value: self._made.get(plain(value)) or known.read(value))

    def known(self) -> Mapping[tuple[str], Course]:
        """All courses by title."""
        return self._known

    def is_archived(self, row: Course) -> bool:
        """Whether it was put away."""
        return row.archived_at is not None

    def values(self, row: Course) -> Values:
        """What a course holds."""
        return {column.name: getattr(row, column.name) for column in self.columns}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return NewCourse(**values)

    def put(self, db: Session, actor: Actor, row: Course | None, content: Command) -> None:
        """Make the course, or change it."""
        assert isinstance(content, NewCourse)  # noqa: S101 - made above
        if row is None:
            self._made[plain(content.title)] = make_course(db, actor=actor, asked=content).id
        else:
            asked = CourseChange(**content.model_dump())
            change_course(db, actor=actor, course_id=row.id, asked=asked, version=row.version)
