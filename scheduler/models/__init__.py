"""All tables of the service; `metadata` knows them once this package is imported."""

from scheduler.models import (
    accounts,
    associations,
    camp,
    feeds,
    people,
    planning,
    records,
    releases,
    reports,
    requests,
    runs,
    terms,
)
from scheduler.models.base import metadata

__all__ = [
    "accounts",
    "associations",
    "camp",
    "feeds",
    "metadata",
    "people",
    "planning",
    "records",
    "releases",
    "reports",
    "requests",
    "runs",
    "terms",
]
