"""One thing that a check of a term has found."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from solver.wording import Lang, Wording


class Severity(StrEnum):
    """What a finding means for a run."""

    FAULT = "fault"
    """No run is possible until it is mended."""
    WARNING = "warning"
    """A run is possible, and something asked for cannot be had."""
    MISSING = "missing"
    """Something was not entered; a run takes it for what is usual."""


@dataclass(frozen=True, slots=True)
class RowToFix:
    """The row in which a finding is mended: its kind is the table's name, `column` the entry if it is one."""

    kind: str
    id: str
    name: str = ""
    column: str | None = None

    @property
    def place(self) -> str:
        """The row's address below `/api/v1`."""
        return ADDRESSES[self.kind].format(id=self.id)


ADDRESSES = {
    "station": "/stations/{id}",
    "supervisor": "/supervisors/{id}",
    "engagement": "/engagements/{id}",
    "meeting": "/meetings/{id}",
    "venue": "/camp/venues/{id}",
    "course": "/camp/courses/{id}",
    "cohort": "/cohorts/{id}",
    "trainee": "/trainees/{id}",
    "term": "/terms/{id}",
    "association": "/association",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in a sentence with the fix, and where it is mended."""

    severity: Severity
    code: str
    says: Wording
    row: RowToFix
    facts: dict[str, Any] = field(default_factory=dict)

    def message(self, lang: Lang = Lang.ZH) -> str:
        """What is wrong and what to do."""
        return self.says.say(lang, **self.facts)
