"""What can go wrong with feeds."""

from scheduler.errors import DomainError
from solver.wording import Wording


class FeedUnknownError(DomainError):
    """No feed has this address, or it was replaced by another."""

    code = "feed-unknown"
    wording = Wording(
        "没有这个订阅地址，可能已更换；请登录后在“日历订阅”中重新获取",
        "no calendar has this address; it may have been replaced: sign in and take the new one",
    )


class FeedRevokedError(DomainError):
    """The feed was ended by its owner, or its owner may not have it any more."""

    code = "feed-revoked"
    wording = Wording(
        "此订阅已停用；请在日历中删除它，需要时登录后重新订阅",
        "this calendar was ended; remove it, and sign in to subscribe anew",
    )


class FeedExistsError(DomainError):
    """The account has such a feed already; its address can be changed. Facts: `feed_id`."""

    code = "feed-exists"
    wording = Wording(
        "您已订阅过这个日历；如链接遗失，请更换链接（{feed_id}）",
        "you have this calendar already; if its address is lost, change it ({feed_id})",
    )
