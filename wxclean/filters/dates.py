"""Dates as pages and tools write them, converted to ISO 8601."""

from __future__ import annotations

import re
from typing import Final

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?")
_ISO_DATE: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}:\d{2}(?::\d{2})?))?")
# `Sep 22, 2026, 8:00 AM`
_ENGLISH_DATE: Final = re.compile(r"([A-Z][a-z]{2}) (\d{1,2}), (\d{4}), (\d{1,2}):(\d{2}) ([AP])M")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHINESE_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2}:\d{2}))?")


def iso_date(text: str) -> str:
    """Return a page's date as ISO (`2018-11-23`, `2023-10-31 17:59`), any other text as it is."""
    if _ISO.fullmatch(text):
        return text
    match = _ISO_DATE.search(text) or _CHINESE_DATE.search(text)
    if match is None:
        english = _ENGLISH_DATE.fullmatch(text)
        return _iso_of_english(*english.groups()) if english and english[1] in _MONTHS else text
    year, month, day, time = match.groups()
    return f"{year}-{int(month):02}-{int(day):02}" + (f" {time}" if time else "")


def _iso_of_english(month: str, day: str, year: str, hour: str, minute: str, half: str) -> str:
    time = int(hour) % 12 + 12 * (half == "P")
    return f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02} {time:02}:{minute}"
