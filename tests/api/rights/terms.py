"""Rights in terms, the working-day calendar and demand."""

import json

from calendars.known_days import built_in_days
from scheduler.models.accounts import Role
from scheduler.models.terms import DemandRule
from solver.problem import Scheme
from tests.api.rights import MEMBERS, OFFICE, PLANNERS, Making, Right
from tests.builders import a_term
from tests.term_builders import an_engagement

READERS = OFFICE | {Role.SYSTEM}
DEMAND_READERS = READERS | {Role.STATION, Role.COUNTY_VIEWER}


def own_term(making: Making) -> str:
    return a_term(making.db, making.city.association).id


def own_rule(making: Making) -> str:
    rule = DemandRule(
        association_id=making.city.association.id, term_id=making["term_id"], scheme=Scheme.PAIR, visits=3
    )
    making.db.add(rule)
    making.db.flush()
    return rule.id


def own_engagement(making: Making) -> str:
    term = a_term(making.db, making.city.association)
    return an_engagement(making.db, term, making.city.station).id


ROWS = {
    "term_id": own_term,
    "rule_id": own_rule,
    "engagement_id": own_engagement,
    "scheme": lambda making: "pair",
}
NEW_TERM = {"name": "另一期", "first_date": "2031-01-01", "last_date": "2031-03-31"}
STATION = {"station_id": lambda making: making.city.station.id}
NAMED_2026 = [
    {"date": f"{day.date}", "kind": day.kind.value}
    for day in built_in_days().values()
    if day.date.year == 2026 and day.name is not None
]
NOTICE = {"text": json.dumps({"year": 2026, "days": NAMED_2026}), "source": "通知"}

RIGHTS = {
    "GET /terms": Right(MEMBERS),
    "POST /terms": Right(PLANNERS, json=NEW_TERM),
    "GET /terms/{term_id}": Right(MEMBERS),
    "PATCH /terms/{term_id}": Right(PLANNERS, json={"weights": {"travel": 2}}),
    "POST /terms/{term_id}/archive": Right(PLANNERS),
    "POST /terms/{term_id}/restore": Right(PLANNERS),
    "GET /terms/{term_id}/slots": Right(MEMBERS),
    "POST /terms/{term_id}/slots/preview": Right(OFFICE, json={}),
    "POST /terms/{term_id}/slots": Right(PLANNERS, json={}),
    "GET /terms/{term_id}/demand/rules": Right(READERS),
    "POST /terms/{term_id}/demand/rules": Right(PLANNERS, json={"scheme": "pair", "visits": 3}),
    "GET /demand-rules/{rule_id}": Right(READERS),
    "PUT /demand-rules/{rule_id}": Right(PLANNERS, json={"visits": 4}),
    "DELETE /demand-rules/{rule_id}": Right(PLANNERS),
    "GET /terms/{term_id}/demand": Right(DEMAND_READERS),
    "PUT /terms/{term_id}/demand/{station_id}/{scheme}": Right(
        PLANNERS, json={"visits": 4, "reason": "新站"}, rows=STATION
    ),
    "DELETE /terms/{term_id}/demand/{station_id}/{scheme}": Right(PLANNERS, rows=STATION),
    "GET /terms/{term_id}/demand/changes": Right(READERS),
    "POST /terms/{term_id}/demand/apply": Right(PLANNERS),
    "GET /terms/{term_id}/engagements": Right(DEMAND_READERS),
    "POST /terms/{term_id}/engagements": Right(
        PLANNERS, json=lambda made: {"scheme": "roving", "station_id": made.city.station.id}
    ),
    "GET /engagements/{engagement_id}": Right(DEMAND_READERS),
    "PATCH /engagements/{engagement_id}": Right(PLANNERS, json={"priority": 3}),
    "POST /engagements/{engagement_id}/follow-policy": Right(PLANNERS),
    "POST /engagements/{engagement_id}/withdraw": Right(PLANNERS, json={"reason": "搬迁"}),
    "POST /engagements/{engagement_id}/reinstate": Right(PLANNERS),
    "GET /terms/{term_id}/check": Right(READERS),
    "GET /calendar/days": Right(MEMBERS | {Role.PLATFORM_ADMIN}, params={"first": "2026-10-01"}, shared=True),
    "POST /calendar/notices": Right(frozenset({Role.PLATFORM_ADMIN}), json=NOTICE, params={"trial": True}, shared=True),
}
