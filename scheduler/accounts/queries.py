"""Read accounts."""

from sqlmodel import Session, col, or_, select

from scheduler.accounts.permissions import in_reach, require_manager
from scheduler.actor import Actor
from scheduler.models.accounts import Account, Role
from scheduler.paging import Page, Paging, page_of


def list_accounts(
    db: Session,
    *,
    actor: Actor,
    paging: Paging,
    role: Role | None = None,
    search: str | None = None,
    disabled: bool | None = None,
    association_id: str | None = None,
) -> Page[Account]:
    """The accounts that the actor manages, by name; `search` is in login or name. Raises NotAllowedError."""
    require_manager(actor, action="account.list")
    query = select(Account).where(in_reach(actor))
    if role is not None:
        query = query.where(Account.role == role)
    if search:
        query = query.where(
            or_(
                col(Account.login).icontains(search, autoescape=True),
                col(Account.name).icontains(search, autoescape=True),
            )
        )
    if disabled is not None:
        column = col(Account.disabled_at)
        query = query.where(column.is_not(None) if disabled else column.is_(None))
    if association_id is not None:
        query = query.where(Account.association_id == association_id)
    return page_of(db, query.order_by(col(Account.name), col(Account.id)), paging)
