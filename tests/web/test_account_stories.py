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
