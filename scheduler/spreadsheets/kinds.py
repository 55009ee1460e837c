"""The lists that go out as spreadsheets, and which part of a list is meant."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from scheduler.commands import Command
from scheduler.reports.months import MonthText


class ListKind(StrEnum):
    """The lists that go out as spreadsheets, most of which also come in."""

    STATIONS = "stations"
    SUPERVISORS = "supervisors"
    AVAILABILITY = "availability"
    TRAINEES = "trainees"
    ENROLMENTS = "enrolments"
    VENUES = "venues"
    COURSES = "courses"
    TRACKS = "tracks"
    COHORTS = "cohorts"
    CLASSES = "classes"
    LEAVES = "leaves"
    CLOSURES = "closures"
    SESSION_REQUESTS = "session-requests"
    SWAPS = "swaps"
    DEMAND = "demand"
    RELEASES = "releases"
    ROSTER = "roster"
    MEETINGS = "meetings"
    RECORDS = "records"
    ADVICE = "advice"
    MONTHLY_REPORTS = "monthly-reports"
    EVALUATIONS = "evaluations"
    SCORES = "scores"
    RATINGS = "ratings"
    ATTENDANCE = "attendance"
    TRAINING_HOURS = "training-hours"
    CERTIFICATES = "certificates"
    LEDGER = "ledger"
    AUDIT = "audit"


class Part(Command):
    """Which part of a list is meant; what a list needs of it says `scheduler.spreadsheets.lists`."""

    term_id: Annotated[str, Field(max_length=32)] | None = None
    month: MonthText | None = None
    year: Annotated[int, Field(ge=2015, le=2100)] | None = None
    event_key: Annotated[str, Field(max_length=80)] | None = None
    """A course session."""
    since: dt.date | None = None
    until: dt.date | None = None
    """Both days are included."""


WHOLE = Part()
"""All of a list."""
