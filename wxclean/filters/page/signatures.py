"""Signatures: what only the page's own code contains, and which lines have one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from wxclean.document import Span
from wxclean.reading.lines.characters import Letters, lines_ending
from wxclean.rules.line_key import is_picture

HEAD_SIGNATURES: Final = (
    "window.__allowLoadResFromMp",
    "page_begintime",
    "window.__moon_report_uin",
    "window.no_moon_ls",
    "window.isInWeixinApp",
    "write_sceen_time",
    ".rich_media_",
)
"""What only the scripts above the page's first words contain; the title may stand above them."""

SIGNATURES: Final = (
    *HEAD_SIGNATURES,
    "first_sceen__time",
    "first_screen__time",
    "getElementById('js_content')",
    'getElementById("js_content")',
    "(iPhone|iPad|iPod|iOS)/i.test(navigator.userAgent)",
    'indexOf("WindowsWechat")',
    "indexOf('WindowsWechat')",
    "/mmbizwap/",
    "__moon_initcallback",
    "window.__second_open__",
    "window.logs",
    "window.__QMTPL_SSR_DATA__",
    "window.__wxWebEnv",
    "window.WX_BJ_REPORT",
)
"""What only the page's own code contains, and no listing in an article."""

STEMS: Final = (
    "indow",
    "navigator.",
    "_sceen_",
    "screen__time",
    "js_content",
    ".rich_media_",
    "/mmbizwap/",
    "page_begintime",
    "__moon_init",
)
"""What each signature contains one of: a text without any of them has no signature."""

_BY_STEM: Final[Mapping[str, Sequence[str]]] = {
    stem: [signature for signature in SIGNATURES if stem in signature] for stem in STEMS
}

CODE_ENDS: Final = Letters(";{}(),'\"")
"""The last characters of lines of code."""


def signed_lines(texts: list[str]) -> list[int]:
    """Return the places of lines that end as code does and have a signature, looked for in all of them at once."""
    ends = [place for place in lines_ending(texts, CODE_ENDS) if texts[place].isascii() and not _is_data(texts[place])]
    if not ends:
        return []
    code = "\n".join([texts[place] for place in ends])
    spans = signature_spans(code)
    if not spans:
        return []
    starts = list(accumulate([len(texts[place]) + 1 for place in ends], initial=0))
    return sorted({ends[bisect_right(starts, span.start) - 1] for span in spans})


def _is_data(text: str) -> bool:
    """Return whether a line is a picture whose address is its data: these take long to search."""
    return text.startswith("![") and "](data:" in text and is_picture(text)


def signature_spans(text: str) -> list[Span]:
    """Return where signatures stand in a text, in order."""
    found: list[Span] = []
    for signature in _likely_signatures(text):
        place = text.find(signature)
        while place >= 0:
            found.append(Span(place, place + len(signature)))
            place = text.find(signature, place + 1)
    return sorted(found)


def has_signature(text: str) -> bool:
    """Return whether a line has a signature."""
    return text.isascii() and any(signature in text for signature in _likely_signatures(text))


def _likely_signatures(text: str) -> list[str]:
    """Return the signatures whose stems a text contains: nearly all texts have none."""
    return [signature for stem in STEMS if stem in text for signature in _BY_STEM[stem]]
