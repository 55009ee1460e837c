"""The commands of a deployment, as an operator calls them, on a real database; the server as a process of its own."""

import json
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from sqlmodel import select

from cli.main import main
from scheduler.database import open_database
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association, AuditEntry
from tests.cli.conftest import DUDAO
from tests.databases import ON_BOTH, Databases, databases

__all__ = ["databases"]
Captured = pytest.CaptureFixture[str]


@pytest.fixture(params=ON_BOTH)
def empty_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    url = databases.fresh(request.param, empty=True)
    yield url
    databases.remove(url)


@pytest.fixture
def environment(empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An environment that describes a deployment with an empty database; its address."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": empty_url}.items():
        monkeypatch.setenv(f"DUDAO_{name}", value)
    return empty_url


@pytest.fixture
def deployed(environment: str, capsys: Captured) -> str:
    """The same with tables."""
    assert main(["migrate"]) == 0
    assert "→" in capsys.readouterr().out
    return environment


def secret_of(link: str) -> str:
    found = re.search(r"/invitation#(\S+)", link)
    assert found, link
    return found.group(1)


def test_faulty_settings_are_all_named(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("DUDAO_PORT", "many")
    assert main(["migrate", "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert "settings-faulty" in err
    assert "DUDAO_PORT" in err


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["account", "x"], ["backup", "b"]])
def test_nothing_works_without_tables(command: list[str], environment: str, capsys: Captured) -> None:
    assert main(command) == 5
    assert "migration-missing" in capsys.readouterr().err
    assert not Path("b").exists()


def test_a_database_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Captured) -> None:
    monkeypatch.setenv("DUDAO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DUDAO_DATABASE_URL", "postgresql://nobody:very-secret@127.0.0.1:1/none")
    assert main(["migrate"]) == 5
    err = capsys.readouterr().err
    assert "database-gone" in err
    assert "very-secret" not in err


def test_the_first_accounts_and_lost_passwords(deployed: str, capsys: Captured) -> None:
    assert main(["account", "nobody"]) == 2
    assert main(["account", "p1", "--association", "嘉兴市社会工作协会"]) == 2
    assert main(["account", "no blanks", "--administrator"]) == 5
    capsys.readouterr()
    assert main(["account", "Root", "--administrator", "--name", "平台管理员"]) == 0
    assert main(["account", "p1", "--association", "嘉兴市社会工作协会", "--city", "嘉兴市"]) == 0
    assert main(["account", "p2", "--association", "嘉兴市社会工作协会"]) == 0
    assert main(["account", "p1"]) == 0
    links = re.findall(r"http\S+", capsys.readouterr().out)
    assert len({secret_of(link) for link in links}) == 4
    database = open_database(deployed)
    with database.reading() as db:
        accounts = {account.login: account for account in db.exec(select(Account))}
        assert {login: account.role for login, account in accounts.items()} == {
            "root": Role.PLATFORM_ADMIN,
            "p1": Role.PLANNER,
            "p2": Role.PLANNER,
        }
        assert accounts["p1"].association_id == accounts["p2"].association_id
        assert len(db.exec(select(Association)).all()) == 1
        assert {entry.action for entry in db.exec(select(AuditEntry))} >= {"account.made", "account.invited"}
    database.close()


def test_backup_and_restore(deployed: str, tmp_path: Path, capsys: Captured) -> None:
    file = str(tmp_path / "backup")
    assert main(["account", "before", "--administrator"]) == 0
    assert main(["backup", file]) == 0
    assert main(["account", "after", "--administrator"]) == 0
    assert main(["restore", file]) == 5
    assert "database-filled" in capsys.readouterr().err
    assert main(["restore", file, "--replace"]) == 0
    assert main(["account", "before"]) == 0
    assert main(["account", "after"]) == 2
    assert main(["restore", str(tmp_path / "none")]) == 3
    Path(file).write_bytes(b"no backup")
    assert main(["restore", file, "--replace"]) == 5
    assert "backup-faulty" in capsys.readouterr().err
    assert main(["backup", str(tmp_path / "no" / "folder")]) == 3


@contextmanager
def process_of(log: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A serving process, its address, and what it said until it was up."""
    with log.open("w") as err, subprocess.Popen([*DUDAO, *arguments], stdout=-1, stderr=err, text=True) as process:
        try:
            said = ""
            while not (found := re.search(r"http://[\d.:]+", said)):
                assert process.stdout is not None
                line = process.stdout.readline()
                assert line, said + log.read_text()
                said += line
            yield process, found.group(), said
        finally:
            process.kill()


@contextmanager
def server(log: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`dudao serve` on a free port, and its address."""
    with process_of(log, "serve", "--port", "0") as (process, address, _):
        yield process, address


def test_a_server_serves_and_ends_well(deployed: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with server(log) as (process, address):
        with urllib.request.urlopen(f"{address}/ready") as answer:  # noqa: S310 - our own
            assert json.load(answer)["ready"]
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/api/v1/association")  # noqa: S310 - our own
        assert json.load(refused.value)["code"] == "not-signed-in"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    events = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert events.count("request") == 2
    assert events[-1] == "stopped"
    assert ("worker-started" in events) == deployed.startswith("sqlite")
    assert not {"chore-failed", "request failed"} & set(events)


def test_a_worker_works_until_it_is_told_to_stop(deployed: str, tmp_path: Path) -> None:
    with subprocess.Popen([*DUDAO, "worker"], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            began = next(line for line in process.stderr if "worker-started" in line)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()
    assert json.loads(began)["event"] == "worker-started"


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_a_server_outlives_those_who_break_off(deployed: str, tmp_path: Path) -> None:
    """They say that they send no more, and go while the answer is on its way: the next write has no reader."""
    with server(tmp_path / "log") as (process, address):
        host, port = address.removeprefix("http://").split(":")
        for pause in range(20):
            with socket.socket() as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.connect((host, int(port)))
                client.sendall(f"GET /api/v1/openapi.json HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() * 3)
                client.recv(1)
                client.shutdown(socket.SHUT_WR)
                time.sleep(pause / 1000)
        with urllib.request.urlopen(f"{address}/ready") as answer:  # noqa: S310 - our own
            assert json.load(answer)["ready"]
        assert process.poll() is None


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_a_taken_port_is_said(deployed: str, capsys: Captured) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["serve", "--no-worker", "--port", str(other.getsockname()[1])]) == 5
    assert "port-taken" in capsys.readouterr().err


def test_the_demo_is_a_published_city_one_can_sign_in_to(tmp_path: Path) -> None:
    asked = ["demo", "--folder", str(tmp_path / "demo"), "--seconds", "1", "--port", "0", "--lang", "en"]
    with process_of(tmp_path / "log", *asked) as (_, address, said):
        (password,) = set(re.findall(r"planner +.*planner +(\S+)", said))
        assert {"head", "supervisor1", "station1", "county", "admin"} <= set(said.split())
        me = httpx2.Client(base_url=f"{address}/api/v1")
        assert me.post("/sign-in", json={"login": "planner", "password": password}).status_code == 200
        assert me.get("/me").json()["association"]["city"] == "嘉兴市"
        (term,) = me.get("/terms").json()["items"]
        assert term["current_release_id"]
        assert me.get("/stations").json()["total"] == 72
    with process_of(tmp_path / "log", *asked) as (process, address, said):
        assert "planner" in said  # the next time it goes on with what there is
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
