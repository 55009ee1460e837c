"""What can go wrong when a visit is recorded."""

from scheduler.errors import DomainError
from solver.wording import Wording


class VisitAheadError(DomainError):
    """A visit was recorded as done or missed before its time. Facts: `date`."""

    code = "visit-ahead"
    wording = Wording(
        "该次督导在 {date}，尚未到时间；届时再登记，或登记为“取消”",
        "this visit is on {date}, still ahead; record it then, or record it as cancelled",
    )


class NotOnPanelError(DomainError):
    """A person is said to have been there who is not on the visit's panel. Facts: `supervisors`."""

    code = "not-on-panel"
    wording = Wording(
        "登记的督导不在该次排班名单中（{supervisors}）；代班请先由排班员调整排班",
        "not on the panel of this visit: {supervisors}; have the planner hand the visit over first",
    )


class AlreadyRecordedError(DomainError):
    """The visit has a record already. Facts: `record_id`."""

    code = "already-recorded"
    wording = Wording(
        "该次督导已登记，请打开原记录修改（{record_id}）", "this visit is recorded: change record {record_id}"
    )
