"""Rights in accounts, sign-in, the platform and the audit trail."""

import datetime as dt

from scheduler.accounts.scopes import Scope
from scheduler.accounts.signing_in import open_sign_in
from scheduler.accounts.tokens import NewToken, issue_token
from scheduler.actor import system_actor
from scheduler.clock import now
from scheduler.ids import AssociationId
from scheduler.models.accounts import Role
from tests.api.rights import ADMINISTRATORS, EVERYBODY, MEMBERS, OFFICE, PLANNERS, PUBLIC, Making, Right
from tests.builders import an_account, an_association

PEOPLE = EVERYBODY - {Role.SYSTEM}


def a_planner(making: Making) -> str:
    return an_account(making.db, making.city.association, Role.PLANNER).id


def a_system(making: Making) -> str:
    return making.city.accounts[Role.SYSTEM].id


def a_sign_in(making: Making) -> str:
    return open_sign_in(making.db, making.account, client="", lasts=dt.timedelta(days=1)).sign_in.id


def a_token(making: Making) -> str:
    actor = system_actor(AssociationId(making.city.association.id))
    asked = NewToken(name="t", scopes=[Scope.READ], expires_at=now() + dt.timedelta(days=1))
    return issue_token(making.db, actor=actor, account_id=making["account_id"], asked=asked).token.id


ROWS = {
    "account_id": a_planner,
    "sign_in_id": a_sign_in,
    "token_id": a_token,
    "association_id": lambda making: making.city.association.id,
}
SYSTEM = {"account_id": a_system}
NEW_ACCOUNT = {"login": "new@example.org", "name": "新", "role": "planner"}
PLATFORM = frozenset({Role.PLATFORM_ADMIN})
ANOTHER = {"association_id": lambda making: an_association(making.db).id}
NEW_LINK = {"name": "新", "login": "new", "link": "https://example.org/#x", "expires_at": now().isoformat()}
NEW_TOKEN = {"name": "t", "scopes": ["read"], "expires_at": (now() + dt.timedelta(days=2)).isoformat()}
NEW_ASSOCIATION = {"name": "协会", "city": "市", "planner_login": "first@example.org", "planner_name": "首"}

RIGHTS = {
    "POST /sign-in": PUBLIC,
    "POST /invitations/look": PUBLIC,
    "POST /invitations/accept": PUBLIC,
    "POST /sign-out": Right(PEOPLE, by_any_token=True),
    "GET /me": Right(EVERYBODY, by_any_token=True),
    "PATCH /me": Right(EVERYBODY, json={"language": "en"}),
    "POST /me/password": PUBLIC,  # who is signed in is asked for the password: 401, tested with the accounts
    "GET /me/sign-ins": Right(EVERYBODY, by_any_token=True),
    "DELETE /me/sign-ins/{sign_in_id}": Right(EVERYBODY, by_any_token=True),
    "DELETE /me/sign-ins": Right(EVERYBODY, by_any_token=True),
    "GET /accounts": Right(ADMINISTRATORS),
    "POST /accounts": Right(
        ADMINISTRATORS, json=lambda made: NEW_ACCOUNT | {"association_id": made.city.association.id}
    ),
    "POST /accounts/for-list": Right(PLANNERS, json={"of": "stations"}),
    "GET /accounts.xlsx": Right(ADMINISTRATORS),
    "POST /accounts/invitations": Right(ADMINISTRATORS, json=lambda made: {"ids": [made["account_id"]]}),
    "POST /accounts/invitations.xlsx": Right(ADMINISTRATORS, json=[NEW_LINK], shared=True),
    "GET /accounts/{account_id}": Right(ADMINISTRATORS),
    "PATCH /accounts/{account_id}": Right(ADMINISTRATORS, json={"name": "别名"}),
    "POST /accounts/{account_id}/disable": Right(ADMINISTRATORS),
    "POST /accounts/{account_id}/enable": Right(ADMINISTRATORS),
    "POST /accounts/{account_id}/sign-out": Right(ADMINISTRATORS),
    "POST /accounts/{account_id}/invitation": Right(ADMINISTRATORS),
    "GET /accounts/{account_id}/tokens": Right(PLANNERS, rows=SYSTEM),
    "POST /accounts/{account_id}/tokens": Right(PLANNERS, rows=SYSTEM, json=NEW_TOKEN),
    "DELETE /accounts/{account_id}/tokens/{token_id}": Right(PLANNERS, rows=SYSTEM),
    "GET /platform/associations": Right(PLATFORM),
    "POST /platform/associations": Right(PLATFORM, json=NEW_ASSOCIATION),
    "PATCH /platform/associations/{association_id}": Right(PLATFORM, json={"name": "新名"}),
    "POST /platform/associations/{association_id}/disable": Right(PLATFORM, rows=ANOTHER),
    "POST /platform/associations/{association_id}/enable": Right(PLATFORM),
    "GET /audit": Right(OFFICE | {Role.PLATFORM_ADMIN}),
    "GET /association": Right(MEMBERS),
    "PATCH /association": Right(OFFICE, json={"freeze_days": 5}),
}
