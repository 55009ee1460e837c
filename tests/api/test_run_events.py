"""The events of a run, followed over a real connection while they happen."""

import json
from collections.abc import Iterator

import httpx2
from fastapi import FastAPI

from scheduler.models.accounts import Role
from tests.api.conftest import ClientOf
from tests.api.serving import served
from tests.scheduler.running.conftest import PATIENCE_SECONDS
from tests.solver.builders import tiny_problem


def test_a_stream_tells_what_happens_when_it_happens_and_then_ends(app: FastAPI, client_of: ClientOf) -> None:
    planner = client_of(Role.PLANNER)
    run = planner.post("/api/v1/solve", content=json.dumps(tiny_problem()), params={"rounds": 1}).json()
    with (
        served(app) as address,
        httpx2.stream(
            "GET",
            f"{address}/api/v1/runs/{run['id']}/events",
            cookies=dict(planner.cookies),
            timeout=PATIENCE_SECONDS,
        ) as stream,
    ):
        lines = stream.iter_lines()
        assert next_event(lines) == ("progress", "1", "queued")
        planner.post(f"/api/v1/runs/{run['id']}/cancel")
        assert next_event(lines) == ("end", "2", "cancelled")
        assert [line for line in lines if line] == []


def next_event(lines: Iterator[str]) -> tuple[str, str, str]:
    """The event's name, its id, and the state it tells."""
    fields: dict[str, str] = {}
    for line in lines:
        if not line and fields:
            break
        name, _, value = line.partition(": ")
        fields |= {name: value} if name else {}
    return fields["event"], fields["id"], json.loads(fields["data"])["state"]
