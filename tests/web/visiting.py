"""Somebody at a real browser: signs in as people do, and notes everything that is wrong with a page they see."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.web.city import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SCREENS = Path(os.environ.get("DUDAO_SCREENS", "out/screens"))
"""Where screenshots are kept for people to judge."""
GRAVE = {"serious", "critical"}


@contextmanager
def a_browser() -> Iterator[Browser]:
    """The browser of this machine, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass(eq=False)
class Visitor:
    """One person in one browser window of one size, with what went wrong on their pages."""

    address: str
    context: BrowserContext
    page: Page
    name: str
    faults: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, address: str, size: dict[str, int], name: str) -> "Visitor":
        """A new window whose console and requests are watched."""
        context = browser.new_context(viewport=size, locale="zh-CN", accept_downloads=True)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        page = context.new_page()
        visitor = cls(address, context, page, name)
        page.on("console", visitor._heard)
        page.on("pageerror", lambda error: visitor.faults.append(f"{page.url}: {error}"))
        page.on("request", visitor._asked)
        return visitor

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"{self.page.url} asks {request.url}")

    def sign_in(self, login: str) -> None:
        """By the form, to one's own first page."""
        self.page.goto(f"{self.address}/sign-in")
        self.page.get_by_label("登录名").fill(login)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url(re.compile(r"^(?!.*sign-in)"))

    def see(self, path: str = "") -> None:
        """Go there (or stay), wait until everything is loaded, take a picture, and look for what is wrong."""
        if path:
            self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function("!document.querySelector('[role=status].skeleton')")
        where = re.sub(r"[0-9a-f]{32}", "", path or self.page.url.removeprefix(self.address)).split("?")[0]
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{self.name}-{re.sub(r'[^a-z0-9]+', '-', where).strip('-')}.png")
        for found in Axe().run(self.page).response["violations"]:
            if found["impact"] in GRAVE:
                self.faults.append(f"{where}: {found['id']} {found['nodes'][0]['html'][:200]}")
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            self.faults.append(f"{where}: wider than the window")
        if not self.page.locator("h1").count():
            self.faults.append(f"{where}: has no heading")
