"""The roster page: self-contained, safe with any name, and whole for any plan."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cli.page import roster_page, script_safe
from cli.page.data import page_data
from solver.plan import Plan
from solver.problem import Visit
from solver.reading import read_plan, read_problem
from solver.wording import Lang
from tests.cli.conftest import SMALL_PLAN
from tests.solver.builders import tiny_problem

HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">\u2028&amp;'


def page_of(problem: dict[str, Any], plan: dict[str, Any] = SMALL_PLAN, lang: Lang = Lang.ZH) -> str:
    return roster_page(page_data(read_problem(json.dumps(problem)), read_plan(json.dumps(plan)), lang))


def data_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_nothing_is_fetched_from_anywhere() -> None:
    page = page_of(tiny_problem())
    links = set(re.findall(r"https?://[^\s'\"<>)]+", page))
    assert links <= {"http://www.w3.org/2000/svg"}  # the name of the drawing language, which nobody fetches
    assert not re.search(r"<(script|img|iframe|link)[^>]+(src|href)=[\"'](?!data:)", page)
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert "default-src 'none'" in page
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon)\b", page)


def test_a_hostile_name_is_only_text() -> None:
    problem = tiny_problem(name=HOSTILE)
    problem["stations"][0]["name"] = HOSTILE
    page = page_of(problem)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("</script>") == 2
    assert data_of(page)["stations"][0]["name"] == HOSTILE


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_script_safe_is_the_same_json_without_dangerous_signs(value: object) -> None:
    text = script_safe(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


def test_the_page_holds_the_whole_plan() -> None:
    data = data_of(page_of(tiny_problem(), lang=Lang.EN))
    assert data["lang"] == "en"
    assert [event["slot"] for event in data["events"]] == [1, 2, 5, 6, 9, 15]
    assert data["pairs"] == [[0, 0], [1, 1]]
    assert data["asked"] == {"visits": 9, "sessions": 5}
    assert len(data["left_out"]) == 9
    assert data["broken"] == []


visits = st.builds(
    Visit,
    engagement=st.sampled_from(["pair-s1", "pair-s2", "rove-s1", "eval-s3", "chief-s1", "unknown"]),
    index=st.integers(0, 9),
    slot=st.integers(0, 99),
    supervisors=st.lists(st.sampled_from(["v1", "v2", "v3", "nobody"]), max_size=3),
)


@given(st.lists(visits, max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_plan_makes_a_page(rows: list[Visit]) -> None:
    problem = read_problem(json.dumps(tiny_problem()))
    data = page_data(problem, Plan(visits=rows), Lang.ZH)
    assert roster_page(data)
    assert all(event["slot"] < len(problem.slots) for event in data["events"])


def test_every_text_the_script_asks_for_exists() -> None:
    page = page_of(tiny_problem())
    texts = data_of(page)["texts"]
    asked = set(re.findall(r"say\(\"(\w+)\"", page)) | set(re.findall(r'data-say="(\w+)"', page))
    assert asked <= set(texts)
    assert {"rows_shown", "board", "term"} <= set(texts)


def test_notes_of_a_plan_that_do_not_fit_are_worked_out_anew() -> None:
    strange = {"code": "moon-phase", "options": 1, "alone": 1}
    note = {"engagement": "pair-s1", "index": 2, "reasons": [strange], "remedies": []}
    data = data_of(page_of(tiny_problem(), SMALL_PLAN | {"unscheduled": [note]}))
    assert len(data["left_out"]) == 9
    assert "moon-phase" not in json.dumps(data)
