"""The arithmetic of an evaluation, pure: weighted totals, the means to start the joint score from, points and stars."""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from scheduler.evaluating.commands import WHOLE, RatingRule

DIGITS = 1
"""Totals are kept to one decimal, as they are printed."""


def weighted_total(criteria: Sequence[Mapping[str, Any]], scores: Mapping[str, float]) -> float:
    """Σ weight × score ÷ 100, of 0 to 100; every criterion has a score. Raises KeyError when one is missing."""
    total: float = sum(criterion["weight"] * scores[criterion["key"]] for criterion in criteria)
    return round(total / WHOLE, DIGITS)


def mean_scores(all_scores: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The panel's mean for each criterion: what the joint score starts from."""
    return {key: round(fmean(scores[key] for scores in all_scores), DIGITS) for key in all_scores[0]}


def spread(all_scores: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """For each criterion, how far the highest score is from the lowest: what the panel should talk about."""
    return {
        key: round(max(scores[key] for scores in all_scores) - min(scores[key] for scores in all_scores), DIGITS)
        for key in all_scores[0]
    }


def points(rule: RatingRule, indicators: Mapping[str, float]) -> float | None:
    """The weighted sum of the indicators (0 to 1 each) in points of 100; indicators not known take no part.

    None when none of the rule's indicators is known.
    """
    known = [(part.weight, indicators[part.indicator]) for part in rule.weights if part.indicator in indicators]
    if not known:
        return None
    return round(WHOLE * sum(weight * value for weight, value in known) / sum(weight for weight, _ in known), DIGITS)


def stars(rule: RatingRule, reached: float) -> int:
    """1 to 5 stars for so many points."""
    return 1 + sum(reached >= needed for needed in rule.stars_from)
