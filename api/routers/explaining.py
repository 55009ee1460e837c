"""Why: the alternatives of a visit or course session with their costs; and of what is left out, what clashes."""

import datetime as dt
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, Language, ReadDb
from api.problems import documented
from api.roster import Named, named
from scheduler.drafts.errors import SubjectNotDueError
from scheduler.errors import FaultyInputError, NotAllowedError, NotFoundError
from scheduler.explaining.alternatives import Alternative
from scheduler.explaining.service import Why, clashes_of_term, why
from scheduler.explaining.wording import by_code, said_of, said_of_term
from scheduler.ids import TermId
from scheduler.publishing.sides import PlanKind, PlanRef
from scheduler.words import COSTS
from solver.explain import change_message, reason_message
from solver.plan import Remedy
from solver.problem import CourseSession, Visit
from solver.wording import Lang

router = APIRouter(tags=["explaining"])


class PlacedOut(BaseModel):
    """When, by whom and where one visit or course session takes place."""

    index: int
    date: dt.date
    start: str
    end: str
    supervisors: list[Named]
    venue: Named | None


class CostPartOut(BaseModel):
    """What changes of one soft cost; negative is saved."""

    name: str = Field(examples=["travel"])
    label: str = Field(examples=["路程"])
    amount: int


class AlternativeOut(BaseModel):
    """Another way that breaks no rule, and what it costs more than now; a whole series has several rows."""

    rows: list[PlacedOut]
    cost: int
    by_name: list[CostPartOut]


class ReasonOut(BaseModel):
    """A rule that stands against some of the ways."""

    code: str
    message: str
    options: int = Field(description="So many ways it blocks.")
    alone: int = Field(description="So many that nothing else blocks.")


class ClashFactOut(BaseModel):
    """Facts of one kind that are part of the clash, in a sentence."""

    code: str
    message: str
    about: list[str] = Field(description="Keys of the stations, people or venues.")
    opens: int = Field(description="Without them alone so many half-days would open.")


class WayOutOut(BaseModel):
    """Changes that together make it possible, verified by the rules, and where it then goes."""

    changes: list[str]
    codes: list[str]
    facts: list[dict[str, Any]]
    placed: PlacedOut


class WhyOut(BaseModel):
    """What there is to say about one visit or course session; `present` is null when it is left out."""

    key: str
    title: str
    present: PlacedOut | None
    alternatives: list[AlternativeOut]
    series: list[AlternativeOut] = Field(description="For the whole series, by other people.")
    reasons: list[ReasonOut]
    clash: list[ClashFactOut] = Field(description="The smallest set of facts that leaves no way; none can be spared.")
    is_smallest: bool = Field(description="Proven that no smaller set clashes.")
    ways_out: list[WayOutOut] = Field(description="The cheapest first.")


class TermFactOut(BaseModel):
    """Something to change, in a sentence."""

    code: str
    message: str
    station_id: str | None


class TermClashOut(BaseModel):
    """An engagement that cannot be planned as asked; without any one of the facts it could be."""

    engagement_id: str
    title: str
    warnings: list[str]
    facts: list[TermFactOut]


@router.get("/terms/{term_id}/clashes", responses=documented(NotFoundError, NotAllowedError, FaultyInputError))
def of_term(db: ReadDb, actor: CurrentActor, lang: Language, term_id: TermId) -> list[TermClashOut]:
    """What cannot be planned as asked, whatever the search does, and the facts that clash; empty when all may fit."""
    found = clashes_of_term(db, actor=actor, term_id=term_id)
    due = {row.id: row for row in found.problem.engagements}
    return [
        TermClashOut(
            engagement_id=clash.engagement_id,
            title=found.names.of(clash.engagement_id, lang),
            warnings=clash.warnings,
            facts=[
                TermFactOut(
                    code=fact.code,
                    message=said_of_term(fact, due[clash.engagement_id], found.problem, lang),
                    station_id=fact.station_id,
                )
                for fact in clash.facts
            ],
        )
        for clash in found.clashes
    ]


@router.get("/drafts/{draft_id}/why/{key}", responses=documented(NotFoundError, SubjectNotDueError))
def of_draft(db: ReadDb, actor: CurrentActor, lang: Language, draft_id: str, key: str) -> WhyOut:
    """Why it is where it is in a draft, or nowhere; `key` is its lasting key."""
    return _why(why(db, actor=actor, ref=PlanRef(PlanKind.DRAFT, draft_id), key=key), lang)


@router.get("/releases/{release_id}/why/{key}", responses=documented(NotFoundError, SubjectNotDueError))
def of_release(db: ReadDb, actor: CurrentActor, lang: Language, release_id: str, key: str) -> WhyOut:
    """Why it is where it is in a release, or nowhere."""
    return _why(why(db, actor=actor, ref=PlanRef(PlanKind.RELEASE, release_id), key=key), lang)


def _why(found: Why, lang: Lang) -> WhyOut:
    clash = found.clash
    facts = {} if clash is None else clash.facts
    return WhyOut(
        key=found.key,
        title=found.names.numbered(found.own_id, found.index, lang),
        present=None if found.present is None else _placed(found, found.present, lang),
        alternatives=[_alternative(found, way, lang) for way in found.alternatives],
        series=[_alternative(found, way, lang) for way in found.series],
        reasons=[
            ReasonOut(
                code=reason.code,
                message=found.names.sentence(reason_message(reason, lang), lang),
                options=reason.options,
                alone=reason.alone,
            )
            for reason in found.left_out.reasons
        ],
        clash=[
            ClashFactOut(
                code=code,
                message=said_of(code, about, found.own_id, found.names, lang),
                about=about,
                opens=sum(count for fact, count in facts.items() if fact.code == code),
            )
            for code, about in by_code(list(facts)).items()
        ],
        is_smallest=clash is not None and clash.is_smallest,
        ways_out=[_way_out(found, remedy, lang) for remedy in found.left_out.remedies],
    )


def _alternative(found: Why, way: Alternative, lang: Lang) -> AlternativeOut:
    parts = [CostPartOut(name=n, label=COSTS[n].say(lang), amount=amount) for n, amount in way.by_name.items()]
    return AlternativeOut(rows=[_placed(found, row, lang) for row in way.rows], cost=way.total, by_name=parts)


def _placed(found: Why, row: Visit | CourseSession, lang: Lang) -> PlacedOut:
    people = row.supervisors if isinstance(row, Visit) else [row.lecturer]
    venue = None if isinstance(row, Visit) else row.venue
    return _place(found, row.index, row.slot, [*people], venue, lang)


def _way_out(found: Why, remedy: Remedy, lang: Lang) -> WayOutOut:
    return WayOutOut(
        changes=[found.names.sentence(change_message(change, lang), lang) for change in remedy.changes],
        codes=[change.code for change in remedy.changes],
        facts=[dict(change.facts) for change in remedy.changes],
        placed=_place(found, found.index, remedy.slot, [*remedy.supervisors], remedy.venue, lang),
    )


def _place(found: Why, index: int, slot: int, people: list[str], venue: str | None, lang: Lang) -> PlacedOut:
    when = found.problem.slots[slot]
    return PlacedOut(
        index=index,
        date=when.date,
        start=f"{when.start:%H:%M}",
        end=f"{when.end:%H:%M}",
        supervisors=named(people, found.names, lang),
        venue=None if venue is None else named([venue], found.names, lang)[0],
    )
