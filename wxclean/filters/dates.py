"""Dates as pages and tools write them, converted to ISO 8601, and words such as `昨天` resolved to a day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

# WeChat's dates are in China's time zone.
CHINA: Final = timezone(timedelta(hours=8))

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?")
_TIME: Final = r"(?:[\sT]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
_ISO_DATE: Final = re.compile(rf"(?<!\d)(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?!\d){_TIME}")
_CHINESE_DATE: Final = re.compile(
    r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
    r"(?:\s*(?P<hour>\d{1,2}):(?P<minute>\d{2}))?(?P<zone>)"
)
# `Sep 22, 2026, 8:00 AM`, `September 22, 2026`
_ENGLISH_DATE: Final = re.compile(
    r"(?P<month>[A-Z][a-z]{2})[a-z]{0,6}\.? (?P<day>\d{1,2}), (?P<year>\d{4})"
    r"(?:,? (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})? ?(?P<half>[AP]M)?)?"
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Scrapers' records give dates in seconds or milliseconds since 1970, of this century.
_SECONDS: Final = re.compile(r"1\d{9}(?:\d{3}|\.\d+)?")

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


def is_iso(text: str) -> bool:
    """Return whether a text is a date in ISO form, with or without a time: `2018-11-23`, `2023-10-31 17:59`."""
    if not _ISO.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:  # there is no 30th of February
        return False
    return True


def iso_date(text: str) -> str:
    """Return a page's date as ISO (`2018-11-23`, `2023-10-31 17:59`), any other text as it is.

    A time is left as the page says it, which is China's; one with a zone of its own, as tools write it, is converted.

    >>> iso_date("2023年5月9日 8:14"), iso_date("2023-05-09T00:14:00Z"), iso_date("昨天")
    ('2023-05-09 08:14', '2023-05-09 08:14', '昨天')
    """
    if _ISO.fullmatch(text):
        return text
    match = _ISO_DATE.search(text) or _CHINESE_DATE.search(text)
    if match is not None:
        return _written(*match.group("year", "month", "day", "hour", "minute", "zone")) or text
    english = _ENGLISH_DATE.fullmatch(text)
    if english is not None and english["month"] in _MONTHS:
        month = str(_MONTHS.index(english["month"]) + 1)
        return _written(english["year"], month, english["day"], _hour_of_day(english), english["minute"], None) or text
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    return text


def _hour_of_day(english: re.Match[str]) -> str | None:
    hour, half = english["hour"], english["half"]
    return str(int(hour) % 12 + 12 * (half == "PM")) if hour and half else hour


def _written(year: str, month: str, day: str, hour: str | None, minute: str | None, zone: str | None) -> str | None:
    """Return a date in ISO form, or None if there is no such day or time."""
    try:
        if not hour or not minute:
            return date(int(year), int(month), int(day)).isoformat()
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute))  # noqa: DTZ001 - as the page says it
    except ValueError:
        return None
    if zone:
        own = datetime.fromisoformat(moment.isoformat() + zone)
        moment = own.astimezone(CHINA)
    return moment.strftime("%Y-%m-%d %H:%M")


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
