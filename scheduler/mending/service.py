"""Mend a published term: a choice for everything that falls, published together; and incidents that make it fall."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scheduler.actor import Actor, system_actor
from scheduler.comparing.queries import names_in
from scheduler.drafts.commands import Edit, EditKind, SlotAsked
from scheduler.drafts.editing import applied, edited
from scheduler.drafts.placing import contents_of
from scheduler.drafts.standing import Standing, violations_beyond
from scheduler.errors import ChangedMeanwhileError
from scheduler.ids import AssociationId
from scheduler.mending.commands import Incident, Mending, MendingChoice
from scheduler.mending.errors import ChoiceMissingError, ProposalGoneError
from scheduler.mending.queries import Damage, broken_by_key, damage, still_published
from scheduler.models.accounts import Role
from scheduler.models.people import Closure, Leave, Station
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.people.absences import add_closure, report_leave
from scheduler.people.commands import ClosureContent, LeaveContent
from scheduler.publishing.current import publish_edits
from scheduler.rows import load
from solver.wording import Lang, Wording

_STANDS = Wording("{title} 可以照常进行，不必处理", "{title} can take place as planned: nothing to mend")
_FALLS_STILL = Wording("{title} 这样仍无法进行", "{title} still cannot take place")


@dataclass(frozen=True, slots=True)
class Declared:
    """The closures and leaves an incident made."""

    closures: list[Closure]
    leaves: list[Leave]


def mend(db: Session, *, actor: Actor, term_id: str, mending: Mending) -> Release:
    """Publish the current release with all that falls kept as chosen, or dropped.

    Raises NotFoundError, NotAllowedError, WrongStateError while nothing is published, ChangedMeanwhileError when
    another release came, ChoiceMissingError, ProposalGoneError, and what edits and publishing raise.
    """
    term = load(db, Term, term_id, actor=actor, lock=True)
    actor.require(Role.PLANNER, action="term.mend")
    if term.current_release_id != mending.release_id:
        raise ChangedMeanwhileError(
            kind="term", id=term.id, yours=mending.release_id, current=term.current_release_id, row={}
        )
    mended = _Mended(db, term, actor.language)
    edits = mended.edits(mending.choices)
    if conflicts := mended.conflicts(edits):
        raise ProposalGoneError(conflicts)
    title = mending.comment or f"调整 {len(mending.choices)} 项无法进行的安排"
    release = publish_edits(
        db, term=term, title=title, edits=edits, actor=system_actor(AssociationId(term.association_id))
    )
    if release is None:
        raise ProposalGoneError([])
    return release


def declare_incident(
    db: Session, *, actor: Actor, term_id: str, incident: Incident, today: dt.date
) -> tuple[Declared, Damage]:
    """Close stations and venues, and keep people away, for the time of an incident; and what falls by it.

    Raises NotFoundError, NotAllowedError and WrongStateError while nothing is published.
    """
    load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, action="incident.declare")
    period = incident.model_dump(include={"first_date", "first_half", "last_date", "last_half"})
    period["reason"] = incident.name
    closures = [
        add_closure(db, actor=actor, content=ClosureContent(station_id=station, **period))
        for station in sorted({*incident.station_ids, *_stations_in(db, actor, incident.counties)})
    ]
    closures += [
        add_closure(db, actor=actor, content=ClosureContent(venue_id=venue, **period))
        for venue in sorted(set(incident.venue_ids))
    ]
    leaves = [
        report_leave(db, actor=actor, content=LeaveContent(supervisor_id=person, **period))
        for person in sorted(set(incident.supervisor_ids))
    ]
    return Declared(closures, leaves), damage(db, actor=actor, term_id=term_id, today=today)


def _stations_in(db: Session, actor: Actor, counties: list[str]) -> list[str]:
    query = select(Station.id).where(
        Station.association_id == actor.association_id,
        col(Station.county).in_(counties),
        col(Station.archived_at).is_(None),
    )
    return list(db.exec(query))


class _Mended:
    """A published term on the rows as they are now, with something of it kept in other ways or dropped."""

    def __init__(self, db: Session, term: Term, lang: Lang) -> None:
        published = still_published(db, term)
        self._lang, self._problem = lang, published.problem
        self._names = names_in(db, term.id, published.problem)
        self._before = Standing(published.problem, contents_of(published.problem, published.plan, []))

    def edits(self, choices: list[MendingChoice]) -> list[Edit]:
        """The edits chosen. Raises ChoiceMissingError, and ProposalGoneError for what can take place as planned."""
        chosen, falls = {choice.key for choice in choices}, self._falling(self._before)
        if missing := sorted(falls - chosen):
            raise ChoiceMissingError(missing)
        if untouched := sorted(chosen - falls):
            raise ProposalGoneError([_STANDS.say(self._lang, title=self._title(key)) for key in untouched])
        return [edit for choice in choices for edit in self._edits(choice)]

    def conflicts(self, edits: list[Edit]) -> list[str]:
        """What the edits together break that holds without them, or leave as broken as it was, in sentences."""
        after = self._before
        for edit in edits:
            change = edited(self._problem, after.contents, edit)
            placings = {key: pair[1] for key, pair in change.placings.items()}
            after = after.edited(applied(after.contents, placings, {}))
        broken = violations_beyond(after, self._before)
        sentences = [self._names.violation(violation, self._problem, self._lang) for violation in broken]
        still = sorted(self._falling(after) & self._falling(self._before))
        return sentences or [_FALLS_STILL.say(self._lang, title=self._title(key)) for key in still]

    def _falling(self, standing: Standing) -> set[str]:
        return set(broken_by_key(standing.side, self._names, self._lang)[0])

    def _title(self, key: str) -> str:
        occurrence = self._before.side.occurrences.get(key)
        return key if occurrence is None else self._names.title(occurrence, self._lang)

    def _edits(self, choice: MendingChoice) -> list[Edit]:
        if choice.kept_as is None:
            return [Edit(kind=EditKind.DROP, key=choice.key)]
        kept, was = choice.kept_as, self._before.contents.placings[choice.key]
        itself = Edit(
            kind=EditKind.HAND_OVER if (kept.date, kept.start) == (was.date, was.start) else EditKind.MOVE,
            key=choice.key,
            slot=SlotAsked(date=kept.date, start=kept.start),
            supervisors=kept.supervisor_ids,
        )
        others = [
            Edit(kind=EditKind.MOVE, key=other.key, slot=SlotAsked(date=other.to_date, start=other.to_start))
            for other in kept.moves
        ]
        return [itself, *others]
