"""What can go wrong for a user of the service: one class each, with a stable code and a sentence that says the fix.

Areas put their own classes in their `errors.py`; the web layer maps every class to a status in one table.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from solver.wording import Lang, Wording


class DomainError(Exception):
    """Base of all of them; `facts` fill the sentence and go to programs as they are (JSON values only)."""

    code: ClassVar[str]
    wording: ClassVar[Wording]

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def message(self, lang: Lang = Lang.ZH) -> str:
        """What is wrong and what to do, in a sentence."""
        return self.wording.say(lang, **self.facts)

    def __str__(self) -> str:
        return self.message(Lang.EN)


class NotFoundError(DomainError):
    """There is no such thing, or the actor may not know of it. Facts: `kind`, `id`."""

    code = "not-found"
    wording = Wording(
        "找不到这条记录（{kind} {id}），可能已被删除或不属于您", "no such {kind}: {id}, or it is not yours to see"
    )


class NotAllowedError(DomainError):
    """The actor sees the thing but may not do this with it. Facts: `action`."""

    code = "not-allowed"
    wording = Wording("您的角色不能进行此操作（{action}），请联系协会排班员", "your role may not do this: {action}")


class ChangedMeanwhileError(DomainError):
    """Somebody else changed the row after the actor read it. Facts: `kind`, `id`, `yours`, `current`, `row`."""

    code = "changed-meanwhile"
    wording = Wording(
        "这条记录已被他人修改（您看到的是第 {yours} 版，现为第 {current} 版），请核对后重试",
        "somebody changed this {kind} meanwhile: you saw version {yours}, now it is {current}; look again, then repeat",
    )


class VersionMissingError(DomainError):
    """A change of a row that two people may edit came without the version that was seen."""

    code = "version-missing"
    wording = Wording(
        "修改此记录须带 If-Match 请求头，值为读取时的 ETag", "send If-Match with the ETag of what you read"
    )


class NotSignedInError(DomainError):
    """No valid sign-in or token came with the request."""

    code = "not-signed-in"
    wording = Wording("请先登录", "sign in first")
    headers: ClassVar = {"WWW-Authenticate": "Bearer"}


class WrongStateError(DomainError):
    """Not possible in the thing's present state. Facts: `kind`, `id`, `state`, `action`."""

    code = "wrong-state"
    wording = Wording(
        "当前状态为“{state}”，不能进行此操作（{action}）", "not possible while the {kind} is {state}: {action}"
    )


class TakenError(DomainError):
    """A name or code that must be unique is in use. Facts: `kind`, `field`, `value`."""

    code = "taken"
    wording = Wording(
        "“{value}”已被使用，请换一个（{field}）", "{field} {value!r} is in use by another {kind}; choose another"
    )


class UnreadableBodyError(DomainError):
    """The bytes of a body are no text, or not what its type promises."""

    code = "unreadable-body"
    wording = Wording(
        "请求内容无法读取：应为 UTF-8 编码的 JSON，或完整的表单",
        "the body cannot be read: send JSON in UTF-8, or a whole form",
    )


class TooManyRequestsError(DomainError):
    """A caller asks faster than it may. Facts: `seconds` to wait."""

    code = "too-many-requests"
    wording = Wording("请求过于频繁，请在 {seconds} 秒后重试", "too many requests; try again in {seconds} seconds")

    @property
    def headers(self) -> dict[str, str]:
        """For HTTP."""
        return {"Retry-After": str(self.facts["seconds"])}


class TooLargeError(DomainError):
    """A body is larger than this deployment takes. Facts: `mb`."""

    code = "too-large"
    wording = Wording("内容超过 {mb} MB 的上限", "the body is larger than the limit of {mb} MB")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where it is, a stable code, and what to do."""

    place: str
    """A path into the input (`weekly.1-morning`), or a cell of a spreadsheet (`C7`)."""
    code: str
    wording: Wording
    facts: dict[str, Any]

    def message(self, lang: Lang = Lang.ZH) -> str:
        """What is wrong and what to do."""
        return self.wording.say(lang, **self.facts)


def literal(zh: str, en: str) -> Wording:
    """Sentences that may hold braces, as a wording without places to fill in."""
    return Wording(*(text.replace("{", "{{").replace("}", "}}") for text in (zh, en)))


class FaultyInputError(DomainError):
    """An input makes no sense; every fault is listed at once."""

    code = "faulty-input"
    wording = Wording("输入有 {count} 处问题，均已列出", "{count} faults in the input, all listed")

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = faults
