"""What can go wrong with attendance."""

from scheduler.errors import DomainError
from solver.wording import Wording


class NotEnrolledError(DomainError):
    """A trainee does not belong to this course session. Facts: `trainees` (names or keys)."""

    code = "not-enrolled"
    wording = Wording(
        "以下学员不在该场次的班级中：{trainees}", "these trainees are in no cohort of this course session: {trainees}"
    )


class CourseSessionAheadError(DomainError):
    """Attendance was entered before the day. Facts: `date`."""

    code = "course-session-ahead"
    wording = Wording("该场次在 {date}，尚未开始", "this course session is on {date}, still ahead")


class SignInNotOpenError(DomainError):
    """The code on the wall is the right one, scanned too early. Facts: `opens_at`."""

    code = "sign-in-not-open"
    wording = Wording("签到 {opens_at} 开放，请到时再点“签到”", "signing in opens at {opens_at}: do it then")


class SignInCodeInvalidError(DomainError):
    """The code on the wall is unknown, or not for this time."""

    code = "sign-in-code-invalid"
    wording = Wording(
        "签到码无效或已过期，请扫描现场最新的签到码", "this code is unknown or out of time: scan the one on the wall"
    )
