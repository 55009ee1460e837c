"""The list of stations (社工站清单) as a sheet."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, select

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.models.people import Station
from scheduler.people.commands import StationContent
from scheduler.people.stations import put_station
from scheduler.rows import add_all, locked
from scheduler.spreadsheets.cells import code, date, decimal, text, whole, words
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.permissions import require_office

HALVES_OF_WEEK: Final = {
    f"{number}-{half}": f"周{day}{name}"
    for number, day in enumerate("一二三四五六日", start=1)
    for half, name in (("morning", "上午"), ("afternoon", "下午"))
}

COLUMNS: Final = (
    Column(
        "code", "编码", "乡镇（街道）行政区划代码，或协会内不重复的任何编码。导入时按编码识别。", code(), required=True
    ),
    Column("name", "社工站名称", "如：建设街道社工站。", text(24), required=True),
    Column("county", "县（市、区）", "如：南湖区。同一地区请用同一写法。", text(), required=True),
    Column("lat", "纬度", "十进制度数，如 30.764。用于估算路程。", decimal(), required=True),
    Column("lon", "经度", "十进制度数，如 120.752。", decimal(), required=True),
    Column("fields", "服务领域", "需要督导支持的领域，用顿号分隔，如：为老服务、社区治理。", words()),
    Column("staff", "专职人数", "专职社工人数，整数。", whole(0, 10_000), required=True),
    Column("licensed", "持证人数", "其中持社会工作者职业资格证的人数，不超过专职人数。", whole(0, 10_000)),
    Column("volunteers", "志愿者人数", "整数。", whole(0, 1_000_000)),
    Column("floor_area", "场地面积（平方米）", "整数，平方米。", whole(0, 1_000_000)),
    Column("duty", "值守人数", "其他人参加培训时必须留守的人数。", whole(0, 10_000), required=True),
    Column("present", "迎访人数", "督导到访时必须在站的人数，不少于值守人数。", whole(0, 10_000), required=True),
    Column("operator", "运营机构", "承接运营的社会组织全称；自营则留空。", text(28)),
    Column("operator_grade", "机构等级", "如：5A。", text(10)),
    Column("rating", "星级", "1 至 5 的整数；未评定留空。", whole(1, 5)),
    Column("opened_on", "启用日期", "如：2024-03-01。", date()),
    Column("closed_weekly", "每周不接待时段", "用顿号分隔，如：周一上午、周五下午。", words(HALVES_OF_WEEK)),
    Column("address", "地址", "详细地址，督导可见。", text(36)),
    Column("contact", "联系方式", "联系人及电话，督导可见。", text(24)),
)


class StationSheet(EntrySheet):
    """Stations, told apart by their code."""

    title = "社工站"
    columns = COLUMNS
    at_once = True

    def __init__(self, db: Session, actor: Actor, _part: Part, lock: bool) -> None:
        require_office(actor)
        query = select(Station).where(Station.association_id == actor.association_id)
        rows = db.exec(locked(query) if lock else query).all()
        self._known = {(row.code,): row for row in sorted(rows, key=lambda row: (row.county, row.code))}
        self._new: list[Station] = []

    def known(self) -> Mapping[tuple[str], Station]:
        """All stations by code."""
        return self._known

    def is_archived(self, row: Station) -> bool:
        """Whether it was taken from the list."""
        return row.archived_at is not None

    def values(self, row: Station) -> Values:
        """What a station holds."""
        return {column.name: getattr(row, column.name) for column in self.columns}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return StationContent(**values)

    def put(self, db: Session, actor: Actor, row: Station | None, content: Command) -> None:
        """Note what is new, or put content in place of what there is."""
        assert isinstance(content, StationContent)  # noqa: S101 - made above
        if row is None:
            self._new.append(Station(association_id=actor.association_id, **content.model_dump()))
        else:
            put_station(db, row, actor=actor, content=content)

    def finish(self, db: Session, actor: Actor) -> None:
        """Store what is new."""
        add_all(db, self._new, actor=actor, action="station.made")
