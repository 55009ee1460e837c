"""The quarterly meeting's report: each visit counted once, as a page and as a spreadsheet; the ledger through HTTP."""

import datetime as dt
import io
from urllib.parse import unquote

import pypdfium2 as pdfium
import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from solver.problem import Scheme
from tests.api.conftest import Cities, ClientOf
from tests.published import publish_visits
from tests.term_builders import MONDAY, a_small_term, an_engagement

TEXT = pdfium.raw.FPDF_PAGEOBJ_TEXT


@pytest.fixture
def path(database: Database, cities: Cities) -> str:
    """A term with a group visit at one station that another attends, planned, and two pair visits, one planned."""
    with stopped_at(dt.datetime(2026, 10, 9, 9, tzinfo=CHINA)), database.unit_of_work() as db:
        small = a_small_term(db, cities.first.association)
        host, other = small.stations
        group = an_engagement(db, small.term, host, Scheme.CHIEF, visits=1, attendees=[other.id])
        pair = an_engagement(db, small.term, host, Scheme.PAIR, visits=2)
        a, b = (person.id for person in small.supervisors)
        publish_visits(db, small, [(group, 0, MONDAY, "08:30", a), (pair, 0, MONDAY, "13:30", b)])
    return f"/api/v1/terms/{small.term.id}"


def test_a_visit_of_several_stations_counts_once(path: str, client_of: ClientOf) -> None:
    report = client_of(Role.HEAD).get(f"{path}/quarter-report").json()
    assert (report["city"]["due"], report["city"]["planned"]) == (3, 2)
    assert report["counties"]["南湖区"]["planned"] == 2
    assert sorted(line["figures"]["planned"] for line in report["stations"]) == [0, 1, 2]
    assert [(point["due"], point["planned"]) for point in report["trend"]] == [(3, 2)]


def recorded_late(planner: TestClient, advice: str) -> None:
    """The first visit, recorded forty days after it, with one piece of advice."""
    key = planner.get("/api/v1/dates", params={"kind": "visit"}).json()["items"][0]["key"]
    told = {"outcome": "done", "hours": 3, "work": "补记", "advice": [{"text": advice}]}
    with stopped_at(dt.datetime.combine(MONDAY + dt.timedelta(days=40), dt.time(9), tzinfo=CHINA)):
        assert planner.post(f"/api/v1/visits/{key}/record", json=told).status_code == 201


def test_advice_was_given_at_its_visit_however_late_that_is_recorded(path: str, client_of: ClientOf) -> None:
    planner = client_of(Role.PLANNER)
    recorded_late(planner, "补充入户访谈")
    report = planner.get(f"{path}/quarter-report").json()
    assert [row["given_on"] for row in report["advice"]] == [f"{MONDAY}"]
    asked = {
        "first_date": f"{MONDAY}",
        "end_date": f"{MONDAY + dt.timedelta(days=1)}",
        "rule": {"weights": [{"indicator": "advice_followed", "weight": 100}]},
    }
    points = [row["points"] for row in planner.post("/api/v1/ratings/preview", json=asked).json()]
    assert sorted(points, key=str) == [0, *[None] * (len(points) - 1)]


@pytest.mark.parametrize("advice", ["=1+1", "第一点\x0b第二点"])
def test_what_somebody_wrote_is_a_text_in_the_spreadsheet(path: str, client_of: ClientOf, advice: str) -> None:
    planner = client_of(Role.PLANNER)
    recorded_late(planner, advice)
    answer = planner.get(f"{path}/quarter-report.xlsx")
    cell = load_workbook(io.BytesIO(answer.content))["未落实建议"]["C2"]
    assert (cell.data_type, cell.value) == ("s", advice.replace("\x0b", ""))


def test_as_a_spreadsheet(path: str, client_of: ClientOf) -> None:
    answer = client_of(Role.PLANNER).get(f"{path}/quarter-report.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["全市", "县市区", "社工站", "趋势", "督导", "未落实建议"]
    assert book["全市"]["B3"].value == 3
    assert len(list(book["社工站"].rows)) == 4


def test_as_a_document_that_any_reader_shows(path: str, client_of: ClientOf) -> None:
    answer = client_of(Role.PLANNER).get(f"{path}/quarter-report.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert unquote(answer.headers["content-disposition"]).endswith("督导季例会报告.pdf")
    document = pdfium.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    for words in ("督导季例会报告", "南湖区", "总督导", "督导工作量", "没有未落实的建议"):
        assert words in text
    assert f"2 / {len(document)}" in text
    fonts = [pdfium.raw.FPDFTextObj_GetFont(part) for page in document for part in page.get_objects([TEXT])]
    assert fonts
    assert all(pdfium.raw.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)


def test_what_a_county_gets_names_no_supervisor(path: str, client_of: ClientOf) -> None:
    county = client_of(Role.COUNTY_VIEWER)
    report = county.get(f"{path}/quarter-report").json()
    assert (report["area"], report["people"]) == ("南湖区", [])
    text = "".join(
        page.get_textpage().get_text_bounded()
        for page in pdfium.PdfDocument(county.get(f"{path}/quarter-report.pdf").content)
    )
    assert "督导工作量" not in text
    office = client_of(Role.HEAD).get(f"{path}/quarter-report").json()
    assert [person["load"] for person in office["people"]] == [1, 1]
    assert office["schemes"] == {
        "pair": {"due": 2, "planned": 1, "done": 0},
        "chief": {"due": 1, "planned": 1, "done": 0},
    }


def test_the_report_and_its_meeting_name_each_other(path: str, client_of: ClientOf) -> None:
    planner = client_of(Role.PLANNER)
    station = planner.get("/api/v1/stations").json()["items"][0]["id"]
    asked = {"title": "季度例会", "date": f"{MONDAY}", "half": "morning", "stations": [station]}
    meeting = planner.post(f"{path}/meetings", json=asked | {"kind": "quarterly_meeting"}).json()
    assert planner.get(f"{path}/quarter-report").json()["meeting"]["id"] == meeting["id"]
    assert meeting["report_url"] == f"{path}/quarter-report"
    assert planner.get(meeting["report_url"]).status_code == 200
    other = planner.post(f"{path}/meetings", json=asked | {"kind": "contest"}).json()
    assert other["report_url"] is None


def test_the_ledger_is_seen_by_its_own(path: str, client_of: ClientOf) -> None:
    settled = client_of(Role.PLANNER).post(f"{path}/settle").json()
    assert sum(row["load"] for row in settled) == 2
    assert {row["supervisor_id"] for row in client_of(Role.HEAD).get("/api/v1/fairness-ledger").json()} >= {
        row["supervisor_id"] for row in settled
    }
    own = client_of(Role.SUPERVISOR).get("/api/v1/fairness-ledger").json()
    assert len(own) <= 1
