"""All routers of the API, in the order of the documentation."""

from typing import Final

from fastapi import APIRouter

from api.routers import (
    accounts,
    associations,
    attendance,
    audit,
    evaluations,
    records,
    run_events,
    runs,
    sign_in,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    sign_in.router,
    accounts.router,
    associations.router,
    runs.router,
    run_events.router,
    records.router,
    evaluations.router,
    attendance.router,
    audit.router,
)
