"""What one was reminded of: visits not recorded, reports that are late, options for a request."""

import datetime as dt

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb
from api.problems import documented
from scheduler.errors import NotAllowedError
from scheduler.models.reports import ReminderKind
from scheduler.reminding.service import own_reminders

router = APIRouter(tags=["notices"])


class ReminderOut(BaseModel):
    """One reminder; `subject_key` is the visit's key, the report's month, or the request's key."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: ReminderKind
    subject_key: str
    on_date: dt.date


@router.get("/reminders", responses=documented(NotAllowedError))
def list_reminders(db: ReadDb, actor: CurrentActor) -> list[ReminderOut]:
    """One's own reminders, the latest first."""
    return [ReminderOut.model_validate(row) for row in own_reminders(db, actor=actor)]
