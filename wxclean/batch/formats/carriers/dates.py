"""The dates that carriers give, in China's time, which is that of the pages."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime

from wxclean.filters.dates import CHINA


def in_china(words: str) -> str:
    """Return a moment in the form of RFC 822 as a date in China's time; any other words as they are.

    >>> in_china("Fri, 30 Nov 2018 13:00:00 GMT"), in_china("2018-11-30T21:00:00+08:00")
    ('2018-11-30 21:00', '2018-11-30T21:00:00+08:00')
    """
    try:
        moment = parsedate_to_datetime(words)
    except (TypeError, ValueError, IndexError, OverflowError):
        return words
    if moment.tzinfo is None and words.rstrip().endswith("-0000"):  # RFC 5322, 3.3: a time of UTC
        moment = moment.replace(tzinfo=UTC)
    try:
        return (moment.astimezone(CHINA) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")
    except (OverflowError, ValueError):
        return words
