"""Accounts and tokens managed through HTTP: by planners in their association, by the platform administrator beyond."""

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from scheduler.clock import now, stopped_at
from scheduler.database import Database
from scheduler.models.accounts import Role
from tests.api.cities import COUNTY, Cities, ClientOf
from tests.builders import a_station, a_supervisor, an_account

API = "/api/v1"


def new_account(**given: Any) -> dict[str, Any]:
    return {"login": "New@Example.org", "name": "新人", "role": "head"} | given


@pytest.fixture
def planner(client_of: ClientOf) -> TestClient:
    return client_of(Role.PLANNER)


def test_a_planner_makes_finds_and_changes_an_account(planner: TestClient, cities: Cities) -> None:
    made = planner.post(f"{API}/accounts", json=new_account(role="station", station_id=cities.first.station.id))
    assert made.status_code == 201
    row = made.json()
    assert (row["login"], row["association_id"]) == ("new@example.org", cities.first.association.id)
    found = planner.get(f"{API}/accounts", params={"search": "NEW@", "role": "station"}).json()
    assert [item["id"] for item in found["items"]] == [row["id"]]
    address = f"{API}/accounts/{row['id']}"
    changed = planner.patch(
        address, json={"role": "county_viewer", "county": COUNTY}, headers={"If-Match": made.headers["etag"]}
    )
    assert (changed.json()["county"], changed.json()["station_id"], changed.headers["etag"]) == (COUNTY, None, '"2"')
    stale = planner.patch(address, json={"name": "别名"}, headers={"If-Match": made.headers["etag"]})
    assert (stale.status_code, stale.json()["facts"]["row"]["county"]) == (409, COUNTY)


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"role": "supervisor"}, {"supervisor_id": "missing-for-role"}),
        ({"role": "planner", "county": COUNTY}, {"county": "not-for-role"}),
        ({"role": "county_viewer", "county": "火星县"}, {"county": "unknown"}),
        ({"role": "station", "station_id": "of another city"}, {"station_id": "unknown"}),
    ],
)
def test_an_account_speaks_for_what_its_role_speaks_for(
    planner: TestClient, cities: Cities, given: dict[str, str], faults: dict[str, str]
) -> None:
    if "station_id" in given:
        given = given | {"station_id": cities.second.station.id}
    answer = planner.post(f"{API}/accounts", json=new_account(**given))
    assert answer.status_code == 422
    assert {fault["place"]: fault["code"] for fault in answer.json()["faults"]} == faults


def test_a_login_is_used_once_in_all_associations(planner: TestClient, cities: Cities) -> None:
    login = cities.second.accounts[Role.HEAD].login
    answer = planner.post(f"{API}/accounts", json=new_account(login=login.upper()))
    assert (answer.status_code, answer.json()["code"], answer.json()["facts"]["value"]) == (409, "taken", login)


def test_nobody_locks_themselves_out_or_rises(planner: TestClient, cities: Cities) -> None:
    own = cities.first.accounts[Role.PLANNER]
    address = f"{API}/accounts/{own.id}"
    assert planner.post(f"{address}/disable").json()["code"] == "own-account"
    demoted = planner.patch(address, json={"role": "head"}, headers={"If-Match": '"1"'})
    assert demoted.json()["code"] == "own-account"
    assert planner.post(f"{API}/accounts", json=new_account(role="platform_admin")).status_code == 403
    heads = f"{API}/accounts/{cities.first.accounts[Role.HEAD].id}"
    assert planner.patch(heads, json={"role": "platform_admin"}, headers={"If-Match": '"1"'}).status_code == 403
    assert planner.patch(heads, json={"role": "system"}, headers={"If-Match": '"1"'}).status_code == 422


def test_the_platform_administrator_founds_an_association(client_of: ClientOf, client: TestClient) -> None:
    administrator = client_of(Role.PLATFORM_ADMIN)
    asked = {"name": "嘉兴市社会工作协会", "city": "嘉兴", "planner_login": "li@example.org", "planner_name": "李"}
    founded = administrator.post(f"{API}/platform/associations", json=asked).json()
    secret = founded["invitation"]["link"].partition("#")[2]
    me = client.post(f"{API}/invitations/accept", json={"secret": secret, "password": "一句很长很长的话啊啊"}).json()
    assert (me["role"], me["association"]["name"]) == ("planner", asked["name"])
    listed = administrator.get(f"{API}/platform/associations").json()
    assert listed["total"] == 3
    assert administrator.post(f"{API}/platform/associations", json=asked).json()["code"] == "taken"
    assert administrator.get(f"{API}/platform/associations").json()["total"] == 3


def test_a_closed_association_is_locked_out_until_it_is_opened_again(client_of: ClientOf, cities: Cities) -> None:
    administrator, head = client_of(Role.PLATFORM_ADMIN), client_of(Role.HEAD)
    system, other = client_of(Role.SYSTEM), client_of(Role.HEAD, cities.second)
    address = f"{API}/platform/associations/{cities.first.association.id}"
    closed = administrator.post(f"{address}/disable").json()
    assert (closed["disabled_at"] is not None, closed["accounts"], closed["stations"]) == (True, 6, 1)
    assert [one.get(f"{API}/me").status_code for one in (head, system, other)] == [401, 401, 200]
    assert administrator.post(f"{address}/enable").json()["disabled_at"] is None
    assert [one.get(f"{API}/me").status_code for one in (head, system)] == [200, 200]
    named = administrator.patch(address, json={"name": "新名"}, headers={"If-Match": f'"{closed["version"] + 1}"'})
    assert (named.json()["name"], head.get(f"{API}/association").json()["name"]) == ("新名", "新名")
    assert administrator.patch(address, json={"name": "旧"}, headers={"If-Match": '"1"'}).status_code == 409


def test_who_belongs_to_a_closed_association_is_told_so(
    client: TestClient, client_of: ClientOf, cities: Cities
) -> None:
    invitation = f"{API}/accounts/{cities.first.accounts[Role.HEAD].id}/invitation"
    secret = client_of(Role.PLANNER).post(invitation).json()["link"].partition("#")[2]
    password = {"password": "一句很长很长的话啊啊"}
    assert client.post(f"{API}/invitations/accept", json={"secret": secret, **password}).status_code == 200
    administrator = client_of(Role.PLATFORM_ADMIN)
    administrator.post(f"{API}/platform/associations/{cities.first.association.id}/disable")
    login = {"login": cities.first.accounts[Role.HEAD].login}
    assert client.post(f"{API}/sign-in", json=login | password).json()["code"] == "association-disabled"


def test_the_platform_administrator_sees_planners_and_no_other_people(client_of: ClientOf, cities: Cities) -> None:
    administrator = client_of(Role.PLATFORM_ADMIN)
    items = administrator.get(f"{API}/accounts").json()["items"]
    assert {item["role"] for item in items} == {"planner", "platform_admin"}
    head = cities.first.accounts[Role.HEAD].id
    assert administrator.post(f"{API}/accounts/{head}/invitation").status_code == 404


def test_a_token_opens_what_its_scopes_say_until_it_ends(
    planner: TestClient, client: TestClient, cities: Cities
) -> None:
    address = f"{API}/accounts/{cities.first.accounts[Role.SYSTEM].id}/tokens"
    end = now() + dt.timedelta(days=30)
    asked = {"name": "政务平台", "scopes": ["read"], "expires_at": end.isoformat()}
    issued = planner.post(address, json=asked).json()
    assert "secret" not in planner.get(address).json()[0]
    client.headers["Authorization"] = f"Bearer {issued['secret']}"
    assert client.get(f"{API}/me").json()["scopes"] == ["read"]
    assert client.get(f"{API}/association").status_code == 200
    assert client.patch(f"{API}/association", json={}, headers={"If-Match": '"1"'}).json()["code"] == "scope-missing"
    assert planner.get(address).json()[0]["last_used_at"] is not None
    with stopped_at(end):
        assert client.get(f"{API}/me").status_code == 401
    assert planner.delete(f"{address}/{issued['id']}").json()["revoked_at"] is not None
    assert client.get(f"{API}/me").status_code == 401


def test_a_token_has_an_end_and_belongs_to_a_system(planner: TestClient, cities: Cities) -> None:
    accounts = cities.first.accounts
    asked = {"name": "t", "scopes": ["solve"], "expires_at": (now() + dt.timedelta(days=400)).isoformat()}
    too_long = planner.post(f"{API}/accounts/{accounts[Role.SYSTEM].id}/tokens", json=asked)
    assert too_long.json()["faults"][0]["code"] == "bad-token-end"
    soon = asked | {"expires_at": (now() + dt.timedelta(days=4)).isoformat()}
    person = planner.post(f"{API}/accounts/{accounts[Role.HEAD].id}/tokens", json=soon)
    assert person.json()["code"] == "wrong-kind-of-account"
    link = planner.post(f"{API}/accounts/{accounts[Role.SYSTEM].id}/invitation")
    assert link.json()["code"] == "wrong-kind-of-account"


def test_the_trail_says_who_did_what_and_filters(planner: TestClient, cities: Cities) -> None:
    made = planner.post(f"{API}/accounts", json=new_account())
    planner.patch(f"{API}/accounts/{made.json()['id']}", json={"name": "改名"}, headers={"If-Match": '"1"'})
    trail = planner.get(f"{API}/audit", params={"subject_id": made.json()["id"]}).json()
    assert [entry["action"] for entry in trail["items"]] == ["account.changed", "account.made"]
    newest = trail["items"][0]
    assert newest["account_id"] == cities.first.accounts[Role.PLANNER].id
    assert (newest["before"]["name"], newest["after"]["name"]) == ("新人", "改名")
    assert newest["request_id"]
    by_kind = planner.get(f"{API}/audit", params={"action": "account.", "limit": 1}).json()
    assert (len(by_kind["items"]), by_kind["total"]) == (1, 2)
    later = planner.get(f"{API}/audit", params={"since": (now() + dt.timedelta(days=1)).isoformat()}).json()
    assert later["total"] == 0


def test_everybody_of_a_list_is_let_in_at_once(
    planner: TestClient, client: TestClient, cities: Cities, database: Database
) -> None:
    with database.unit_of_work() as db:
        home = cities.first.association
        by_email = a_supervisor(db, home, code="A1", name="李", email="Li@Example.org")
        by_code = a_supervisor(db, home, code="A2", email=cities.second.accounts[Role.HEAD].login)
        a_supervisor(db, home, code="A3", archived_at=now())
        a_supervisor(db, cities.second.association, code="A4")
        an_account(db, cities.second.association, Role.HEAD, login="a2")
    opened = planner.post(f"{API}/accounts/for-list", json={"of": "supervisors"}).json()
    assert [(one["account"]["login"], one["account"]["supervisor_id"]) for one in opened] == [
        ("li@example.org", by_email.id),
        ("a2-2", by_code.id),
    ]
    secret = opened[0]["invitation"]["link"].partition("#")[2]
    me = client.post(f"{API}/invitations/accept", json={"secret": secret, "password": "一句很长很长的话啊啊"}).json()
    assert (me["role"], me["name"]) == ("supervisor", "李")
    assert planner.post(f"{API}/accounts/for-list", json={"of": "supervisors"}).json() == []


def test_accounts_are_opened_for_chosen_stations(planner: TestClient, cities: Cities, database: Database) -> None:
    with database.unit_of_work() as db:
        first, _ = (a_station(db, cities.first.association) for _ in range(2))
    wanted = {"of": "stations", "ids": [first.id, cities.second.station.id]}
    opened = planner.post(f"{API}/accounts/for-list", json=wanted).json()
    assert [one["account"]["station_id"] for one in opened] == [first.id]


def test_new_links_for_many_and_a_file_to_hand_out(planner: TestClient, client: TestClient, cities: Cities) -> None:
    accounts = cities.first.accounts
    ids = [accounts[role].id for role in (Role.SUPERVISOR, Role.STATION)]
    made = planner.post(f"{API}/accounts/invitations", json={"ids": ids}).json()
    assert {one["account"]["id"] for one in made} == set(ids)
    assert all(one["account"]["link_ends_at"] for one in made)
    with_system = {"ids": [ids[0], accounts[Role.SYSTEM].id]}
    assert planner.post(f"{API}/accounts/invitations", json=with_system).json()["code"] == "wrong-kind-of-account"
    secret = made[0]["invitation"]["link"].partition("#")[2]
    assert client.post(f"{API}/invitations/look", json={"secret": secret}).status_code == 200
    shown = [{"name": one["account"]["name"], "login": "=1+1", **one["invitation"]} for one in made]
    shown = [{name: row[name] for name in ("name", "login", "link", "expires_at")} for row in shown]
    page = load_workbook(BytesIO(planner.post(f"{API}/accounts/invitations.xlsx", json=shown).content)).active
    assert page is not None
    assert [(row[1].value, row[1].data_type, row[2].value) for row in page.iter_rows(min_row=2)] == [
        ("=1+1", "s", row["link"]) for row in shown
    ]


def test_the_list_says_whom_an_account_speaks_for_and_whether_it_is_used(
    planner: TestClient, client_of: ClientOf, cities: Cities
) -> None:
    client_of(Role.STATION)
    items = {
        item["role"]: item for item in planner.get(f"{API}/accounts", params={"has_password": False}).json()["items"]
    }
    assert items["station"]["belongs_to"] == cities.first.station.name
    assert items["county_viewer"]["belongs_to"] == COUNTY
    assert (items["station"]["last_used_at"] is None, items["head"]["last_used_at"]) == (False, None)
    assert planner.get(f"{API}/accounts", params={"has_password": True}).json()["total"] == 0
    page = load_workbook(BytesIO(planner.get(f"{API}/accounts.xlsx", params={"role": "station"}).content)).active
    assert page is not None
    assert [row[3].value for row in page.iter_rows(min_row=2)] == [cities.first.station.name]


def test_a_planner_signs_somebody_out_everywhere(planner: TestClient, client_of: ClientOf, cities: Cities) -> None:
    head = client_of(Role.HEAD)
    assert head.get(f"{API}/me").status_code == 200
    planner.post(f"{API}/accounts/{cities.first.accounts[Role.HEAD].id}/sign-out")
    assert head.get(f"{API}/me").status_code == 401
