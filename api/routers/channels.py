"""Channels outside of the product for notices: one's own, and the association's."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.dependencies import CurrentActor, ReadDb, WriteDb
from api.problems import documented
from scheduler.channels import service
from scheduler.channels.service import Channel, NewChannel
from scheduler.errors import NotAllowedError, NotFoundError

router = APIRouter(tags=["channels"])
READING = documented(NotAllowedError)
CHANGING = documented(NotAllowedError, NotFoundError)


class ChannelOut(BaseModel):
    """A channel; its address is shown without its secrets."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    shown: str


@router.get("/me/channels", responses=READING)
def own(db: ReadDb, actor: CurrentActor) -> list[ChannelOut]:
    """Where one wants notices besides the inbox."""
    return _out(service.own_channels(db, actor=actor))


@router.post("/me/channels", status_code=201, responses=READING)
def add_own(db: WriteDb, actor: CurrentActor, asked: NewChannel) -> list[ChannelOut]:
    """Want notices at one more address."""
    return _out(service.add_own_channel(db, actor=actor, asked=asked))


@router.delete("/me/channels/{channel_id}", responses=CHANGING)
def remove_own(db: WriteDb, actor: CurrentActor, channel_id: str) -> list[ChannelOut]:
    """Want no notices there any more."""
    return _out(service.remove_own_channel(db, actor=actor, channel_id=channel_id))


@router.post("/me/channels/{channel_id}/test", status_code=202, responses=CHANGING)
def try_own(db: WriteDb, actor: CurrentActor, channel_id: str) -> None:
    """Have a test message sent there soon."""
    service.try_own_channel(db, actor=actor, channel_id=channel_id)


@router.get("/association/channels", responses=READING)
def associations(db: ReadDb, actor: CurrentActor) -> list[ChannelOut]:
    """Where every release is told, and the mailbox that e-mails go out from."""
    return _out(service.association_channels(db, actor=actor))


@router.post("/association/channels", status_code=201, responses=READING)
def add_associations(db: WriteDb, actor: CurrentActor, asked: NewChannel) -> list[ChannelOut]:
    """Have every release told at one more address."""
    return _out(service.add_association_channel(db, actor=actor, asked=asked))


@router.delete("/association/channels/{channel_id}", responses=CHANGING)
def remove_associations(db: WriteDb, actor: CurrentActor, channel_id: str) -> list[ChannelOut]:
    """Have releases told there no more."""
    return _out(service.remove_association_channel(db, actor=actor, channel_id=channel_id))


@router.post("/association/channels/{channel_id}/test", status_code=202, responses=CHANGING)
def try_associations(db: WriteDb, actor: CurrentActor, channel_id: str) -> None:
    """Have a test message sent there soon."""
    service.try_association_channel(db, actor=actor, channel_id=channel_id)


def _out(channels: list[Channel]) -> list[ChannelOut]:
    return [ChannelOut.model_validate(channel) for channel in channels]
