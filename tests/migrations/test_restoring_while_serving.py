"""A server goes on while its database is replaced by a backup: it shows the one state, then the other."""

from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from migrations.restoring import restore
from migrations.running import migrate, newest
from scheduler.database import Database
from scheduler.models.accounts import Role
from scheduler.operations.backing_up import back_up
from tests.api.conftest import a_city, settings_for, sign_in_as
from tests.builders import an_account

ADDRESS = "/api/v1/association"
OFTEN = 12
"""Drivers prepare what is asked often, which must not outlive the tables."""


def test_a_server_goes_on_while_its_database_is_replaced(empty: Database, tmp_path: Path) -> None:
    migrate(empty)
    with empty.unit_of_work() as db:
        city = a_city(db, an_account(db, None, Role.PLATFORM_ADMIN))
    settings = settings_for(empty)
    planner = TestClient(create_app(settings, empty))
    sign_in_as(planner, empty, city.accounts[Role.PLANNER], settings)
    version = [planner.get(ADDRESS) for _ in range(OFTEN)][-1].headers["ETag"]
    back_up(empty, tmp_path / "backup", revision=newest())
    changed = planner.patch(ADDRESS, json={"name": "备份之后"}, headers={"If-Match": version})
    assert changed.json()["name"] == "备份之后"
    restore(empty, tmp_path / "backup", replace=True)
    assert planner.get(ADDRESS).status_code == 401  # everybody signs in anew
    sign_in_as(planner, empty, city.accounts[Role.PLANNER], settings)
    restored = [planner.get(ADDRESS) for _ in range(OFTEN)]
    assert {answer.json()["name"] for answer in restored} == {city.association.name}
