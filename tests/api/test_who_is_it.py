"""From a request to its actor: cookies, CSRF tokens, bearer tokens and their scopes."""

from scheduler.models.accounts import Role
from tests.api.cities import Cities, ClientOf


def test_every_role_reads_its_association(cities: Cities, client_of: ClientOf) -> None:
    for city in (cities.first, cities.second):
        for role in set(Role) - {Role.PLATFORM_ADMIN}:
            assert client_of(role, city).get("/api/v1/association").json()["id"] == city.association.id
