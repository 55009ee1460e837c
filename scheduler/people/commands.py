"""What may be asked of the list, of availability, leave and closures."""

import datetime as dt
from typing import Annotated, Final, get_args

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from scheduler import formats
from scheduler.commands import Command, senseless
from scheduler.models.people import Half, Mark
from solver.problem import Role
from solver.wording import Wording


def _each_once(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))


Code = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=formats.CODE)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
OptionalName = Annotated[str, StringConstraints(min_length=1, max_length=200)] | None
County = Annotated[str, StringConstraints(min_length=1, max_length=100)]
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=formats.FIELD_NAME)]
FieldNames = Annotated[list[FieldName], Field(max_length=20), AfterValidator(_each_once)]
HalfOfWeek = Annotated[str, StringConstraints(pattern=r"^[1-7]-(morning|afternoon)$")]
HalvesOfWeek = Annotated[list[HalfOfWeek], Field(max_length=14), AfterValidator(_each_once)]
HalfDay = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-[0-1][0-9]-[0-3][0-9]-(morning|afternoon)$")]
Roles = Annotated[list[Role], Field(min_length=1, max_length=len(get_args(Role))), AfterValidator(_each_once)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
People = Annotated[int, Field(ge=0, le=10_000)]
Limit = Annotated[int, Field(ge=0, le=1000)]
Phone = Annotated[str, StringConstraints(max_length=40, pattern=formats.PHONE)]
Email = Annotated[str, StringConstraints(max_length=200, pattern=formats.EMAIL)]
SensibleDate = Annotated[dt.date, Field(ge=dt.date(1950, 1, 1), le=dt.date(2098, 12, 31))]
Reason = Annotated[str, StringConstraints(max_length=500)]

LONGEST_ABSENCE_DAYS: Final = 400

_MORE_THAN_STAFF = Wording("不能超过专职人员数 {staff}", "cannot be more than the staff of {staff}")
_LESS_THAN_DUTY = Wording("不能少于值守人数 {duty}", "cannot be less than the {duty} on duty")
_MORE_THAN_MOST = Wording("不能超过每季度上限 {most}", "cannot be more than the most per term, {most}")
_BACKWARDS = Wording("结束不能早于开始（{first}）", "cannot end before it begins ({first})")
_TOO_LONG = Wording("最长 {most} 天", "may last {most} days at most")
_NO_DATE = Wording("没有这一天", "there is no such day")


class StationContent(Command):
    """All of a station that is entered; see the table for what each means."""

    code: Code
    name: Name
    county: County
    lat: Latitude
    lon: Longitude
    fields: FieldNames = []
    staff: People
    licensed: People = 0
    volunteers: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    floor_area: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    duty: People
    present: People
    operator: OptionalName = None
    operator_grade: Annotated[str, StringConstraints(min_length=1, max_length=20)] | None = None
    rating: Annotated[int, Field(ge=1, le=5)] | None = None
    opened_on: SensibleDate | None = None
    closed_weekly: HalvesOfWeek = []
    address: Annotated[str, StringConstraints(max_length=300)] = ""
    contact: Annotated[str, StringConstraints(max_length=200)] = ""

    @field_validator("licensed", "duty", "present")
    @classmethod
    def _among_staff(cls, value: int, info: ValidationInfo) -> int:
        staff = info.data.get("staff")
        if staff is not None and value > staff:
            raise senseless("more-than-staff", _MORE_THAN_STAFF, staff=staff)
        return value

    @field_validator("present")
    @classmethod
    def _as_many_as_on_duty(cls, value: int, info: ValidationInfo) -> int:
        duty = info.data.get("duty")
        if duty is not None and value < duty:
            raise senseless("less-than-duty", _LESS_THAN_DUTY, duty=duty)
        return value


class SupervisorContent(Command):
    """All of a supervisor that is entered; see the table for what each means."""

    code: Code
    name: Name
    lat: Latitude
    lon: Longitude
    roles: Roles
    fields: FieldNames = []
    employer: OptionalName = None
    max_per_day: Annotated[int, Field(ge=1, le=2)] = 2
    max_per_week: Annotated[int, Field(ge=1, le=14)] = 4
    max_per_term: Limit = 30
    max_pairs: Limit = 3
    target: Limit | None = None
    phone: Phone = ""
    email: Email = ""

    @field_validator("target")
    @classmethod
    def _within_the_most(cls, value: int | None, info: ValidationInfo) -> int | None:
        most = info.data.get("max_per_term")
        if value is not None and most is not None and value > most:
            raise senseless("more-than-most", _MORE_THAN_MOST, most=most)
        return value


class AvailabilityContent(Command):
    """A supervisor's half-days of a term; missing in `weekly` means free, an exception replaces the week's mark."""

    weekly: Annotated[dict[HalfOfWeek, Mark], Field(max_length=14)] = {}
    exceptions: Annotated[dict[HalfDay, Mark], Field(max_length=400)] = {}
    wishes: Annotated[str, StringConstraints(max_length=2000)] = ""

    @field_validator("weekly")
    @classmethod
    def _without_free(cls, weekly: dict[str, Mark]) -> dict[str, Mark]:
        return {half: mark for half, mark in sorted(weekly.items()) if mark != Mark.FREE}

    @field_validator("exceptions")
    @classmethod
    def _of_real_days(cls, exceptions: dict[str, Mark]) -> dict[str, Mark]:
        for text in exceptions:
            try:
                dt.date.fromisoformat(text[:10])
            except ValueError:
                raise senseless("no-such-day", _NO_DATE) from None
        return dict(sorted(exceptions.items()))


class Period(Command):
    """A period in half-days, both ends included."""

    first_date: SensibleDate
    first_half: Half = Half.MORNING
    last_date: SensibleDate
    last_half: Annotated[Half, Field(validate_default=True)] = Half.AFTERNOON

    @field_validator("last_half")
    @classmethod
    def _forwards(cls, last_half: Half, info: ValidationInfo) -> Half:
        first, last = info.data.get("first_date"), info.data.get("last_date")
        if first is None or last is None:
            return last_half
        backwards = first == last and info.data.get("first_half") == Half.AFTERNOON and last_half == Half.MORNING
        if last < first or backwards:
            raise senseless("period-backwards", _BACKWARDS, first=f"{first}")
        if (last - first).days > LONGEST_ABSENCE_DAYS:
            raise senseless("period-too-long", _TOO_LONG, most=LONGEST_ABSENCE_DAYS)
        return last_half


class LeaveContent(Period):
    """When a supervisor cannot work after all, and why."""

    supervisor_id: Annotated[str, Field(min_length=1, max_length=32)] | None = None
    """Needed from a planner; a supervisor's own otherwise."""
    reason: Reason = ""


class ClosureContent(Period):
    """When a station or a venue is closed, and why; one of the two."""

    station_id: Annotated[str, Field(min_length=1, max_length=32)] | None = None
    venue_id: Annotated[str, Field(min_length=1, max_length=32)] | None = None
    reason: Reason = ""

    @field_validator("venue_id")
    @classmethod
    def _one_of_both(cls, venue_id: str | None, info: ValidationInfo) -> str | None:
        if venue_id is not None and info.data.get("station_id") is not None:
            raise senseless(
                "station-or-venue",
                Wording("社工站与场地只能填一个", "name a station or a venue, not both"),
            )
        return venue_id
