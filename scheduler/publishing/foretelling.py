"""Who would be told what, if a draft were published now: the very words, before anybody gets them."""

from dataclasses import dataclass

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.channels.addresses import reachable
from scheduler.comparing.occurrences import Party
from scheduler.comparing.telling import told_to_one
from scheduler.comparing.touched import touched
from scheduler.ids import DraftId
from scheduler.notices.making import TOLD, accounts_by_party
from scheduler.notices.texts import Text, text_for_one
from scheduler.publishing.checking import check_draft
from scheduler.publishing.queries import next_number
from solver.wording import Lang


@dataclass(frozen=True, slots=True)
class Foretold:
    """One supervisor or station whose own dates would change."""

    party: Party
    name: str
    changes: int
    text: Text
    accounts: int
    """How many can sign in and see it."""
    channels: int
    """How many addresses outside it also goes to."""


def foretell(db: Session, *, actor: Actor, draft_id: DraftId, comment: str) -> list[Foretold]:
    """One for each who would be told, those with the most changes first. Raises NotFoundError."""
    found = check_draft(db, actor=actor, draft_id=draft_id).candidate
    number = next_number(db, found.term)
    accounts = accounts_by_party(db, found.association.id)
    told = []
    for party, changes in touched(found.changes).items():
        if party.kind not in TOLD:
            continue
        own = accounts.get(party, [])
        lang = Lang(own[0].language) if own else Lang.ZH
        rows = [told_to_one(change, found.names) for change in changes]
        channels = sum(len(reachable(account.channels, found.association.notice_channels)) for account in own)
        text = text_for_one(number, comment, rows, lang)
        told.append(Foretold(party, found.names.of(party.id), len(rows), text, len(own), channels))
    return sorted(told, key=lambda each: (-each.changes, each.name))
