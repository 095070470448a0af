"""Words for a day, such as `昨天` and `3 days ago`, resolved by the day on which they were true."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

_DAYS_BACK: Final = {"今天": 0, "今日": 0, "刚刚": 0, "昨天": 1, "昨日": 1, "前天": 2, "today": 0, "yesterday": 1}
_WEEKDAYS: Final = "一二三四五六日"
_ENGLISH_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AGO: Final = re.compile(
    r"(?P<count>\d{1,3}|[an]+)\s?(?:个|個)?(?P<unit>分钟|分鐘|小时|小時|天|周|週|月|年|minute|hour|day|week|month|year)"
    r"(?:s|\(s\))?\s?(?:前|ago)"
)
_DAY_OF_YEAR: Final = re.compile(r"(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日|(?P<m>\d{2})-(?P<d>\d{2})")
_ON_THE_DAY: Final = re.compile(r"(?P<day>.*?) ?(?P<hour>\d{1,2}):(?P<minute>\d{2})")
_UNITS: Final = {
    **dict.fromkeys(("分钟", "分鐘", "小时", "小時", "minute", "hour"), 0),
    **dict.fromkeys(("天", "day"), 1),
    **dict.fromkeys(("周", "週", "week"), 7),
}
_MONTHS_IN: Final = {"月": 1, "month": 1, "年": 12, "year": 12}


def resolved_date(words: str, reference: date) -> str | None:
    """Return the day that a page's words mean on the day of reference, in ISO form; None if they name none.

    What is only roughly said (`2周前`, `1个月前`) is counted back as if it were exact. A weekday is the last one before
    the reference, and a day without a year the last one up to it.

    >>> resolved_date("昨天", date(2023, 5, 20)), resolved_date("3天前 18:05", date(2023, 5, 20))
    ('2023-05-19', '2023-05-17 18:05')
    """
    words = " ".join(words.split())
    timed = _ON_THE_DAY.fullmatch(words)
    try:
        day = _day_meant(timed["day"].rstrip(" ,，") if timed is not None else words, reference)
    except (ValueError, OverflowError):
        return None
    if day is None or timed is None:
        return day.isoformat() if day is not None else None
    return f"{day.isoformat()} {int(timed['hour']):02}:{timed['minute']}"


def _day_meant(words: str, reference: date) -> date | None:
    """Return the day of words without a time.

    Raises:
        ValueError: there is no such day.
        OverflowError: the same.
    """
    back = _DAYS_BACK.get(words.lower())
    if back is None:
        back = _days_since_weekday(words.lower(), reference)
    if back is not None:
        return reference - timedelta(days=back)
    ago = _AGO.fullmatch(words.lower())
    if ago is not None:
        count = int(ago["count"]) if ago["count"].isdecimal() else 1
        if ago["unit"] in _UNITS:
            return reference - timedelta(days=count * _UNITS[ago["unit"]])
        return _months_before(reference, count * _MONTHS_IN[ago["unit"]])
    named = _DAY_OF_YEAR.fullmatch(words)
    if named is None:
        return None
    month, day = int(named["month"] or named["m"]), int(named["day"] or named["d"])
    found = date(reference.year, month, day)
    return found if found <= reference else date(reference.year - 1, month, day)


def _days_since_weekday(words: str, reference: date) -> int | None:
    """Return how many days ago the last such weekday was, None if the words name none."""
    if words in _ENGLISH_WEEKDAYS:
        weekday = _ENGLISH_WEEKDAYS.index(words)
    elif words[:-1] in ("星期", "周", "週", "礼拜", "禮拜") and words[-1] in _WEEKDAYS + "天":
        weekday = _WEEKDAYS.index(words[-1].replace("天", "日"))
    else:
        return None
    return (reference.weekday() - weekday - 1) % 7 + 1


def _months_before(reference: date, count: int) -> date:
    month = reference.year * 12 + reference.month - 1 - count
    first = date(month // 12, month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(reference.day, last.day))
