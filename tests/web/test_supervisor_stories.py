"""What a supervisor does on a phone: say when they can, see what comes, record it, be away, exchange a visit."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.web.conftest import Place
from tests.web.visiting import DESK, PHONE


def test_half_days_are_tapped_and_handed_in(running: Place) -> None:
    supervisor = running.visitor("supervisor", PHONE)
    supervisor.go("/my/availability")
    page = supervisor.page
    monday = page.get_by_role("button", name=re.compile("^周一上午"))
    monday.click()
    expect(monday).to_have_accessible_name("周一上午 不太方便")
    monday.click()
    expect(monday).to_have_accessible_name("周一上午 没空")
    single = page.get_by_role("button", name="12/22 周二 上午")
    single.click()
    expect(single).to_have_accessible_name("12/22 周二 上午 不太方便")
    page.get_by_label("给排班员的话").fill("年底请少排")
    supervisor.see("availability-tapped")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("已提交，谢谢")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^周一上午"))).to_have_accessible_name("周一上午 没空")
    expect(page.get_by_label("给排班员的话")).to_have_value("年底请少排")
    planner = running.visitor("planner", DESK)
    planner.go(f"{coming_term(running)}/availability")
    expect(planner.page.get_by_role("row", name=re.compile("陈静"))).to_contain_text("年底请少排")
    assert supervisor.faults + planner.faults == []


def coming_term(running: Place) -> str:
    """The address of the term after the running one."""
    terms = running.visitor("planner", DESK).page
    terms.get_by_role("link", name=re.compile("冬春季")).first.click()
    terms.wait_for_url(re.compile("/terms/[0-9a-f]{32}"))
    return "/terms/" + terms.url.split("/terms/")[1].split("/")[0]


def test_a_visit_is_recorded_in_a_few_taps_and_confirmed(running: Place) -> None:
    supervisor = running.visitor("supervisor", PHONE)
    page = supervisor.page
    expect(page.get_by_role("heading", name="我的日程")).to_be_visible()
    supervisor.see("first-page")
    waiting = page.get_by_role("listitem").filter(has_text="11月4日")
    waiting.get_by_role("button", name="记录").click()
    page.get_by_label("督导内容").fill("小组活动观察与反馈")
    supervisor.see("recording")
    page.get_by_role("button", name="保存记录").click()
    expect(page.get_by_text("记录已保存")).to_be_visible()
    station = running.visitor("station2", PHONE)
    station.go("/my-station/records")
    station.page.get_by_role("button", name=re.compile("小组活动观察与反馈")).click()
    station.see("record-to-confirm")
    station.page.get_by_role("button", name="属实，确认").click()
    expect(station.page.get_by_role("button", name=re.compile("小组活动观察与反馈"))).to_contain_text("已确认")
    supervisor.go("/my/records")
    expect(page.get_by_role("button", name=re.compile("小组活动观察与反馈"))).to_contain_text("已确认")
    assert supervisor.faults + station.faults == []


def test_a_station_disputes_with_a_reason(running: Place) -> None:
    station = running.visitor("station", PHONE)
    station.go("/my-station/records")
    page = station.page
    page.get_by_role("button", name=re.compile("查阅近期个案记录")).click()
    expect(page.get_by_role("button", name="有异议")).to_be_disabled()
    page.get_by_label(re.compile("意见")).fill("当天只有两小时")
    page.get_by_role("button", name="有异议").click()
    expect(page.get_by_role("button", name=re.compile("查阅近期个案记录"))).to_contain_text("有异议")
    planner = running.visitor("planner", DESK)
    planner.go("/records")
    expect(planner.page.get_by_role("button", name=re.compile("查阅近期个案记录"))).to_contain_text("有异议")
    assert station.faults + planner.faults == []


def test_dates_are_subscribed_to(running: Place) -> None:
    supervisor = running.visitor("supervisor", PHONE)
    supervisor.page.get_by_role("link", name=re.compile("订阅")).first.click()
    supervisor.page.get_by_role("button", name="订阅").first.click()
    link = supervisor.page.get_by_role("link", name="在日历中订阅")
    expect(link).to_have_attribute("href", re.compile("^webcal:"))
    supervisor.see("subscribed")
    path = urlsplit(link.get_attribute("href") or "").path
    answer = supervisor.context.request.get(running.address + path)
    assert answer.status == 200
    assert answer.text().startswith("BEGIN:VCALENDAR")
    desk = running.visitor("supervisor2", DESK)
    desk.go("/subscribe")
    desk.page.get_by_role("button", name="订阅").first.click()
    expect(desk.page.get_by_role("img", name=re.compile("二维码"))).to_be_visible()
    assert supervisor.faults + desk.faults == []


def test_a_leave_says_what_it_hits_and_can_be_taken_back(running: Place) -> None:
    supervisor = running.visitor("supervisor", PHONE)
    supervisor.go("/my/leave")
    page = supervisor.page
    page.get_by_label("自", exact=True).fill("2026-11-17")
    page.get_by_label("至", exact=True).fill("2026-11-19")
    expect(page.get_by_text(re.compile("会影响 3 项日程"))).to_be_visible()
    page.get_by_label("原因").first.fill("手术")
    supervisor.see("leave")
    page.get_by_role("button", name="报告请假").click()
    expect(page.get_by_text(re.compile("已报告"))).to_be_visible()
    mine = page.get_by_role("listitem").filter(has_text="手术")
    mine.get_by_role("button", name="撤销").click()
    expect(mine).to_contain_text("已撤销")
    assert supervisor.faults == []


def test_two_supervisors_exchange_visits(running: Place) -> None:
    """沈国强 has asked; 陈静 agrees, the planner approves, and both see what they have now."""
    supervisor = running.visitor("supervisor", PHONE)
    supervisor.go("/my/leave")
    asked = supervisor.page.get_by_role("listitem").filter(has_text="外出开会")
    supervisor.see("swap-asked")
    asked.get_by_role("button", name="可以").click()
    expect(asked).to_contain_text("待协会批准")
    planner = running.visitor("planner", DESK)
    planner.go("/requests")
    planner.page.get_by_role("button", name="换班").click()
    planner.see("swap-to-approve")
    planner.page.get_by_role("button", name="批准", exact=True).click()
    expect(planner.page.get_by_text("已批准并发布")).to_be_visible()
    supervisor.go("/my")
    expect(supervisor.page.get_by_role("button", name="知道了")).to_have_count(2)
    assert supervisor.faults + planner.faults == []
