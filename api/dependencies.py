"""What handlers are given: the database, the actor, the page of a list, the version a client saw."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Header, Query, Request, Response
from sqlmodel import Session

from api.authentication import SignedIn, authenticate, authenticate_for_solving, signed_in
from api.problems import language_of
from scheduler.actor import Actor
from scheduler.database import Database
from scheduler.errors import VersionMissingError
from scheduler.paging import LARGEST_PAGE, Paging
from scheduler.settings import Settings
from solver.wording import Lang


# What does no work is async: each plain function would be a change of threads.
async def database_of(request: Request) -> Database:
    """The app's database."""
    database: Database = request.app.state.database
    return database


async def settings_of(request: Request) -> Settings:
    """The app's settings."""
    settings: Settings = request.app.state.settings
    return settings


async def _language(request: Request) -> Lang:
    return language_of(request)


def _reading(database: Annotated[Database, Depends(database_of)]) -> Iterator[Session]:
    with database.reading() as db:
        yield db


def _unit_of_work(database: Annotated[Database, Depends(database_of)]) -> Iterator[Session]:
    with database.unit_of_work() as db:
        yield db


# With scope "function" the commit is done before the answer is sent, so that an answer of success is true.
ReadDb = Annotated[Session, Depends(_reading, scope="function")]
WriteDb = Annotated[Session, Depends(_unit_of_work, scope="function")]
AppDatabase = Annotated[Database, Depends(database_of)]
AppSettings = Annotated[Settings, Depends(settings_of)]
Language = Annotated[Lang, Depends(_language)]
"""The language a client asks for by `Accept-Language`."""
CurrentActor = Annotated[Actor, Depends(authenticate)]
SolvingActor = Annotated[Actor, Depends(authenticate_for_solving)]
"""As CurrentActor, and a token that is good for solving only is enough."""
CurrentSignIn = Annotated[SignedIn, Depends(signed_in)]
"""Who is signed in and by what, for what concerns the sign-in itself."""


async def _paging(
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0, limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100
) -> Paging:
    return Paging(offset, limit)


PageAsked = Annotated[Paging, Depends(_paging)]


async def _seen_version(if_match: Annotated[str | None, Header(alias="If-Match")] = None) -> int:
    text = (if_match or "").strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise VersionMissingError
    return int(text)


SeenVersion = Annotated[int, Depends(_seen_version)]
"""The version in `If-Match: "7"`; raises VersionMissingError (428) without one."""


def tell_version(response: Response, version: int) -> None:
    """Set the `ETag` of what is answered."""
    response.headers["ETag"] = f'"{version}"'
