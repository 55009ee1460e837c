"""What can go wrong with session requests."""

from scheduler.errors import DomainError
from solver.wording import Wording


class NothingPublishedError(DomainError):
    """Nothing is published for the term yet, so nothing can be added to it. Facts: `term`."""

    code = "nothing-published"
    wording = Wording(
        "“{term}”尚未发布排班，暂不能申请加场",
        "nothing is published for {term} yet; extra visits can be asked for after that",
    )


class NoSuchOptionError(DomainError):
    """The request has no option of this number. Facts: `number`."""

    code = "no-such-option"
    wording = Wording("没有第 {number} 个方案，请刷新后重选", "there is no option {number}; look again")


class OptionTakenError(DomainError):
    """The option is no longer free; the request carries fresh ones. Facts: `options`."""

    code = "option-taken"
    wording = Wording(
        "该方案刚刚被占用，已为您重新给出可选方案", "this option was taken meanwhile; here are fresh ones"
    )

    def __init__(self, options: list[object]) -> None:
        super().__init__(options=options)


class PeriodOverError(DomainError):
    """No half-day that suits lies ahead in the term. Facts: `term`."""

    code = "period-over"
    wording = Wording(
        "所选时间在“{term}”内已没有可用的工作半天，请放宽时间",
        "no half-day that suits lies ahead in {term}; widen the period",
    )
