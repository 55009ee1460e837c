"""Every page of the router, for all who may open it, on a desk, a phone and a desk at 200 %, in both languages."""

import re

import pytest

from scheduler.models.accounts import Role
from tests.web.conftest import Place
from tests.web.routes import Route, routes
from tests.web.soundness import foreign_words, too_wide, violations
from tests.web.visiting import DESK, PHONE, ZOOMED, Visitor

ROUTES = routes()
VISITS = [(role.value, route) for route in ROUTES for role in route.roles]
VISITS += [("", route) for route in ROUTES if not route.roles]
AFTER = {
    "/terms/:termId/compare": "?before=draft:{sameDraftId}&after=draft:{draftId}",
    "/invitation": "#{invitation}",
}
"""What an address needs besides its path."""
seen: dict[tuple[str, str], Visitor] = {}


def address_of(route: Route, keys: dict[str, str]) -> str:
    """The address at which a route is visited. Raises KeyError where it is not known how: say it in the city's keys."""
    path = re.sub(r":rest\(\.\*\)\*", "nowhere", route.path)
    path = re.sub(r":(\w+)", r"{\1}", path) + AFTER.get(route.path, "")
    return path.format_map(keys)


def name_of(route: Route) -> str:
    return re.sub(r"[^a-zA-Z0-9]+", "-", route.path).strip("-") or "root"


@pytest.fixture
def visitor(shown: Place, login: str) -> Visitor:
    """The same window for all pages of one role."""
    if (known := seen.get((shown.address, login))) is not None:
        known.faults.clear()
        return known
    visitor = shown.visitor(login, DESK) if login else shown.stranger(DESK, "nobody")
    seen[shown.address, login] = visitor
    return visitor


@pytest.mark.parametrize(
    ("login", "route"), VISITS, ids=[f"{login or 'nobody'}-{name_of(route)}" for login, route in VISITS]
)
def test_a_page_is_sound(shown: Place, visitor: Visitor, route: Route) -> None:
    data = shown.data()
    page = visitor.page
    page.set_viewport_size(DESK)
    speak(visitor, "zh")
    visitor.go(address_of(route, shown.city.keys))
    for size, name in ((DESK, "desk"), (PHONE, "phone"), (ZOOMED, "zoomed")):
        page.set_viewport_size(size)
        page.wait_for_timeout(60)
        visitor.picture(f"{name_of(route)}-{name}")
        visitor.faults += [f"{name}: {fault}" for fault in too_wide(page)]
        if size is not ZOOMED:
            visitor.faults += [f"{name}: {fault}" for fault in violations(page)]
    visitor.faults += foreign_words(page, data)
    page.set_viewport_size(PHONE)
    speak(visitor, "en")
    page.reload()
    visitor.settle()
    visitor.picture(f"{name_of(route)}-english")
    visitor.faults += [f"English phone: {fault}" for fault in too_wide(page)]
    page.set_viewport_size(DESK)
    page.wait_for_timeout(60)
    visitor.faults += [f"English desk: {fault}" for fault in too_wide(page)]
    visitor.faults += foreign_words(page, data)
    if visitor.faults:
        pytest.fail("\n".join(visitor.faults), pytrace=False)


def speak(visitor: Visitor, language: str) -> None:
    if not visitor.page.url.startswith(visitor.address):
        visitor.page.goto(f"{visitor.address}/sign-in")
    visitor.page.evaluate(f"localStorage.setItem('dudao.language', '{language}')")


def test_the_routes_are_those_of_the_running_router(shown: Place) -> None:
    """What is read from the router's source is what it does."""
    stranger = shown.stranger(DESK, "nobody")
    stranger.go("/sign-in")
    told = stranger.page.evaluate(
        "document.querySelector('#app').__vue_app__.config.globalProperties.$router.getRoutes()"
        ".map((route) => [route.path, route.meta.open ? [] : (route.meta.roles ?? null)])"
    )
    everybody = [role for role in Role if role is not Role.SYSTEM]
    running = {path: set(everybody if roles is None else map(Role, roles)) for path, roles in told}
    assert running == {route.path: set(route.roles) for route in ROUTES}
