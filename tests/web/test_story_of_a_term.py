"""From an empty term to dates that people have seen: planned, changed by hand, published, acknowledged."""

import re

from playwright.sync_api import Page, expect

from tests.web.city import City
from tests.web.conftest import Place
from tests.web.publishing import publish
from tests.web.visiting import DESK, PHONE, Visitor

FIRST_LOAD_BYTES = 350_000
FIRST_PLAN_MS = 180_000
"""Loading what is compiled can take its time on a machine that runs all tests at once."""


def test_a_term_is_planned_and_published(planning: Place) -> None:
    planner = planning.stranger(DESK, "planner")
    first_load_is_small(planner)
    planner.sign_in("planner")
    a_run_is_followed_and_finished(planner, planning.city)
    a_draft_is_changed_by_keys_and_by_dragging(planner.page)
    planner.see("draft")
    it_is_published(planner)
    supervisor = planning.visitor("supervisor", PHONE)
    the_supervisor_sees_and_acknowledges(supervisor)
    station = planning.visitor("station", PHONE)
    the_station_asks_for_more(station)
    the_desk_approves(planner)
    the_station_sees_what_came_of_it(station)
    assert [fault for who in (planner, supervisor, station) for fault in who.faults] == []


def first_load_is_small(visitor: Visitor) -> None:
    """What the sign-in page loads, as it comes over the wire."""
    sizes: list[int] = []
    visitor.page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    visitor.see("sign-in", "/sign-in")
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
    planner.see("run-under-way")
    page.get_by_role("button", name="到此为止，保留最好的").click()
    page.get_by_role("button", name="存为草案并打开排班表").click(timeout=FIRST_PLAN_MS)
    page.wait_for_url(re.compile("/drafts/"))


def a_draft_is_changed_by_keys_and_by_dragging(page: Page) -> None:
    event = page.locator(".board-event.k-pair").first
    before = event.get_attribute("aria-label")
    event.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键与说明")).to_be_visible()
    page.keyboard.press("Escape")
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
    publish(planner, "请查收")
    expect(page.locator(".board-event").first).to_be_visible()


def the_supervisor_sees_and_acknowledges(supervisor: Visitor) -> None:
    page = supervisor.page
    expect(page.locator(".next-title")).to_be_visible()
    supervisor.see("first-page")
    page.get_by_role("button", name="知道了").click()
    expect(page.get_by_text("已确认")).to_be_visible()
    expect(page.get_by_role("button", name="知道了")).to_have_count(0)


def the_station_asks_for_more(station: Visitor) -> None:
    page = station.page
    expect(page.locator(".next-title")).to_be_visible()
    station.go("/my-station/requests")
    page.get_by_role("button", name="申请加场").click()
    page.get_by_label("主题").fill("个案研讨")
    page.get_by_role("button", name="提交，看可选日期").click()
    option = page.locator(".options button").first
    option.click()
    station.see("options")
    page.get_by_role("button", name="就这样").click()
    expect(page.get_by_text("已提交选择")).to_be_visible()


def the_desk_approves(planner: Visitor) -> None:
    page = planner.page
    planner.go("/requests")
    expect(page.get_by_role("heading", name=re.compile("个案研讨"))).to_be_visible()
    planner.see("desk")
    page.get_by_role("button", name="同意", exact=True).first.click()
    expect(page.get_by_text("小发布已生效")).to_be_visible()


def the_station_sees_what_came_of_it(station: Visitor) -> None:
    station.go("/my-station/requests")
    expect(station.page.get_by_role("button", name=re.compile("个案研讨"))).to_contain_text("已同意")
