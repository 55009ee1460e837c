"""Errors as `application/problem+json` (RFC 9457): one shape for all of them, and what a route may answer with."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException

from api.statuses import STATUS
from scheduler import errors
from scheduler.accounts import errors as accounts
from scheduler.errors import DomainError, FaultyInputError
from scheduler.shapes import place_of, shape_fault
from scheduler.storage_errors import (
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseGoneError,
    StorageError,
)
from solver.wording import Lang, Wording

MEDIA_TYPE: Final = "application/problem+json"
UNUSABLE = Wording(
    "请求中有数据库无法保存的内容（例如空字符），请检查后重试",
    "the request holds a value that the database cannot take, such as the character of number 0",
)
HTTP_WORDINGS: Final = {
    400: (errors.UnreadableBodyError.code, errors.UnreadableBodyError.wording),
    401: (errors.NotSignedInError.code, errors.NotSignedInError.wording),
    404: ("no-such-address", Wording("没有这个地址", "there is nothing at this address")),
    405: ("method-not-allowed", Wording("此地址不支持该方法", "this address does not support the method")),
    413: ("too-large", Wording("内容过大", "the body is too large")),
    415: ("wrong-media-type", Wording("内容类型不对", "the body has another media type than expected")),
}
UNEXPECTED = Wording(
    "服务器内部错误，已记录；请凭请求编号联系管理员", "an internal error, recorded under the request id"
)


class FaultOut(BaseModel):
    """One thing wrong with an input."""

    place: str
    code: str
    message: str
    facts: dict[str, Any] = {}


class Problem(BaseModel):
    """Any error. `code` is stable; `title` is for people, in the language asked for."""

    type: str = Field(examples=["urn:dudao:not-found"])
    title: str
    status: int
    code: str = Field(examples=["not-found"])
    facts: dict[str, Any] = {}
    faults: list[FaultOut] = []
    request_id: str | None = None


SIGNED_IN: Final = (errors.NotSignedInError, accounts.CsrfTokenError, accounts.ScopeMissingError)
ANYWHERE: Final = (
    errors.FaultyInputError,
    errors.UnreadableBodyError,
    errors.TooManyRequestsError,
    DatabaseBusyError,
    DatabaseGoneError,
    DatabaseFullError,
)


def documented(*kinds: type[DomainError] | type[StorageError], public: bool = False) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route: the errors it may answer with, each with its code as an example.

    What any route may answer need not be named, nor what any may that is not `public`: open without a sign-in.
    """
    responses: dict[int | str, dict[str, Any]] = {}
    for kind in dict.fromkeys((*kinds, *(() if public else SIGNED_IN), *ANYWHERE)):
        entry = responses.setdefault(
            STATUS[kind],
            {"model": Problem, "description": "", "content": {MEDIA_TYPE: {"examples": {}}}},
        )
        entry["description"] = ", ".join(filter(None, [entry["description"], kind.code]))
        entry["content"][MEDIA_TYPE]["examples"][kind.code] = {
            "value": {
                "type": f"urn:dudao:{kind.code}",
                "title": kind.wording.zh,
                "status": STATUS[kind],
                "code": kind.code,
            }
        }
    return responses


def _with_media_type(document: dict[str, Any]) -> dict[str, Any]:
    """The schema of errors under their own media type: the framework puts it under that of success."""
    for item in document["paths"].values():
        for operation in item.values():
            for response in operation["responses"].values():
                content = response.get("content", {})
                if MEDIA_TYPE in content and "application/json" in content:
                    content[MEDIA_TYPE].update(content.pop("application/json"))
    return document


def language_of(request: Request) -> Lang:
    """The language a client asks for: English when `Accept-Language` begins with it, else Chinese."""
    return Lang.EN if request.headers.get("accept-language", "").lower().startswith("en") else Lang.ZH


def answer(
    request: Request,
    *,
    status: int,
    code: str,
    title: str,
    facts: dict[str, Any] | None = None,
    faults: Sequence[FaultOut] = (),
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """A problem as a response."""
    problem = Problem(
        type=f"urn:dudao:{code}",
        title=title,
        status=status,
        code=code,
        facts=facts or {},
        faults=list(faults),
        request_id=getattr(request.state, "request_id", None),
    )
    return JSONResponse(problem.model_dump(mode="json"), status, headers=headers, media_type=MEDIA_TYPE)


def install_problem_answers(app: FastAPI) -> None:
    """Let the app answer every error in this shape, and say so in its documentation."""
    describe = app.openapi
    app.openapi = lambda: _with_media_type(describe())  # type: ignore[method-assign]
    app.add_exception_handler(DomainError, domain_answer)
    app.add_exception_handler(StorageError, _storage)
    app.add_exception_handler(DataError, _unusable)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)


def domain_answer(request: Request, error: Exception) -> JSONResponse:
    """Answer with what a domain error says."""
    assert isinstance(error, DomainError)  # noqa: S101 - the registration above says so
    lang = language_of(request)
    faults = error.faults if isinstance(error, FaultyInputError) else []
    return answer(
        request,
        status=STATUS[type(error)],
        code=error.code,
        title=error.message(lang),
        facts=error.facts,
        faults=[FaultOut(place=f.place, code=f.code, message=f.message(lang), facts=f.facts) for f in faults],
        headers=getattr(error, "headers", None),
    )


def _storage(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StorageError)  # noqa: S101 - the registration above says so
    title = error.wording.say(language_of(request))
    return answer(request, status=STATUS[type(error)], code=error.code, title=title, headers={"Retry-After": "2"})


def _unusable(request: Request, _error: Exception) -> JSONResponse:
    """Answer when the database cannot take a value: PostgreSQL knows no text with the character of number 0."""
    return answer(request, status=422, code="unusable-value", title=UNUSABLE.say(language_of(request)))


def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - the registration above says so
    lang = language_of(request)
    faults = []
    for found in error.errors():
        code, message, facts = shape_fault(found, lang)
        faults.append(FaultOut(place=place_of(found["loc"]), code=code, message=message, facts=facts))
    title = FaultyInputError.wording.say(lang, count=len(faults))
    return answer(request, status=422, code=FaultyInputError.code, title=title, faults=faults)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - the registration above says so
    code, wording = HTTP_WORDINGS.get(error.status_code, ("http", Wording("请求有误", "the request is faulty")))
    headers = dict(error.headers) if error.headers else None
    title = wording.say(language_of(request))
    return answer(request, status=error.status_code, code=code, title=title, headers=headers)


def unexpected(request: Request) -> JSONResponse:
    """Answer what nobody foresaw; the journal has recorded it."""
    return answer(request, status=500, code="internal", title=UNEXPECTED.say(language_of(request)))
