"""A camp's tracks (班型), and of a term its cohorts (班级) and classes (教学任务) as sheets."""

from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.camp.commands import ClassChange, CohortChange, NewClass, NewCohort, NewTrack, TrackChange
from scheduler.camp.offer import change_track, list_offered, make_track
from scheduler.camp.term_camp import (
    change_class,
    change_cohort,
    list_classes,
    list_cohorts,
    make_class,
    make_cohort,
)
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError
from scheduler.ids import TermId
from scheduler.models.camp import CampClass, Cohort, Course, Track
from scheduler.spreadsheets.cells import choice, decimal, reference, several, text, whole, words
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.permissions import require_office
from scheduler.spreadsheets.sheets.naming import (
    cohort_named,
    course_named,
    supervisor_named,
    supervisors_of,
    track_named,
)
from scheduler.spreadsheets.sheets.stations import HALVES_OF_WEEK
from scheduler.words import FORMS
from solver.wording import Wording

_OTHER_TRACK: Final = Wording(
    "班级的班型不能改；请另开一班，或改回原班型", "a cohort keeps its track: open another one, or put its track back"
)
_OTHER_COURSE: Final = Wording(
    "教学任务的课程不能改；请留空编号新开一项", "a class keeps its course: leave the number blank to make another one"
)
_HAS_COURSE: Final = Wording(
    "“{cohort}”已有这门课程的教学任务；要更改，请填它的编号：{id}",
    "{cohort!r} takes this course already: to change that class give its number, {id}",
)
_NO_CLASS: Final = Wording(
    "本计划期没有编号为“{value}”的教学任务；新开的请留空",
    "there is no class {value!r} in this term: blank for a new one",
)
OF_COURSE: Final = ("form", "course_sessions", "hours", "lecturers", "features", "min_days", "after", "closed_weekly")
"""What a class has from its course: shown beside it, changed in the list of courses."""


class TrackSheet(EntrySheet):
    """Tracks, told apart by their name."""

    title = "班型"
    keys = ("name",)
    columns = (
        Column("name", "班型", "导入时按名称识别。", text(24), required=True),
        Column("position", "顺序", "排列的先后，小的在前；留空为 0。", whole(0, 1000)),
    )

    def __init__(self, db: Session, actor: Actor, _part: Part, _lock: bool) -> None:
        require_office(actor)
        self._known = {(row.name,): row for row in list_offered(db, Track, actor=actor, archived=True)}

    def known(self) -> Mapping[tuple[str], Track]:
        """All tracks by name."""
        return self._known

    def is_archived(self, row: Track) -> bool:
        """Whether it was put away."""
        return row.archived_at is not None

    def values(self, row: Track) -> Values:
        """What a track holds."""
        return {"name": row.name, "position": row.position}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return NewTrack(**values)

    def put(self, db: Session, actor: Actor, row: Track | None, content: Command) -> None:
        """Make the track, or change it."""
        assert isinstance(content, NewTrack)  # noqa: S101 - made above
        if row is None:
            make_track(db, actor=actor, asked=content)
        else:
            asked = TrackChange(**content.model_dump())
            change_track(db, actor=actor, track_id=row.id, asked=asked, version=row.version)


class CohortSheet(EntrySheet):
    """The cohorts of a term, told apart by their name."""

    title = "班级"
    keys = ("name",)

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        require_office(actor)
        self._term_id = TermId(part.term_id or "")
        rows = list_cohorts(db, actor=actor, term_id=self._term_id, archived=True)
        self._known = {(row.name,): row for row in rows}
        track = track_named(list_offered(db, Track, actor=actor, archived=True))
        self.columns = (
            Column("name", "班级", "导入时按名称识别，如：新人一班。", text(24), required=True),
            Column("track_id", "班型", "须已在班型清单中；开班后不能改。", track, required=True),
            Column("max_size", "人数上限", "整数；留空为不限。", whole(1, 100_000)),
        )

    def known(self) -> Mapping[tuple[str], Cohort]:
        """All cohorts of the term by name."""
        return self._known

    def is_archived(self, row: Cohort) -> bool:
        """Whether it was given up."""
        return row.archived_at is not None

    def values(self, row: Cohort) -> Values:
        """What a cohort holds."""
        return {column.name: getattr(row, column.name) for column in self.columns}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return NewCohort(**values)

    def put(self, db: Session, actor: Actor, row: Cohort | None, content: Command) -> None:
        """Open the cohort, or change its size."""
        assert isinstance(content, NewCohort)  # noqa: S101 - made above
        if row is None:
            make_cohort(db, actor=actor, term_id=self._term_id, asked=content)
            return
        if content.track_id != row.track_id:
            raise FaultyInputError([Fault("track_id", "track-fixed", _OTHER_TRACK, {})])
        asked = CohortChange(max_size=content.max_size)
        change_cohort(db, actor=actor, cohort_id=row.id, asked=asked, version=row.version)


class ClassSheet(EntrySheet):
    """The classes of a term: one with its number is changed, one without is made."""

    title = "教学任务"
    keys = ("id",)

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        require_office(actor)
        self._term_id = TermId(part.term_id or "")
        self._known = {(row.id,): row for row in list_classes(db, actor=actor, term_id=self._term_id)}
        self._courses = {row.id: row for row in list_offered(db, Course, actor=actor, archived=True)}
        self._cohorts = {row.id: row.name for row in list_cohorts(db, actor=actor, term_id=self._term_id)}
        self._taken = {(row.course_id, id_): row.id for row in self._known.values() for id_ in row.cohorts}
        course = course_named(self._courses.values())
        number = reference({id_: id_ for (id_,) in self._known}, error="unknown-class", wording=_NO_CLASS)
        people = several(supervisor_named(supervisors_of(db, actor)))
        self.columns = (
            Column("id", "编号", "系统给的编号，导入时按它识别；新开的留空。", number),
            Column("course_id", "课程", "须已在课程清单中；开设后不能改。", course, required=True),
            Column(
                "cohorts", "班级", "一起上课的班级，用顿号分隔。", several(cohort_named(self._cohorts)), required=True
            ),
            Column("form", "形式", "", choice({form.value: word.zh for form, word in FORMS.items()}), shown=True),
            Column("course_sessions", "场次", "在课程清单中改，以下各列同。", whole(1, 100), shown=True),
            Column("hours", "每场学时", "", decimal(), shown=True),
            Column("lecturers", "讲师", "", people, shown=True),
            Column("features", "场地要求", "", words(width=20), shown=True),
            Column("min_days", "最少分布天数", "", whole(0, 100), shown=True),
            Column("after", "先修课程", "", several(course), shown=True),
            Column("closed_weekly", "每周不排时段", "", words(HALVES_OF_WEEK), shown=True),
        )

    def known(self) -> Mapping[tuple[str], CampClass]:
        """The classes of the term by number."""
        return self._known

    def values(self, row: CampClass) -> Values:
        """What a class holds, and what its course says."""
        course = self._courses[row.course_id]
        own: Values = {"id": row.id, "course_id": row.course_id, "cohorts": row.cohorts}
        return own | {name: getattr(course, name) for name in OF_COURSE}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return NewClass(**{name: values[name] for name in ("course_id", "cohorts") if name in values})

    def put(self, db: Session, actor: Actor, row: CampClass | None, content: Command) -> None:
        """Make the class, or change who takes it together."""
        assert isinstance(content, NewClass)  # noqa: S101 - made above
        if row is None:
            self._make(db, actor, content)
            return
        if content.course_id != row.course_id:
            raise FaultyInputError([Fault("course_id", "course-fixed", _OTHER_COURSE, {})])
        asked = ClassChange(cohorts=content.cohorts)
        before = [(row.course_id, id_) for id_ in row.cohorts]
        changed = change_class(db, actor=actor, class_id=row.id, asked=asked, version=row.version)
        self._taken = {key: id_ for key, id_ in self._taken.items() if key not in before}
        self._taken |= {(changed.course_id, id_): changed.id for id_ in changed.cohorts}

    def _make(self, db: Session, actor: Actor, content: NewClass) -> None:
        """Make a class; the same rows taken in twice do not make it twice."""
        taken = {id_: self._taken[key] for id_ in content.cohorts if (key := (content.course_id, id_)) in self._taken}
        facts: list[dict[str, Any]] = [
            {"cohort": self._cohorts[id_], "id": class_id} for id_, class_id in taken.items()
        ]
        if facts:
            raise FaultyInputError([Fault("cohorts", "course-taken", _HAS_COURSE, each) for each in facts])
        made = make_class(db, actor=actor, term_id=self._term_id, asked=content)
        self._taken |= {(made.course_id, id_): made.id for id_ in made.cohorts}
