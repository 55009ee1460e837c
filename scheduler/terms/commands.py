"""What may be asked of a term."""

import datetime as dt
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from scheduler.commands import Command, senseless
from scheduler.models.people import Half
from solver.problem import Weights
from solver.wording import Wording

LONGEST_TERM_DAYS = 200
TermDate = Annotated[dt.date, Field(ge=dt.date(2005, 1, 1), le=dt.date(2098, 12, 31))]
TermName = Annotated[str, Field(min_length=1, max_length=100)]


class NewTerm(Command):
    """A quarter to be made: `quarter` alone, or `name` with both dates."""

    quarter: Annotated[str, Field(pattern=r"^20[0-9]{2}Q[1-4]$", examples=["2026Q4"])] | None = None
    name: TermName | None = None
    first_date: TermDate | None = None
    last_date: TermDate | None = None
    availability_deadline: AwareDatetime | None = None
    previous_term_id: Annotated[str, Field(max_length=32)] | None = None
    """The term before; by default the one that ended last. Whom to keep and to avoid comes from its release."""
    copy_policy: bool = True
    """Whether the demand policy of the term before is taken over."""
    copy_exceptions: bool = True
    """Whether the stations' own numbers of visits, with their reasons, are taken over from the term before."""

    @model_validator(mode="after")
    def _has_a_period(self) -> Self:
        dated = self.first_date is not None and self.last_date is not None and self.name is not None
        if (self.quarter is None) != dated:
            raise senseless(
                "term-period",
                Wording(
                    "请填 quarter，或者同时填 name、first_date、last_date",
                    "give either quarter, or name, first_date and last_date",
                ),
            )
        return self

    def period(self) -> tuple[dt.date, dt.date]:
        """The half-open period."""
        if self.first_date is not None and self.last_date is not None:
            return self.first_date, self.last_date + dt.timedelta(days=1)
        return quarter_period(self.quarter or "")

    def title(self) -> str:
        """The name, or one like 2026年第四季度."""
        if self.name is not None:
            return self.name
        quarter = self.quarter or ""
        return f"{quarter[:4]}年第{'一二三四'[int(quarter[-1]) - 1]}季度"


class TermChange(Command):
    """What may be changed of a term at any time; what is not named stays as it is."""

    name: TermName | None = None
    availability_deadline: AwareDatetime | None = None
    previous_term_id: Annotated[str, Field(max_length=32)] | None = None
    weights: Weights | None = None
    """Prices that differ from the association's; all of them, those not named are the association's again."""


class HalfDayException(Command):
    """A half-day that the association works, or does not, whatever the calendar says."""

    date: TermDate
    half: Half
    worked: bool


class SlotRebuild(Command):
    """The half-days of a term made anew from the calendar, the hours and the exceptions as they are now."""

    first_date: TermDate | None = None
    last_date: TermDate | None = None
    exceptions: Annotated[list[HalfDayException], Field(max_length=400)] | None = None
    """All of them; None leaves those there are."""
    confirm: bool = False
    """Take away half-days although something is published on them."""


def quarter_period(quarter: str) -> tuple[dt.date, dt.date]:
    """The half-open period of a quarter written as `2026Q4`."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return dt.date(year, 3 * number - 2, 1), dt.date(year + number // 4, 3 * number % 12 + 1, 1)
