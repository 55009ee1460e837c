"""The field's words as the service says them: what an event is, by its scheme, form or kind of meeting."""

from typing import Final

from solver.problem import Form, Scheme
from solver.wording import Wording

SCHEMES: Final = {
    Scheme.PAIR: Wording("“1+1”结对", "pair (1+1)"),
    Scheme.ROVING: Wording("巡回指导", "roving visit"),
    Scheme.RESIDENT: Wording("驻站督导", "resident supervision"),
    Scheme.EVALUATION: Wording("绩效评估", "evaluation"),
    Scheme.CHIEF: Wording("总督导", "chief supervision"),
}
FORMS: Final = {
    Form.COURSE: Wording("课程", "course"),
    Form.SALON: Wording("沙龙", "salon"),
    Form.LECTURE: Wording("讲座", "lecture"),
}
QUARTERLY_MEETING: Final = "quarterly_meeting"
"""The kind of meeting that looks at the report of its term."""
MEETINGS: Final = {
    "meeting": Wording("会议", "meeting"),
    QUARTERLY_MEETING: Wording("季例会", "quarterly meeting"),
    "contest": Wording("比赛", "contest"),
    "community_day": Wording("公益巴士", "community day"),
}
KINDS: Final[dict[str, Wording]] = {
    **{scheme.value: words for scheme, words in SCHEMES.items()},
    **{form.value: words for form, words in FORMS.items()},
    **MEETINGS,
}
"""By the `scheme` of a published event: a visit's scheme, a course session's form, a meeting's kind."""
COSTS: Final = {
    "unscheduled_visit": Wording("未排走访", "visits left out"),
    "unscheduled_session": Wording("未排场次", "course sessions left out"),
    "travel": Wording("路程", "travel"),
    "fields": Wording("领域", "fields"),
    "rotation": Wording("轮换", "rotation"),
    "continuity": Wording("延续", "continuity"),
    "spacing": Wording("间隔", "spacing"),
    "load": Wording("负荷", "load"),
    "disliked": Wording("不愿时段", "disliked slots"),
    "moved": Wording("改期", "moved"),
    "reassigned": Wording("换人", "reassigned"),
    "relocated": Wording("换场地", "relocated"),
    "seats": Wording("座位", "seats"),
    "min_days": Wording("分布天数", "days of a class"),
    "isolated": Wording("孤立场次", "isolated"),
    "venue_stability": Wording("多用场地", "venue changes"),
}
"""Short names of the soft costs."""
WEEKDAYS: Final = (
    Wording("周一", "Mon"),
    Wording("周二", "Tue"),
    Wording("周三", "Wed"),
    Wording("周四", "Thu"),
    Wording("周五", "Fri"),
    Wording("周六", "Sat"),
    Wording("周日", "Sun"),
)
"""From Monday on."""
