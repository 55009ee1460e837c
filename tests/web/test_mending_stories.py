"""When something happens to a published roster: a typhoon, a long illness, other drafts to choose from."""

import re

from playwright.sync_api import expect

from tests.web.conftest import Place
from tests.web.publishing import acknowledge, publish
from tests.web.visiting import DESK, PHONE

REPLAN_MS = 120_000


def test_a_leave_is_reported_and_mended(mendable: Place) -> None:
    """Each visit it hits gets another date or person, or is cancelled, and only those concerned are told."""
    away = mendable.visitor("supervisor3", PHONE)
    away.go("/my/leave")
    away.page.get_by_label("自", exact=True).fill("2026-11-19")
    away.page.get_by_label("至", exact=True).fill("2026-11-19")
    expect(away.page.get_by_text(re.compile("会影响 1 项日程"))).to_be_visible()
    away.page.get_by_label("原因").first.fill("住院")
    away.page.get_by_role("button", name="报告请假").click()
    expect(away.page.get_by_text(re.compile("已报告"))).to_be_visible()
    planner = mendable.visitor("planner", DESK)
    planner.go("/requests")
    page = planner.page
    page.get_by_role("button", name="请假与突发").click()
    fallen = page.get_by_role("heading", name=re.compile("海昌街道"))
    expect(fallen).to_be_visible()
    planner.see("leave-to-mend")
    page.get_by_role("button", name=re.compile("^按以上选择发布")).click()
    expect(page.get_by_text("已发布的排班都能照常进行")).to_be_visible()
    station = mendable.visitor("station3", PHONE)
    expect(station.page.get_by_role("button", name="知道了")).to_have_count(2)
    other = mendable.visitor("station4", PHONE)
    expect(other.page.get_by_role("button", name="知道了")).to_have_count(1)
    assert away.faults + planner.faults + station.faults + other.faults == []


def test_a_typhoon_is_entered_and_mended(mendable: Place) -> None:
    planner = mendable.visitor("planner", DESK)
    planner.go("/requests")
    page = planner.page
    page.get_by_role("button", name="请假与突发").click()
    page.get_by_role("button", name=re.compile("登记突发事件")).click()
    page.get_by_label("名称").fill("台风“银杏”")
    page.get_by_label("自", exact=True).fill("2026-11-17")
    page.get_by_label("至", exact=True).fill("2026-11-18")
    page.get_by_role("button", name="南湖区").click()
    page.get_by_role("button", name="登记，看影响").click()
    expect(page.get_by_text(re.compile("已登记，影响"))).to_be_visible()
    planner.see("typhoon")
    page.get_by_label(re.compile("说明")).fill("台风停止走访，改期如下")
    page.get_by_role("button", name=re.compile("^按以上选择发布")).click()
    expect(page.get_by_text(re.compile("第 2 版已发布"))).to_be_visible()
    expect(page.get_by_text("已发布的排班都能照常进行")).to_be_visible()
    supervisor = mendable.visitor("supervisor", PHONE)
    expect(supervisor.page.get_by_text("台风停止走访，改期如下")).to_be_visible()
    supervisor.see("told-of-the-typhoon")
    assert planner.faults + supervisor.faults == []


def test_an_illness_is_replanned(replannable: Place) -> None:
    planner = replannable.visitor("planner", DESK)
    term = f"/terms/{replannable.city.term.id}"
    planner.go(f"{term}/replan")
    page = planner.page
    page.get_by_role("combobox", name="谁").click()
    page.get_by_role("option", name=re.compile("沈国强")).click()
    page.get_by_label("自", exact=True).fill("2026-11-16")
    page.get_by_label("至", exact=True).fill("2026-12-18")
    page.get_by_text(re.compile("^更多")).click()
    page.get_by_label("时间（秒）").fill("5")
    page.get_by_role("button", name="找方案").click()
    expect(page.get_by_role("heading", name="变动与代价")).to_be_visible(timeout=REPLAN_MS)
    page.get_by_role("button", name=re.compile("变动最少")).click()
    planner.see("frontier")
    page.get_by_role("button", name="选这个，存为草案").click(timeout=REPLAN_MS)
    page.wait_for_url(re.compile("/drafts/"))
    planner.see("replanned-draft")
    page.get_by_role("link", name="核对并发布").click()
    publish(planner)
    ill = replannable.visitor("supervisor2", PHONE)
    expect(ill.page.get_by_role("button", name="知道了").first).to_be_visible()
    assert planner.faults + ill.faults == []


def test_one_change_of_another_draft_is_taken_over(running: Place) -> None:
    planner = running.visitor("planner", DESK)
    term = f"/terms/{running.city.term.id}"
    planner.go(term)
    page = planner.page
    for name in ("照旧", "改一处"):
        page.get_by_role("checkbox", name=re.compile(name)).check()
    page.get_by_role("link", name="比较选中的两份").click()
    planner.see("compared")
    for tab in ("涉及谁", "代价", "公平", "覆盖", "逐项变动"):
        page.get_by_role("button", name=tab, exact=True).click()
        planner.see(f"compared-{tab}")
    page.get_by_role("button", name="采纳").first.click()
    expect(page.get_by_text("已采纳这一处")).to_be_visible()
    expect(page.get_by_role("button", name="采纳")).to_have_count(0)
    planner.go(f"{term}/drafts/{running.city.keys['sameDraftId']}/release")
    publish(planner)
    planner.see("released")
    assert planner.faults == []


def test_the_head_approves_before_anything_is_published(running: Place) -> None:
    planner = running.visitor("planner", DESK)
    planner.go("/settings")
    approval = planner.page.get_by_label(re.compile("发布须负责人同意"))
    approval.check()
    planner.page.locator("form").filter(has=approval).get_by_role("button", name="保存").click()
    expect(planner.page.get_by_text("已保存")).to_be_visible()
    gate = f"/terms/{running.city.term.id}/drafts/{running.city.keys['draftId']}/release"
    planner.go(gate)
    acknowledge(planner)
    expect(planner.page.get_by_role("button", name="发布", exact=True)).to_be_disabled()
    head = running.visitor("head", PHONE)
    head.see("overview", "/overview")
    head.go(gate)
    head.page.get_by_label("意见").fill("同意")
    head.see("to-approve")
    head.page.get_by_role("button", name="同意发布").click()
    expect(head.page.get_by_text("已同意").first).to_be_visible()
    planner.go(gate)
    publish(planner)
    assert planner.faults + head.faults == []
