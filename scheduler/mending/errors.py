"""What can go wrong when published dates are mended."""

from scheduler.errors import DomainError
from solver.wording import Wording


class ChoiceMissingError(DomainError):
    """Something falls for which nothing was chosen. Facts: `keys`."""

    code = "choice-missing"
    wording = Wording(
        "还有 {count} 项无法进行的安排没有选择处理办法，须一并处理",
        "nothing was chosen for {count} of the dates that fall; they are mended together",
    )

    def __init__(self, keys: list[str]) -> None:
        super().__init__(keys=keys, count=len(keys))


class ProposalGoneError(DomainError):
    """A proposal is no longer there, or two of those chosen are in each other's way. Facts: `findings` (sentences)."""

    code = "proposal-gone"
    wording = Wording(
        "所选处理办法已失效或彼此冲突，请重选：{summary}",
        "the proposals chosen are void or stand in each other's way; choose again: {summary}",
    )

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(findings=sentences, summary="；".join(sentences[:3]) or "–")
