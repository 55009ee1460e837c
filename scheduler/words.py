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
MEETINGS: Final = {
    "meeting": Wording("会议", "meeting"),
    "quarterly_meeting": Wording("季例会", "quarterly meeting"),
    "contest": Wording("比赛", "contest"),
    "community_day": Wording("公益巴士", "community day"),
}
KINDS: Final[dict[str, Wording]] = {
    **{scheme.value: words for scheme, words in SCHEMES.items()},
    **{form.value: words for form, words in FORMS.items()},
    **MEETINGS,
}
"""By the `scheme` of a published event: a visit's scheme, a course session's form, a meeting's kind."""
