"""What can go wrong when somebody signs in, or an account is managed."""

import math
from typing import Final

from scheduler.errors import DomainError
from solver.wording import Wording


class WrongPasswordError(DomainError):
    """The login or the password is wrong; which of them is not said."""

    code = "wrong-password"
    wording = Wording(
        "登录名或密码不正确；忘记密码请联系协会排班员重发邀请链接",
        "login or password is wrong; if forgotten, ask the association's planner for a new invitation link",
    )


class TooManyGuessesError(DomainError):
    """Too many wrong passwords for this login or from this address lately. Facts: `seconds`, and begun `minutes`."""

    code = "too-many-guesses"
    wording = Wording(
        "密码错误次数过多，请在 {minutes} 分钟后再试；忘记密码请联系协会排班员",
        "too many wrong passwords; try again in {minutes} minutes, or ask the association's planner for a new link",
    )

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds, minutes=math.ceil(seconds / 60))
        self.headers: Final = {"Retry-After": str(seconds)}


class AccountDisabledError(DomainError):
    """The password is right, but the account has been closed."""

    code = "account-disabled"
    wording = Wording("此账号已停用，请联系协会排班员", "this account is disabled; ask the association's planner")


class AssociationDisabledError(DomainError):
    """The password is right, but the whole association has been closed. Facts: `name`."""

    code = "association-disabled"
    wording = Wording("“{name}”已停用，请联系平台管理员", "{name!r} is disabled; ask the platform administrator")


class CsrfTokenError(DomainError):
    """A change came with a browser's cookie but without the token that only our own pages can read."""

    code = "csrf-token"
    wording = Wording(
        "缺少或错误的 CSRF 令牌；请刷新页面后重试（程序请带 X-CSRF-Token 请求头，值取自 GET /api/v1/me）",
        "the CSRF token is missing or wrong; reload the page (programs: send X-CSRF-Token as GET /api/v1/me says it)",
    )


class ScopeMissingError(DomainError):
    """The bearer token is good, but not for this. Facts: `scope`."""

    code = "scope-missing"
    wording = Wording(
        "此令牌没有“{scope}”权限；请排班员签发含该权限的令牌",
        "this token lacks the scope {scope!r}; ask the planner for a token that has it",
    )


class InvitationVoidError(DomainError):
    """The link was used, has run out, was replaced by a newer one, or never was."""

    code = "invitation-void"
    wording = Wording(
        "邀请链接已使用、已过期或已被新链接取代；请联系协会排班员重发",
        "this invitation link was used, has expired or was replaced; ask the association's planner for a new one",
    )


class OwnAccountError(DomainError):
    """Nobody disables themselves or changes their own role, so that no association is left without a planner."""

    code = "own-account"
    wording = Wording(
        "不能停用自己的账号或更改自己的角色；请由另一位排班员或平台管理员操作",
        "you cannot disable your own account or change its role; another planner or the platform administrator can",
    )


class WrongKindOfAccountError(DomainError):
    """A system signs in with tokens, a person with a password: not the other way round. Facts: `login`."""

    code = "wrong-kind-of-account"
    wording = Wording(
        "账号“{login}”的类型不符：系统账号使用令牌，人员账号使用密码和邀请链接",
        "{login!r} is of the wrong kind: systems have tokens, people have a password and an invitation link",
    )
