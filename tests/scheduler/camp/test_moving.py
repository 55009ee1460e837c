"""Trainees moved between cohorts by hand: what it breaks is said before, and what is published follows at once."""

from dataclasses import dataclass

import pytest
from sqlmodel import Session, select

from scheduler.camp.commands import CohortMoves
from scheduler.camp.errors import MoveBreaksRulesError
from scheduler.camp.moving import MoveEffect, move_trainees, moves_effect
from scheduler.camp.trainees import placed_cohorts
from scheduler.errors import FaultyInputError, NotFoundError
from scheduler.ids import TermId
from scheduler.models.associations import AuditEntry
from scheduler.models.camp import Cohort, Enrolment, Track, Trainee
from scheduler.models.releases import Release
from solver.wording import Lang
from tests.builders import a_trainee
from tests.camp_builders import a_cohort, a_track, an_enrolment
from tests.published import publish_visits
from tests.term_builders import SmallTerm, a_small_term


@dataclass(frozen=True)
class Camp:
    """Two cohorts of one track, the second with room for one, and two trainees in the first."""

    small: SmallTerm
    track: Track
    cohorts: list[Cohort]
    trainees: list[Trainee]

    def asked(self, **cohorts: Cohort) -> CohortMoves:
        """Moves by `first=` or `second=` trainee."""
        keys = {"first": self.trainees[0].id, "second": self.trainees[1].id}
        return CohortMoves(cohorts={keys[name]: cohort.id for name, cohort in cohorts.items()})


@pytest.fixture
def camp(db: Session) -> Camp:
    small = a_small_term(db)
    track = a_track(db, small.association)
    cohorts = [a_cohort(db, small.term, track), a_cohort(db, small.term, track, max_size=1)]
    trainees = [a_trainee(db, station) for station in small.stations]
    for trainee in trainees:
        an_enrolment(db, small.term, trainee, track, cohort_id=cohorts[0].id)
    return Camp(small, track, cohorts, trainees)


def tried(db: Session, camp: Camp, asked: CohortMoves) -> MoveEffect:
    return moves_effect(db, actor=camp.small.actor, term_id=TermId(camp.small.term.id), asked=asked, lang=Lang.ZH)


def moved(db: Session, camp: Camp, asked: CohortMoves) -> Release | None:
    return move_trainees(db, actor=camp.small.actor, term_id=TermId(camp.small.term.id), asked=asked)


def test_a_move_is_published_at_once_and_kept_in_the_audit_trail(db: Session, camp: Camp) -> None:
    publish_visits(db, camp.small, [])
    asked = camp.asked(first=camp.cohorts[1])
    effect = tried(db, camp, asked)
    assert (effect.sizes, effect.broken) == ({camp.cohorts[0].id: (2, 1), camp.cohorts[1].id: (0, 1)}, [])
    release = moved(db, camp, asked)
    assert release is not None
    assert release.plan["trainees"] == {
        camp.trainees[0].id: camp.cohorts[1].id,
        camp.trainees[1].id: camp.cohorts[0].id,
    }
    assert db.exec(select(AuditEntry.subject_kind).where(AuditEntry.action == "enrolment.moved")).all() == ["enrolment"]


def test_a_cohort_that_gets_too_big_is_said_and_refused(db: Session, camp: Camp) -> None:
    publish_visits(db, camp.small, [])
    asked = camp.asked(first=camp.cohorts[1], second=camp.cohorts[1])
    assert [row.code for row in tried(db, camp, asked).broken] == ["cohort-too-big"]
    with pytest.raises(MoveBreaksRulesError):
        moved(db, camp, asked)


def test_before_anything_is_published_the_cohort_is_fixed_for_the_run(db: Session, camp: Camp) -> None:
    assert moved(db, camp, camp.asked(first=camp.cohorts[1])) is None
    row = db.exec(select(Enrolment).where(Enrolment.trainee_id == camp.trainees[0].id)).one()
    assert row.cohort_id == camp.cohorts[1].id


def test_only_the_enrolled_and_only_within_their_track(db: Session, camp: Camp) -> None:
    stranger = a_trainee(db, camp.small.stations[0])
    with pytest.raises(NotFoundError):
        tried(db, camp, CohortMoves(cohorts={stranger.id: camp.cohorts[1].id}))
    other = a_cohort(db, camp.small.term, a_track(db, camp.small.association))
    with pytest.raises(FaultyInputError):
        tried(db, camp, camp.asked(first=other))


def test_a_release_says_who_is_in_which_cohort(db: Session, camp: Camp) -> None:
    term_id = TermId(camp.small.term.id)
    assert placed_cohorts(db, actor=camp.small.actor, term_id=term_id) == {}
    publish_visits(db, camp.small, [])
    placed = placed_cohorts(db, actor=camp.small.actor, term_id=term_id)
    assert placed == {trainee.id: camp.cohorts[0].id for trainee in camp.trainees}
