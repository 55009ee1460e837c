"""Days off that the law itself fixes, for any year: what is known before the State Council's notice of that year.

The law is the Regulation on Public Holidays (全国年节及纪念日放假办法), thirteen days a year since 2025. Four holidays
follow the moon or the sun; their dates are taken from the library `holidays`. Which weekends are swapped around them is
the notice's business and is never guessed here.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Final

AVOID_WITHIN_DAYS: Final = 4
"""How far from a statutory day off a notice may close a weekday."""

_NAMES: Final = {"元旦", "春节", "农历除夕", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}


@cache
def statutory_days(year: int) -> Mapping[dt.date, str]:
    """The days off that the law fixes for `year`, with the holiday's Chinese name; years from 2000 to 2099."""
    from holidays import country_holidays  # half a second to import, and only asked for beyond the notices

    known = country_holidays("CN", years=year, observed=False, language="zh_CN")
    return {date: names for date, names in sorted(known.items()) if _NAMES.issuperset(names.split("; "))}


def statutory_name(date: dt.date) -> str | None:
    """The holiday of a statutory day off, or None for any other day."""
    return statutory_days(date.year).get(date)


def statutory_days_near(date: dt.date) -> list[dt.date]:
    """The statutory days off at most `AVOID_WITHIN_DAYS` calendar days before or after a date, in order."""
    offsets = range(-AVOID_WITHIN_DAYS, AVOID_WITHIN_DAYS + 1)
    near = (date + dt.timedelta(days=offset) for offset in offsets)
    return [day for day in near if statutory_name(day) is not None]
