"""Rights in channels for notices."""

from scheduler.channels.addresses import key_of
from scheduler.models.accounts import Account, Role
from scheduler.models.associations import Association
from tests.api.rights import MEMBERS, PLANNERS, Making, Right

ADDRESS = "feishu://0123456789abcdef"
PEOPLE = MEMBERS - {Role.SYSTEM}


def own_channel(making: Making) -> str:
    making.db.get_one(Account, making.account.id).channels = [ADDRESS]
    return key_of(ADDRESS)


def associations_channel(making: Making) -> str:
    making.db.get_one(Association, making.city.association.id).notice_channels = [ADDRESS]
    return key_of(ADDRESS)


ASSOCIATIONS = {"channel_id": associations_channel}
ROWS = {"channel_id": own_channel}
RIGHTS = {
    "GET /me/channels": Right(PEOPLE),
    "POST /me/channels": Right(PEOPLE, json={"address": ADDRESS}),
    "DELETE /me/channels/{channel_id}": Right(PEOPLE),
    "POST /me/channels/{channel_id}/test": Right(PEOPLE),
    "GET /association/channels": Right(PLANNERS),
    "POST /association/channels": Right(PLANNERS, json={"address": ADDRESS}),
    "DELETE /association/channels/{channel_id}": Right(PLANNERS, rows=ASSOCIATIONS),
    "POST /association/channels/{channel_id}/test": Right(PLANNERS, rows=ASSOCIATIONS),
}
