"""The quarterly meeting's report as a PDF to hand out: set by Typst, with its Chinese font inside."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn
import typst

from scheduler.reports.quarter import AreaFigures, QuarterReport, TermPoint
from scheduler.words import SCHEMES
from solver.problem import Scheme
from solver.wording import Lang, Wording

PDF: Final = "application/pdf"
MOST_ADVICE: Final = 60
"""So many pieces of advice are printed; the spreadsheet has all."""
LAYOUT: Final = Path(__file__).with_name("quarter.typ")
HALVES: Final = {"morning": Wording("上午", "morning"), "afternoon": Wording("下午", "afternoon")}
Card = tuple[Wording, str, Wording, dict[str, int], bool]
"""Label, figure, note with its facts, and whether it is bad."""
WORDS: Final = {
    "name": Wording("督导季例会报告", "Quarterly report"),
    "overview": Wording("总体情况", "Overview"),
    "by_scheme": Wording("按督导方案", "By scheme"),
    "counties": Wording("各县（市、区）", "Counties"),
    "trend": Wording("历季趋势", "Over the terms"),
    "fairness": Wording("督导工作量", "Load of the supervisors"),
    "advice": Wording("未落实的督导建议", "Advice still open"),
    "no_advice": Wording("没有未落实的建议。", "None is open."),
    "stations": Wording("附：各社工站", "Stations"),
    "due": Wording("应安排", "due"),
    "planned": Wording("已安排", "planned"),
    "done": Wording("已完成", "done"),
    "coverage": Wording("安排率", "coverage"),
    "carried_out": Wording("完成率", "carried out"),
    "hours": Wording("时长(h)", "hours"),
    "advice_open": Wording("待落实", "advice open"),
    "term": Wording("计划期", "term"),
    "travel_hours": Wording("路程（小时）", "hours on the road"),
    "travel_hours_short": Wording("路程(h)", "road, h"),
    "deviation": Wording("人均偏离（半天）", "mean deviation, slots"),
    "supervisor": Wording("督导", "supervisor"),
    "load": Wording("实际", "worked"),
    "load_of": Wording("实际/约定", "of agreed"),
    "over": Wording("超出约定", "above the agreed"),
    "target": Wording("约定", "agreed"),
    "station": Wording("社工站", "station"),
    "county": Wording("县（市、区）", "county"),
    "advice_text": Wording("建议", "advice"),
    "given_on": Wording("提出", "given"),
    "due_on": Wording("期限", "due by"),
}


def quarter_pdf(report: QuarterReport, lang: Lang, *, today: dt.date) -> bytes:
    """The document's bytes; `today` is printed as its date and decides which advice is overdue."""
    content = json.dumps(_content(report, lang, today), ensure_ascii=False)
    compiler = typst.Compiler(LAYOUT.read_bytes(), font_paths=_fonts(), sys_inputs={"report": content})
    stamp = dt.datetime.combine(today, dt.time(), tzinfo=dt.UTC)
    document = compiler.compile(format="pdf", timestamp=stamp)
    assert isinstance(document, bytes)  # noqa: S101 - what a PDF is
    return document


@cache
def _fonts() -> typst.Fonts:
    """Only ours: the same document on every machine."""
    folder = str(pylopdf_fonts_zh_cn.sans_path().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _content(report: QuarterReport, lang: Lang, today: dt.date) -> dict[str, Any]:
    title = Wording("{term}督导季例会报告", "Quarterly report, {term}").say(lang, term=report.term.name)
    shown = report.advice[:MOST_ADVICE]
    return {
        "lang": lang.value,
        "region": "cn",
        "title": title,
        "association": report.association.name,
        "words": {name: words.say(lang) for name, words in WORDS.items()},
        "term": {"name": report.term.name},
        "cover": _cover(report, lang, today),
        "cards": _cards(report, lang),
        "schemes": [_scheme(name, report, lang) for name in report.schemes],
        "counties": [{"name": name} | _area(figures) for name, figures in report.counties.items()],
        "trend": [_point(point) for point in report.trend],
        "trend_note": _trend_note(report, lang),
        "fairness_note": _fairness_note(report, lang),
        "people": [asdict(line) | {"travel_hours": line.travel_minutes / 60} for line in report.people],
        "advice_note": _advice_note(report, lang, today),
        "advice": [
            {
                "station": row.station_name,
                "text": row.text,
                "given_on": f"{row.given_on}",
                "due_on": None if row.due_on is None else f"{row.due_on}",
                "overdue": row.due_on is not None and row.due_on < today,
            }
            for row in shown
        ],
        "stations": [
            {"county": line.station.county, "name": line.station.name} | _area(line.figures) for line in report.stations
        ],
    }


def _cover(report: QuarterReport, lang: Lang, today: dt.date) -> list[tuple[str, str]]:
    last = report.term.end_date - dt.timedelta(days=1)
    rows = [
        (Wording("范围", "Area"), report.area),
        (Wording("期间", "Period"), f"{report.term.first_date} – {last}"),
        (Wording("排班", "Roster"), Wording("第 {n} 次发布", "release {n}").say(lang, n=report.release_number)),
    ]
    if (meeting := report.meeting) is not None:
        when = f"{meeting.date} {HALVES[meeting.half].say(lang)}"
        rows.append((Wording("例会", "Meeting"), f"{meeting.title}  {when}  {meeting.place}".rstrip()))
    rows.append((Wording("制表", "Made on"), f"{today}"))
    return [(label.say(lang), value) for label, value in rows]


def _cards(report: QuarterReport, lang: Lang) -> list[dict[str, str]]:
    cards = [*_cards_of_all(report.city), *(_cards_of_the_office(report) if report.people else ())]
    return [
        {"label": label.say(lang), "value": value, "note": note.say(lang, **facts), "tone": "bad" if is_bad else ""}
        for label, value, note, facts, is_bad in cards
    ]


def _cards_of_all(city: AreaFigures) -> Iterator[Card]:
    planned = Wording("已安排 {planned}，应安排 {due}", "{planned} planned of {due} due")
    facts = {"planned": city.planned, "due": city.due}
    yield Wording("安排率", "Coverage"), f"{city.coverage:.0%}", planned, facts, city.coverage < 1
    done = Wording("已完成 {done} 次", "{done} done")
    yield Wording("完成率", "Carried out"), f"{city.carried_out:.0%}", done, {"done": city.done}, False
    yield Wording("督导时长", "Hours"), f"{city.hours:,.0f}", Wording("小时", "hours"), {}, False
    at_the_end = Wording("至本期末", "at the end of the term")
    yield Wording("未落实建议", "Open advice"), f"{city.advice_open}", at_the_end, {}, False


def _cards_of_the_office(report: QuarterReport) -> Iterator[Card]:
    hours = Wording("小时，全市督导合计", "hours, all supervisors")
    yield Wording("路程", "On the road"), f"{report.travel_minutes / 60:,.0f}", hours, {}, False
    fairness = report.fairness
    most = Wording("半天；最多超 {over}，最多欠 {under}", "slots; most over {over}, under {under}")
    facts = {"over": fairness.most_over, "under": fairness.most_under}
    yield Wording("人均偏离约定", "Off the agreed number"), f"{fairness.mean_deviation:.1f}", most, facts, False
    at_work = Wording("本期有安排或有约定", "at work or with an agreed number")
    yield Wording("督导人数", "Supervisors"), f"{len(report.people)}", at_work, {}, False
    counties = Wording("{n} 个县（市、区）", "{n} counties")
    yield Wording("社工站", "Stations"), f"{len(report.stations)}", counties, {"n": len(report.counties)}, False


def _scheme(name: str, report: QuarterReport, lang: Lang) -> dict[str, Any]:
    line = report.schemes[name]
    return asdict(line) | {
        "name": SCHEMES[Scheme(name)].say(lang),
        "coverage": line.planned / line.due if line.due else 1.0,
    }


def _area(figures: AreaFigures) -> dict[str, Any]:
    return asdict(figures) | {"coverage": figures.coverage, "carried_out": figures.carried_out}


def _point(point: TermPoint) -> dict[str, Any]:
    values = {name: getattr(point, name) for name in ("name", "due", "planned", "mean_deviation")}
    return values | {"travel_hours": round(point.travel_minutes / 60)}


def _trend_note(report: QuarterReport, lang: Lang) -> str:
    whole = report.association.city
    return "" if report.area == whole else Wording("趋势为{city}全市。", "Of all {city}.").say(lang, city=whole)


def _fairness_note(report: QuarterReport, lang: Lang) -> str:
    return Wording(
        "每人实际承担与约定的半天数，及路上所用时间。基尼系数 {gini:.2f}（0 为人人同比例）。",
        "Slots worked and agreed, and hours on the road. Gini {gini:.2f} (0: everybody the same share).",
    ).say(lang, gini=report.fairness.gini)


def _advice_note(report: QuarterReport, lang: Lang, today: dt.date) -> str:
    overdue = sum(row.due_on is not None and row.due_on < today for row in report.advice)
    text = Wording("共 {n} 条，其中 {overdue} 条已过期限。", "{n} in all, {overdue} of them overdue.")
    more = Wording("此处列出最急的 {most} 条，其余见 Excel。", " The most urgent {most} are listed; Excel has all.")
    said = text.say(lang, n=len(report.advice), overdue=overdue)
    return said + (more.say(lang, most=MOST_ADVICE) if len(report.advice) > MOST_ADVICE else "")
