"""All routers of the API, in the order of the documentation."""

from typing import Final

from fastapi import APIRouter

from api.routers import associations

ROUTERS: Final[tuple[APIRouter, ...]] = (associations.router,)
