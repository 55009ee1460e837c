"""A serving process: the web server, and beside it the worker of a deployment that has one process only."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Final

import structlog
import uvicorn

from api.app import create_app
from cli.deployment import Deployment
from cli.exits import CommandError
from scheduler.database import Database
from scheduler.explaining.warming import warming
from scheduler.operations.logs import set_up_logs
from scheduler.operations.rounds import rounds
from scheduler.running.worker import start_jobs
from scheduler.settings import Settings

STOP_SECONDS: Final = 10
"""So long requests under way, and open streams of events, have to end when the server stops."""
BACKLOG: Final = 512
log = structlog.get_logger("dudao.serving")


def serve(here: Deployment, listener: socket.socket, *, with_worker: bool, once_up: Callable[[str], None]) -> None:
    """Serve until the process is told to stop; `once_up` is called with the address as soon as it can be reached.

    Raises WorkerRunsAlreadyError and StorageError.
    """
    settings = here.settings
    set_up_logs(settings.log_level)
    host, port = listener.getsockname()[:2]
    app = create_app(settings, here.database)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = uvicorn.Server(config)

    def stop() -> None:
        server.should_exit = True

    with stopping_by_signal(stop), working(settings, here.database) if with_worker else nullcontext(), warming():
        log.info("serving", host=host, port=port, worker=with_worker)
        once_up(f"http://{host}:{port}")
        server.run(sockets=[listener])
    log.info("stopped")


@contextmanager
def working(settings: Settings, database: Database) -> Iterator[None]:
    """While the block lasts, runs are taken from the queue and the chores are done."""
    jobs = start_jobs(settings, database)
    try:
        with rounds(database):
            yield
    finally:
        jobs.stop()


@contextmanager
def stopping_by_signal(stop: Callable[[], None]) -> Iterator[None]:
    """Within the block Ctrl-C and `kill` only call `stop`.

    The web server hears them itself once it runs, and raises them again when it has ended, which must not keep what
    comes after from ending well.
    """

    def told(_number: int, _frame: object) -> None:
        stop()

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def listen(settings: Settings) -> socket.socket:
    """Take the port, before any long work is done for it. Raises CommandError when it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named because asyncio sends without delay (TCP_NODELAY) on such sockets only.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)
    except OSError as problem:
        listener.close()
        raise CommandError("port-taken", host=settings.host, port=settings.port, reason=problem.strerror) from None
    return listener
