"""What can go wrong with a swap."""

from scheduler.errors import DomainError
from solver.wording import Wording


class SwapBreaksRulesError(DomainError):
    """The swap would break hard rules. Facts: `findings` (sentences)."""

    code = "swap-breaks-rules"
    wording = Wording("换班后会违反规则：{summary}", "the swap would break rules: {summary}")

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(findings=sentences, summary="；".join(sentences[:3]))


class NotYourVisitError(DomainError):
    """A visit named in a swap is not by the person who would give it away. Facts: `key`."""

    code = "not-your-visit"
    wording = Wording("该次督导不由其承担，不能交换（{key}）", "this visit is not theirs to give: {key}")
