"""`dudao demo`: the whole service with a city in it, on this machine, in one command."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from cli.desk import Desk, desk_of
from solver.wording import Wording

if TYPE_CHECKING:
    from samples.filling.accounts import DemoAccount


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--folder", metavar="FOLDER")] = Path("dudao-demo"),
    seconds: Annotated[float, typer.Option("--seconds", min=1, metavar="S")] = 20.0,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N")] = 8000,
) -> None:
    """Fill a deployment with the sample city, plan and publish its quarter, and serve it."""
    from cli.deployment import deployment
    from cli.serving import listen, serve, working
    from cli.showing import PASSWORD, accounts_of, fill, plan_and_publish, tell_the_past
    from migrations.running import migrate
    from samples.sample import SampleOptions
    from samples.terms import Quarter
    from scheduler.clock import today
    from scheduler.database import sqlite_url
    from scheduler.operations.logs import set_up_logs
    from scheduler.running.queue import lay_job_tables

    desk = desk_of(context)
    own = {
        "data_dir": folder,
        "database_url": sqlite_url(folder / "dudao.sqlite"),
        "host": "127.0.0.1",
        "port": port,
        "base_url": f"http://127.0.0.1:{port}",
        "log_level": "warning",
    }
    with deployment(desk, **own) as here:
        listener = listen(here.settings)
        set_up_logs(here.settings.log_level)
        desk.say("准备数据库：{url}", "laying the database: {url}", url=here.database.url)
        migrate(here.database)
        lay_job_tables(here.database)
        desk.say("填入示例城市…", "filling in the sample city…")
        city = fill(here.database, SampleOptions(quarter=Quarter.around(today())))
        with working(here.settings, here.database):
            desk.say("求解{term}，{s:.0f} 秒…", "planning {term} for {s:.0f} s…", term=city.term.name, s=seconds)
            plan_and_publish(here.database, here.settings, city, seconds=seconds, desk=desk)
        # One long write, for which no chore and no job should have to wait: SQLite has one writer at a time.
        desk.say("填入至今的记录…", "filling in what happened since…")
        tell_the_past(here.database, city)
        accounts = accounts_of(here.database)

        def once_up(address: str) -> None:
            _say_up(desk, address, accounts, PASSWORD)

        serve(here, listener, with_worker=True, once_up=once_up)


def _say_up(desk: Desk, address: str, accounts: "list[DemoAccount]", password: str) -> None:
    columns = [Wording("登录名", "login"), Wording("姓名", "name"), Wording("角色", "role")]
    columns.append(Wording("密码", "password"))
    table = Table(*(column.say(desk.lang) for column in columns), box=None, padding=(0, 3, 0, 0))
    for account in accounts:
        table.add_row(account.login, account.name, account.role.value, password)
    desk.out.print(table)
    desk.say(
        "服务已启动：{address}（Ctrl-C 停止；再次运行 dudao demo 会接着用同一份数据）",
        "serving at {address} (Ctrl-C stops it; the next dudao demo goes on with the same data)",
        address=address,
    )
