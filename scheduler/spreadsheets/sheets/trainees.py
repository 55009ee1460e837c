"""The list of trainees (学员名册) as a sheet."""

from collections.abc import Mapping

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.camp.commands import NewTrainee
from scheduler.commands import Command
from scheduler.models.camp import Trainee
from scheduler.models.people import Station
from scheduler.rows import add_all, changing, locked
from scheduler.spreadsheets.cells import code, reference, text
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.permissions import require_office
from solver.wording import Wording

NO_STATION = Wording("没有编码为“{value}”的社工站；请先导入社工站", "there is no station {value!r}: import it first")


class TraineeSheet(EntrySheet):
    """Trainees, told apart by their worker number; their station is named by its code."""

    title = "学员"
    at_once = True

    def __init__(self, db: Session, actor: Actor, _part: Part, lock: bool) -> None:
        require_office(actor)
        query = select(Trainee).where(Trainee.association_id == actor.association_id)
        rows = db.exec(locked(query) if lock else query).all()
        stations = db.exec(select(Station).where(Station.association_id == actor.association_id)).all()
        codes = {station.code: station.id for station in stations}
        self._names = {station.id: station.name for station in stations}
        self._known = {(row.code,): row for row in sorted(rows, key=lambda row: (row.station_id, row.code))}
        self._new: list[Trainee] = []
        station = reference(codes, error="unknown-station", wording=NO_STATION)
        self.columns = (
            Column("code", "工号", "协会内不重复的工号。导入时按工号识别。", code(), required=True),
            Column("name", "姓名", "社工姓名。", text(14), required=True),
            Column("station_id", "社工站编码", "所在社工站的编码，须已在社工站清单中。", station, required=True),
            Column("station_name", "社工站名称", "仅供核对，可留空；若填写须与编码一致。", text(24), told=True),
            Column("licence", "证书", "如：助理社会工作师、社会工作师；没有留空。", text(18)),
        )

    def known(self) -> Mapping[tuple[str], Trainee]:
        """All trainees by worker number."""
        return self._known

    def is_archived(self, row: Trainee) -> bool:
        """Whether they left."""
        return row.archived_at is not None

    def values(self, row: Trainee) -> Values:
        """What a trainee holds."""
        return {
            "code": row.code,
            "name": row.name,
            "station_id": row.station_id,
            "licence": row.licence,
        }

    def told(self, values: Values) -> Values:
        """The name of the station."""
        return {"station_name": self._names[values["station_id"]]} if "station_id" in values else {}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return NewTrainee(**values)

    def put(self, db: Session, actor: Actor, row: Trainee | None, content: Command) -> None:
        """Note what is new, or put content in place of what there is."""
        assert isinstance(content, NewTrainee)  # noqa: S101 - made above
        if row is None:
            self._new.append(Trainee(association_id=actor.association_id, **content.model_dump()))
        else:
            with changing(db, row, actor=actor, action="trainee.changed"):
                for name, value in content.model_dump().items():
                    setattr(row, name, value)

    def finish(self, db: Session, actor: Actor) -> None:
        """Store what is new."""
        add_all(db, self._new, actor=actor, action="trainee.made")
