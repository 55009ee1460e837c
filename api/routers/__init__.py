"""All routers of the API, in the order of the documentation."""

from typing import Final

from fastapi import APIRouter

from api.routers import (
    associations,
    attendance,
    evaluations,
    records,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    associations.router,
    records.router,
    evaluations.router,
    attendance.router,
)
