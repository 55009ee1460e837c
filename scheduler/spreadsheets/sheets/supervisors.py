"""The list of supervisors (督导名册) as a sheet."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.models.people import Supervisor
from scheduler.people.commands import SupervisorContent
from scheduler.people.supervisors import put_supervisor
from scheduler.rows import add_all, locked
from scheduler.spreadsheets.cells import code, decimal, text, whole, words
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.permissions import require_office

ROLES: Final = {
    "pair": "结对",
    "roving": "巡回",
    "resident": "驻站",
    "evaluation": "评估",
    "chief": "总督导",
    "lecture": "授课",
}
ALL_ROLES: Final = "、".join(ROLES.values())

COLUMNS: Final = (
    Column("code", "编号", "协会内不重复的编号，如 D001。导入时按编号识别。", code(), required=True),
    Column("name", "姓名", "督导或讲师姓名。", text(14), required=True),
    Column("lat", "住址纬度", "十进制度数，如 30.75。一天的行程从住址出发并返回。", decimal(), required=True),
    Column("lon", "住址经度", "十进制度数，如 120.74。", decimal(), required=True),
    Column("roles", "承担类型", f"用顿号分隔，可选：{ALL_ROLES}。", words(ROLES), required=True),
    Column("fields", "擅长领域", "用顿号分隔，写法与社工站的服务领域一致。", words()),
    Column("employer", "所在单位", "用于回避：不评估本单位运营的社工站。", text(28)),
    Column("max_per_day", "每日上限", "每天最多半天数，1 或 2；留空为 2。", whole(1, 2)),
    Column("max_per_week", "每周上限", "每周最多半天数；留空为 4。", whole(1, 14)),
    Column("max_per_term", "每季上限", "每季度最多半天数；留空为 30。", whole(0, 1000)),
    Column("max_pairs", "结对上限", "最多结对几个社工站；留空为 3。", whole(0, 1000)),
    Column("target", "约定次数", "每季度约定的半天数，不超过每季上限；无约定留空。", whole(0, 1000)),
    Column("phone", "电话", "仅协会可见。", text(18)),
    Column("email", "邮箱", "仅协会可见。", text(26)),
)


class SupervisorSheet(EntrySheet):
    """Supervisors, told apart by their code."""

    title = "督导"
    columns = COLUMNS
    at_once = True

    def __init__(self, db: Session, actor: Actor, _part: Part, lock: bool) -> None:
        require_office(actor)
        query = select(Supervisor).where(Supervisor.association_id == actor.association_id)
        rows = db.exec(locked(query) if lock else query).all()
        self._known = {(row.code,): row for row in sorted(rows, key=lambda row: row.code)}
        self._new: list[Supervisor] = []

    def known(self) -> Mapping[tuple[str], Supervisor]:
        """All supervisors by code."""
        return self._known

    def is_archived(self, row: Supervisor) -> bool:
        """Whether they were taken from the list."""
        return row.archived_at is not None

    def values(self, row: Supervisor) -> Values:
        """What a supervisor holds."""
        return {column.name: getattr(row, column.name) for column in self.columns}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return SupervisorContent(**values)

    def put(self, db: Session, actor: Actor, row: Supervisor | None, content: Command) -> None:
        """Note what is new, or put content in place of what there is."""
        assert isinstance(content, SupervisorContent)  # noqa: S101 - made above
        if row is None:
            self._new.append(Supervisor(association_id=actor.association_id, **content.model_dump()))
        else:
            put_supervisor(db, row, actor=actor, content=content)

    def finish(self, db: Session, actor: Actor) -> None:
        """Store what is new."""
        add_all(db, self._new, actor=actor, action="supervisor.made")
