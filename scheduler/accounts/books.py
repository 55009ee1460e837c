"""Accounts as spreadsheets: the list of them, and new one-time links to hand out."""

from typing import Annotated, Final

from pydantic import AwareDatetime, Field
from sqlmodel import Session

from scheduler.accounts.permissions import require_manager
from scheduler.accounts.queries import AccountFilter, AccountSeen, list_accounts
from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.models.accounts import Role
from scheduler.paging import LARGEST_PAGE, Paging
from scheduler.spreadsheets.cells import moment, text
from scheduler.spreadsheets.columns import Column, Listing, Values
from scheduler.spreadsheets.writing import shown, workbook
from solver.wording import Lang, Wording

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
LINKS: Final = Wording("一次性链接", "one-time links")


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
    lang = actor.language
    columns = (
        Column("name", Wording("姓名", "name").say(lang), "", text(18)),
        Column("login", Wording("登录名", "login").say(lang), "", text(26)),
        Column("role", Wording("角色", "role").say(lang), "", text(16)),
        Column("belongs_to", Wording("所属", "speaks for").say(lang), "", text(24)),
        Column("state", Wording("状态", "state").say(lang), "", text(16)),
        Column("last_used_at", Wording("最近使用", "last used").say(lang), "", moment()),
        Column("created_at", Wording("建立", "made").say(lang), "", moment()),
    )
    return _book(Listing(LIST.say(lang), columns, (_values(one, lang) for one in rows)))


def link_book(actor: Actor, links: list[LinkShown]) -> bytes:
    """Links as a spreadsheet to hand out. Nothing is stored: links are known only where they were just made.

    Raises NotAllowedError.
    """
    require_manager(actor, action="account.invite")
    lang = actor.language
    opens = Wording("一次性链接（打开后设置密码）", "one-time link (opens to set the password)")
    columns = (
        Column("name", Wording("姓名", "name").say(lang), "", text(22)),
        Column("login", Wording("登录名", "login").say(lang), "", text(26)),
        Column("link", opens.say(lang), "", text(90)),
        Column("expires_at", Wording("有效至", "good until").say(lang), "", moment()),
    )
    return _book(Listing(LINKS.say(lang), columns, (link.model_dump() for link in links)))


def _book(listing: Listing) -> bytes:
    return workbook(listing, (shown(listing, values) for values in listing.rows()))


def _values(seen: AccountSeen, lang: Lang) -> Values:
    account = seen.account
    is_in_use = account.password_hash is not None or account.role is Role.SYSTEM
    state = DISABLED if account.disabled_at is not None else IN_USE if is_in_use else WAITING
    return {
        "name": account.name,
        "login": account.login,
        "role": ROLES[account.role].say(lang),
        "belongs_to": seen.belongs_to,
        "state": state.say(lang),
        "last_used_at": seen.last_used_at,
        "created_at": account.created_at,
    }
