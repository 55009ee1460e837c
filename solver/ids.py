"""Typed identifiers of the exchange files, so that a station's id is never passed for a supervisor's."""

from typing import NewType

StationId = NewType("StationId", str)
SupervisorId = NewType("SupervisorId", str)
EngagementId = NewType("EngagementId", str)
MeetingId = NewType("MeetingId", str)
VenueId = NewType("VenueId", str)
CohortId = NewType("CohortId", str)
TraineeId = NewType("TraineeId", str)
ClassId = NewType("ClassId", str)
