"""Why a plan is not published."""

from scheduler.errors import DomainError
from solver.wording import Wording


class RulesBrokenError(DomainError):
    """The plan breaks hard rules by the rows as they are now. Facts: `count`, `violations`."""

    code = "rules-broken"
    wording = Wording(
        "方案违反 {count} 处硬性规则，不能发布；请按列出的问题修改草案",
        "the plan breaks hard rules in {count} places and cannot be published; mend what is listed",
    )


class DraftStaleError(DomainError):
    """The draft holds what the rows no longer ask for or allow. Facts: `count`, `lost`."""

    code = "draft-stale"
    wording = Wording(
        "草案建立后基础数据已变，其中 {count} 项不再有效；请先刷新草案",
        "the rows have changed since the draft was made and {count} of its entries are void; refresh the draft first",
    )


class ReleasedMeanwhileError(DomainError):
    """Another release was published after the plan was made. Facts: `base`, `current`."""

    code = "released-meanwhile"
    wording = Wording(
        "此期间已有新的发布版；请刷新草案、核对差异后再发布",
        "another release was published meanwhile; refresh, look at the differences, then publish",
    )


class WarningsOpenError(DomainError):
    """Warnings are to be acknowledged first. Facts: `codes`, `warnings`."""

    code = "warnings-open"
    wording = Wording("发布前须逐项确认警告：{codes}", "acknowledge these warnings to publish: {codes}")


class ApprovalMissingError(DomainError):
    """The head has not approved exactly this version. Facts: `draft_id`, `version`."""

    code = "approval-missing"
    wording = Wording(
        "负责人尚未批准草案的当前版本（第 {version} 版），批准后才能发布",
        "the head has not approved this version of the draft ({version}); it can be published after that",
    )


class TermProvisionalError(DomainError):
    """The term reaches past the last State Council notice. Facts: `term_id`."""

    code = "term-provisional"
    wording = Wording(
        "本计划期为暂定（国务院放假通知尚未发布）；确需发布请明确选择“按暂定发布”",
        "the term is provisional: no notice of days off is known for part of it; publish with the override if you must",
    )


class TermsDifferError(DomainError):
    """Only plans of one term are compared. Facts: `before`, `after`."""

    code = "terms-differ"
    wording = Wording("只能比较同一计划期的方案", "only plans of the same term can be compared")
