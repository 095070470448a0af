"""The top of a footer: names, messages, pictures and places above its first phrase that belong to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from wxclean.filters.by_tools.front_matter import RULE_LINE
from wxclean.filters.labels import Header, Lines
from wxclean.filters.page.free_text import is_name
from wxclean.filters.page.header_names import LONGEST_NAME, SENTENCE_END
from wxclean.filters.page.topics import topics_in
from wxclean.rules.line_key import LONGEST, undressed
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Rule

_NAMES: Final = ("author", "account")
# The reward box has at most this many lines above its first phrase: a name, a message, pictures.
_REWARD, _REWARD_LINES = "reward.", 4
# WeChat's own limit of an author's name: eight Chinese characters, or sixteen Latin ones.
_AUTHOR_CELLS: Final = 16
# Tools draw a horizontal rule above what they say of themselves.
_TOOL: Final = "tool.footer"
# The rule of the swipe to the next page, above which the account stands.
_SWIPE: Final = "swipe.next"
# The rule of an album's index.
_INDEX: Final = "album.nav"
# The rule of the place that an author writes from, and the words before it.
_PLACE: Final = "header.place"
_POSTED: Final = re.compile(r"^(?:发表于|發表於|Posted on)\s*")
# Pictures of readers, by the host in their addresses: no author's picture has it.
_PORTRAIT: Final = "qlogo.cn"
_PORTRAITS: Final = re.compile(r"(?:!\[[^\[\]]*\]\([^()]*qlogo\.cn[^()]*\)\s*)+")


def with_lines_above(page: Lines, header: Header, body: range, below: Sequence[str], matcher: Matcher) -> int:
    """Return the footer's start, moved up over lines that belong to it; `below` are the footer's own lines.

    `body` are the places of the header and the article. The reward box prints the author's name and a message above its
    button, and the message again below it; readers' pictures stand below their number. A tool draws a horizontal rule
    above what it says of itself, or breaks the link to the original over two lines. Some pages repeat the place that
    the author writes from.
    """
    foot, top = body.stop, body.start + header.end
    if not below:
        return foot
    names = {label.value for label in header.labels if label.field in _NAMES}
    start = _above_repeated(page, range(top, foot), [*names, *below])
    rule = page.rules[foot] if foot < len(page.rules) else None
    name = rule.name if rule is not None else ""
    if top < start == foot - 1 and name.startswith(_REWARD) and page.texts[start] not in names:
        start -= page.rules[start - 1] is None and _is_short_name(page.texts[start - 1])
    if start == foot:
        if name == _SWIPE and foot == top + 1 and page.rules[top] is None and is_name(page.texts[top]):
            return top  # the account, and no article above it
        if name == _TOOL and foot > top and RULE_LINE.fullmatch(page.texts[foot - 1]):
            return foot - 1
        if name.startswith(_REWARD):
            start = _above_name(page, foot, top, names)
        if name == _INDEX:
            start = _above_count(page.texts, foot, top)
    if start > top and page.texts[start - 1][-1] == ")":
        start = _above_portraits(page, _above_link(page, start, top, matcher), top)
    return start - (start > top and _is_place(page.texts[start - 1], page.rules[start - 1], matcher))


def _above_repeated(page: Lines, body: range, repeated: Collection[str]) -> int:
    """Return the footer's start, moved up over at most two lines that it repeats."""
    start = body.stop
    while start > body.start and body.stop - start < 2 and page.rules[start - 1] is None:
        if page.texts[start - 1] not in repeated:
            break
        start -= 1
    return start


def _above_name(page: Lines, foot: int, top: int, names: Collection[str]) -> int:
    """Return where a name stands above a reward box, with a message and pictures between, else the box's start.

    A name and words that are all there is below the header are the article.
    """
    words = 0
    for place in range(foot - 1, max(foot - _REWARD_LINES, top) - 1, -1):
        text = page.texts[place]
        if text in names:
            return foot if words and place == top else place
        is_prose = len(text) > LONGEST and "](" not in text
        if is_prose or page.rules[place] is not None or len(bare := undressed(text)) > LONGEST_NAME:
            break
        words += bare != ""
        if words > 1:
            break
    return foot


def _is_short_name(text: str) -> bool:
    """Return whether a line above the message of a reward box, which the box repeats, is the author's name."""
    cells = sum(1 if letter.isascii() else 2 for letter in text[: _AUTHOR_CELLS + 1])
    return cells <= _AUTHOR_CELLS and not text.endswith(SENTENCE_END) and "：" not in text


def _above_count(texts: list[str], index: int, top: int) -> int:
    """Return where an album's name and number stand above its index, on one line or two, else the index's place."""
    for lines in (1, 2):
        first = index - lines
        if first >= top and _is_counted("".join(texts[first:index]).lstrip("#"), texts[index]):
            return first
    return index


def _is_counted(text: str, index: str) -> bool:
    """Return whether a line is an album's name and number, `整理术86`, above its index, `整理术 · 目录`."""
    return text.rstrip("0123456789 个") in topics_in(index) and not text[-1:].isspace()


def _above_portraits(page: Lines, foot: int, top: int) -> int:
    """Return the footer's start, moved up over readers' pictures below a line of the reward box, and over that.

    A picture ends with a bracket, like the link that a tool broke.
    """
    start = foot
    while start > top and _PORTRAIT in page.texts[start - 1] and _PORTRAITS.fullmatch(page.texts[start - 1]):
        start -= 1
    rule = page.rules[start - 1] if top < start < foot else None
    return start - 1 if rule is not None and rule.name.startswith(_REWARD) else foot


def _above_link(page: Lines, foot: int, top: int, matcher: Matcher) -> int:
    """Return the footer's start, moved up over a link that may open one, if a tool broke it over two lines."""
    first = foot - 2
    if first < top or page.texts[foot - 1][-1] != ")" or page.texts[first][0] != "[" or "](" in page.texts[first]:
        return foot
    rule = matcher.phrase(f"{page.texts[first]} {page.texts[foot - 1]}")
    return first if rule is not None and rule.opens else foot


def _is_place(text: str, rule: Rule | None, matcher: Matcher) -> bool:
    """Return whether a line says from where the author writes: a place that is known, after 发表于."""
    if rule is None or rule.name != _PLACE:
        return False
    place = _POSTED.sub("", undressed(text))
    known = matcher.phrase(place) if place != undressed(text) else None
    return known is not None and known.name == _PLACE
