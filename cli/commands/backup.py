"""`dudao backup` and `dudao restore`: a whole database in a file, and back, on either kind of database."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desk import desk_of
from cli.exits import CommandError
from cli.files import OutputFile


def backup(context: typer.Context, backup_path: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Save the database to a file, also while the service runs."""
    from cli.deployment import deployment
    from migrations.running import newest
    from scheduler.operations.backing_up import back_up

    desk = desk_of(context)
    file = OutputFile(backup_path)
    with deployment(desk) as here:
        here.require_tables()
        manifest = file.make(lambda path: back_up(here.database, path, revision=newest()))
    desk.say(
        "已备份到 {path}：{tables} 张表，{rows} 行，已核对",
        "backed up to {path}: {tables} tables, {rows} rows, verified",
        path=backup_path,
        tables=len(manifest.tables),
        rows=manifest.rows,
    )


def restore(
    context: typer.Context,
    backup_path: Annotated[Path, typer.Argument(metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace")] = False,
) -> None:
    """Fill the database from a backup."""
    from cli.deployment import deployment
    from migrations import restoring
    from scheduler.running.queue import lay_job_tables

    desk = desk_of(context)
    with deployment(desk) as here:
        try:
            manifest = restoring.restore(here.database, backup_path, replace=replace)
        except FileNotFoundError:
            raise CommandError("file-missing", path=backup_path) from None
        except IsADirectoryError:
            raise CommandError("file-is-folder", path=backup_path) from None
        except OSError as problem:
            raise CommandError("file-unreadable", path=backup_path, reason=problem.strerror) from None
        lay_job_tables(here.database)
    desk.say(
        "已从 {made_at:%Y-%m-%d %H:%M:%S} UTC 的备份恢复：{tables} 张表，{rows} 行；所有人需重新登录",
        "restored the backup of {made_at:%Y-%m-%d %H:%M:%S} UTC: {tables} tables, {rows} rows; everybody signs in anew",
        made_at=manifest.made_at,
        tables=len(manifest.tables),
        rows=manifest.rows,
    )
