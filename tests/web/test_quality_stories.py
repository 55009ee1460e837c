"""Quality: a rule tried before it rates; a meeting called; a single engagement added and withdrawn."""

import re

from playwright.sync_api import expect

from tests.web.conftest import Place
from tests.web.visiting import DESK, PHONE


def test_a_rule_is_tried_kept_and_applied_and_the_station_sees_its_stars(running: Place) -> None:
    planner = running.visitor("planner", DESK)
    planner.go("/ratings")
    page = planner.page
    page.get_by_role("button", name="按规则评定").click()
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_role("table", name="评定预览")).to_be_visible()
    planner.see("rating-tried")
    page.get_by_role("button", name="保存规则").click()
    page.get_by_role("button", name="按此评定").click()
    dialog = page.get_by_role("dialog", name="按规则评定")
    dialog.get_by_label("理由").fill("年度星级评定")
    dialog.get_by_role("button", name="评定", exact=True).click()
    expect(dialog).to_have_count(0)
    station = running.visitor("station", PHONE)
    station.go("/ratings")
    expect(station.page.get_by_text("年度星级评定")).to_be_visible()
    station.see("own-rating")
    assert planner.faults + station.faults == []


def test_a_meeting_is_called_on_a_date_that_suits(running: Place) -> None:
    planner = running.visitor("planner", DESK)
    planner.go(f"/terms/{running.city.keys['termId']}/meetings")
    page = planner.page
    page.get_by_role("button", name="召集会议").click()
    dialog = page.get_by_role("dialog", name="召集会议")
    dialog.get_by_label("名称").fill("台账专题会")
    dialog.locator(".chip[aria-pressed]").nth(4).click()
    dialog.get_by_text("只知道一段时间").click()
    dialog.get_by_role("button", name="找时间").click()
    dialog.get_by_role("button", name=re.compile("都有空|没空|冲突")).first.click()
    planner.see("meeting-dates")
    dialog.get_by_role("button", name="召集", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("台账专题会"))).to_be_visible()
    assert planner.faults == []


def test_a_single_engagement_is_added_and_withdrawn(running: Place) -> None:
    planner = running.visitor("planner", DESK)
    planner.go(f"/terms/{running.city.keys['termId']}/demand")
    page = planner.page
    page.get_by_role("button", name="单独添加走访").click()
    dialog = page.get_by_role("dialog", name="单独添加走访")
    dialog.get_by_role("combobox", name="社工站", exact=True).click()
    dialog.get_by_role("option").first.click()
    dialog.get_by_label("为什么").fill("新任站长")
    dialog.get_by_role("button", name="添加", exact=True).click()
    card = page.get_by_role("region", name="单个走访系列")
    card.get_by_role("button", name=re.compile("新任站长")).click()
    opened = page.get_by_role("dialog").filter(has_text="走访次数")
    opened.get_by_role("button", name="撤下").click()
    opened.get_by_label("为什么撤下").fill("已由邻站带教")
    opened.get_by_role("button", name="撤下").click()
    expect(card.get_by_role("button", name=re.compile("新任站长"))).to_have_count(0)
    assert planner.faults == []
