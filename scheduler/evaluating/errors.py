"""What can go wrong in an evaluation."""

from scheduler.errors import DomainError
from solver.wording import Wording


class ScoresMissingError(DomainError):
    """The joint score was asked for before everybody on the panel handed in. Facts: `missing` (names)."""

    code = "scores-missing"
    wording = Wording("尚有评委未提交评分：{missing}", "these have not handed in their scores yet: {missing}")


class ScoresFinalError(DomainError):
    """Scores that were handed in, or already joined, are final."""

    code = "scores-final"
    wording = Wording(
        "评分已提交，不能再修改；如确有错误请联系排班员", "these scores are final; ask the planner if they are wrong"
    )


class CriteriaMismatchError(DomainError):
    """Scores do not cover exactly the form's criteria. Facts: `missing`, `unknown`."""

    code = "criteria-mismatch"
    wording = Wording(
        "评分项与评分表不一致（缺少：{missing}；多出：{unknown}）",
        "the scores do not fit the form (missing: {missing}; unknown: {unknown})",
    )
