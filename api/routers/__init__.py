"""All routers of the API, in the order of the documentation."""

from typing import Final

from fastapi import APIRouter

from api.routers import (
    associations,
    attendance,
    evaluations,
    records,
    run_events,
    runs,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    associations.router,
    runs.router,
    run_events.router,
    records.router,
    evaluations.router,
    attendance.router,
)
