"""The roster board in a real browser: milliseconds until it is painted, as a ratio to an empty page of the same app.

A filled city, planned by a run and made a draft; Chromium opens the address anew each time, its cache warm. The clock
runs from the start of the navigation to the second frame after the first event (or the heading) is in the page.
Needs the pages to be built, and a Chromium on the machine.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
from playwright.sync_api import Page, sync_playwright

from benchmarks.served import Filled, Server, filled, our_server
from benchmarks.tables import Cell, Table

WAIT_SECONDS = 60
COLUMNS = ["page", "events", "requests", "kB", "p50 ms", "worst ms", "of the empty page's"]
WINDOW = {"width": 1440, "height": 900}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
PAINTED = """selector => new Promise(resolve => {
  const done = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  if (document.querySelector(selector)) return done();
  new MutationObserver((_, observer) => {
    if (document.querySelector(selector)) { observer.disconnect(); done(); }
  }).observe(document, { childList: true, subtree: true });
})"""
"""In the page, from its first moment: the milliseconds from the navigation until what is asked for has been painted."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """How often, and how large the plan is."""
    parser.add_argument("--times", type=int, default=15, metavar="N")
    parser.add_argument("--seconds", type=float, default=10, metavar="S", help="how long the plan is searched for")


def measure(given: argparse.Namespace) -> Table:
    """One row for the empty page, one for the board. Raises RuntimeError where there is no browser."""
    with tempfile.TemporaryDirectory() as name:
        city = filled(Path(name), 0)
        with our_server(city.url, Path(name), with_worker=True) as ours, sync_playwright() as playwright:
            draft_id, events = _planned(ours, city, given.seconds)
            browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
            context = browser.new_context(viewport=WINDOW, locale="zh-CN")  # type: ignore[arg-type]
            name_of_cookie, _, secret = city.headers["Cookie"].partition("=")
            context.add_cookies([{"name": name_of_cookie, "value": secret, "url": ours.address}])
            page = context.new_page()
            empty = _opened(page, f"{ours.address}/no-such-page", "h1", given.times)
            address = f"{ours.address}/terms/{city.term_id}/drafts/{draft_id}"
            board = _opened(page, address, ".board-event", given.times)
            browser.close()
    return Table(COLUMNS, [_row("an empty page", None, empty, empty), _row("the board", events, board, empty)])


@dataclass(frozen=True, slots=True)
class Opened:
    """A page opened several times."""

    milliseconds: list[float]
    requests: int
    kilobytes: float
    """All that came in one opening, as it would be without a cache."""


def _opened(page: Page, address: str, selector: str, times: int) -> Opened:
    page.goto(address)
    page.wait_for_selector(selector)
    found: list[float] = []
    for _ in range(times):
        page.goto(address, wait_until="commit")
        found.append(page.evaluate(PAINTED, selector))
        page.wait_for_load_state("networkidle")
    sizes = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.encodedBodySize)")
    return Opened(found, len(sizes), sum(sizes) / 1000)


def _planned(ours: Server, city: Filled, seconds: float) -> tuple[str, int]:
    """A draft made of a run, and how many events its board has."""
    with httpx.Client(base_url=f"{ours.address}/api/v1", headers=city.headers, timeout=WAIT_SECONDS) as client:
        run = _asked(client.post(f"/terms/{city.term_id}/runs", json={"seconds": seconds}))
        while run["state"] not in ("completed", "failed", "cancelled"):
            time.sleep(0.5)
            run = _asked(client.get(f"/runs/{run['id']}"))
        made = {"name": "benchmark", "origin": "run", "origin_id": run["id"]}
        draft_id = _asked(client.post(f"/terms/{city.term_id}/drafts", json=made))["draft"]["id"]
        return draft_id, len(_asked(client.get(f"/drafts/{draft_id}/board"))["events"])


def _asked(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise RuntimeError(answer.text)
    content: dict[str, Any] = answer.json()
    return content


def _row(label: str, events: int | None, page: Opened, empty: Opened) -> list[Cell]:
    middle = statistics.median(page.milliseconds)
    ratio = middle / statistics.median(empty.milliseconds)
    worst = round(max(page.milliseconds))
    return [label, events, page.requests, round(page.kilobytes), round(middle), worst, round(ratio, 2)]


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found is not None:
            return found
    raise RuntimeError("no Chromium is on this machine")
