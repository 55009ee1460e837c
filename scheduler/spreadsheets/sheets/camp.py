"""The camp's rooms (场地) and who is sent to it (报名) as sheets."""

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import Field
from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.camp.commands import EnrolmentGiven, NewVenue, VenueChange
from scheduler.camp.offer import change_venue, list_offered, make_venue
from scheduler.camp.term_camp import list_cohorts
from scheduler.camp.trainees import enrol, list_enrolments, list_trainees, withdraw_enrolment
from scheduler.commands import Command
from scheduler.ids import TermId
from scheduler.models.camp import Cohort, Enrolment, Track, Trainee, Venue
from scheduler.models.terms import Term
from scheduler.rows import load
from scheduler.spreadsheets.cells import code, decimal, text, whole, words
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.limits import EVERYTHING
from scheduler.spreadsheets.limits import whole as whole_of
from scheduler.spreadsheets.permissions import require_office
from scheduler.spreadsheets.sheets.naming import cohort_named, stations_of, track_named
from scheduler.spreadsheets.sheets.stations import HALVES_OF_WEEK

VENUES: Final = (
    Column("name", "场地名称", "导入时按名称识别。", text(28), required=True),
    Column("lat", "纬度", "十进制度数，如 30.764。", decimal(), required=True),
    Column("lon", "经度", "十进制度数，如 120.752。", decimal(), required=True),
    Column("seats", "座位数", "整数。", whole(0, 100_000), required=True),
    Column("features", "设施", "用顿号分隔，如：投影、活动桌椅。", words(width=28)),
    Column("closed_weekly", "每周不可用时段", "用顿号分隔，如：周一上午、周五下午。", words(HALVES_OF_WEEK)),
)


class VenueSheet(EntrySheet):
    """Venues, told apart by their name."""

    title = "培训场地"
    keys = ("name",)
    columns = VENUES

    def __init__(self, db: Session, actor: Actor, _part: Part, _lock: bool) -> None:
        require_office(actor)
        self._known = {(row.name,): row for row in list_offered(db, Venue, actor=actor, archived=True)}
        self._known |= {(row.name,): row for row in list_offered(db, Venue, actor=actor)}

    def known(self) -> Mapping[tuple[str], Venue]:
        """All venues by name."""
        return self._known

    def is_archived(self, row: Venue) -> bool:
        """Whether it was put away."""
        return row.archived_at is not None

    def values(self, row: Venue) -> Values:
        """What a venue holds."""
        return {column.name: getattr(row, column.name) for column in self.columns}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return NewVenue(**values)

    def put(self, db: Session, actor: Actor, row: Venue | None, content: Command) -> None:
        """Make the venue, or change it."""
        assert isinstance(content, NewVenue)  # noqa: S101 - made above
        if row is None:
            make_venue(db, actor=actor, asked=content)
        else:
            change_venue(
                db, actor=actor, venue_id=row.id, asked=VenueChange(**content.model_dump()), version=row.version
            )


class Enrolling(Command):
    """A row of the sheet: the track a trainee is sent to; none: nowhere."""

    track_id: str | None = Field(default=None)
    cohort_id: str | None = Field(default=None)


class EnrolmentSheet(EntrySheet):
    """The trainees whom the actor may see, and where each is sent in a term."""

    title = "培训报名"
    can_make = False

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        term = load(db, Term, part.term_id or "", actor=actor)
        self._term_id = TermId(term.id)
        trainees = whole_of(list_trainees(db, actor=actor, paging=EVERYTHING))
        sent = {row.trainee_id: row for row, _ in list_enrolments(db, actor=actor, term_id=self._term_id)}
        self._known = {(row.code,): (row, sent.get(row.id)) for row in trainees}
        self._stations = stations_of(db, actor)
        tracks = db.exec(select(Track).where(Track.association_id == actor.association_id))
        cohorts: Iterable[Cohort] = list_cohorts(db, actor=actor, term_id=self._term_id)
        self.columns = (
            Column("code", "工号", "导入时按工号识别，须已在学员名册中。", code(), required=True),
            Column("name", "姓名", "仅供核对，可留空；若填写须与工号一致。", text(14), told=True),
            Column("station", "社工站", "", text(24), shown=True),
            Column("track_id", "班型", "报名的班型；留空为不参加。", track_named(tracks)),
            Column(
                "cohort_id",
                "固定班次",
                "仅协会填写；留空由系统安排。",
                cohort_named({row.id: row.name for row in cohorts}),
            ),
        )

    def known(self) -> Mapping[tuple[str], tuple[Trainee, Enrolment | None]]:
        """Trainees by worker number."""
        return self._known

    def values(self, row: tuple[Trainee, Enrolment | None]) -> Values:
        """Where a trainee is sent."""
        trainee, sent = row
        values: Values = {"code": trainee.code, "station": self._stations[trainee.station_id].name}
        return values | {name: getattr(sent, name, None) for name in ("track_id", "cohort_id")}

    def told(self, values: Values) -> Values:
        """The trainee's name."""
        row = self._known.get((values.get("code", ""),))
        return {} if row is None else {"name": row[0].name}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return Enrolling(**{name: values[name] for name in ("track_id", "cohort_id") if name in values})

    def put(self, db: Session, actor: Actor, row: tuple[Trainee, Enrolment | None], content: Command) -> None:
        """Send the trainee there, or nowhere."""
        assert isinstance(content, Enrolling)  # noqa: S101 - made above
        trainee = row[0].id
        if content.track_id is None:
            withdraw_enrolment(db, actor=actor, term_id=self._term_id, trainee_id=trainee)
        else:
            given = EnrolmentGiven(track_id=content.track_id, cohort_id=content.cohort_id)
            enrol(db, actor=actor, term_id=self._term_id, trainee_id=trainee, asked=given)
