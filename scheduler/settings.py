"""The settings of one deployment, from environment variables `DUDAO_...`; documented in docs/settings.md."""

import os
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AnyHttpUrl, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from scheduler.database import parse_url, sqlite_url
from scheduler.storage_errors import DatabaseUrlFaultyError

Positive = Annotated[int, Field(ge=1)]


class Settings(BaseSettings):
    """What can be set; the defaults suit one city on one machine.

    There is no secret to sign with: links, tokens and sign-ins are random, and kept as hashes.
    """

    model_config = SettingsConfigDict(
        env_prefix="DUDAO_", frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    data_dir: Path = Path("data")
    """The folder of the SQLite file; made when it is missing."""
    database_url: str = Field(default="", repr=False)
    """`postgresql://...` or `sqlite:///FILE`; empty: `dudao.sqlite` in the data directory."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    base_url: AnyHttpUrl = Field(default_factory=lambda given: AnyHttpUrl(f"http://{given['host']}:{given['port']}"))
    """The address by which people reach the service; links in messages and calendars begin with it."""
    trusted_proxies: str = ""
    """Addresses of reverse proxies whose word for the caller's address counts, separated by commas."""

    runs_at_once: Positive = 1
    """So many runs at the same time per process that works."""
    run_workers: Positive = Field(default_factory=lambda: os.cpu_count() or 1)
    """Threads that one run searches with."""
    run_seconds_most: Positive = 1800
    """The longest time a run may be asked to search."""
    queue_length: Positive = 20
    """So many runs may wait; the next one is refused."""

    requests_per_minute: Positive = 1200
    """By one sign-in or token, and ten times as many from one address; more are refused for a moment."""
    sign_in_guesses: Positive = 10
    """Wrong passwords for one account, and ten times as many from one address, within `sign_in_pause_minutes`."""
    sign_in_pause_minutes: Positive = 15
    sign_in_days: Positive = 14
    """A sign-in lasts so long without use."""
    upload_mb: Positive = 20
    """The largest body of a request, a spreadsheet for instance."""
    metrics_token: SecretStr = SecretStr("")
    """The bearer token with which `/metrics` may be read; without one it is read from this machine only."""
    log_level: Annotated[str, Field(pattern="^(debug|info|warning|error)$")] = "info"

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().resolve()

    @model_validator(mode="after")
    def _addressed(self) -> Self:
        try:
            parse_url(self.database)
        except DatabaseUrlFaultyError as fault:
            raise ValueError(fault.wording.en) from None
        return self

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or sqlite_url(self.data_dir / "dudao.sqlite")

    @property
    def is_https(self) -> bool:
        """Whether people reach the service by HTTPS, so that cookies may demand it."""
        return self.base_url.scheme == "https"

    def link(self, path: str) -> str:
        """The address of a page of the service; `path` begins with a slash."""
        return str(self.base_url).rstrip("/") + path


def load_settings(**given: Any) -> Settings:
    """The settings of the environment, `given` ones first. Raises pydantic's ValidationError with every fault."""
    return Settings(**given)
