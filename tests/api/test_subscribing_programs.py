"""Real calendar programs follow a feed over three releases: nothing twice, nothing left behind, the right times."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from scheduler.clock import CHINA, stopped_at
from tests.api.serving import served
from tests.api.subscribers import TITLE, Subscriber, subscriber
from tests.calendars.reading import NODE_HOME, PARSERS_FOLDER, install_node_packages

__all__ = ["subscriber"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Seen = dict[str, tuple[str, bool]]
"""By title: when it begins in Shanghai, and whether it is cancelled. (vdirsyncer makes uids of its own.)"""
NEEDS_GNOME = pytest.mark.skipif(
    shutil.which("dbus-run-session") is None or not Path("/usr/libexec/evolution-calendar-factory").exists(),
    reason="GNOME's calendar service is not installed (Debian: evolution-data-server gir1.2-ecal-2.0 python3-gi)",
)
RELEASES = [
    (8, 9, 12),  # as in the subscriber's feed and one more
    (14, 0, 12, 10),  # the first moved, the second cancelled, a fourth added
    (14, 9, 0, 10),  # the second restored, the third cancelled
]
EXPECTED = [
    {0: (8, False), 1: (9, False), 2: (12, False)},
    {0: (14, False), 1: (9, True), 2: (12, False), 3: (10, False)},
    {0: (14, False), 1: (9, False), 2: (12, True), 3: (10, False)},
]


@pytest.fixture(autouse=True)
def _in_october() -> Iterator[None]:
    with stopped_at(dt.datetime(2026, 10, 1, 4, 0, tzinfo=dt.UTC)):
        yield


def expected(number: int) -> Seen:
    return {
        TITLE.format(number=key): (f"2026-10-{day:02} 08:30", is_cancelled)
        for key, (day, is_cancelled) in EXPECTED[number].items()
    }


def seen(start: str, title: str, status: str) -> tuple[str, str, bool]:
    """A line of what a program shows, which says in words and by status whether the event is cancelled."""
    is_cancelled = status.strip() == "CANCELLED"
    assert title.startswith("【已取消】") == is_cancelled
    return title.removeprefix("【已取消】"), start, is_cancelled


def follow(subscriber: Subscriber, see: Callable[[], list[tuple[str, str, bool]]]) -> None:
    """Publish release after release; after each the program sees exactly what was published."""
    for number, days in enumerate(RELEASES):
        subscriber.publish(*days)
        for _ in range(2 if number == 1 else 1):  # fetching again what did not change changes nothing
            shown = patiently(see, expected(number))
            assert {title: (start, is_cancelled) for title, start, is_cancelled in shown} == expected(number)
            assert len(shown) == len(expected(number))


def patiently(see: Callable[[], list[tuple[str, str, bool]]], wanted: Seen) -> list[tuple[str, str, bool]]:
    """What a program shows once it shows what is wanted, or after a while: some refresh in the background."""
    for _ in range(30):
        shown = see()
        if {title: (start, is_cancelled) for title, start, is_cancelled in shown} == wanted:
            break
        time.sleep(0.2)
    return shown


def test_vdirsyncer_and_khal(subscriber: Subscriber, app: FastAPI, tmp_path: Path) -> None:
    with served(app) as address:
        sync, show = khal_after_vdirsyncer(tmp_path, address + subscriber.path)

        def see() -> list[tuple[str, str, bool]]:
            sync()
            return show()

        follow(subscriber, see)


def khal_after_vdirsyncer(
    folder: Path, feed: str
) -> tuple[Callable[[], None], Callable[[], list[tuple[str, str, bool]]]]:
    """How to fetch the feed into a folder of files, and how khal shows that folder."""
    for name in ("status", "calendar"):
        (folder / name).mkdir()
    (folder / "vdirsyncer").write_text(f"""
[general]
status_path = "{folder}/status/"
[pair feed]
a = "web"
b = "local"
collections = null
conflict_resolution = "a wins"
[storage web]
type = "http"
url = "{feed}"
[storage local]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
""")
    (folder / "khal").write_text(f"""
[calendars]
[[feed]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
""")

    def run(program: str, *arguments: str) -> str:
        own = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        command = [str(Path(sys.executable).with_name(program)), *arguments]
        done = subprocess.run(command, env={**os.environ, **own}, capture_output=True, text=True, check=False, input="")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sync() -> None:
        run("vdirsyncer", "--config", f"{folder}/vdirsyncer", "sync", "--force-delete", "feed")

    def show() -> list[tuple[str, str, bool]]:
        lines = run(
            "khal", "--config", f"{folder}/khal", "list", "--format", "{start}|{title}|{status}", "--day-format", "",
            "2026-10-01", "60d",
        ).splitlines()  # fmt: skip
        return [seen(*line.split("|")) for line in lines]

    run("vdirsyncer", "--config", f"{folder}/vdirsyncer", "discover", "feed")
    return sync, show


def test_the_fetcher_of_magicmirror(subscriber: Subscriber, app: FastAPI) -> None:
    install_node_packages(PARSERS_FOLDER)
    command = [str(NODE_HOME / "bin" / "node"), str(PARSERS_FOLDER / "subscribe.mjs")]
    with (
        served(app) as address,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node,
    ):
        assert node.stdin
        assert node.stdout

        def see() -> list[tuple[str, str, bool]]:
            assert node.stdin
            assert node.stdout
            node.stdin.write(f"{address}{subscriber.path}\n")
            node.stdin.flush()
            found = []
            for event in json.loads(node.stdout.readline()):
                start = dt.datetime.fromisoformat(event["start"]).astimezone(CHINA)
                found.append(seen(f"{start:%Y-%m-%d %H:%M}", event["summary"], event["status"]))
            return found

        follow(subscriber, see)
        node.stdin.close()


@NEEDS_GNOME
def test_gnome_s_calendar_service(subscriber: Subscriber, app: FastAPI, tmp_path: Path) -> None:
    script = Path(__file__).with_name("gnome_calendar.py")
    own = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "TZ": "America/New_York"}
    environment = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")} | own
    with served(app) as address:
        command = ["dbus-run-session", "--", "/usr/bin/python3", str(script), address + subscriber.path]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        ) as service:
            assert service.stdin
            assert service.stdout
            into, out = service.stdin, service.stdout

            def see() -> list[tuple[str, str, bool]]:
                into.write("refresh\n")
                into.flush()
                return [as_seen(event) for event in json.loads(out.readline())]

            follow(subscriber, see)
            into.close()


def as_seen(event: dict[str, Any]) -> tuple[str, str, bool]:
    start = dt.datetime.fromtimestamp(event["start"], CHINA)
    return seen(f"{start:%Y-%m-%d %H:%M}", event["summary"], "CANCELLED" if event["is_cancelled"] else "")
