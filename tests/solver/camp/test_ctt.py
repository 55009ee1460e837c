"""Competition files: what is read, and every fault with its line."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.camp.ctt import FAULTS, FaultyCtt, read_ctt
from solver.wording import Lang
from tests.solver.camp.competition import TINY, timetables


def test_a_whole_file_is_read() -> None:
    ctt = read_ctt(TINY)
    assert (ctt.name, ctt.days, ctt.periods_per_day) == ("Tiny", 2, 3)
    assert ctt.courses["physics"].teacher == "ben"
    assert (ctt.courses["maths"].lectures, ctt.courses["maths"].min_days, ctt.courses["maths"].students) == (3, 2, 30)
    assert ctt.rooms == {"hall": 40, "lab": 20}
    assert ctt.curricula == {"first": ["maths", "physics"], "second": ["physics", "art", "music"]}
    assert ctt.unavailable == {("maths", 0, 0), ("music", 1, 2), ("music", 1, 1)}


@given(timetables())
def test_every_drawn_file_is_read(text: str) -> None:
    read_ctt(text)


def test_line_endings_blank_lines_and_a_byte_order_mark_do_not_matter() -> None:
    windows = "\ufeff" + TINY.replace("\n", "\r\n\r\n").replace(" ", "\t")
    assert read_ctt(windows) == read_ctt(TINY)


FAULTY = {
    "ctt.empty": ("\n \n", 0),
    "ctt.header": (TINY.replace("Days: 2\n", ""), 0),
    "ctt.section": (TINY.replace("ROOMS:\nhall 40\nlab 20\n", "").replace("Rooms: 2", "Rooms: 0"), 0),
    "ctt.line": ("what is this\n" + TINY, 1),
    "ctt.twice": (TINY.replace("lab 20", "hall 20"), 17),
    "ctt.fields": (TINY.replace("art anna 1 1 10", "art anna 1 1"), 12),
    "ctt.number": (TINY.replace("lab 20", "lab -20"), 17),
    "ctt.unknown_course": (TINY.replace("first 2 maths physics", "first 2 maths chemistry"), 20),
    "ctt.count": (TINY.replace("Rooms: 2", "Rooms: 3"), 3),
    "ctt.end": (TINY.replace("END.\n", ""), 27),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_has_its_code_and_line(code: str) -> None:
    text, line = FAULTY[code]
    with pytest.raises(FaultyCtt) as raised:
        read_ctt(text)
    assert (code, line) in [(fault.code, fault.line) for fault in raised.value.faults]


def test_all_faults_come_at_once_in_the_order_of_the_lines() -> None:
    with pytest.raises(FaultyCtt) as raised:
        read_ctt(TINY.replace("lab 20", "lab many").replace("music 1 2", "music 2 3").replace("Days: 2", "Days: two"))
    lines = [fault.line for fault in raised.value.faults]
    assert {4, 17} <= set(lines)
    assert lines == sorted(lines)


def test_a_fault_says_its_line_in_both_languages() -> None:
    with pytest.raises(FaultyCtt) as raised:
        read_ctt(TINY.replace("lab 20", "lab -20"))
    (fault,) = raised.value.faults
    assert fault.message(Lang.ZH).startswith("第 17 行：")
    assert fault.message(Lang.EN).startswith("line 17: ")
    assert "-20" in fault.message(Lang.EN)


@given(st.text(max_size=200) | timetables().flatmap(lambda text: st.integers(0, len(text)).map(lambda n: text[:n])))
def test_no_text_is_refused_without_a_fault(text: str) -> None:
    with contextlib.suppress(FaultyCtt):
        assert read_ctt(text).courses is not None
