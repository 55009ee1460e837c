"""All routers of the API, in the order of the documentation."""

from typing import Final

from fastapi import APIRouter

from api.routers import (
    accounts,
    associations,
    attendance,
    audit,
    availability,
    calendar,
    camp,
    camp_terms,
    demand,
    evaluations,
    feeds,
    meetings,
    records,
    reports,
    run_events,
    runs,
    session_requests,
    sign_in,
    stations,
    supervisors,
    terms,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    sign_in.router,
    accounts.router,
    associations.router,
    stations.router,
    supervisors.router,
    availability.router,
    calendar.router,
    terms.router,
    demand.router,
    meetings.router,
    camp.router,
    camp_terms.router,
    runs.router,
    run_events.router,
    records.router,
    evaluations.router,
    attendance.router,
    reports.router,
    session_requests.router,
    feeds.router,
    audit.router,
)
