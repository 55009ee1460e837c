"""`dudao account`: the first accounts of a deployment, and a new link for somebody who lost the password."""

from typing import Annotated

import typer

from cli.desk import desk_of


def account(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN")],
    person: Annotated[str, typer.Option("--name", metavar="NAME")] = "",
    administrator: Annotated[bool, typer.Option("--administrator")] = False,
    association: Annotated[str, typer.Option("--association", metavar="NAME")] = "",
    city: Annotated[str, typer.Option("--city", metavar="CITY")] = "",
) -> None:
    """Print the link that sets the password of an account, which is made if there is none."""
    from cli.deployment import deployment
    from cli.first_accounts import Wanted, link_for
    from scheduler.accounts.invitations import LASTS

    desk = desk_of(context)
    with deployment(desk) as here:
        here.require_tables()
        with here.database.unit_of_work() as db:
            invitation = link_for(db, Wanted(login, person, administrator, association, city))
        desk.say(
            "请在 {days} 天内打开这个链接，为 {login} 设置密码（只能用一次）：\n{link}",
            "open this link within {days} days to set the password of {login}; it works once:\n{link}",
            login=login,
            days=LASTS.days,
            link=here.settings.link(f"/invitation#{invitation.secret}"),
        )
