"""What a violation or a charge is about, and the facts that fill its sentence."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from solver.ids import ClassId, CohortId, EngagementId, StationId, SupervisorId, TraineeId, VenueId
from solver.wording import Lang

Fact = str | int | tuple[str, ...]
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class VisitKey:
    """One visit of an engagement; `index` counts from 0."""

    engagement: EngagementId
    index: int

    def __str__(self) -> str:
        return f"{self.engagement}#{self.index}"


@dataclass(frozen=True, slots=True)
class SessionKey:
    """One course session of a class; `index` counts from 0."""

    class_id: ClassId
    index: int

    def __str__(self) -> str:
        return f"{self.class_id}#{self.index}"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what something is about; parts that do not apply are None."""

    engagement: EngagementId | None = None
    class_id: ClassId | None = None
    index: int | None = None
    person: SupervisorId | None = None
    station: StationId | None = None
    venue: VenueId | None = None
    cohort: CohortId | None = None
    trainee: TraineeId | None = None
    slot: int | None = None
    date: dt.date | None = None

    @property
    def visit(self) -> VisitKey | None:
        """The visit this is about, or None."""
        return None if self.engagement is None or self.index is None else VisitKey(self.engagement, self.index)

    @property
    def course_session(self) -> SessionKey | None:
        """The course session this is about, or None."""
        return None if self.class_id is None or self.index is None else SessionKey(self.class_id, self.index)


def rendered(facts: Facts, lang: Lang) -> dict[str, object]:
    """The facts as they are written into a sentence: lists joined as the language does."""
    comma = "、" if lang is Lang.ZH else ", "
    return {name: comma.join(fact) if isinstance(fact, tuple) else fact for name, fact in facts.items()}
