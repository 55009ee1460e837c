"""Typed keys of the service's rows, so that a draft's key is never passed for a release's."""

import uuid
from typing import NewType

AssociationId = NewType("AssociationId", str)
AccountId = NewType("AccountId", str)
TermId = NewType("TermId", str)
RunId = NewType("RunId", str)
DraftId = NewType("DraftId", str)
ReleaseId = NewType("ReleaseId", str)
SnapshotId = NewType("SnapshotId", str)


def new_id() -> str:
    """A new key: 32 hexadecimal digits of a random UUID, never given twice, that says nothing about the row."""
    return uuid.uuid4().hex
