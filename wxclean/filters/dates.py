"""Dates as pages and tools write them, converted to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from wxclean.rare_pattern import rare

# WeChat's dates are in China's time zone.
CHINA: Final = timezone(timedelta(hours=8))

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?")
_TIME: Final = (
    r"(?:[\sT]+(?:[上下]午\s?)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s?[AP]M)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_ISO_DATE: Final = rare(rf"(?<!\d)(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?!\d){_TIME}")
_CHINESE_DATE: Final = rare(
    r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
    r"(?:\s*(?:[上下]午\s?)?(?P<hour>\d{1,2}):(?P<minute>\d{2}))?(?P<zone>)"
)
# `Sep 22, 2026, 8:00 AM`, `September 22, 2026`
_ENGLISH_DATE: Final = rare(
    r"(?P<month>[A-Z][a-z]{2})[a-z]{0,6}\.? (?P<day>\d{1,2}), (?P<year>\d{4})"
    r"(?:,? (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})? ?(?:[AP]M)?)?"
)
# `Tue, 02 Jan 2024 10:40:00 GMT`, as feeds have it
_FEED_DATE: Final = rare(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{1,2}:\d{2}(?::\d{2})? (?:GMT|UTC|[+-]\d{4})")
# How many hours of the day stand before a half of it.
_HALVES: Final = {"AM": 0, "上午": 0, "PM": 12, "下午": 12}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Scrapers' records give dates in seconds or milliseconds since 1970, of this century.
_SECONDS: Final = re.compile(r"1\d{9}(?:\d{3}|\.\d+)?")


def day_in_china(seconds: float) -> date:
    """Return the day in China of a moment, given in seconds since 1970."""
    return datetime.fromtimestamp(seconds, CHINA).date()


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
        year, month, day, minute, zone = match.group("year", "month", "day", "minute", "zone")
        return _written(year, month, day, _hour_of_day(match), minute, zone) or text
    english = _ENGLISH_DATE.fullmatch(text)
    if english is not None and english["month"] in _MONTHS:
        month = str(_MONTHS.index(english["month"]) + 1)
        return _written(english["year"], month, english["day"], _hour_of_day(english), english["minute"], None) or text
    if _FEED_DATE.fullmatch(text):
        return _feed_date(text) or text
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    return text


def _feed_date(text: str) -> str | None:
    """Return a feed's date in China's time, or None if there is no such day or time."""
    from email.utils import parsedate_to_datetime  # few texts have one

    try:
        return parsedate_to_datetime(text).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return None


def _hour_of_day(match: re.Match[str]) -> str | None:
    hour, text = match["hour"], match.group()
    before = next((hours for half, hours in _HALVES.items() if half in text), None)
    return hour if not hour or before is None else str(int(hour) % 12 + before)


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
