"""Bylines: author, account, date and place on one line, as converters and reader tools write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from wxclean.filters.dates import iso_date
from wxclean.reading.lines.characters import Letters
from wxclean.rules.line_key import TARGET, shown, undressed

LONGEST_BYLINE: Final = 120
"""The longest byline, in characters."""
# A byline without a link has fewer lines above it.
_FEW: Final = 3
BYLINE_ENDS: Final = Letters("0123456789)*_")
"""The last characters of bylines."""

# A date as pages and tools write it, with its time; and the place that a page gives after it.
_DAY: Final = (
    r"(?P<published>\d{4}(?:-\d{1,2}-\d{1,2}|年\d{1,2}月\d{1,2}日)(?: \d{1,2}:\d{2})?"
    r"|今天|昨天|前天|\d{1,2}\s?[天周]前|Today|Yesterday|\d{1,2} (?:days?|weeks?) ago)"
)
_LOCATION: Final = r"(?:发表于|發表於|Posted on)?\s*(?P<location>[^\s*_]{2,12})"
_ORIGINAL: Final = r"(?P<original>(?:原创|Original)[:：]?\s+)?"
# `原创 作者  [ 帐号 ](javascript:void\(0\);)`, `作者 [帐号](javascript:void(0);) *2022-06-07 08:17* *浙江*`.
_LINKED: Final = re.compile(
    rf"{_ORIGINAL}(?P<author>[^\[\]]*?)\s*\[ ?(?P<account>[^\[\]#][^\[\]]*?) ?\]"
    rf"\(javascript:{TARGET}\)(?:\s*[*_]\s*{_DAY}\s*[*_])?(?:\s*[*_]\s*{_LOCATION}\s*[*_])?"
)
# `作者  帐号   2023-10-31 17:59`, or no author. Once white space is folded, names of several words are ambiguous.
_SPACED: Final = re.compile(
    rf"{_ORIGINAL}(?:(?P<author>\S+(?:\s\S+)*)\s{{2,}})?(?P<account>\S+(?:\s\S+)*)(?:\s{{2,}}|\s(?=[*_]))[*_]?{_DAY}[*_]?"
)
_FOLDED: Final = re.compile(
    rf"{_ORIGINAL}(?P<author>\S.*?)\s+(?P<account>\S.*?)\s+(?P<published>\d{{4}}-\d{{2}}-\d{{2}}(?: \d{{2}}:\d{{2}})?)"
)
_DAY_AND_PLACE: Final = re.compile(rf"{_DAY}\s+{_LOCATION}")
# What a clipper leaves of the page's elements around names.
_ANCHOR: Final = re.compile(r"<a id=\"\w*\"></a>")


class Byline(NamedTuple):
    """A byline's values by field, its worth as evidence of a header, and whether it ends the header."""

    values: Mapping[str, str]
    worth: int
    last: bool = False


def byline_of(text: str, *, above: int) -> Byline | None:
    """Return what a byline says, or None if the line isn't one; `above` counts the lines of title and names above it.

    Only pages have links to nowhere, and only tools set names and a time far apart, so either proves a header by
    itself. A tool that writes the latter writes nothing more of the header.
    """
    if len(text) > LONGEST_BYLINE:
        return None
    if "](javascript:" in text:
        match = _LINKED.fullmatch(text)
        return Byline(_values(match), 3) if match is not None else None
    if not 0 < above < _FEW or text[-1] not in BYLINE_ENDS.members:
        return None
    match = _SPACED.fullmatch(_ANCHOR.sub("  ", text).strip() if "<a id=" in text else text)
    if match is not None and ":" in match["published"]:
        return Byline(_values(match), 3, last=text[-1] not in "*_")
    match = match or (_FOLDED.fullmatch(text) if above == 1 else None)
    return Byline(_values(match), 2) if match is not None else None


def day_and_place(text: str) -> Mapping[str, str]:
    """Return the values of a line such as `_2022-05-17 10:46_ _发表于 湖北_`, none for other lines."""
    match = _DAY_AND_PLACE.fullmatch(undressed(text)) if text[-1] in "*_" else None
    return _values(match) if match is not None else {}


def _values(match: re.Match[str]) -> Mapping[str, str]:
    return {field: _SHOWN.get(field, shown)(value) for field, value in match.groupdict().items() if value}


def _undoubled(name: str) -> str:
    """Return a name without the repetition that pages since 2023 print (`小满 小满`)."""
    words = shown(name).removeprefix("By ").split(" ")
    half = len(words) // 2
    return " ".join(words[:half] if half and words[:half] == words[half:] else words)


_SHOWN: Final[Mapping[str, Callable[[str], str]]] = {
    "original": lambda _: "true",
    "author": _undoubled,
    "published": iso_date,
}
