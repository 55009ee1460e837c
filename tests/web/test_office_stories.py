"""The office and the platform: associations, accounts for a whole list, tokens, settings, a notice, an event's link."""

import re

from playwright.sync_api import expect

from scheduler.models.terms import Term
from tests.scheduler.terms.test_clashes import NEXT, NOTICE
from tests.web.city import PASSWORD
from tests.web.conftest import Place
from tests.web.visiting import DESK, PHONE


def test_an_association_is_founded_and_closed(running: Place) -> None:
    """Its first planner comes in by the link; once it is closed, nobody does."""
    administrator = running.visitor("platform_admin", DESK)
    page = administrator.page
    page.wait_for_url(re.compile("/platform"))
    page.get_by_role("button", name="新建协会").click()
    form = page.get_by_role("dialog")
    form.get_by_label("城市").fill("湖州")
    form.get_by_label("城市").blur()
    expect(form.get_by_label("协会名称")).to_have_value("湖州市社会工作协会")
    form.get_by_label("姓名").fill("吴排班")
    form.get_by_label("登录名").fill("huzhou")
    form.get_by_role("button", name="建立并取得邀请链接").click()
    link = form.get_by_label("一次性链接").input_value()
    administrator.see("founded")
    planner = running.stranger(PHONE, "first-planner")
    planner.go(f"/invitation#{link.partition('#')[2]}")
    planner.page.get_by_label("设置密码").fill(PASSWORD)
    planner.page.get_by_label("再输一次").fill(PASSWORD)
    planner.page.get_by_role("button", name="设置密码并登录").click()
    planner.page.wait_for_url(re.compile("/terms"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="湖州市社会工作协会").click()
    page.get_by_role("button", name="停用协会").click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_role("button", name="恢复协会")).to_be_visible()
    assert administrator.faults + planner.faults == []
    planner.page.reload()
    planner.page.wait_for_url(re.compile("/sign-in"))


def test_everybody_who_has_no_account_is_let_in(running: Place) -> None:
    """Whoever has not come in gets a new link; all of them go out as a spreadsheet."""
    planner = running.visitor("planner", DESK)
    planner.go("/accounts")
    page = planner.page
    page.get_by_role("button", name="批量开通").click()
    page.get_by_role("button", name=re.compile("还没启用的账号")).click()
    page.get_by_role("button", name=re.compile("生成 .* 条新链接")).click()
    expect(page.get_by_text("只在此处显示这一次")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("button", name="下载 Excel").click()
    assert file.value.suggested_filename == "账号链接.xlsx"
    planner.see("links")
    assert planner.faults == []


def test_a_system_gets_a_token_and_loses_it(running: Place) -> None:
    planner = running.visitor("planner", DESK)
    planner.go("/accounts")
    page = planner.page
    page.get_by_role("button", name="新建账号").click()
    form = page.get_by_role("dialog")
    form.get_by_label("角色").select_option(label="系统接口")
    form.get_by_label("系统名称").fill("政务平台")
    form.get_by_label("登录名").fill("platform.city")
    form.get_by_role("button", name="建立，再签发令牌").click()
    panel = page.get_by_role("dialog", name="政务平台")
    panel.get_by_label("用途").fill("数据对接")
    panel.get_by_role("button", name="签发令牌").click()
    secret = panel.get_by_label("令牌", exact=True).input_value()
    token = {"Authorization": f"Bearer {secret}"}
    with running.browser.new_context() as outside:
        me = f"{running.address}/api/v1/me"
        assert outside.request.get(me, headers=token).json()["name"] == "政务平台"
        planner.see("token")
        panel.get_by_role("button", name="撤销").click()
        panel.get_by_role("button", name="确定").click()
        expect(panel.get_by_text("已撤销", exact=True)).to_be_visible()
        assert outside.request.get(me, headers=token).status == 401
    assert planner.faults == []


def test_a_price_is_changed_and_remembered(running: Place) -> None:
    planner = running.visitor("planner", DESK)
    planner.go("/settings")
    page = planner.page
    price = page.get_by_role("spinbutton", name=re.compile("^延续"))
    price.fill("900")
    card = page.locator("#prices")
    card.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    expect(card.get_by_text("1 项与默认不同。")).to_be_visible()
    hours = page.get_by_label("上午结束")
    hours.fill("07:00")
    expect(page.get_by_text("半天的结束要晚于开始。")).to_be_visible()
    planner.see("settings")
    planner.go("/settings")
    expect(page.get_by_role("spinbutton", name=re.compile("^延续"))).to_have_value("900")
    assert planner.faults == []


def test_a_notice_is_read_before_it_is_taken_in(running: Place) -> None:
    administrator = running.visitor("platform_admin", DESK)
    administrator.go("/calendar")
    page = administrator.page
    page.get_by_label("通知全文").fill(NOTICE)
    page.get_by_label("出处").fill("虚构的通知")
    page.get_by_role("button", name="核对并预览").click()
    expect(page.get_by_role("row", name=re.compile("国庆节"))).to_be_visible()
    administrator.see("notice")
    page.get_by_role("button", name="导入，对所有协会生效").click()
    expect(page.get_by_text(f"{NEXT} 年的通知已导入", exact=False).first).to_be_visible()
    assert administrator.faults == []


def test_what_a_calendar_links_to_opens_after_signing_in(running: Place) -> None:
    planner = running.stranger(PHONE, "planner")
    key = running.city.keys["key"]
    planner.page.goto(f"{running.address}/events/{key}")
    planner.page.wait_for_url(re.compile("/sign-in"))
    planner.page.get_by_label("登录名").fill("planner")
    planner.page.get_by_label("密码").fill(PASSWORD)
    planner.page.get_by_role("button", name="登录", exact=True).click()
    planner.page.wait_for_url(re.compile(f"/events/{key}$"))
    expect(planner.page.get_by_role("heading", name="谁参加")).to_be_visible()
    planner.faults.clear()  # that nobody was signed in, which is how it begins
    planner.see("event")
    assert planner.faults == []
    planner.page.goto(f"{running.address}/events/visit-{'0' * 32}-0")
    expect(planner.page.get_by_text("这项日程已撤回，或不在您的日程里")).to_be_visible()


def test_published_dates_on_what_became_a_day_off_are_given_up_knowingly(running: Place) -> None:
    """The page names them and asks once more; then it leads on to mending what was published."""
    term_id = running.city.keys["termId"]
    with running.database.unit_of_work() as db:
        term = db.get_one(Term, term_id)
        term.slot_exceptions = {f"{running.city.week(6, 2)}-morning": False}
    planner = running.visitor("planner", DESK)
    planner.go(f"/terms/{term_id}/days")
    page = planner.page
    expect(page.get_by_text("1 场已发布的日程会失去时间")).to_be_visible()
    page.get_by_role("button", name="按日历更新").click()
    planner.see("half-days-lost")
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_role("link", name="去重排")).to_be_visible()
    expect(page.get_by_role("button", name="按日历更新")).to_have_count(0)
    planner.see("half-days-updated")
    assert planner.faults == []


def test_a_new_line_of_the_policy_begins_with_what_is_usual_for_its_scheme(running: Place) -> None:
    """An evaluation is rated by two, pairs come at an even rhythm: nobody has to know which numbers make it so."""
    planner = running.visitor("planner", DESK)
    planner.go(f"/terms/{running.city.keys['termId']}/demand")
    page = planner.page
    page.get_by_role("button", name="加一条").click()
    expect(page.get_by_label("理想间隔（天）")).to_have_value("14")
    page.get_by_label("方案").select_option(label="绩效评估")
    expect(page.get_by_label("每次几人")).to_have_value("2")
    expect(page.get_by_label("理想间隔（天）")).to_have_value("")
    planner.see("new-policy-line")
    assert planner.faults == []


def test_the_tools_of_the_board_stand_in_one_line_with_the_counties(running: Place) -> None:
    """A choice as wide as the page would take a line of the roster away."""
    planner = running.visitor("planner", DESK)
    planner.go(f"/terms/{running.city.keys['termId']}/drafts/{running.city.keys['draftId']}")
    page = planner.page
    page.get_by_role("button", name="社工站", exact=True).click()
    kinds, county = page.get_by_role("group", name="行").bounding_box(), page.get_by_label("县市区").bounding_box()
    assert kinds is not None
    assert county is not None
    assert county["width"] < 240
    assert abs(county["y"] - kinds["y"]) < county["height"] / 2
