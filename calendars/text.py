"""Text of people and places made fit for calendar clients: nothing in it that some client reads wrongly.

Several clients end a line at separators that are none in RFC 5545 (U+2028, U+0085, ...), and some undo escapes in the
wrong order, so that a backslash before an n becomes a line break. Such characters therefore never reach a feed.
"""

import re
import unicodedata
from typing import Final

_LINE_BREAKS: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS: Final = re.compile("[ \t]+")
_FULL_WIDTH: Final = {"\\": "＼", '"': "\uff02"}
"""Written in full width: some clients undo escapes wrongly, and some drop quotation marks around a text."""
_DROPPED_FORMATS: Final = frozenset("\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""A byte order mark, and marks that turn the direction of text: they can make a place or a name look like another."""


def one_line(text: str) -> str:
    """A text for one line: breaks become blanks, and runs of blanks become one."""
    return _BLANKS.sub(" ", clean(_LINE_BREAKS.sub(" ", text))).strip()


def many_lines(text: str) -> str:
    """A text of several lines, each broken by a single line feed; blank lines at both ends are dropped."""
    lines = _LINE_BREAKS.sub("\n", text).split("\n")
    return "\n".join(_BLANKS.sub(" ", clean(line)).rstrip() for line in lines).strip()


def clean(text: str) -> str:
    r"""A text without control characters, direction marks and halves of surrogate pairs; `\` and `"` in full width."""
    return "".join(map(_fit, text))


def _fit(character: str) -> str:
    if character in _FULL_WIDTH:
        return _FULL_WIDTH[character]
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category == "Cc" or character in _DROPPED_FORMATS:
        return ""
    return "\ufffd" if category == "Cs" else character
