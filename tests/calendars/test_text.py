"""Any text is made fit for every client, and fit text is left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.text import many_lines, one_line

any_text = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("新嘉街道社工站", "新嘉街道社工站"),
        ("👩‍👩‍👧 家庭", "👩‍👩‍👧 家庭"),
        ("a\\Nb\\nc", "a＼Nb＼nc"),
        ('"甲"', "\uff02甲\uff02"),
        ("一\r\n二\n三\r四\u2028五\u2029六\x85七\x0b八", "一 二 三 四 五 六 七 八"),
        ("\ufeff王\x00敏\x7f\x9f", "王敏"),
        ("half \ud83d pair", "half � pair"),
        ("  many \t blanks  ", "many blanks"),
        ("\u202eevil", "evil"),
    ],
)
def test_one_line(said: str, shown: str) -> None:
    assert one_line(said) == shown


def test_many_lines_keep_their_breaks() -> None:
    assert many_lines("\n一  \r\n\r\n二\u2028三\t四\n") == "一\n\n二\n三 四"


@given(any_text)
def test_nothing_unfit_is_left_and_nothing_changes_twice(text: str) -> None:
    for make in (one_line, many_lines):
        made = make(text)
        assert make(made) == made
        assert "\\" not in made
        assert "\ufeff" not in made
        assert {unicodedata.category(c) for c in made.replace("\n", "")}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
        made.encode()
    assert "\n" not in one_line(text)
    assert len(many_lines(text).splitlines()) == len(many_lines(text).split("\n")) or many_lines(text) == ""
