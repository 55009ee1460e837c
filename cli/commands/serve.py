"""`dudao serve` and `dudao worker`: the processes of a deployment."""

from typing import Annotated, Any

import typer

from cli.desk import Desk, desk_of


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(metavar="ADDRESS")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, metavar="N")] = None,
    with_worker: Annotated[bool | None, typer.Option("--worker/--no-worker")] = None,
) -> None:
    """Serve the pages and the API."""
    from cli.deployment import deployment
    from cli.serving import listen
    from cli.serving import serve as serve_until_stopped

    desk = desk_of(context)
    with deployment(desk, **_given(host=host, port=port)) as here:
        here.require_tables()
        works = here.database.is_sqlite if with_worker is None else with_worker
        listener = listen(here.settings)
        serve_until_stopped(here, listener, with_worker=works, once_up=lambda address: _say_up(desk, address))


def worker(context: typer.Context) -> None:
    """Take runs from the queue and search."""
    from queue import SimpleQueue

    from cli.deployment import deployment
    from cli.serving import stopping_by_signal, working
    from scheduler.operations.logs import set_up_logs

    with deployment(desk_of(context)) as here:
        here.require_tables()
        set_up_logs(here.settings.log_level)
        # Of all that one thread can wait for, this alone may be woken by a signal's handler of that same thread.
        told: SimpleQueue[None] = SimpleQueue()
        with stopping_by_signal(lambda: told.put(None)), working(here.settings, here.database):
            told.get()


def _say_up(desk: Desk, address: str) -> None:
    """Tell the person at the terminal where it is."""
    desk.say("服务已启动：{address}（Ctrl-C 停止）", "serving at {address} (Ctrl-C stops it)", address=address)


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}
