"""The roster as one self-contained page: its style, its script and its data are all inside, nothing is fetched."""

import json
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cli.page.texts import TEXTS
from solver.wording import Lang

SCRIPTS: Final = ("data.js", "calendar.js", "board.js", "detail.js", "loads.js", "map.js", "costs.js", "main.js")
"""In the order in which they use each other."""


def roster_page(data: dict[str, Any]) -> str:
    """The HTML text of the page for the data of `cli.page.data.page_data`."""
    environment = Environment(loader=PackageLoader("cli.page", ""), autoescape=True, undefined=StrictUndefined)
    lang = Lang(data["lang"])
    return environment.get_template("roster.html.j2").render(
        lang={Lang.ZH: "zh-CN", Lang.EN: "en"}[lang],
        title=data["title"],
        say={key: wording.say(lang) if "{" not in wording.zh else "" for key, wording in TEXTS.items()},
        style=Markup(_part("roster.css")),  # noqa: S704 - our own file
        script=Markup("\n".join(_part(name) for name in SCRIPTS)),  # noqa: S704 - our own files
        data=Markup(script_safe(data)),  # noqa: S704 - escaped by script_safe
    )


def script_safe(value: object) -> str:
    """JSON that may stand inside a script element: whatever the text holds, it cannot end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _part(name: str) -> str:
    return resources.files("cli.page").joinpath(name).read_text(encoding="utf-8")
