"""Evaluation and the camp: two who score alone and agree; trainees who sign in by the code on the wall."""

import re

from playwright.sync_api import expect

from tests.web.conftest import Place
from tests.web.visiting import DESK, PHONE, Visitor


def test_two_score_alone_and_then_agree(running: Place) -> None:
    first = running.visitor("supervisor", PHONE)
    second = running.visitor("supervisor2", PHONE)
    score(first, 90, 80)
    expect(first.page.get_by_text("您已提交")).to_be_visible()
    expect(first.page.get_by_role("table")).to_have_count(0)
    score(second, 70, 60)
    page = second.page
    expect(page.get_by_role("row", name=re.compile("服务成效"))).to_contain_text("90")
    second.see("to-agree")
    page.get_by_role("button", name=re.compile("^定为合议分")).click()
    expect(page.get_by_text("76", exact=True).first).to_be_visible()
    planner = running.visitor("planner", DESK)
    planner.go("/evaluations")
    planner.see("evaluated")
    expect(planner.page.get_by_role("button", name=re.compile("海昌街道"))).to_contain_text("76")
    assert first.faults + second.faults + planner.faults == []


def score(visitor: Visitor, service: int, team: int) -> None:
    visitor.go("/evaluations")
    page = visitor.page
    page.get_by_role("button", name=re.compile("海昌街道")).click()
    for name, points in (("服务成效", service), ("团队建设", team)):
        page.get_by_label(re.compile(name)).first.fill(str(points))
    visitor.see("scoring")
    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("button", name="确认提交").click()
    expect(page.get_by_role("button", name="确认提交")).to_have_count(0)


def test_trainees_sign_in_by_the_code_on_the_wall(running: Place) -> None:
    """The lecturer shows the code; who scans it enters the worker number and is on the list."""
    lecturer = running.visitor("supervisor", DESK)
    with lecturer.page.expect_response(re.compile("/sign-in-code$")) as answered:
        lecturer.go(f"/wall/{running.city.keys['eventKey']}")
    expect(lecturer.page.get_by_role("img", name=re.compile("二维码"))).to_be_visible()
    lecturer.see("wall")
    link = answered.value.json()["link"]
    trainee = running.stranger(PHONE, "trainee")
    trainee.go("/attend#" + link.partition("#")[2])
    trainee.page.get_by_label("工号").fill("W00001")
    trainee.see("attending")
    trainee.page.get_by_role("button", name="签到").click()
    expect(trainee.page.get_by_text("签到成功")).to_be_visible()
    lecturer.page.reload()
    expect(lecturer.page.get_by_text("林晓")).to_be_visible()
    assert lecturer.faults + trainee.faults == []


def test_somebody_else_s_number_is_refused(running: Place) -> None:
    lecturer = running.visitor("supervisor", DESK)
    with lecturer.page.expect_response(re.compile("/sign-in-code$")) as answered:
        lecturer.go(f"/wall/{running.city.keys['eventKey']}")
    stranger = running.stranger(PHONE, "stranger")
    stranger.go("/attend#" + answered.value.json()["link"].partition("#")[2])
    stranger.page.get_by_label("工号").fill("W99999")
    stranger.page.get_by_role("button", name="签到").click()
    expect(stranger.page.get_by_role("alert")).to_be_visible()
