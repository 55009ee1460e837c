"""Enter what has changed since a release, each fact by the service it has anyway."""

import datetime as dt
from typing import Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.demand.commands import EngagementContent
from scheduler.demand.engagements import change_engagement, make_engagement
from scheduler.errors import WrongStateError
from scheduler.ids import SnapshotId, TermId
from scheduler.models.releases import Release
from scheduler.models.terms import Engagement, EngagementSource, Term
from scheduler.people.absences import add_closure, report_leave
from scheduler.planning import load_problem, plan_in, slots_before
from scheduler.replanning.commands import Facts, HandOver
from scheduler.rows import add, changing, load_for_change

_TAKEN_OVER: Final = (
    "scheme",
    "station_id",
    "title",
    "attendees",
    "panel",
    "end_date",
    "fields",
    "same_supervisors",
    "not_paired",
    "same_weekday",
    "min_gap_days",
    "ideal_gap_days",
    "candidates",
    "priority",
)


def enter_facts(
    db: Session, *, actor: Actor, term: Term, release: Release, facts: Facts, frozen_until: dt.date
) -> dict[str, list[str]]:
    """Store the facts; the keys of the rows made, by kind. `frozen_until`: the first date that may change.

    Raises what the services raise, and WrongStateError for a hand-over of what is no series by one person.
    """
    term_id = TermId(term.id)
    made = {
        "leaves": [report_leave(db, actor=actor, content=content).id for content in facts.leaves],
        "closures": [add_closure(db, actor=actor, content=content).id for content in facts.closures],
        "engagements": [
            make_engagement(db, actor=actor, term_id=term_id, asked=asked).id for asked in facts.engagements
        ],
    }
    for wanted in facts.priorities:
        content = EngagementContent(priority=wanted.priority)
        change_engagement(db, actor=actor, engagement_id=wanted.engagement_id, asked=content, version=None)
    made["engagements"] += [
        _hand_over(db, actor, term, release, wanted, frozen_until).id for wanted in facts.hand_overs
    ]
    db.flush()
    return made


def _hand_over(
    db: Session, actor: Actor, term: Term, release: Release, asked: HandOver, frozen_until: dt.date
) -> Engagement:
    """Cut a series at the frozen part: what stands in it is the old engagement, the rest a new one for others."""
    old = load_for_change(db, Engagement, asked.engagement_id, actor=actor)
    problem = load_problem(db, SnapshotId(release.snapshot_id), actor=actor)
    frozen = slots_before(problem, frozen_until)
    visits = [visit for visit in plan_in(release.plan).visits if visit.engagement == old.id]
    stands = sum(visit.slot < frozen for visit in visits)
    if not old.same_supervisors or old.withdrawn_at is not None or not visits or stands >= old.visits:
        state = "withdrawn" if old.withdrawn_at is not None else "without a rest to hand over"
        raise WrongStateError(kind="engagement", id=old.id, state=state, action="engagement.hand-over")
    rest = Engagement(
        association_id=term.association_id,
        term_id=term.id,
        source=EngagementSource.PLANNER,
        visits=old.visits - stands,
        first_date=max(frozen_until, old.first_date or term.first_date),
        exclude=sorted({*old.exclude, *visits[0].supervisors}),
        reason=asked.reason,
        **{name: getattr(old, name) for name in _TAKEN_OVER},
    )
    with changing(db, old, actor=actor, action="engagement.handed-over"):
        old.reason = asked.reason
        if stands:
            old.visits, old.by_hand = stands, sorted({*old.by_hand, "visits"})
        else:
            old.withdrawn_at, old.by_hand = rest.created_at, sorted({*old.by_hand, "withdrawn_at"})
    return add(db, rest, actor=actor, action="engagement.made")
