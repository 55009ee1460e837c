"""The last step of every story of a planner: from a draft through its gate to a release."""

import re

from playwright.sync_api import expect

from tests.web.visiting import Visitor


def acknowledge(planner: Visitor) -> None:
    """At the gate, tick every warning."""
    expect(planner.page.get_by_text("全部硬性规则都满足")).to_be_visible()
    for warning in planner.page.locator(".check.note.warn input").all():
        warning.check()


def publish(planner: Visitor, comment: str = "") -> None:
    """At the gate: tick every warning, say a word, publish, and see the release."""
    acknowledge(planner)
    planner.page.get_by_label("发布说明").fill(comment)
    planner.see("release-gate")
    planner.page.get_by_role("button", name="发布", exact=True).click()
    planner.page.wait_for_url(re.compile("/releases/"))
