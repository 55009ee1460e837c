"""`dudao migrate`: the tables that this version works with."""

import typer

from cli.desk import desk_of
from cli.exits import CommandError


def migrate(context: typer.Context) -> None:
    """Bring the database's tables up to this version."""
    # Only now: the service takes a second to load, and the commands for files do without it.
    from alembic.util import CommandError as UnknownRevision

    from cli.deployment import deployment
    from migrations import running
    from scheduler.running.queue import lay_job_tables

    desk = desk_of(context)
    with deployment(desk) as here:
        before = running.current(here.database)
        try:
            running.migrate(here.database)
        except UnknownRevision:
            raise CommandError("database-too-new", present=before) from None
        lay_job_tables(here.database)
        desk.say(
            "数据库 {url}：表结构 {before} → {after}",
            "database {url}: tables {before} → {after}",
            url=here.database.url,
            before=before or "-",
            after=running.current(here.database),
        )
