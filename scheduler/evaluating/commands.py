"""What comes in about forms, scores and ratings."""

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.commands import Command, senseless
from solver.wording import Wording

WHOLE = 100
WEIGHTS_OFF = Wording("权重合计应为 100，现为 {total}", "the weights add up to {total}, not 100")
Score = Annotated[float, Field(ge=0, le=100)]


class Criterion(Command):
    """One thing a panel looks at; `weight` is its points of 100."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    weight: Annotated[int, Field(ge=1, le=WHOLE)]
    guidance: Annotated[str, Field(max_length=1000)] = ""


class FormDraft(Command):
    """A new form; its weights add up to 100 and its keys differ."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    criteria: Annotated[list[Criterion], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if (total := sum(criterion.weight for criterion in self.criteria)) != WHOLE:
            raise senseless("weights-off", WEIGHTS_OFF, total=total)
        if len({criterion.key for criterion in self.criteria}) < len(self.criteria):
            raise senseless("duplicate-key", Wording("评分项代码重复", "two criteria have the same key"))
        return self


class Scores(Command):
    """Scores by criterion key, and a comment."""

    scores: dict[str, Score]
    comment: Annotated[str, Field(max_length=4000)] = ""


class ScoresGiven(Scores):
    """A panel member's scores under a form; handed in, they are final."""

    form_id: str
    hand_in: bool = False


class RatingGiven(Command):
    """Stars given to a station by hand, with the reason."""

    stars: Annotated[int, Field(ge=1, le=5)]
    from_date: dt.date
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class IndicatorWeight(Command):
    """How much an indicator counts in the rating: points of 100."""

    indicator: Annotated[
        str, Field(pattern=r"^(evaluation|licensed_share|visits_done|people_visited|advice_followed)$")
    ]
    weight: Annotated[int, Field(ge=1, le=WHOLE)]


class RatingRule(Command):
    """How indicators (0 to 1 each) become stars: their weighted sum in points of 100, and what each star needs."""

    weights: Annotated[list[IndicatorWeight], Field(min_length=1, max_length=5)]
    stars_from: tuple[Score, Score, Score, Score] = (60, 70, 80, 90)
    """Fewest points for 2, 3, 4 and 5 stars."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if (total := sum(part.weight for part in self.weights)) != WHOLE:
            raise senseless("weights-off", WEIGHTS_OFF, total=total)
        if len({part.indicator for part in self.weights}) < len(self.weights):
            raise senseless("duplicate-key", Wording("指标重复", "an indicator appears twice"))
        if list(self.stars_from) != sorted(self.stars_from):
            raise senseless("stars-fall", Wording("各星级分数线应从低到高", "the points of the stars must not fall"))
        return self


class RatedPeriod(Command):
    """A half-open period to be rated."""

    first_date: dt.date
    end_date: dt.date

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.end_date <= self.first_date:
            raise senseless("period-backwards", Wording("结束日期须在开始日期之后", "the period ends before it begins"))
        return self


class RatingsTried(RatedPeriod):
    """What a rule would give, before anything is given: the association's own rule unless another is tried."""

    rule: RatingRule | None = None
    term_id: Annotated[str, Field(max_length=32)] | None = None
    """A term whose demand is reckoned with the stars as they would be."""


class RatingsAsked(RatedPeriod):
    """Ratings of all stations by the association's rule; they hold from its end, or from today before that."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]
