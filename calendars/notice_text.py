"""Reads the pasted text of a State Council notice (国务院办公厅关于某年部分节假日安排的通知).

Its wording has been steady for many years: numbered paragraphs, one for each holiday, with sentences like
"1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。" Every weekday and every count in the text is checked
against the dates, so a wrong year or a slip in copying is found and not taken in.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from calendars.days import Day, DayKind
from calendars.notice import Notice, NoticeError, NoticeFault, checked_notice, with_weekdays_made_up

_NUMBERS = "一二三四五六七八九十"
_HEADING: Final = re.compile(rf"[{_NUMBERS}]{{1,3}}、(?P<name>[^:。\n]{{2,30}}):")
_TITLE_YEAR: Final = re.compile(r"(\d{4})年(?:部分)?(?:节假日|元旦)")
_DATE: Final = (
    r"(?:(?P<year{n}>\d{{4}})年)?(?:(?P<month{n}>\d{{1,2}})月)?(?P<day{n}>\d{{1,2}})日"
    r"(?:\([^()]*?(?:周|星期)(?P<weekday{n}>[一二三四五六日天])[^()]*\)|\([^()]*\))?"
)
_SPAN: Final = re.compile(_DATE.format(n=1) + r"(?:(?:至|到|-|—|–|~|～)" + _DATE.format(n=2) + ")?")
_COUNT: Final = re.compile(r"(?:共|放假)(\d{1,2})天")
_SIGNED: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_ADVICE: Final = ("鼓励", "年休假")
_LONGEST_HOLIDAY_DAYS: Final = 15


@dataclass(slots=True)
class _Paragraph:
    """What one numbered paragraph says so far."""

    name: str
    off: list[Day] = field(default_factory=list)
    made_up: list[Day] = field(default_factory=list)
    uncounted: int = 0  # days off since the last count that the text gave


def read_notice_text(text: str, year: int | None = None) -> Notice:
    """The notice a text is; `year` where the text does not name it. Raises NoticeError with every fault found."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("\t", "").replace("\r\n", "\n")
    named = _TITLE_YEAR.search(plain)
    year = year or (int(named[1]) if named else None)
    if year is None:
        raise NoticeError(
            [_fault("notice-year-missing", plain[:20], "没有找到年份，请连标题一起粘贴或另填年份", "no year")]
        )
    reader = _Reader(year)
    days = [day for name, body in _paragraphs(plain) for day in reader.days(name, body)]
    if not days and not reader.faults:
        zh, en = (
            "没有找到“一、元旦：……”这样的段落，请粘贴通知正文",
            "no numbered paragraph found; paste the body of the notice",
        )
        reader.faults.append(_fault("notice-empty", plain[:20], zh, en))
    if reader.faults:
        raise NoticeError(reader.faults)
    return checked_notice(year, days)


def _paragraphs(plain: str) -> Iterator[tuple[str, str]]:
    headings = list(_HEADING.finditer(plain))
    for heading, following in zip_longest(headings, headings[1:]):
        yield heading["name"], plain[heading.end() : following.start() if following else None]


class _Reader:
    """Reads paragraphs of the notice of one year and gathers what is wrong with them."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.faults: list[NoticeFault] = []

    def days(self, name: str, body: str) -> list[Day]:
        """The days off and the make-up days of one paragraph."""
        paragraph = _Paragraph(name)
        for sentence in re.split(r"[。\n]", body):
            if not any(word in sentence for word in _ADVICE) and not _SIGNED.fullmatch(sentence):
                for clause in re.split(r"[,;](?![^()]*\))", sentence):
                    self._read_clause(paragraph, clause)
        return [*paragraph.off, *with_weekdays_made_up(paragraph.off, paragraph.made_up)]

    def _read_clause(self, paragraph: _Paragraph, clause: str) -> None:
        dates = [date for span in _SPAN.finditer(clause) for date in self._dates(span, paragraph)]
        if "上班" in clause:
            paragraph.made_up += [Day(date=date, kind=DayKind.MAKE_UP, name=paragraph.name) for date in dates]
        elif "放假" in clause or "补休" in clause:
            paragraph.off += [Day(date=date, kind=DayKind.DAY_OFF, name=paragraph.name) for date in dates]
            paragraph.uncounted += len(dates)
        elif dates:
            zh, en = "看不出这些日期是放假还是上班", "these dates are neither called off nor worked"
            self.faults.append(_fault("notice-verb-missing", clause, zh, en))
        if (count := _COUNT.search(clause)) is not None:
            self._check_count(paragraph, clause, int(count[1]))

    def _check_count(self, paragraph: _Paragraph, clause: str, count: int) -> None:
        if count != paragraph.uncounted:
            zh = f"{paragraph.name}：原文写{count}天，日期合计{paragraph.uncounted}天，请核对"
            en = f"{paragraph.name}: {count} days by the text, {paragraph.uncounted} by its dates"
            self.faults.append(_fault("notice-count", clause, zh, en))
        paragraph.uncounted = 0

    def _dates(self, span: re.Match[str], paragraph: _Paragraph) -> list[dt.date]:
        """The dates of "10月1日" or "10月1日至8日"; none, and a fault, where they make no sense."""
        try:
            first = self._date(span, "1", None, paragraph.name)
            last = first if span["day2"] is None else self._date(span, "2", first, paragraph.name)
        except ValueError:
            zh, en = "没有这一天，请核对", "there is no such date"
            self.faults.append(_fault("notice-date", span[0], zh, en))
            return []
        if not 0 <= (last - first).days < _LONGEST_HOLIDAY_DAYS:
            zh, en = "起止日期不对，请核对", "this period ends before it begins, or is too long"
            self.faults.append(_fault("notice-period", span[0], zh, en))
            return []
        return [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]

    def _date(self, span: re.Match[str], which: str, after: dt.date | None, name: str) -> dt.date:
        month = int(span[f"month{which}"] or (after.month if after else 0))
        date = dt.date(self._year_of(span[f"year{which}"], month, after, name), month, int(span[f"day{which}"]))
        weekday = span[f"weekday{which}"]
        if weekday is not None and "一二三四五六日".index(weekday.replace("天", "日")) != date.weekday():
            right = "一二三四五六日"[date.weekday()]
            zh, en = f"{date:%Y-%m-%d}是周{right}，请核对年份", f"{date} is a {date:%A}; check the year"
            self.faults.append(_fault("notice-weekday", span[0], zh, en))
        return date

    def _year_of(self, stated: str | None, month: int, after: dt.date | None, name: str) -> int:
        if stated is not None:
            return int(stated)
        if after is not None:
            return after.year + (month < after.month)
        return self.year - (month == 12 and "元旦" in name)


def _fault(code: str, where: str, zh: str, en: str) -> NoticeFault:
    return NoticeFault(code, where, zh, en)
