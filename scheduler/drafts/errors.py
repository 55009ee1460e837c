"""What can go wrong when a draft is made or edited."""

from scheduler.errors import DomainError
from solver.wording import Wording


class SubjectNotDueError(DomainError):
    """The key names no visit or course session that is due in the draft. Facts: `key`."""

    code = "subject-not-due"
    wording = Wording(
        "草案中没有应排的走访或场次“{key}”，请刷新草案后重试",
        "no visit or course session {key!r} is due in this draft; refresh the draft and try again",
    )


class SubjectNotPlannedError(DomainError):
    """What shall be changed is not planned. Facts: `key`."""

    code = "subject-not-planned"
    wording = Wording("“{key}”尚未排定，请先补排", "{key!r} is not planned; add it first")


class SubjectPlannedError(DomainError):
    """What shall be added is planned already. Facts: `key`."""

    code = "subject-planned"
    wording = Wording("“{key}”已经排定，请改用改期或换人", "{key!r} is planned already; move it or hand it over")


class SlotNotWorkedError(DomainError):
    """The term has no half-day that starts then. Facts: `date`, `start`."""

    code = "slot-not-worked"
    wording = Wording(
        "{date} {start} 不是本计划期的工作时段，请另选时段",
        "the term has no half-day at {date} {start}; choose another",
    )


class PersonUnknownError(DomainError):
    """The draft's list of people has no such supervisor. Facts: `supervisor_id`."""

    code = "person-unknown"
    wording = Wording(
        "草案的人员名单中没有 {supervisor_id}，请刷新草案后重试",
        "the draft knows no supervisor {supervisor_id}; refresh the draft and try again",
    )


class VenueUnknownError(DomainError):
    """The draft knows no such venue. Facts: `venue_id`."""

    code = "venue-unknown"
    wording = Wording(
        "草案中没有场地 {venue_id}，请刷新草案后重试",
        "the draft knows no venue {venue_id}; refresh the draft and try again",
    )


class OneLecturerError(DomainError):
    """A course session is given by exactly one lecturer. Facts: `key`."""

    code = "one-lecturer"
    wording = Wording("场次“{key}”只能有一位讲师", "course session {key!r} takes exactly one lecturer")


class NoVenueHereError(DomainError):
    """A visit is at its station and has no venue; a course session needs one. Facts: `key`."""

    code = "no-venue-here"
    wording = Wording(
        "走访在社工站进行，不能指定场地；场次则必须指定场地（{key}）",
        "a visit is at its station and takes no venue, a course session needs one: {key!r}",
    )


class NothingToUndoError(DomainError):
    """No edit is left to undo."""

    code = "nothing-to-undo"
    wording = Wording("没有可撤销的修改", "there is no edit to undo")


class NothingToRedoError(DomainError):
    """No undone edit can be done again."""

    code = "nothing-to-redo"
    wording = Wording("没有可重做的修改", "there is no undone edit to do again")


class OriginUnfitError(DomainError):
    """No draft of this term can be made from that. Facts: `kind`, `id`."""

    code = "origin-unfit"
    wording = Wording(
        "不能由此建立草案（{kind} {id}）：须属于同一计划期，求解须已完成且有方案",
        "no draft can be made from {kind} {id}: it must be of the same term, and a run must be completed with a plan",
    )
