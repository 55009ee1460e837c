"""Evaluation visits: everybody scores alone, then together; ratings keep their history."""

import datetime as dt
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from scheduler.clock import today
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.terms import DemandRule
from solver.problem import Scheme
from tests.api.conftest import Cities, ClientOf
from tests.builders import a_supervisor, a_term, an_account
from tests.published import a_visit
from tests.release_builders import a_release

FORM = {
    "name": "半年评估",
    "criteria": [
        {"key": "service", "name": "服务成效", "weight": 60},
        {"key": "team", "name": "团队建设", "weight": 40},
    ],
}


@dataclass(frozen=True)
class Evaluation:
    """An evaluation visit by the first city's supervisor and one colleague, each with an account."""

    path: str
    form: str
    first: TestClient
    second: TestClient
    station_id: str


@pytest.fixture
def evaluation(database: Database, cities: Cities, client_of: ClientOf) -> Evaluation:
    city = cities.first
    with database.unit_of_work() as db:
        colleague = a_supervisor(db, city.association)
        account = an_account(db, city.association, Role.SUPERVISOR, supervisor_id=colleague.id)
        release = a_release(db, city.association)
        visit = a_visit(
            db, release, city.station, [city.supervisor, colleague], dt.date(2026, 10, 13), scheme=Scheme.EVALUATION
        )
    form = client_of(Role.PLANNER).post("/api/v1/evaluation-forms", json=FORM).json()["id"]
    first = client_of(Role.SUPERVISOR)
    city.accounts[Role.SUPERVISOR] = account
    return Evaluation(f"/api/v1/evaluations/{visit.key}", form, first, client_of(Role.SUPERVISOR), city.station.id)


def hand_in(client: TestClient, evaluation: Evaluation, service: int, team: int) -> None:
    body = {"form_id": evaluation.form, "scores": {"service": service, "team": team}, "hand_in": True}
    assert client.put(f"{evaluation.path}/own-scores", json=body).status_code == 200


def test_nobody_sees_the_others_before_all_have_handed_in(evaluation: Evaluation, client_of: ClientOf) -> None:
    hand_in(evaluation.first, evaluation, 90, 80)
    assert evaluation.second.get(evaluation.path).json()["scores"] == []
    assert client_of(Role.PLANNER).get(evaluation.path).json()["scores"] == []
    hand_in(evaluation.second, evaluation, 70, 60)
    seen = evaluation.second.get(evaluation.path).json()
    assert len(seen["scores"]) == 2
    assert (seen["means"], seen["spread"]) == ({"service": 80, "team": 70}, {"service": 20, "team": 20})


def test_the_joint_score_is_weighted_and_final(evaluation: Evaluation) -> None:
    joint = {"scores": {"service": 80, "team": 70}}
    hand_in(evaluation.first, evaluation, 90, 80)
    early = evaluation.first.post(f"{evaluation.path}/joint-score", json=joint)
    assert (early.status_code, early.json()["code"]) == (409, "scores-missing")
    hand_in(evaluation.second, evaluation, 70, 60)
    assert evaluation.first.post(f"{evaluation.path}/joint-score", json=joint).json()["total"] == 76
    assert evaluation.second.post(f"{evaluation.path}/joint-score", json=joint).json()["code"] == "scores-final"


def test_handed_in_is_final_and_must_fit_the_form(evaluation: Evaluation) -> None:
    part = {"form_id": evaluation.form, "scores": {"service": 80}}
    assert evaluation.first.put(f"{evaluation.path}/own-scores", json=part).status_code == 200
    whole = evaluation.first.put(f"{evaluation.path}/own-scores", json=part | {"hand_in": True})
    assert (whole.json()["code"], whole.json()["facts"]["missing"]) == ("criteria-mismatch", "team")
    hand_in(evaluation.first, evaluation, 80, 70)
    again = evaluation.first.put(f"{evaluation.path}/own-scores", json=part)
    assert (again.status_code, again.json()["code"]) == (409, "scores-final")


def test_stations_and_strangers_see_no_scores(evaluation: Evaluation, client_of: ClientOf, cities: Cities) -> None:
    for client in (client_of(Role.STATION), client_of(Role.COUNTY_VIEWER), client_of(Role.PLANNER, cities.second)):
        assert client.get(evaluation.path).status_code == 404


def test_weights_add_up(client_of: ClientOf) -> None:
    criteria = [{"key": "service", "name": "服务成效", "weight": 60}]
    answer = client_of(Role.PLANNER).post("/api/v1/evaluation-forms", json=FORM | {"criteria": criteria})
    assert answer.status_code == 422


def test_ratings_keep_their_history(evaluation: Evaluation, client_of: ClientOf) -> None:
    path = f"/api/v1/stations/{evaluation.station_id}/ratings"
    planner = client_of(Role.PLANNER)
    for stars, day in ((3, "2026-07-01"), (4, "2026-12-31")):
        given = {"stars": stars, "from_date": day, "reason": "年度评定"}
        assert planner.post(path, json=given).status_code == 201
    assert [row["stars"] for row in client_of(Role.STATION).get(path).json()] == [4, 3]
    assert client_of(Role.STATION).post(path, json=given).status_code == 403


def test_ratings_by_the_rule(evaluation: Evaluation, client_of: ClientOf, cities: Cities) -> None:
    planner = client_of(Role.PLANNER)
    period = {"first_date": "2026-10-01", "end_date": "2027-01-01"}
    assert planner.post("/api/v1/ratings/preview", json=period).json()["code"] == "wrong-state"
    rule = {
        "weights": [{"indicator": "evaluation", "weight": 75}, {"indicator": "licensed_share", "weight": 25}],
        "stars_from": [60, 70, 80, 90],
    }
    planner.patch("/api/v1/standard", json={"rating_rule": rule}, headers={"If-Match": '"0"'})
    for client in (evaluation.first, evaluation.second):
        hand_in(client, evaluation, 80, 70)
    evaluation.first.post(f"{evaluation.path}/joint-score", json={"scores": {"service": 80, "team": 70}})
    (proposed,) = planner.post("/api/v1/ratings/preview", json=period).json()
    assert (proposed["points"], proposed["stars"]) == (82, 4)
    strict = rule | {"stars_from": [60, 70, 85, 95]}
    (tried,) = planner.post("/api/v1/ratings/preview", json=period | {"rule": strict}).json()
    assert tried["stars"] == 3
    (given,) = planner.post("/api/v1/ratings", json=period | {"reason": "年度评定"}).json()
    assert (given["stars"], given["from_date"]) == (4, min("2027-01-01", today().isoformat()))
    assert planner.get(f"/api/v1/stations/{evaluation.station_id}").json()["rating"] == 4
    (standing,) = client_of(Role.STATION).get("/api/v1/ratings").json()
    assert (standing["rating"], standing["given"]) == (4, 1)
    latest = standing["latest"]
    assert (latest["rule"], latest["by"]) == (rule, cities.first.accounts[Role.PLANNER].name)
    assert [score["total"] for score in latest["evaluations"]] == [76]


def test_a_preview_says_what_the_stars_change_in_a_term(
    evaluation: Evaluation, client_of: ClientOf, database: Database, cities: Cities
) -> None:
    with database.unit_of_work() as db:
        term = a_term(db, cities.first.association)
        db.get_one(Station, evaluation.station_id).rating = 1
        ordinary = {"association_id": term.association_id, "term_id": term.id, "scheme": Scheme.PAIR}
        db.add(DemandRule(**ordinary, position=0, visits=6, ratings=[1, 2]))
        db.add(DemandRule(**ordinary, position=1, visits=3))
        term_id = term.id
    rule = {"weights": [{"indicator": "licensed_share", "weight": 100}], "stars_from": [0, 0, 0, 0]}
    tried = {"first_date": "2026-10-01", "end_date": "2027-01-01", "rule": rule, "term_id": term_id}
    (found,) = client_of(Role.PLANNER).post("/api/v1/ratings/preview", json=tried).json()
    assert (found["stars"], found["due_now"], found["due_then"]) == (5, {"pair": 6}, {"pair": 3})


def test_the_office_sees_how_far_each_panel_is(evaluation: Evaluation, client_of: ClientOf) -> None:
    hand_in(evaluation.first, evaluation, 90, 80)
    term_id = client_of(Role.PLANNER).get("/api/v1/terms").json()["items"][0]["id"]
    (seen,) = client_of(Role.PLANNER).get(f"/api/v1/terms/{term_id}/evaluations").json()
    assert (len(seen["panel"]), len(seen["handed_in"]), seen["total"]) == (2, 1, None)
    assert client_of(Role.STATION).get(f"/api/v1/terms/{term_id}/evaluations").status_code == 403
