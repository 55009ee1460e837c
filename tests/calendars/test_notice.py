"""State Council notices: the real wording of twelve years, and every fault a pasted text can have."""

import datetime as dt
import json

import pytest

from calendars.days import DayKind
from calendars.known_days import built_in_days
from calendars.notice import NoticeError
from calendars.notice_json import read_notice_json
from calendars.notice_text import read_notice_text
from tests.calendars.notices import PARAGRAPHS, notice_text

# Days that other papers than the yearly notice set: the parade of 2015, and the Spring Festival prolonged in 2020.
BY_OTHER_PAPERS = {
    *(dt.date(2015, 9, day) for day in (3, 4, 5, 6)),
    *(dt.date(2020, 1, 31), dt.date(2020, 2, 1), dt.date(2020, 2, 2)),
}


def is_worked(date: dt.date) -> bool:
    return built_in_days()[date].is_worked


@pytest.mark.parametrize("year", PARAGRAPHS)
def test_the_notice_as_published_gives_the_days_the_library_has(year: int) -> None:
    notice = read_notice_text(notice_text(year))
    assert notice.year == year
    for date, day in notice.table().items():
        if date not in BY_OTHER_PAPERS and not (date.year == year and date.month == 12 and date.day > 28):
            assert day.is_worked == is_worked(date), date


def codes(text: str, year: int | None = None) -> list[str]:
    with pytest.raises(NoticeError) as refusal:
        read_notice_text(text, year)
    assert all(fault.zh and fault.en and fault.where for fault in refusal.value.faults)
    return [fault.code for fault in refusal.value.faults]


def test_kinds_names_and_the_weekday_made_up() -> None:
    days = read_notice_text(notice_text(2026)).table()
    assert days[dt.date(2026, 2, 14)].kind is DayKind.MAKE_UP
    assert days[dt.date(2026, 2, 14)].stands_for == 4
    assert days[dt.date(2026, 2, 28)].stands_for == 0
    assert days[dt.date(2026, 2, 15)].kind is DayKind.DAY_OFF
    assert days[dt.date(2026, 2, 15)].name == "春节"
    assert days[dt.date(2026, 2, 24)].kind is DayKind.WORKING
    assert days[dt.date(2026, 2, 21)].kind is DayKind.DAY_OFF
    assert days[dt.date(2026, 3, 1)].kind is DayKind.WEEKEND


def test_advice_to_take_leave_is_no_day_off() -> None:
    assert read_notice_text(notice_text(2024)).table()[dt.date(2024, 2, 9)].kind is DayKind.WORKING


def test_a_new_year_that_begins_in_december_reaches_into_the_year_before() -> None:
    named = read_notice_text(notice_text(2019)).named_days
    assert named[dt.date(2018, 12, 29)].kind is DayKind.MAKE_UP
    assert named[dt.date(2018, 12, 31)].kind is DayKind.DAY_OFF


def test_half_width_marks_and_spaces_are_read_alike() -> None:
    typed = notice_text(2026).replace("（", "(").replace("）", ")").replace("，", ", ").replace("：", ": ")
    assert read_notice_text(typed) == read_notice_text(notice_text(2026))


def test_the_year_may_be_given_when_only_the_paragraphs_were_pasted() -> None:
    assert codes(PARAGRAPHS[2026]) == ["notice-year-missing"]
    assert read_notice_text(PARAGRAPHS[2026], 2026) == read_notice_text(notice_text(2026))


def test_text_without_paragraphs_is_refused() -> None:
    assert codes("2027年节假日安排") == ["notice-empty"]


def test_a_wrong_year_is_found_by_the_weekdays() -> None:
    assert set(codes(notice_text(2026), 2025)) >= {"notice-weekday"}


def test_a_weekday_cannot_be_made_up_on() -> None:
    assert codes(notice_text(2026).replace("5月9日（周六）上班", "5月8日上班")) == ["notice-make-up-on-weekday"]


def test_a_wrong_count_is_found() -> None:
    assert codes(notice_text(2026).replace("共9天", "共8天")) == ["notice-count"]


def test_a_date_that_does_not_exist_is_found() -> None:
    assert codes(notice_text(2015).replace("9月27日放假", "9月31日放假")) == ["notice-date"]


def test_a_period_that_ends_before_it_begins_is_found() -> None:
    assert "notice-period" in codes(notice_text(2022).replace("9月10日至12日", "9月10日至2日"))


def test_dates_that_are_neither_off_nor_worked_are_found() -> None:
    assert codes(notice_text(2026).replace("1月4日（周日）上班", "1月4日（周日）照常")) == ["notice-verb-missing"]


def test_a_day_off_that_is_also_worked_is_found() -> None:
    assert codes(notice_text(2026).replace("5月9日（周六）上班", "5月2日（周六）上班")) == ["notice-day-twice"]


def test_a_holiday_left_out_is_found() -> None:
    lines = PARAGRAPHS[2026].splitlines()
    assert codes("\n".join(line for line in lines if "端午" not in line), 2026) == ["notice-statutory-day-missing"]


def test_days_far_from_the_year_are_found() -> None:
    moved = notice_text(2026).replace("5月9日（周六）上班", "2024年5月11日（周六）上班")
    assert codes(moved) == ["notice-day-outside-year"]


def document() -> dict[str, object]:
    named = read_notice_text(notice_text(2026)).named_days.values()
    rows = [{"date": f"{day.date}", "kind": day.kind, "name": day.name, "stands_for": day.stands_for} for day in named]
    return {"year": 2026, "days": rows}


def test_json_says_the_same_as_the_text() -> None:
    assert read_notice_json(json.dumps(document())) == read_notice_text(notice_text(2026))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"year": 1926}, "year"),
        ({"days": [{"date": "2026-02-30", "kind": "day_off"}]}, "days.0.date"),
        ({"days": [{"date": "2026-01-04", "kind": "working"}]}, "days.0.kind"),
        ({"days": [{"date": "2026-01-04", "kind": "make_up", "stands_for": 7}]}, "days.0.stands_for"),
        ({"extra": 1}, "extra"),
    ],
)
def test_faults_of_json_name_their_place(change: dict[str, object], where: str) -> None:
    with pytest.raises(NoticeError) as refusal:
        read_notice_json(json.dumps(document() | change))
    assert [fault.where for fault in refusal.value.faults] == [where]
    assert refusal.value.faults[0].code == "notice-json"


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(NoticeError, match="notice-json"):
        read_notice_json("一、元旦")
