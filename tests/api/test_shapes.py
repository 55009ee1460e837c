"""Faults in the shape of an input are said in the reader's language, at their place, with a stable code."""

import pytest

from scheduler.models.accounts import Role
from tests.api.conftest import ClientOf


@pytest.mark.parametrize(
    ("body", "place", "code", "zh", "en"),
    [
        ({}, "body.name", "missing", "此项必填", "this is needed"),
        ({"name": "表", "criteria": []}, "body.criteria", "too-few", "至少 1 项", "at least 1 items"),
        ({"name": 3, "criteria": []}, "body.name", "wrong-type", "应为文字", "should be text"),
        (
            {"name": "表", "criteria": [{"key": "a", "name": "项", "weight": 99}]},
            "body",
            "weights-off",
            "权重合计应为 100，现为 99",
            "the weights add up to 99, not 100",
        ),
    ],
)
def test_said_in_both_languages(
    client_of: ClientOf, body: dict[str, object], place: str, code: str, zh: str, en: str
) -> None:
    planner = client_of(Role.PLANNER)
    for language, message in (("zh-CN", zh), ("en-GB", en)):
        answer = planner.post("/api/v1/evaluation-forms", json=body, headers={"Accept-Language": language})
        fault = next(fault for fault in answer.json()["faults"] if fault["place"] == place)
        assert (answer.status_code, fault["code"], fault["message"]) == (422, code, message)
