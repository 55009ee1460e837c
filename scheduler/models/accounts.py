"""Accounts and every secret that opens them; only hashes of secrets are stored."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field

from scheduler.models.base import EnumText, Row, UtcDateTime


class Role(StrEnum):
    """What an account may do; one account has one role."""

    PLANNER = "planner"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    STATION = "station"
    COUNTY_VIEWER = "county_viewer"
    SYSTEM = "system"
    PLATFORM_ADMIN = "platform_admin"


class Account(Row, table=True):
    """Somebody, or a system, that signs in."""

    __tablename__ = "account"

    association_id: str | None = Field(default=None, foreign_key="association.id", index=True, max_length=32)
    """None only for a platform administrator."""
    login: str = Field(unique=True, max_length=200)
    """What is typed at sign-in, lower case: an e-mail address or a name."""
    name: str = Field(max_length=200)
    role: Role = Field(sa_type=EnumText(Role))
    supervisor_id: str | None = Field(default=None, foreign_key="supervisor.id", max_length=32, index=True)
    station_id: str | None = Field(default=None, foreign_key="station.id", max_length=32, index=True)
    county: str | None = Field(default=None, max_length=100)
    password_hash: str | None = Field(default=None, max_length=300)
    """None until the invitation is accepted."""
    language: str = Field(default="zh", max_length=2)
    channels: list[str] = Field(default_factory=list, sa_type=JSON)
    """`apprise` addresses at which this person wants notices; the inbox is always there."""
    disabled_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = Field(default=1)


class Invitation(Row, table=True):
    """A one-time link with which an account sets its password: the first time, or after forgetting it."""

    __tablename__ = "invitation"

    account_id: str = Field(foreign_key="account.id", index=True, max_length=32)
    secret_hash: str = Field(unique=True, max_length=64)
    expires_at: dt.datetime = Field(sa_type=UtcDateTime)
    used_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignIn(Row, table=True):
    """A browser that is signed in (a server-side session); revoking it signs that browser out at once."""

    __tablename__ = "sign_in"

    account_id: str = Field(foreign_key="account.id", index=True, max_length=32)
    secret_hash: str = Field(unique=True, max_length=64)
    csrf_token: str = Field(max_length=64)
    expires_at: dt.datetime = Field(sa_type=UtcDateTime)
    last_seen_at: dt.datetime = Field(sa_type=UtcDateTime)
    client: str = Field(default="", max_length=300)
    revoked_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiToken(Row, table=True):
    """A bearer token of a system client."""

    __tablename__ = "api_token"

    account_id: str = Field(foreign_key="account.id", index=True, max_length=32)
    name: str = Field(max_length=100)
    secret_hash: str = Field(unique=True, max_length=64)
    scopes: list[str] = Field(default_factory=list, sa_type=JSON)
    expires_at: dt.datetime = Field(sa_type=UtcDateTime)
    last_used_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInFailure(Row, table=True):
    """A wrong guess at sign-in, kept to slow down the next ones."""

    __tablename__ = "sign_in_failure"

    login: str = Field(max_length=200, index=True)
    address: str = Field(max_length=100, index=True)
    at: dt.datetime = Field(sa_type=UtcDateTime, index=True)
