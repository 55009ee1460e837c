"""Check a term without solving it."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, Language, ReadDb
from api.problems import documented
from scheduler.checking.finding import Finding, Severity
from scheduler.checking.service import check_term
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.ids import TermId
from solver.wording import Lang

router = APIRouter(tags=["terms"])


class CheckFindingOut(BaseModel):
    """What was found, what to do, and the row in which it is mended."""

    severity: Severity
    code: str
    message: str
    kind: str = Field(examples=["engagement"])
    id: str
    name: str
    column: str | None = Field(examples=["visits"])
    place: str = Field(description="The row's address below `/api/v1`.")
    facts: dict[str, Any]


class TermCheckOut(BaseModel):
    """Everything found, the gravest first; `may_run`: without a fault."""

    may_run: bool
    findings: list[CheckFindingOut]


@router.get("/terms/{term_id}/check", responses=documented(NotFoundError, NotAllowedError))
def check(db: ReadDb, actor: CurrentActor, term_id: TermId, lang: Language) -> TermCheckOut:
    """What is wrong, what cannot work as asked and what is missing, as the rows stand now."""
    found = check_term(db, actor=actor, term_id=term_id)
    return TermCheckOut(may_run=found.may_run, findings=[_finding(finding, lang) for finding in found.findings])


def _finding(finding: Finding, lang: Lang) -> CheckFindingOut:
    row = finding.row
    return CheckFindingOut(
        severity=finding.severity,
        code=finding.code,
        message=finding.message(lang),
        kind=row.kind,
        id=row.id,
        name=row.name,
        column=row.column,
        place=row.place,
        facts=finding.facts,
    )
