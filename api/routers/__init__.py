"""All routers of the API, in the order of the documentation."""

from typing import Final

from fastapi import APIRouter

from api.routers import (
    accounts,
    associations,
    attendance,
    audit,
    calendar,
    demand,
    evaluations,
    feeds,
    records,
    reports,
    run_events,
    runs,
    session_requests,
    sign_in,
    terms,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    sign_in.router,
    accounts.router,
    associations.router,
    calendar.router,
    terms.router,
    demand.router,
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
