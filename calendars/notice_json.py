"""Reads a notice of days off written as JSON, for those who keep the days as data.

`{"year": 2027, "days": [{"date": "2027-01-01", "kind": "day_off", "name": "元旦"},
{"date": "2027-01-09", "kind": "make_up", "stands_for": 0}]}`: every day off and make-up day the notice names.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from calendars.days import Day, DayKind
from calendars.notice import Notice, NoticeError, NoticeFault, checked_notice


class _NamedDay(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    date: dt.date
    kind: Literal[DayKind.DAY_OFF, DayKind.MAKE_UP]
    name: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    stands_for: Annotated[int, Field(ge=0, le=6)] | None = None


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    year: Annotated[int, Field(ge=2000, le=2099)]
    days: tuple[_NamedDay, ...]


def read_notice_json(text: str | bytes) -> Notice:
    """The notice a JSON document is. Raises NoticeError with every fault found, each with its place in the document."""
    try:
        document = _Document.model_validate_json(text)
    except ValidationError as invalid:
        raise NoticeError([_fault(error["loc"], error["msg"]) for error in invalid.errors()]) from None
    days = [
        Day(
            date=day.date,
            kind=day.kind,
            name=day.name,
            stands_for=day.stands_for if day.kind is DayKind.MAKE_UP else None,
        )
        for day in document.days
    ]
    return checked_notice(document.year, days)


def _fault(location: tuple[int | str, ...], message: str) -> NoticeFault:
    where = ".".join(map(str, location)) or "document"
    return NoticeFault("notice-json", where, f"{where}：内容或格式不对（{message}）", f"{where}: {message}")
