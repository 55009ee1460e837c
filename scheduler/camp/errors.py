"""What can go wrong at the camp."""

from scheduler.errors import DomainError
from solver.wording import Wording


class MoveBreaksRulesError(DomainError):
    """Trainees cannot be moved to other cohorts so. Facts: `count`, `messages`."""

    code = "cohort-move-breaks-rules"
    wording = Wording(
        "这样调班会违反 {count} 处规则：{messages}", "moving them so breaks rules in {count} places: {messages}"
    )
