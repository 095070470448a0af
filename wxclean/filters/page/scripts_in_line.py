"""The page's scripts inside a collapsed line: from a script's first words to its last bracket."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from wxclean.document import Span
from wxclean.filters.page.scripts import FIRST_WORDS
from wxclean.filters.page.signatures import signature_spans

# What no code holds outside its strings and comments: Chinese text, its punctuation, signs and emoji.
_LETTER: Final = "\u00a1-\U0010ffff"
# Code, whose strings and comments may hold Chinese text, up to the next Chinese or English text.
_CODE: Final = re.compile(
    rf"""(?: (?!(?<![\w',.-])(?:[A-Za-z',.-]{{1,20}}\s){{5}})
      (?: "(?:[^"\\]|\\.){{0,200}}?" | '(?:[^'\\]|\\.){{0,200}}?' | /\*.{{0,400}}?\*/ | [^{_LETTER}]) )*+""",
    re.VERBOSE | re.DOTALL,
)
_TEXT: Final = re.compile(rf"[{_LETTER}]+|\S+\s?|\s+")
# What a statement begins with.
_OPENING: Final = re.compile(
    r"""//<!\[CDATA\[ | /\* | !?\(?function\b\s*[\w(] | (?:if|for|while|switch)\s?\( | try\s?\{
      | (?:var|let|const)\s | (?:window|document)\.""",
    re.VERBOSE,
)
_BRACKET: Final = re.compile(r"[{}();]")
_ENDS: Final = (";", "}", "//]]>")
_END: Final = re.compile(rf".*(?:{'|'.join(map(re.escape, _ENDS))})", re.DOTALL)
# Code above the article, where no more than a title stands above it, is the page's own: the longest, in characters.
_LONGEST_TITLE: Final = 64
# The shortest code, in characters, of a script that begins otherwise than that below an article: sentences quote less.
_SHORTEST: Final = 120


def scripts_inside(text: str) -> list[Span]:
    """Return the spans of the page's scripts in a collapsed page's line."""
    signed = signature_spans(text) if any(end in text for end in _ENDS) else []
    if not signed:
        return []
    found: list[Span] = []
    outside = done = 0
    for run in _runs(text):
        outside += run.start - done
        script = _script(text, run, signed, in_head=outside <= _LONGEST_TITLE)
        if script is not None:
            found.append(script)
        outside += run.end - run.start if script is None else script.start - run.start
        done = run.end
    return found


def is_script(text: str) -> bool:
    """Return whether a part of a line is one of the page's scripts."""
    return text.endswith(_ENDS) and scripts_inside(text) == [(0, len(text))]


def _runs(text: str) -> Iterator[Span]:
    """Yield the runs of characters that could be code."""
    place = 0
    while place < len(text):
        code = _CODE.match(text, place)
        if code and code.end() > place:
            yield Span(place, code.end())
            place = code.end()
        words = _TEXT.match(text, place)
        place = words.end() if words else place + 1


def _script(text: str, run: Span, signatures: list[Span], *, in_head: bool) -> Span | None:
    """Return the script in a run, or None if it only quotes the page's code, or none at all."""
    signed = _first_inside(run, signatures)
    if signed < 0:
        return None
    first = run.start if in_head else _statement(text, run.start, signed)
    first += len(text[first : run.end]) - len(text[first : run.end].lstrip())
    last = _END.match(text, first, run.end)
    if last is None or last.end() <= signed:
        return None
    is_below_article = text.find(FIRST_WORDS, first, last.end()) >= 0
    return Span(first, last.end()) if is_below_article or last.end() - first >= _SHORTEST else None


def _statement(text: str, start: int, signed: int) -> int:
    """Return where the statement begins that a signature stands in; statements above it may be the author's."""
    first, depth = start, 0
    for bracket in _BRACKET.finditer(text, start, signed):
        depth = max(0, depth + (bracket.group() in "{(") - (bracket.group() in "})"))
        if not depth and bracket.group() in ";}":
            first = bracket.end()
    opening = _OPENING.search(text, first, signed + 1)
    return opening.start() if opening else first


def _first_inside(run: Span, spans: list[Span]) -> int:
    """Return where the first of these spans begins that stands inside a run, or -1."""
    for at in range(bisect_left(spans, (run.start, 0)), len(spans)):
        if spans[at].end <= run.end:
            return spans[at].start
        if spans[at].start >= run.end:
            break
    return -1
