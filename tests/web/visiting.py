"""Somebody at a real browser: signs in as people do, and notes everything that goes wrong on the pages they see."""

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from tests.web.city import PASSWORD
from tests.web.soundness import too_wide, violations

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ZOOMED: ViewportSize = {"width": 720, "height": 450}
"""A desk at 200 %: so many of its pixels are left."""
SCREENS = Path(os.environ.get("DUDAO_SCREENS", ROOT / "out" / "screens"))
"""Where screenshots are kept for people to judge."""
WAIT_MS = 30_000
LOADED = "!document.querySelector('[role=status].skeleton') && !!document.querySelector('h1')"


@contextmanager
def a_browser() -> Iterator[Browser]:
    """The browser of this machine, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass(eq=False)
class Visitor:
    """One person in one browser window, with what went wrong on their pages."""

    address: str
    context: BrowserContext
    page: Page
    name: str
    faults: list[str] = field(default_factory=list)
    _under_way: set[Request] = field(default_factory=set)

    @classmethod
    def at(
        cls, browser: Browser, address: str, size: ViewportSize, name: str, *, moment: dt.datetime | None = None
    ) -> Self:
        """A new window whose console and requests are watched; `moment`: what its clock shows all the time."""
        context = browser.new_context(
            viewport=size,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        if moment is not None:
            page.clock.set_fixed_time(moment)
        visitor = cls(address, context, page, name)
        page.on("console", visitor._heard)
        page.on("pageerror", lambda error: visitor.faults.append(f"{page.url}: {error}"))
        page.on("request", visitor._asked)
        page.on("requestfinished", visitor._answered)
        page.on("requestfailed", visitor._answered)
        return visitor

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"{self.page.url}: {message.text} {message.location.get('url', '')}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"{self.page.url} asks {request.url}")
        elif request.resource_type != "eventsource":
            self._under_way.add(request)

    def _answered(self, request: Request) -> None:
        self._under_way.discard(request)

    def sign_in(self, login: str) -> None:
        """By the form, to one's own first page."""
        self.page.goto(f"{self.address}/sign-in")
        self.page.get_by_label("登录名").fill(login)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url(re.compile(r"^(?!.*sign-in)"))

    def go(self, path: str) -> None:
        """Open an address and wait until everything is there."""
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way any more and all that was asked for is shown."""
        quiet = 0
        for _ in range(WAIT_MS // 40):
            self.page.wait_for_timeout(40)
            quiet = 0 if self._under_way or not self.page.evaluate(LOADED) else quiet + 1
            if quiet == 2:
                return
        waiting = [request.url for request in self._under_way]
        raise AssertionError(f"{self.page.url} is not there after {WAIT_MS} ms: {waiting or 'no heading, or loading'}")

    def picture(self, name: str) -> None:
        """Keep what is seen for people to judge."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{self.name}-{name}.png")

    def see(self, name: str, path: str = "") -> None:
        """Go there (or stay), take a picture of that name, and look for what is wrong."""
        if path:
            self.go(path)
        else:
            self.settle()
        self.picture(name)
        self.faults += [f"{name}: {fault}" for fault in (*violations(self.page), *too_wide(self.page))]
