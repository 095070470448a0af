"""The header of a page whose texts were joined without anything between them: where its parts end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wxclean.filters.page.collapsed_phrases import Token

# An account may have no id.
_ID: Final = re.compile(r"\s*(?:[A-Za-z][\w-]{2,30}\s*)?", re.ASCII)
_DAY: Final = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
# What stands between the title and the account: badge, day, author; older pages have one without the others.
_BYLINE: Final = re.compile(
    r"(?P<mark>(?:原创|原創|Original)\s?[:：]?)?(?P<day>(?:19|20)\d\d-\d\d-\d\d)?(?P<author>.*)", re.DOTALL
)
_ABOVE_NAMES: Final = re.compile(r"(?:原创|原創|Original)\s?[:：]?|(?:19|20)\d\d-\d\d-\d\d")
_SENTENCE_ENDS: Final = "。！？!?…~～"
_GOES_ON: Final = ("，", ",", "、", "的", "")
_LETTER: Final = re.compile(r"[^\W\d_]")
# A title that ends as a sentence does, above an author of a few characters: words with one of these go on in the title.
_OF_SENTENCES: Final = "的了吗嗎呢吧啊是不有看快在这這那就也要会會能你我他她们們什怎真必速"
_SIGNED: Final = re.compile(rf".*[{_SENTENCE_ENDS}](?=[^\W\d_{_OF_SENTENCES}]{{2,5}}$)", re.DOTALL)
# The sign of tags below an album's mark, where no tag follows.
_SIGN: Final = re.compile(r"\s*#(?!\S)")
# The longest description, in characters.
_LONGEST_VALUE: Final = 200


def glued_header(text: str, tokens: Sequence[Token], title: int = 0) -> list[Token]:
    """Return the parts of a header with labels for id and description that nothing sets apart; none without them.

    The description ends at the day, and the header there or below the album's mark. Without a day, nothing shows where
    the article begins: the header then ends above the description. `title` is where the title ends, if the
    page's footer says it, else 0.
    """
    labels = [token for token in tokens if token.rule is not None and token.rule.field]
    if len(labels) < 2 or not _ID.fullmatch(text, labels[0].end, labels[1].start):
        return []
    first, second = labels[:2]
    parts = [*_names(text, first.start, title), first, Token(first.end, second.start, None)]
    end = _end_of_value(text, second.end, tokens)
    if end is None or any(_DAY.fullmatch(text, part.start, part.end) for part in parts):
        return parts
    parts += [second, Token(second.end, end, None)]
    day = _DAY.match(text, end)
    if day is not None:
        return [*parts, Token(*day.span(), None)]
    for token in tokens:
        if token.start == parts[-1].end and token.rule and token.rule.name in ("header.date", "header.album"):
            parts.append(token)
    sign = _SIGN.match(text, parts[-1].end)
    return [*parts, Token(*sign.span(), None)] if sign else parts


def _end_of_value(text: str, start: int, tokens: Sequence[Token]) -> int | None:
    """Return where the day begins that stands below a description: a date, or a word above an album's mark."""
    albums = {token.start for token in tokens if token.rule is not None and token.rule.name == "header.album"}
    days = [token for token in tokens if token.rule is not None and token.rule.name == "header.date"]
    ends = [
        day.start
        for day in days
        if day.end in albums or _DAY.match(text, day.start) or _is_apart(text, day.start, day.end)
    ]
    return next((end for end in ends if start < end <= start + _LONGEST_VALUE), None)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Return whether a day in words is no word of a sentence: it stands below one, and no sentence goes on after it."""
    below = text[end : end + 1]
    is_said = below in _GOES_ON or (not text[start].isdecimal() and _LETTER.match(below) is not None)
    return text[start - 1] in _SENTENCE_ENDS and not is_said


def _names(text: str, end: int, known: int) -> Iterator[Token]:
    """Yield the title, which may stand twice, what stands below it, and the account, which is said twice or more."""
    sizes = range(end // 2, 1, -1)
    size = next((size for size in sizes if text[end - size : end] == text[end - 2 * size : end - size]), 0)
    start = end - 2 * size
    while size and text[start - size : start] == text[end - size : end]:
        start -= size
    account = text[start : start + size]
    first = size if size and text.startswith(account) and start > 2 * size else 0
    above = _ABOVE_NAMES.search(text, first + 1, start)
    title = known if first < known <= start else above.start() if above else start
    signed = _SIGNED.match(text, first, title) if title == start else None
    title = signed.end() if signed else title
    half = (title - first) // 2
    half = half if text[first : first + half] == text[first + half : title] else 0
    parts = [Token(0, first, None), Token(first, first + half, None), Token(first + half, title, None)]
    byline = _BYLINE.fullmatch(text, title, start)
    if byline is not None:
        parts += [Token(*byline.span(name), None) for name in ("mark", "day", "author")]
    yield from (part for part in parts if part.start < part.end)
    for place in range(start, end, size or 1):
        yield Token(place, place + size, None)
