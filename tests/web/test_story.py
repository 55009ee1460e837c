"""The whole story in a real browser, against a real server and database: planned, published, seen and answered."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pydantic import SecretStr

from api.app import create_app
from api.pages import STATIC
from cli.serving import working
from scheduler.database import open_database, sqlite_url
from scheduler.models import metadata
from scheduler.running.queue import lay_job_tables
from scheduler.settings import Settings
from tests.api.serving import served
from tests.web.city import City, a_city
from tests.web.visiting import CHROMIUM, DESK, PHONE, Visitor, a_browser

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no browser is installed"),
    pytest.mark.skipif(not (STATIC / "index.html").exists(), reason="the pages were left out of this environment"),
]
expect.set_options(timeout=30_000)
FIRST_LOAD_BYTES = 350_000
FIRST_PLAN_MS = 180_000
"""Loading what is compiled can take its time on a machine that runs all tests at once."""


@pytest.fixture
def place(tmp_path: Path, kernels: None) -> Iterator[tuple[str, City]]:
    """A server with its worker on a database that holds a small city; its address."""
    url = sqlite_url(tmp_path / "dudao.sqlite")
    settings = Settings(
        secret=SecretStr("a secret of the tests, long enough"), database_url=url, data_dir=tmp_path, run_workers=1
    )
    database = open_database(url)
    metadata.create_all(database.engine)
    lay_job_tables(database)
    with database.unit_of_work() as db:
        city = a_city(db)
    with served(create_app(settings, database)) as address, working(settings, database):
        yield address, city
    database.close()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


def test_the_story_of_a_term(place: tuple[str, City], browser: Browser) -> None:
    address, city = place
    planner = Visitor.at(browser, address, DESK, "planner")
    first_load_is_small(planner)
    planner.sign_in("planner")
    a_run_is_followed_and_finished(planner, city)
    a_draft_is_changed_by_keys_and_by_dragging(planner.page)
    planner.see()
    it_is_published(planner)
    supervisor = Visitor.at(browser, address, PHONE, "supervisor")
    the_supervisor_sees_and_acknowledges(supervisor)
    station = Visitor.at(browser, address, PHONE, "station")
    the_station_asks_for_more(station)
    the_desk_approves(planner)
    head = Visitor.at(browser, address, PHONE, "head")
    head.sign_in("head")
    county = Visitor.at(browser, address, DESK, "county")
    county.sign_in("county_viewer")
    every_page_is_sound(planner, supervisor, station, head, county, city=city)
    assert [fault for who in (planner, supervisor, station, head, county) for fault in who.faults] == []


def first_load_is_small(visitor: Visitor) -> None:
    """What the sign-in page loads, as it comes over the wire."""
    sizes: list[int] = []
    visitor.page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    visitor.see("/sign-in")
    assert 20_000 < sum(sizes) < FIRST_LOAD_BYTES
    visitor.page.get_by_role("button", name="English").click()
    expect(visitor.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    visitor.page.get_by_role("button", name="中文").click()


def a_run_is_followed_and_finished(planner: Visitor, city: City) -> None:
    page = planner.page
    expect(page.get_by_role("heading", name="季度排班")).to_be_visible()
    page.get_by_role("link", name=re.compile(city.term.name)).click()
    page.get_by_role("button", name="开始求解").first.click()
    page.get_by_role("button", name="5 分钟", exact=True).click()
    page.get_by_role("button", name="开始", exact=True).click()
    page.wait_for_url(re.compile("/runs/"))
    curve = page.get_by_role("img", name=re.compile("成本从"))
    expect(curve).to_be_visible(timeout=FIRST_PLAN_MS)
    page.reload()
    expect(curve).to_be_visible()
    planner.see()
    page.get_by_role("button", name="到此为止，保留最好的").click()
    page.get_by_role("button", name="存为草案并打开排班表").click(timeout=FIRST_PLAN_MS)
    page.wait_for_url(re.compile("/drafts/"))


def a_draft_is_changed_by_keys_and_by_dragging(page: Page) -> None:
    event = page.locator(".board-event.k-pair").first
    before = event.get_attribute("aria-label")
    event.focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("成本合计")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已改期")).to_be_visible()
    undo = page.get_by_role("button", name="↶ 撤销")
    undo.click()
    expect(page.get_by_text("已撤销")).to_be_visible()
    expect(undo).to_be_disabled()
    assert page.locator(".board-event.k-pair").first.get_attribute("aria-label") == before
    dragged = page.locator(".board-event.k-roving").first
    at = dragged.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 6, at["y"] + 6)
    page.mouse.down()
    page.mouse.move(at["x"] + 80, at["y"] + 6, steps=6)
    expect(page.get_by_text("成本合计")).to_be_visible()
    page.mouse.up()
    expect(page.get_by_text("已改期").first).to_be_visible()
    undo.click()
    expect(undo).to_be_disabled()
    page.locator(".board-event.k-pair").first.click()
    page.get_by_label("锁定时间").check()
    expect(page.locator(".board-lock").first).to_be_attached()
    page.keyboard.press("Escape")
    for zoom in ("按周", "四周", "一周", "全季度"):
        page.get_by_role("button", name=zoom, exact=True).click()
        expect(page.locator(".board-event").first).to_be_visible()


def it_is_published(planner: Visitor) -> None:
    page = planner.page
    page.get_by_role("link", name="核对并发布").click()
    expect(page.get_by_text("全部硬性规则都满足")).to_be_visible()
    for warning in page.locator(".check.note.warn input").all():
        warning.check()
    page.get_by_label("发布说明").fill("请查收")
    planner.see()
    page.get_by_role("button", name="发布", exact=True).click()
    page.wait_for_url(re.compile("/releases/"))
    expect(page.locator(".board-event").first).to_be_visible()


def the_supervisor_sees_and_acknowledges(supervisor: Visitor) -> None:
    supervisor.sign_in("supervisor")
    page = supervisor.page
    expect(page.locator(".next-title")).to_be_visible()
    supervisor.see()
    page.get_by_role("button", name="知道了").click()
    expect(page.get_by_text("已确认")).to_be_visible()
    expect(page.get_by_role("button", name="知道了")).to_have_count(0)
    page.goto(f"{supervisor.address}/subscribe")
    page.get_by_role("button", name="订阅").first.click()
    expect(page.get_by_role("link", name="在日历中订阅")).to_have_attribute("href", re.compile("^webcal:"))
    page.goto(f"{supervisor.address}/my/availability")
    tapped = page.get_by_role("button", name=re.compile("^周一上午"))
    tapped.click()
    expect(tapped).to_have_accessible_name("周一上午 不太方便")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("已提交，谢谢")).to_be_visible()


def the_station_asks_for_more(station: Visitor) -> None:
    station.sign_in("station")
    page = station.page
    expect(page.locator(".next-title")).to_be_visible()
    station.see("/my-station/requests")
    page.get_by_role("button", name="申请加场").click()
    page.get_by_label("主题").fill("个案研讨")
    page.get_by_role("button", name="提交，看可选日期").click()
    option = page.locator(".options button").first
    option.click()
    page.get_by_role("button", name="就这样").click()
    expect(page.get_by_text("已提交选择")).to_be_visible()


def the_desk_approves(planner: Visitor) -> None:
    page = planner.page
    page.goto(f"{planner.address}/requests")
    expect(page.get_by_role("heading", name=re.compile("个案研讨"))).to_be_visible()
    planner.see()
    page.get_by_role("button", name="同意", exact=True).first.click()
    expect(page.get_by_text("小发布已生效")).to_be_visible()


def every_page_is_sound(
    planner: Visitor, supervisor: Visitor, station: Visitor, head: Visitor, county: Visitor, *, city: City
) -> None:
    term = f"/terms/{city.term.id}"
    office = ["", "/days", "/availability", "/demand", "/check", "/camp", "/replan"]
    pages = {
        planner: [f"{term}{page}" for page in office]
        + ["/terms", "/overview", "/records", "/reports", "/stations", "/supervisors", "/camp", "/settings"]
        + ["/accounts", "/audit", "/me", "/subscribe", "/nowhere"],
        supervisor: ["/my/leave", "/my/records", "/inbox", "/me", "/accounts"],
        station: ["/my-station", "/my-station/records", "/my-station/report", "/my-station/camp", "/inbox"],
        head: ["/overview", term, "/stations"],
        county: ["/overview", "/reports", "/stations"],
    }
    for visitor, paths in pages.items():
        for path in paths:
            visitor.see(path)
