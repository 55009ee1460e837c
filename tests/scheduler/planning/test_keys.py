"""Lasting keys say what they name, and nothing else is taken for one."""

import pytest

from scheduler.planning import (
    course_session_key,
    lasting_key,
    meeting_key,
    parse_meeting_key,
    parse_plan_key,
    visit_key,
)

ID = "0123456789abcdef" * 2


@pytest.mark.parametrize("key", [visit_key(ID, 0), visit_key(ID, 12), course_session_key(ID, 3)])
def test_a_key_of_a_plan_is_read_back(key: str) -> None:
    parsed = parse_plan_key(key)
    assert parsed is not None
    assert lasting_key(parsed) == key


def test_a_meetings_key_is_read_back() -> None:
    assert parse_meeting_key(meeting_key(ID)) == ID
    assert parse_plan_key(meeting_key(ID)) is None


@pytest.mark.parametrize("text", ["", ID, f"visit-{ID}", f"visit-{ID}-01", f"visit-{ID}-x", f"lesson-{ID}-1"])
def test_other_texts_are_no_keys(text: str) -> None:
    assert parse_plan_key(text) is None
    assert parse_meeting_key(text) is None
