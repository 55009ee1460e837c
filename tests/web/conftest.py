"""One browser per process, and for every story a server and a city of its own, which take half a second."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from sqlmodel import Session

from api.app import create_app
from api.pages import STATIC
from cli.serving import working
from scheduler.clock import stopped_at
from scheduler.database import Database, open_database, sqlite_url
from scheduler.models import metadata
from scheduler.running.queue import lay_job_tables
from scheduler.settings import Settings
from tests.api.serving import served
from tests.web.city import City, a_city_to_plan, an_empty_city
from tests.web.running_city import TUESDAY, a_running_city
from tests.web.soundness import entered
from tests.web.visiting import CHROMIUM, Visitor, a_browser

HERE = Path(__file__).parent
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where there is no browser, or no pages were built, what needs them is left out."""
    missing = "no browser is installed" if CHROMIUM is None else ""
    if not (STATIC / "index.html").exists():
        missing = "the pages were left out of this environment"
    for item in items:
        if missing and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=missing))


@dataclass
class Place:
    """A server with a city, and a browser to visit it with."""

    address: str
    city: City
    database: Database
    browser: Browser
    is_stopped: bool

    def visitor(self, login: str, size: ViewportSize, *, name: str = "") -> Visitor:
        """Somebody who has just signed in."""
        visitor = self.stranger(size, name or login)
        visitor.sign_in(login)
        return visitor

    def stranger(self, size: ViewportSize, name: str) -> Visitor:
        """Somebody who has not."""
        moment = TUESDAY if self.is_stopped else None
        return Visitor.at(self.browser, self.address, size, name, moment=moment)

    def data(self) -> str:
        """Every text in the database."""
        with self.database.reading() as db:
            return entered(db, metadata)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def running(tmp_path: Path, browser: Browser) -> Iterator[Place]:
    """A city whose term runs; there it is always TUESDAY."""
    with a_place(tmp_path, browser, a_running_city, is_stopped=True) as place:
        yield place


@pytest.fixture
def mendable(tmp_path: Path, browser: Browser, kernels: None) -> Iterator[Place]:
    """As `running`, for stories in which the service looks for other dates: that is compiled code."""
    with a_place(tmp_path, browser, a_running_city, is_stopped=True) as place:
        yield place


@pytest.fixture
def replannable(tmp_path: Path, browser: Browser, kernels: None) -> Iterator[Place]:
    """As `running`, with a worker for runs."""
    with a_place(tmp_path, browser, a_running_city, is_stopped=True, has_worker=True) as place:
        yield place


@pytest.fixture
def planning(tmp_path: Path, browser: Browser, kernels: None) -> Iterator[Place]:
    """A city whose term is to be planned, with a worker for runs; its clock goes."""
    with a_place(tmp_path, browser, a_city_to_plan, has_worker=True) as place:
        yield place


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Place]:
    """A running city for tests that only look."""
    with a_place(tmp_path_factory.mktemp("shown"), browser, a_running_city, is_stopped=True) as place:
        yield place


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Place]:
    """An association that has nothing yet, for tests that only look."""
    with a_place(tmp_path_factory.mktemp("first_day"), browser, an_empty_city) as place:
        yield place


@contextmanager
def beside(context: AbstractContextManager[None]) -> Iterator[None]:
    """A context held by a thread of its own: this one seems to run an event loop, the browser's, all the time."""
    over = threading.Event()

    def hold(ready: Future[None]) -> None:
        with context:
            ready.set_result(None)
            over.wait()

    ready: Future[None] = Future()
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold, ready)
        wait([ready, held], return_when=FIRST_COMPLETED)
        if held.done():
            held.result()
        try:
            yield
        finally:
            over.set()
            held.result()


@contextmanager
def a_place(
    folder: Path,
    browser: Browser,
    filled: Callable[[Session], City],
    *,
    is_stopped: bool = False,
    has_worker: bool = False,
) -> Iterator[Place]:
    """A server on a database in `folder`."""
    url = sqlite_url(folder / "dudao.sqlite")
    settings = Settings(database_url=url, data_dir=folder, run_workers=1)
    database = open_database(url)
    metadata.create_all(database.engine)
    lay_job_tables(database)
    with database.unit_of_work() as db:
        city = filled(db)
    with ExitStack() as stack:
        stack.callback(database.close)
        if is_stopped:
            stack.enter_context(stopped_at(TUESDAY))
        address = stack.enter_context(served(create_app(settings, database)))
        if has_worker:
            stack.enter_context(beside(working(settings, database)))
        place = Place(address, city, database, browser, is_stopped)
        before = set(browser.contexts)
        yield place
        for context in set(browser.contexts) - before:
            context.close()
