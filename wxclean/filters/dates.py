"""Dates as pages and tools write them, made ISO."""

from __future__ import annotations

import re

_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2}:\d{2}))?")


def iso_date(text: str) -> str:
    """Return a date of the page as ISO (`2018-11-23`, `2023-10-31 17:59`), other words as they are."""
    match = _ISO_DATE.search(text) or _CHINESE_DATE.search(text)
    if match is None:
        return text
    year, month, day, time = match.groups()
    return f"{year}-{int(month):02}-{int(day):02}" + (f" {time}" if time else "")
