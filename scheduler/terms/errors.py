"""What can go wrong with terms and the working-day calendar."""

from scheduler.errors import DomainError
from solver.wording import Wording


class TermsOverlapError(DomainError):
    """Another term holds some of the dates. Facts: `name`, `first_date`, `last_date`, `id`."""

    code = "terms-overlap"
    wording = Wording(
        "日期与计划期“{name}”（{first_date} 至 {last_date}）重叠，请调整起止日期",
        "the dates overlap with the term {name!r} ({first_date} to {last_date}); choose others",
    )


class PublishedSlotsLostError(DomainError):
    """The change would take away half-days on which something is published. Facts: `count`, `first`, `events`."""

    code = "published-slots-lost"
    wording = Wording(
        "此改动会取消 {count} 项已发布安排所在的半天（最早为 {first}）；确认后请带 confirm=true 重新提交，再重排并发布",
        "the change takes away the half-days of {count} published events (the first on {first}); to go on, repeat it "
        "with confirm=true, then replan and publish",
    )
