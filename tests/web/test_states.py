"""What pages show when there is nothing yet, when the service cannot answer, and to those whom they are not for."""

import re

import pytest
from playwright.sync_api import expect

from scheduler.models.accounts import Role
from tests.web.conftest import Place
from tests.web.routes import PEOPLE, Route, routes
from tests.web.test_every_page import AFTER, address_of, name_of
from tests.web.visiting import DESK, PHONE, Visitor

ROUTES = routes()
OFFICE = [route for route in ROUTES if Role.PLANNER in route.roles]
LIMITED = [route for route in ROUTES if route.roles and set(route.roles) != set(PEOPLE)]
UNKNOWN = "0" * 32
KEYS = ("draftId", "sameDraftId", "runId", "releaseId", "supervisorId", "key", "eventKey")


@pytest.mark.parametrize("route", OFFICE, ids=name_of)
def test_a_page_without_anything_in_it(first_day: Place, planner_of_nothing: Visitor, route: Route) -> None:
    """It says so and what to do next; what does not exist is said not to be there. Nothing breaks."""
    page = planner_of_nothing.page
    keys = dict.fromkeys(KEYS, UNKNOWN) | first_day.city.keys
    planner_of_nothing.faults.clear()
    planner_of_nothing.go(address_of(route, keys))
    planner_of_nothing.picture(f"empty-{name_of(route)}")
    broken = [fault for fault in planner_of_nothing.faults if not missing(fault, route)]
    assert broken == []
    assert page.get_by_role("main").inner_text().strip()


def missing(fault: str, route: Route) -> bool:
    """A browser notes every answer that something is not there; on pages of what does not exist, that is right."""
    names = ":" in route.path.replace("/terms/:termId", "") or route.path in AFTER
    return ("status of 404" in fault and names) or ("status of 409" in fault and ":termId" in route.path)


@pytest.fixture(scope="module")
def planner_of_nothing(first_day: Place) -> Visitor:
    return first_day.visitor("planner", DESK, name="nothing")


@pytest.fixture(scope="module")
def unlucky(shown: Place) -> dict[Role, Visitor]:
    """Somebody of each role, for whom the service will stop to answer."""
    return {role: shown.visitor(role.value, PHONE, name=f"unlucky-{role.value}") for role in PEOPLE}


@pytest.mark.parametrize("route", [route for route in ROUTES if route.roles], ids=name_of)
def test_a_page_whose_service_cannot_answer(shown: Place, unlucky: dict[Role, Visitor], route: Route) -> None:
    """Nobody waits for ever: the page says what is wrong and offers to try again, and after that it is there."""
    visitor = unlucky[route.roles[0]]
    visitor.faults.clear()
    answers = re.compile(r"/api/v1/(?!me$|platform/me)")
    body = '{"type":"about:blank","status":503,"code":"storage-busy","title":"暂时无法读写数据","detail":"请稍后再试"}'
    visitor.page.route(
        answers, lambda asked: asked.fulfill(status=503, content_type="application/problem+json", body=body)
    )
    visitor.go(address_of(route, shown.city.keys))
    visitor.picture(f"down-{name_of(route)}")
    fell = visitor.page.get_by_role("alert").count() > 0
    visitor.page.unroute(answers)
    assert [fault for fault in visitor.faults if "status of 503" not in fault] == []
    if not any("status of 503" in fault for fault in visitor.faults):
        return  # a page that asks nothing
    assert fell, "nothing says that the service does not answer"
    again = visitor.page.get_by_role("button", name="重试")
    if again.count():
        again.first.click()
        expect(visitor.page.get_by_role("main")).not_to_be_empty()


def test_a_page_is_not_opened_for_others(running: Place) -> None:
    """Each limited page sends one of those it is not for to a page that says so, and leads back."""
    visitors = {role: running.visitor(role.value, PHONE) for role in PEOPLE}
    for route in LIMITED:
        role = next(role for role in PEOPLE if role not in route.roles)
        page = visitors[role].page
        visitors[role].go(address_of(route, running.city.keys))
        assert page.url.endswith("/no-right"), (route.path, role)
    back = visitors[Role.STATION].page
    back.goto(f"{running.address}/audit")
    back.get_by_role("main").get_by_role("link").first.click()
    back.wait_for_url(re.compile("/my-station"))


def test_an_address_that_leads_nowhere(running: Place) -> None:
    visitor = running.visitor("head", DESK)
    visitor.go("/nowhere/at/all")
    visitor.page.get_by_role("main").get_by_role("link").first.click()
    visitor.page.wait_for_url(re.compile("/overview"))
    assert visitor.faults == []


def test_who_was_on_a_page_during_an_upgrade_goes_on_where_they_were_going(shown: Place) -> None:
    """The old version's pages are gone from the server: the new version is loaded, nobody is told of the network."""
    head = shown.visitor("head", DESK, name="upgraded")
    head.go("/overview")
    old_pages = re.compile(r"/assets/SettingsPage-.*\.js")
    head.page.route(old_pages, lambda asked: asked.fulfill(status=404))
    head.page.once("domcontentloaded", lambda _: head.page.unroute(old_pages))
    head.page.get_by_role("link", name="协会设置").click()
    expect(head.page.get_by_role("heading", name="协会设置", level=1)).to_be_visible()
    expect(head.page.get_by_role("alert")).to_have_count(0)


def test_whose_sign_in_cannot_be_asked_for_is_not_sent_to_sign_in(shown: Place) -> None:
    """The page says that the service is away, and once it is back leads to where one wanted to go."""
    head = shown.visitor("head", PHONE, name="away")
    who = re.compile("/api/v1/me$")
    head.page.route(who, lambda asked: asked.abort())
    head.page.goto(f"{shown.address}/ratings")
    again = head.page.get_by_role("button", name="重试")
    expect(head.page.get_by_text("暂时连不上服务器")).to_be_visible()
    again.click()
    expect(head.page.get_by_role("alert")).to_be_visible()
    head.see("unreachable")
    head.page.unroute(who)
    again.click()
    expect(head.page.get_by_role("heading", name="星级评定", level=1)).to_be_visible()
    assert [fault for fault in head.faults if "ERR_FAILED" not in fault] == []
