"""Faults in the shape of an input, in both languages: what the validation library finds, said for people."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from scheduler import formats
from solver.wording import Lang, Wording

_WORDINGS: Final = {
    "missing": ("missing", Wording("此项必填", "this is needed")),
    "extra_forbidden": (
        "unknown-key",
        Wording("没有此项，请检查拼写或删除", "there is no such key; check its spelling or leave it out"),
    ),
    "json_invalid": ("bad-json", Wording("内容不是有效的 JSON", "the body is not valid JSON")),
    "string_too_short": ("too-short", Wording("至少 {min_length} 个字", "at least {min_length} characters")),
    "string_too_long": ("too-long", Wording("最多 {max_length} 个字", "at most {max_length} characters")),
    "too_short": ("too-few", Wording("至少 {min_length} 项", "at least {min_length} items")),
    "too_long": ("too-many", Wording("最多 {max_length} 项", "at most {max_length} items")),
    "string_pattern_mismatch": ("bad-format", Wording("格式不对，应符合 {pattern}", "should match {pattern}")),
    "greater_than_equal": ("out-of-range", Wording("不得小于 {ge}", "must be {ge} or more")),
    "greater_than": ("out-of-range", Wording("须大于 {gt}", "must be greater than {gt}")),
    "less_than_equal": ("out-of-range", Wording("不得大于 {le}", "must be {le} or less")),
    "less_than": ("out-of-range", Wording("须小于 {lt}", "must be less than {lt}")),
    "enum": ("unknown-word", Wording("可选值为 {expected}", "must be one of {expected}")),
    "literal_error": ("unknown-word", Wording("可选值为 {expected}", "must be one of {expected}")),
    "value_error": ("senseless", Wording("{error}", "{error}")),
}
_EXPECTED: Final = (
    (r"date(?!time)", Wording("应为日期，写成 2026-10-08", "should be a date, written 2026-10-08")),
    (
        r"datetime|timezone",
        Wording("应为带时区的时间，写成 2026-10-08T09:00:00+08:00", "should be a time with its zone"),
    ),
    (r"int|float|decimal", Wording("应为数字", "should be a number")),
    (r"bool", Wording("应为 true 或 false", "should be true or false")),
    (r"string|bytes", Wording("应为文字", "should be text")),
    (r"list|tuple|set", Wording("应为列表", "should be a list")),
    (r"dict|model|mapping", Wording("应为对象（键和值）", "should be an object of keys and values")),
)
_OTHER: Final = Wording("内容或类型不对", "the content or its type is wrong")


def shape_fault(error: Mapping[str, Any], lang: Lang) -> tuple[str, str, dict[str, Any]]:
    """The stable code, the sentence and the facts of one error of pydantic (`ValidationError.errors()`)."""
    context: dict[str, Any] = error.get("ctx") or {}
    if "zh" in context and "en" in context:
        facts = context.get("facts", {})
        return error["type"], Wording(context["zh"], context["en"]).say(lang, **facts), facts
    if error["type"] in _WORDINGS:
        code, wording = _WORDINGS[error["type"]]
        wording = formats.SAID.get(str(context.get("pattern")), wording)
        facts = {name: value if isinstance(value, int | float | str) else str(value) for name, value in context.items()}
        return code, wording.say(lang, **facts), facts
    expected = next((wording for pattern, wording in _EXPECTED if re.match(pattern, error["type"])), _OTHER)
    return "wrong-type", expected.say(lang), {}


def place_of(location: Sequence[object]) -> str:
    """Where in the request: `body.weekly.1-morning`, `query.limit`."""
    return ".".join(str(part) for part in location)
