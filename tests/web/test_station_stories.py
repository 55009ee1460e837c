"""What a station does, and the county with it: workers sent to the camp, the month reported and approved."""

import re

from playwright.sync_api import expect

from tests.web.conftest import Place
from tests.web.visiting import DESK, PHONE


def test_a_worker_is_sent_to_the_camp(running: Place) -> None:
    station = running.visitor("station", PHONE)
    station.go("/my-station/camp")
    page = station.page
    page.get_by_role("button", name="登记社工").click()
    page.get_by_label("姓名").fill("韩梅")
    page.get_by_label("工号").fill("W00077")
    page.get_by_role("button", name=re.compile("^登记")).last.click()
    page.get_by_label(re.compile("韩梅")).select_option(label="新人")
    expect(page.get_by_text("已报名")).to_be_visible()
    station.see("enrolled")
    planner = running.visitor("planner", DESK)
    planner.go(f"/terms/{running.city.term.id}/camp")
    planner.page.get_by_role("button", name="学员", exact=True).click()
    expect(planner.page.get_by_text("韩梅")).to_be_visible()
    assert station.faults + planner.faults == []


def test_a_month_is_reported_and_approved(running: Place) -> None:
    """The report of October: in the first days of a month the page offers the month before."""
    station = running.visitor("station", PHONE)
    station.go("/my-station/report")
    page = station.page
    expect(page.get_by_text("2026年10月")).to_be_visible()
    for label, number in (("重点服务对象", 200), ("本月走访人数", 196)):
        page.get_by_label(label).fill(str(number))
    expect(page.get_by_text("98%")).to_be_visible()
    page.get_by_label("说明").fill("新增两名志愿者")
    station.see("month-filled-in")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("月报已提交")).to_be_visible()
    county = running.visitor("county_viewer", DESK)
    county.go("/reports")
    county.page.get_by_role("row", name=re.compile("建设街道")).get_by_role("button").first.click()
    expect(county.page.get_by_text("新增两名志愿者")).to_be_visible()
    county.see("month-to-approve")
    county.page.get_by_role("button", name="通过").click()
    expect(county.page.get_by_role("row", name=re.compile("建设街道"))).to_contain_text("已通过")
    station.go("/my-station/report")
    expect(page.get_by_text("已通过").first).to_be_visible()
    assert station.faults + county.faults == []


def test_a_month_is_sent_back_with_the_reason(running: Place) -> None:
    county = running.visitor("county_viewer", PHONE)
    county.go("/reports")
    page = county.page
    page.get_by_role("row", name=re.compile("新嘉街道")).get_by_role("button").first.click()
    expect(page.get_by_role("button", name="退回")).to_be_disabled()
    page.get_by_label("审核意见").fill("请补充两名对象的情况")
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_role("row", name=re.compile("新嘉街道"))).to_contain_text("已退回")
    station = running.visitor("station2", PHONE)
    station.go("/my-station/report")
    expect(station.page.get_by_text("请补充两名对象的情况")).to_be_visible()
    assert county.faults + station.faults == []
