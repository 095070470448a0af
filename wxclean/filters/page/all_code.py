"""A page that was dumped with all of its code: where, among its scripts, its words stand, and what the scripts say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import accumulate, islice, repeat
from typing import Final, NamedTuple

from wxclean.document import Document, Edit, Span
from wxclean.edits import document_left, drops
from wxclean.rare_pattern import rare

SHORTEST: Final = 50_000
"""The shortest line, in characters, of a page with all of its code."""
# Such a page has several of the signs of its own code.
_FEWEST_SIGNS: Final = 3
# Chinese words as prose has them, and how many characters of other text between two of them one character outweighs.
_WORDS: Final = rare("[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e“”‘’…—]{6,}")
_OUTWEIGHED: Final = 8
# Code is mostly ASCII: to see this of a piece of so many characters takes a twentieth of the time of a search in it.
_PIECE: Final = 256
# The least worth of an article, and the part of it from which other prose may be a second one.
_LEAST, _SECOND = 60, 0.5
# How many texts are passed over that the page doesn't show: in literals, or in a template that the code below names.
_MOST_UNSHOWN: Final = 4
_TEMPLATE: Final = "content_tpl"
_CONTENT: Final = re.compile("content_?noencode", re.IGNORECASE)
_LITERAL: Final = re.compile(r"""[=(:,]\s?(?P<quote>['"`])(?:(?!(?P=quote)).)*+(?P=quote)""", re.DOTALL)
_LONGEST_OPENING: Final = 4000
# What stands below an article: its script, or, on pages that have none there, other code of the page's.
_PARTING: Final = "first_sc"
_SCRIPT_BELOW: Final = rare(r"(?:var |window\.)first_scr?een__time")
_LONGEST_BEFORE: Final = len("window.")
# Each choice begins with its letter, and what may not stand before that is looked for behind it: so the search passes
# over all other letters at once.
_CODE_BELOW: Final = rare(
    r"v(?<!\wv)ar\s[\w$]+\s?=|l(?<!\wl)et\s[\w$]+\s?=|c(?<!\wc)onst\s[\w$]+\s?=|f(?<!\wf)unction\s?\w*\("
    r"|<script|w(?<!\ww)indow\.[\w$]|t(?<!\wt)ry\s?\{|//<!\[CDATA\["
)
_NEAR, _FAR = 1 << 9, 1 << 15
_CODE_ENDS: Final = ";}"
# What stands before a text in a script; the shortest title, in characters, that shows where the words begin.
_QUOTES: Final = ("'", '"', "`", "")
_SHORTEST_TITLE: Final = 4
# What the scripts say of the article, by the names of metadata, and where a name stands that is given a value.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("msg_title",),
    "account": ("nickname", "nick_name"),
    "published": ("ct", "create_time"),
}
_RULE: Final = "page-code"


class _Saying(NamedTuple):
    """A value that a script gives to a name: the field that it is, and where the name stands."""

    place: int
    field: str
    value: str


def cut_around_words(document: Document, filter_name: str, signatures: Sequence[str]) -> tuple[list[Edit], Document]:
    """Return the edits that leave a page's words of its dump with all of its code, and the document that they leave.

    There are none if it isn't such a dump for certain. In one, the article stands where prose outweighs all else.
    `signatures` are what only the page's own code contains.
    """
    if max(map(len, document.texts), default=0) <= SHORTEST:
        return [], document
    text = "\n".join(document.texts)
    if len(list(islice((sign for sign in signatures if sign in text), _FEWEST_SIGNS))) < _FEWEST_SIGNS:
        return [], document
    words = _place_of_words(text)
    if words is None:
        return [], document
    said = sorted(_said(text))
    title = next((saying.value for saying in said if saying.field == "title"), "")
    words = Span(_start_with_title(text, words.start, title, signatures), words.end)
    outside = [saying for saying in said if not words.start <= saying.place < words.end]
    starts = [0, *accumulate(len(line) + 1 for line in document.texts)]
    edits: list[Edit] = []
    for cut in (Span(0, words.start), Span(words.end, len(text))):
        edits += _edits(document, filter_name, starts, cut, outside)
    left = document_left(document, edits)
    left.coded = left.is_page = True
    return edits, left


def _edits(
    document: Document, filter_name: str, starts: Sequence[int], cut: Span, said: Sequence[_Saying]
) -> Iterator[Edit]:
    """Yield the edits of the lines, or parts of lines, in a cut: those in which a script says something are labels."""
    if cut.start == cut.end:
        return
    done, end = bisect_right(starts, cut.start) - 1, bisect_left(starts, cut.end)
    apart = {done, end - 1, *[bisect_right(starts, saying.place) - 1 for saying in said]}
    for place in sorted(place for place in apart if done <= place < end):
        yield from drops(filter_name, document.numbers[done:place], repeat(_RULE), document.spans[done:place])
        yield from _edits_of_line(document, filter_name, starts, place, cut, said)
        done = place + 1


def _edits_of_line(
    document: Document, filter_name: str, starts: Sequence[int], place: int, cut: Span, said: Sequence[_Saying]
) -> Iterator[Edit]:
    """Yield the edits of a line, or a part of one, that ends in a cut or in which a script says something."""
    start, end = max(cut.start, starts[place]), min(cut.end, starts[place + 1] - 1)
    inside = [saying for saying in said if start <= saying.place < end]
    bounds = [start, *[saying.place for saying in inside[1:]], end]
    is_whole = start == starts[place] and end == starts[place + 1] - 1 and len(inside) < 2
    given = document.spans[place]
    offset = (given.start if given is not None else 0) - starts[place]
    for at in range(max(len(inside), 1)):
        span = given if is_whole else Span(bounds[at] + offset, bounds[at + 1] + offset)
        if span is not None and span.start == span.end:
            continue
        if inside:
            field, value = inside[at].field, inside[at].value
            yield Edit(document.numbers[place], "label", filter_name, _RULE, value, field, span)
        else:
            yield Edit(document.numbers[place], "drop", filter_name, _RULE, "", None, span)


def _place_of_words(text: str) -> Span | None:
    """Return where a page's words stand in it; None if they stand nowhere, or it may be in two places."""
    first, worth, left = _shown_words(text)
    if first is None:
        return None
    second, other, _ = _shown_words(left)
    return None if second is not None and other >= _SECOND * worth else first


def _start_with_title(text: str, start: int, title: str, signatures: Sequence[str]) -> int:
    """Return where words begin with the title that the scripts give, if what stands below it may be the article's.

    An article may begin with a listing, or in Latin letters: that looks like code, but has none of the page's signs.
    """
    place = text.rfind(title, max(0, start - _FAR), start) if len(title) >= _SHORTEST_TITLE else -1
    if place < 0 or text[place - 1 : place] in _QUOTES:
        return start
    is_page_s = any(text.find(sign, place, start) >= 0 for sign in signatures)
    return start if is_page_s else _below_code(text, place)


def _below_code(text: str, place: int) -> int:
    """Return where the words begin that reach to a place, below code."""
    return max(text.rfind(end, 0, place) for end in _CODE_ENDS) + 1


def _shown_words(text: str) -> tuple[Span | None, int, str]:
    """Return where the most prose stands that the page shows, its worth, and the text with blanks in place of it."""
    for _ in range(_MOST_UNSHOWN):
        worth, core = _core(text)
        if core is None:
            break
        words = Span(_below_code(text, core.start), _end_of_words(text, core.end))
        left = text[: words.start] + " " * (words.end - words.start) + text[words.end :]
        if not _is_literal(text, core) and _TEMPLATE not in text[words.end : words.end + _NEAR]:
            return words, worth, left
        text = left
    return None, 0, text


def _is_literal(text: str, core: Span) -> bool:
    """Return whether prose, or most of it, stands in quotes, or in the content that a script holds."""
    start = max(0, core.start - _LONGEST_OPENING)
    quoted = 0
    for literal in _LITERAL.finditer(text, start, min(core.end + _LONGEST_OPENING, len(text))):
        quoted += max(0, min(literal.end(), core.end) - max(literal.start(), core.start))
    return 2 * quoted > core.end - core.start or _CONTENT.search(text, start, core.start) is not None


def _end_of_words(text: str, start: int) -> int:
    """Return where the code begins below prose: at the article's own script, unless other code stands above that."""
    parting = text.find(_PARTING, start, start + _FAR)
    below = _SCRIPT_BELOW.search(text, max(start, parting - _LONGEST_BEFORE), start + _FAR) if parting >= 0 else None
    if below is None or _TEMPLATE in text[start : below.start()]:
        below = _CODE_BELOW.search(text, start)
    return below.start() if below else len(text)


def _core(text: str) -> tuple[int, Span | None]:
    """Return the part of a text in which prose outweighs all else the most, with its worth in characters."""
    best, best_worth = None, _LEAST
    start, worth, last = 0, 0, 0
    for words in _runs_of_words(text):
        worth -= (words.start() - last) // _OUTWEIGHED
        if worth <= 0 or text.find(_PARTING, last, words.start()) >= 0:
            start, worth = words.start(), 0
        last = words.end()
        worth += last - words.start()
        if worth > best_worth:
            best, best_worth = Span(start, last), worth
    return best_worth, best


def _runs_of_words(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_WORDS` finds in a text, without a search where all of it is ASCII."""
    start = -1
    for place in range(0, len(text), _PIECE):
        if not text[place : place + _PIECE].isascii():
            start = place if start < 0 else start
        elif start >= 0:
            yield from _WORDS.finditer(text, start, place)
            start = -1
    if start >= 0:
        yield from _WORDS.finditer(text, start)


def _said(text: str) -> Iterator[_Saying]:
    """Yield what the scripts of a page say of its article."""
    from wxclean.reading.page.script_values import ScriptValues  # few texts hold any

    values = ScriptValues(text.encode("utf-8", "replace"))
    for field, names in _NAMES.items():
        value = values.get(*names)
        if not value:
            continue
        # To look behind a name for its beginning is far faster than to look for the beginning of any word before it.
        given = (re.search(rf"{name}(?<!\w{name})\s?[:=]", text) for name in names)
        place = next((found.start() for found in given if found is not None), -1)
        if place >= 0:
            yield _Saying(place, field, unescape(value).replace("\xa0", " ").strip())
