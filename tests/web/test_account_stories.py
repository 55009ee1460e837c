"""Accounts: an invitation accepted, a password changed, signed out everywhere; the office and the platform."""

import re

from playwright.sync_api import expect

from tests.web.city import PASSWORD
from tests.web.conftest import Place
from tests.web.visiting import DESK, PHONE

ANOTHER = "another sentence that is long enough"


def test_an_invitation_is_accepted(running: Place) -> None:
    """A link leads to a password and to one's own first page; it works once."""
    newcomer = running.stranger(PHONE, "newcomer")
    link = f"/invitation#{running.city.keys['invitation']}"
    newcomer.go(link)
    page = newcomer.page
    expect(page.get_by_text("新来的同事，您好。")).to_be_visible()
    page.get_by_label("设置密码").fill(ANOTHER)
    page.get_by_label("再输一次").fill("something else")
    expect(page.get_by_text("两次输入不一致")).to_be_visible()
    expect(page.get_by_role("button", name="设置密码并登录")).to_be_disabled()
    page.get_by_label("再输一次").fill(ANOTHER)
    newcomer.see("invited")
    page.get_by_role("button", name="设置密码并登录").click()
    page.wait_for_url(re.compile("/overview"))
    assert newcomer.faults == []
    later = running.stranger(PHONE, "late")
    later.go(link)
    expect(later.page.get_by_role("button", name="设置密码并登录")).to_have_count(0)


def test_a_password_is_changed_and_all_browsers_signed_out(running: Place) -> None:
    here, there = running.visitor("station", PHONE), running.visitor("station", DESK, name="elsewhere")
    here.go("/me")
    page = here.page
    page.get_by_label("现在的密码").fill(PASSWORD)
    page.get_by_label("新密码").fill(ANOTHER)
    page.get_by_role("button", name="更改", exact=True).click()
    expect(page.get_by_text("密码已更改，其他浏览器已退出")).to_be_visible()
    here.see("password-changed")
    assert here.faults + there.faults == []
    there.page.goto(f"{running.address}/my-station")
    there.page.wait_for_url(re.compile("/sign-in"))
    there.page.get_by_label("登录名").fill("station")
    there.page.get_by_label("密码").fill(ANOTHER)
    there.page.get_by_role("button", name="登录", exact=True).click()
    there.page.wait_for_url(re.compile("/my-station"))
    page.get_by_role("button", name="在所有设备退出").click()
    page.wait_for_url(re.compile("/sign-in"))
    there.page.goto(f"{running.address}/my-station/report")
    there.page.wait_for_url(re.compile("/sign-in"))


def test_a_wrong_password_is_told_in_words(running: Place) -> None:
    stranger = running.stranger(PHONE, "stranger")
    stranger.go("/sign-in")
    stranger.page.get_by_label("登录名").fill("planner")
    stranger.page.get_by_label("密码").fill("not the sentence")
    stranger.page.get_by_role("button", name="登录", exact=True).click()
    expect(stranger.page.get_by_role("alert")).to_be_visible()
    stranger.see("wrong-password")


def test_one_s_address_is_kept_through_the_sign_in(running: Place) -> None:
    stranger = running.stranger(DESK, "stranger")
    stranger.page.goto(f"{running.address}/audit")
    stranger.page.wait_for_url(re.compile("/sign-in"))
    stranger.page.get_by_label("登录名").fill("planner")
    stranger.page.get_by_label("密码").fill(PASSWORD)
    stranger.page.get_by_role("button", name="登录", exact=True).click()
    stranger.page.wait_for_url(re.compile("/audit$"))


def test_who_is_signed_out_while_writing_signs_in_again_and_goes_on(running: Place) -> None:
    """What was typed is still there, and is saved by whoever typed it."""
    supervisor = running.visitor("supervisor", PHONE)
    page = supervisor.page
    waiting = page.get_by_role("listitem").filter(has_text="11月4日")
    waiting.get_by_role("button", name="记录").click()
    page.get_by_label("督导内容").fill("写了很久的内容")
    _sign_out_everywhere(running, "supervisor")
    page.get_by_role("button", name="保存记录").click()
    again = page.get_by_role("dialog", name="请重新登录")
    page.mouse.click(195, 200)
    expect(again.get_by_label("登录名")).to_have_value("supervisor")
    again.get_by_label("密码").fill("not the sentence")
    again.get_by_role("button", name="登录", exact=True).click()
    expect(again.get_by_role("alert")).to_be_visible()
    supervisor.see("signed-out-while-writing")
    again.get_by_label("密码").fill(PASSWORD)
    again.get_by_role("button", name="登录", exact=True).click()
    expect(again).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label("督导内容")).to_have_value("写了很久的内容")
    page.get_by_role("button", name="保存记录").click()
    expect(page.get_by_text("记录已保存")).to_be_visible()
    assert [fault for fault in supervisor.faults if "status of 401" not in fault] == []


def test_who_is_signed_out_already_can_sign_out_and_be_somebody_else(running: Place) -> None:
    station = running.visitor("station", PHONE)
    station.go("/me")
    _sign_out_everywhere(running, "station")
    station.page.get_by_role("button", name="退出登录").click()
    station.page.wait_for_url(re.compile("/sign-in$"))
    station.sign_in("station2")
    station.go("/my-station/report")
    _sign_out_everywhere(running, "station2")
    station.page.get_by_role("link", name="加场申请").click()
    again = station.page.get_by_role("dialog", name="请重新登录")
    again.get_by_role("button", name="关闭").click()
    station.page.wait_for_url(re.compile("/sign-in"))
    station.sign_in("station")


def _sign_out_everywhere(running: Place, login: str) -> None:
    other = running.visitor(login, PHONE, name=f"other-{login}")
    other.go("/me")
    other.page.get_by_role("button", name="在所有设备退出").click()
    other.page.wait_for_url(re.compile("/sign-in"))


def test_the_office_makes_an_account_and_closes_it(running: Place) -> None:
    planner = running.visitor("planner", DESK)
    planner.go("/accounts")
    page = planner.page
    page.get_by_role("button", name="新建账号").click()
    form = page.get_by_role("dialog")
    form.get_by_label("角色").select_option(label="负责人")
    form.get_by_role("textbox", name="姓名").fill("王会长")
    form.get_by_role("textbox", name="登录名").fill("second.head")
    page.get_by_role("button", name="建立并取得邀请链接").click()
    link = page.get_by_label("链接", exact=True)
    expect(link).to_be_visible()
    planner.see("account-made")
    secret = link.input_value().partition("#")[2]
    invited = running.stranger(PHONE, "second-head")
    invited.go(f"/invitation#{secret}")
    expect(invited.page.get_by_text("王会长，您好。")).to_be_visible()
    assert planner.faults + invited.faults == []
