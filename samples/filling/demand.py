"""What the stations are due: the policy, exceptions with reasons, who was paired last term, what was asked for."""

from typing import Any, Final

from samples.filling.rows import Filling
from samples.names import PROJECT_MANAGEMENT
from samples.stations import YOUNG_RATING
from scheduler.demand.applying import apply_policy
from scheduler.demand.commands import EngagementContent, EngagementShape, ExceptionGiven, NewEngagement, NewRule
from scheduler.demand.engagements import change_engagement, make_engagement
from scheduler.demand.policy import give_exception, make_rule
from scheduler.ids import TermId
from scheduler.models.people import Half
from scheduler.models.terms import Engagement, EngagementSource, Meeting
from solver import problem as exchange
from solver.problem import Scheme

YOUNG: Final[list[int | None]] = list(range(1, YOUNG_RATING + 1))
RULES: Final = (
    NewRule(scheme=Scheme.PAIR, ratings=YOUNG, visits=6, min_gap_days=7, ideal_gap_days=14),
    NewRule(scheme=Scheme.PAIR, position=1, visits=3, min_gap_days=14, ideal_gap_days=28),
    NewRule(scheme=Scheme.ROVING, visits=1, min_gap_days=14, ideal_gap_days=40),
    # Nobody has a resident supervisor by the policy: the stations that do are exceptions with a reason.
    NewRule(scheme=Scheme.RESIDENT, visits=0, min_gap_days=5, ideal_gap_days=7),
    NewRule(
        scheme=Scheme.EVALUATION,
        visits=1,
        panel=2,
        shape=EngagementShape(wanted=[PROJECT_MANAGEMENT], first_day=31),
    ),
    NewRule(scheme=Scheme.CHIEF, visits=3, min_gap_days=21, ideal_gap_days=30),
)
REASONS: Final = {Scheme.RESIDENT: "新承接机构，协会决定驻站督导", Scheme.ROVING: "站点薄弱领域较多，增加一次巡回"}
QUARTERLY: Final = "季度例会"


def fill_demand(filling: Filling, term_id: TermId) -> None:
    """The policy and its exceptions, applied; then last term's people and the requests."""
    for rule in RULES:
        make_rule(filling.db, actor=filling.actor, term_id=term_id, asked=rule)
    planned = {_place(row): row for row in filling.problem.engagements if not _is_request(row)}
    for (scheme, _), row in planned.items():
        if scheme is Scheme.RESIDENT or (scheme is Scheme.ROVING and row.visits > 1):
            _make_exception(filling, term_id, row)
    made = apply_policy(filling.db, actor=filling.actor, term_id=term_id).made
    stations = {filling.keys[row.id]: row.id for row in filling.problem.stations}
    for due in made:
        before = planned.get((due.scheme, stations[due.station_id]))
        if before is not None:
            _remember_last_term(filling, due, before)
    for row in filling.problem.engagements:
        if _is_request(row):
            _make_request(filling, term_id, row)


def fill_meetings(filling: Filling, term_id: str) -> None:
    """The counties' monthly meetings and the quarterly one."""
    filling.store([_meeting(filling, row, term_id) for row in filling.problem.meetings], action="meeting.made")


def _place(row: exchange.Engagement) -> tuple[Scheme, str]:
    return row.scheme, row.station


def _is_request(row: exchange.Engagement) -> bool:
    return "request-" in row.id


def _make_exception(filling: Filling, term_id: TermId, row: exchange.Engagement) -> None:
    asked = ExceptionGiven(visits=row.visits, reason=REASONS[row.scheme])
    station_id = filling.keys[row.station]
    give_exception(
        filling.db, actor=filling.actor, term_id=term_id, station_id=station_id, scheme=row.scheme, asked=asked
    )


def _remember_last_term(filling: Filling, due: Engagement, row: exchange.Engagement) -> None:
    """The first term in the system has none before it: the planner says who served last."""
    people: dict[str, Any] = {"keep": filling.keys_of(row.keep), "avoid": filling.keys_of(row.avoid)}
    asked = EngagementContent(**{name: ids for name, ids in people.items() if ids})
    if asked.model_fields_set:
        change_engagement(filling.db, actor=filling.actor, engagement_id=due.id, asked=asked, version=due.version)


def _make_request(filling: Filling, term_id: TermId, row: exchange.Engagement) -> None:
    asked = NewEngagement(
        scheme=row.scheme,
        station_id=filling.keys[row.station],
        visits=row.visits,
        fields=row.fields,
        first_date=filling.slots[row.first].date,
        last_date=filling.slots[row.last].date,
        distinct=row.distinct,
        not_paired=row.not_paired,
        avoid=filling.keys_of(row.avoid),
        priority=row.priority,
        title=f"{row.fields[0]}专题督导",
        reason="社工站电话申请",
    )
    make_engagement(filling.db, actor=filling.actor, term_id=term_id, asked=asked, source=EngagementSource.REQUEST)


def _meeting(filling: Filling, row: exchange.Meeting, term_id: str) -> Meeting:
    slot = filling.slots[row.slot]
    return Meeting(
        association_id=filling.actor.association_id,
        term_id=term_id,
        title=row.id,
        kind="quarterly_meeting" if row.id.endswith(QUARTERLY) else "meeting",
        date=slot.date,
        half=Half(slot.half),
        place="市社会工作协会会议室" if row.id.endswith(QUARTERLY) else "",
        stations=filling.keys_of(row.stations),
        supervisors=filling.keys_of(row.supervisors),
    )
