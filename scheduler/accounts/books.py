"""Accounts as spreadsheets: the list of them, and new one-time links to hand out."""

import datetime as dt
from typing import Annotated, Final

from pydantic import AwareDatetime, Field
from sqlmodel import Session

from scheduler.accounts.permissions import require_manager
from scheduler.accounts.queries import AccountFilter, AccountSeen, list_accounts
from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.models.accounts import Role
from scheduler.paging import LARGEST_PAGE, Paging
from scheduler.spreadsheets.tables import Heading, table_book
from solver.wording import Wording

ROLES: Final = {
    Role.PLANNER: Wording("排班员", "planner"),
    Role.HEAD: Wording("负责人", "head"),
    Role.SUPERVISOR: Wording("督导 / 讲师", "supervisor"),
    Role.STATION: Wording("社工站", "station"),
    Role.COUNTY_VIEWER: Wording("县市区民政", "county viewer"),
    Role.SYSTEM: Wording("系统接口", "system"),
    Role.PLATFORM_ADMIN: Wording("平台管理员", "platform administrator"),
}
DISABLED: Final = Wording("已停用", "disabled")
WAITING: Final = Wording("未启用", "not accepted yet")
IN_USE: Final = Wording("可用", "in use")
LIST: Final = Wording("账号", "accounts")
LIST_HEADS: Final = (
    (Wording("姓名", "name"), 18),
    (Wording("登录名", "login"), 26),
    (Wording("角色", "role"), 16),
    (Wording("所属", "speaks for"), 24),
    (Wording("状态", "state"), 12),
    (Wording("最近使用", "last used"), 18),
    (Wording("建立", "made"), 18),
)
LINKS: Final = Wording("一次性链接", "one-time links")
LINK_HEADS: Final = (
    (Wording("姓名", "name"), 22),
    (Wording("登录名", "login"), 26),
    (Wording("一次性链接（打开后设置密码）", "one-time link (opens to set the password)"), 90),
    (Wording("有效至", "good until"), 18),
)


class LinkShown(Command):
    """A link that was just made and is shown on a page."""

    name: Annotated[str, Field(max_length=200)]
    login: Annotated[str, Field(max_length=200)]
    link: Annotated[str, Field(max_length=500)]
    expires_at: AwareDatetime


def account_book(db: Session, *, actor: Actor, wanted: AccountFilter) -> bytes:
    """The accounts that the actor manages, by name, as a spreadsheet without any secret. Raises NotAllowedError."""
    require_manager(actor, action="account.list")
    rows: list[AccountSeen] = []
    total = 1
    while len(rows) < total:
        page = list_accounts(db, actor=actor, wanted=wanted, paging=Paging(len(rows), LARGEST_PAGE))
        rows += page.items
        total = page.total if page.items else 0
    heads = [Heading(text.say(actor.language), width) for text, width in LIST_HEADS]
    return table_book(LIST.say(actor.language), heads, (_row(one, actor) for one in rows))


def link_book(actor: Actor, links: list[LinkShown]) -> bytes:
    """Links as a spreadsheet to hand out. Nothing is stored: links are known only where they were just made.

    Raises NotAllowedError.
    """
    require_manager(actor, action="account.invite")
    heads = [Heading(text.say(actor.language), width) for text, width in LINK_HEADS]
    rows = ((one.name, one.login, one.link, one.expires_at) for one in links)
    return table_book(LINKS.say(actor.language), heads, rows)


def _row(seen: AccountSeen, actor: Actor) -> tuple[str | dt.datetime | None, ...]:
    account = seen.account
    is_in_use = account.password_hash is not None or account.role is Role.SYSTEM
    state = DISABLED if account.disabled_at is not None else IN_USE if is_in_use else WAITING
    lang = actor.language
    role = ROLES[account.role].say(lang)
    times = (seen.last_used_at, account.created_at)
    return (account.name, account.login, role, seen.belongs_to, state.say(lang), *times)
