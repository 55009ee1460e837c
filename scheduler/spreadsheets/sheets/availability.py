"""What supervisors say about a term's half-days (督导空闲表) as a sheet: one row per supervisor."""

import re
from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.errors import FaultyInputError, WrongStateError
from scheduler.models.people import Mark
from scheduler.models.terms import Term
from scheduler.people.availability import Given, availability_faults, list_availability, put_availability
from scheduler.people.commands import AvailabilityContent
from scheduler.rows import load
from scheduler.spreadsheets.cells import CellError, CellKind, choice, code, plain, text
from scheduler.spreadsheets.columns import Column, EntrySheet, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.permissions import require_office
from scheduler.spreadsheets.sheets.stations import HALVES_OF_WEEK
from solver.wording import Wording

MARKS: Final = {Mark.FREE.value: "可", Mark.DISLIKED.value: "尽量不", Mark.UNAVAILABLE.value: "不可"}
HALVES: Final = {"上午": "morning", "下午": "afternoon"}
BAD_EXCEPTION: Final = Wording(
    "“{value}”写法不对；每项写成“2026-10-09 上午 不可”，用分号分隔",
    "{value!r} is not an exception; write each as “2026-10-09 上午 不可”, with a semicolon between them",
)
_EXCEPTION: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(上午|下午)\s*[=:]?\s*(\S+)")


def read_exceptions(value: Any) -> dict[str, str]:
    """Marks by half-day, from `2026-10-09 上午 不可；2026-10-12 下午 可`. Raises CellError."""
    found: dict[str, str] = {}
    codes = {shown: mark for mark, shown in MARKS.items()}
    for part in (plain(part) for part in re.split(r"[;；\n\r]+", str(value))):
        match = _EXCEPTION.fullmatch(part)
        if part and (match is None or match[5] not in codes):
            raise CellError("bad-exception", BAD_EXCEPTION, value=part)
        if match is not None:
            half_day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}-{HALVES[match[4]]}"
            found[half_day] = codes[match[5]]
    return found


def show_exceptions(value: dict[str, str]) -> str | None:
    """The same as text; None for none."""
    names = {half: name for name, half in HALVES.items()}
    parts = (f"{text[:10]} {names[text[11:]]} {MARKS[mark]}" for text, mark in sorted(value.items()))
    return "；".join(parts) or None


COLUMNS: Final = (
    Column("code", "编号", "督导编号，须已在督导名册中。", code(), required=True),
    Column("name", "姓名", "仅供核对，可留空；若填写须与编号一致。", text(14), told=True),
    *(
        Column(half, shown, "可（或留空）、尽量不、不可。每周如此，个别日期在“例外”中另写。", choice(MARKS))
        for half, shown in HALVES_OF_WEEK.items()
    ),
    Column(
        "exceptions",
        "例外",
        "与每周不同的半天，如：2026-10-09 上午 不可；2026-10-12 下午 可",
        CellKind(read=read_exceptions, show=show_exceptions, width=40),
    ),
    Column("wishes", "愿望", "给排班员的说明。", text(40)),
)


class AvailabilitySheet(EntrySheet):
    """Availability of one term: the supervisors are those of the list, none is made here."""

    title = "督导空闲"
    can_make = False
    columns = COLUMNS

    def __init__(self, db: Session, actor: Actor, part: Part, lock: bool) -> None:
        term = load(db, Term, part.term_id or "", actor=actor)
        require_office(actor)
        if lock and term.archived_at is not None:
            raise WrongStateError(kind="term", id=term.id, state="archived", action="list.import")
        self._term = term
        given = list_availability(db, actor=actor, term_id=term.id, lock=lock)
        self._known = {(one.supervisor.code,): one for one in given}

    def known(self) -> Mapping[tuple[str], Given]:
        """All supervisors of the list by code, with what they said."""
        return self._known

    def is_archived(self, row: Given) -> bool:
        """Whether they were taken from the list: those are not known here at all."""
        return row.supervisor.archived_at is not None

    def values(self, row: Given) -> Values:
        """What a supervisor said."""
        said = row.availability
        values: Values = {"code": row.supervisor.code, **dict.fromkeys(HALVES_OF_WEEK)}
        if said is None:
            return values | {"exceptions": {}, "wishes": ""}
        return values | said.weekly | {"exceptions": said.exceptions, "wishes": said.wishes}

    def told(self, values: Values) -> Values:
        """The supervisor's name."""
        row = self._known.get((values.get("code", ""),))
        return {} if row is None else {"name": row.supervisor.name}

    def content(self, values: Values) -> Command:
        """The command that values make. Raises FaultyInputError for days outside of the term."""
        weekly = {half: mark for half in HALVES_OF_WEEK if (mark := values.get(half))}
        content = AvailabilityContent(
            weekly=weekly, exceptions=values.get("exceptions", {}), wishes=values.get("wishes", "")
        )
        if faults := availability_faults(self._term, content):
            raise FaultyInputError(faults)
        return content

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name."""
        said = content.model_dump(mode="json")
        blank: Values = dict.fromkeys(HALVES_OF_WEEK)
        return {**blank, **said["weekly"], "exceptions": said["exceptions"], "wishes": said["wishes"]}

    def put(self, db: Session, actor: Actor, row: Given, content: Command) -> None:
        """Put new content in place of what was said; it counts as submitted, since the office has it from them."""
        assert isinstance(content, AvailabilityContent)  # noqa: S101 - made above
        put_availability(
            db,
            row.availability,
            actor=actor,
            term=self._term,
            supervisor=row.supervisor,
            content=content,
            submitted=True,
        )
