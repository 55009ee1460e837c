"""The quarterly meeting's report: each visit counted once, as a page and as a spreadsheet; the ledger through HTTP."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from scheduler.clock import CHINA, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from solver.problem import Scheme
from tests.api.conftest import Cities, ClientOf
from tests.published import publish_visits
from tests.term_builders import MONDAY, a_small_term, an_engagement


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


def test_as_a_spreadsheet(path: str, client_of: ClientOf) -> None:
    answer = client_of(Role.PLANNER).get(f"{path}/quarter-report.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["全市", "县市区", "社工站", "趋势"]
    assert book["全市"]["B3"].value == 3
    assert len(list(book["社工站"].rows)) == 4


def test_the_ledger_is_seen_by_its_own(path: str, client_of: ClientOf) -> None:
    settled = client_of(Role.PLANNER).post(f"{path}/settle").json()
    assert sum(row["load"] for row in settled) == 2
    assert {row["supervisor_id"] for row in client_of(Role.HEAD).get("/api/v1/fairness-ledger").json()} >= {
        row["supervisor_id"] for row in settled
    }
    own = client_of(Role.SUPERVISOR).get("/api/v1/fairness-ledger").json()
    assert len(own) <= 1
