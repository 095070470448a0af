"""The header at the beginning of a collapsed line, by its labels, its byline or the reader's buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from wxclean.filters.page.collapsed_byline import (
    byline_parts,
    card_parts,
    is_author,
    panel_parts,
    title_and_names,
)
from wxclean.filters.page.collapsed_glued import glued_header
from wxclean.filters.page.collapsed_phrases import Token, is_spaced, pieces, word_end
from wxclean.filters.page.header_names import LONGEST_NAME, SHARE

HEADER_END: Final = 800
"""The latest end of a header, in characters."""

# The longest value of a label, and the longest names after a header's badge, in characters.
_LONGEST_VALUE, _LONGEST_NAMES = 120, 80
# The shortest title, in characters, that is told by standing twice.
_SHORTEST_TITLE: Final = 6
# The number of parts of a title and a byline.
_BYLINED: Final = 2
# A word that can be a name where only its place says so.
_NAME: Final = re.compile(r"[^\W\d_][\w·・.&-]{0,19}")
_TAG: Final = re.compile(r"#[^\s#]{1,30}(?: \d{1,4}(?=\s|$))?")
_COUNTED_TAGS: Final = re.compile(r"(?:\s*#[^\s#]{1,30} \d{1,4}(?=\s))+(?!\s*(?:#|[年月日点分天个岁位种条块元号路]))")
_TAGS: Final = re.compile(r"(?:\s*#\S{1,30})+\s*")


def header_parts(text: str, tokens: Sequence[Token], title: int = 0) -> list[Token]:
    """Return the parts of a header at the beginning of a text, up to its last label, date and tag.

    `title` is where the title ends, if the page's footer says it, else 0.
    """
    if shared := _shared(text, tokens):
        return shared
    every, tokens = tokens, list(_head_tokens(text, tokens))
    labels = [place for place, token in enumerate(tokens) if token.rule is not None and token.rule.field]
    if not labels:
        return glued_header(text, every, title) or _with_byline(text, tokens) or _bylined(text, tokens, title)
    parts = list(_names(text, tokens[0], title))
    start = tokens[0].start
    for place, token in enumerate(tokens[: labels[-1] + 1]):
        parts += pieces(text, start, token.start)
        parts.append(token)
        start = token.end
        if place == labels[-1]:
            start = _value_end(text, start, tokens[place + 1 :])
            parts.append(Token(token.end, start, None))
    return [*parts, *_adjacent(text, start, tokens[labels[-1] + 1 :])]


def _shared(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return the header of a page that shares another's article: sharer, phrase, account and badge."""
    for phrase, badge in pairwise(tokens):
        if phrase.start > _LONGEST_NAMES:
            break
        is_one = phrase.rule is not None and phrase.rule.name == SHARE and text[: phrase.start].strip()
        if is_one and badge.rule is not None and badge.rule.name == "header.original":
            account = Token(phrase.end, badge.start, None)
            is_named = 0 < len(text[account.start : account.end].strip()) <= LONGEST_NAME
            return [Token(0, phrase.start, None), phrase, account, badge] if is_named else []
    return []


def _head_tokens(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the header's phrases that stand between blanks: `发表于` with the place, `收录于话题 #` without the tag."""
    for found in tokens:
        start, rule = found.start, found.rule
        if rule is None or not rule.name.startswith("header."):
            continue
        token = Token(start, start + len(text[start : found.end].rstrip("# ")), rule)
        if is_spaced(text, token):
            yield token
        elif rule.name == "header.place" and text[start - 1 : start] == " ":
            yield Token(start, word_end(text, token.end), rule)


def _adjacent(text: str, start: int, tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the phrases that follow a place with nothing but tags between them."""
    for token in tokens:
        between = text[start : token.start]
        if token.start < start or (between.strip() and not _TAGS.fullmatch(between)):
            return
        yield from pieces(text, start, token.start)
        yield token
        start = token.end
        if token.rule is not None and token.rule.name == "header.album":
            for tag in _tags(text, start):
                yield tag
                start = tag.end


def _tags(text: str, start: int) -> Iterator[Token]:
    """Yield the tags below an album's mark, with their counts if each has one: `#海边 14 #灯塔 3`."""
    run = _COUNTED_TAGS.match(text, start) or _TAGS.match(text, start)
    for tag in _TAG.finditer(text, start, run.end()) if run else ():
        yield Token(*tag.span(), None)


def _with_byline(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return title and byline of a header without labels, and what follows them."""
    parts = card_parts(text) or byline_parts(text)
    parts += panel_parts(text, parts[-1]) if len(parts) == _BYLINED else []
    return [*parts, *_adjacent(text, parts[-1].end, [t for t in tokens if t.start >= parts[-1].end])] if parts else []


def _bylined(text: str, tokens: Sequence[Token], title: int) -> list[Token]:
    """Return title, 原创 badge, author (often twice) and account of a header without labels, and what follows them."""
    if not tokens or tokens[0].rule is None:
        return []
    first, rule = tokens[0], tokens[0].rule
    if rule.name == "header.reader" and rule.strength == "strong" and text[: first.start].strip():
        parts = [*title_and_names(text, first.start), first]
        return [*parts, *_adjacent(text, first.end, tokens[1:])]
    if rule.name != "header.original":
        return []
    parts = [*_names(text, first, title), first]
    names = _named(text, first.end, tokens[1].start if tokens[1:] else len(text))
    return [*parts, *names, *_adjacent(text, names[-1].end if names else first.end, tokens[1:])]


def _named(text: str, start: int, end: int) -> list[Token]:
    """Return the names between a header's badge and what follows: the author, once or twice, and the account."""
    words = list(pieces(text, start, min(end, start + HEADER_END)))
    texts = [text[word.start : word.end] for word in words]
    if end - start > _LONGEST_NAMES:
        count = 3 if texts[:1] == texts[1:2] else 2
        return words[:count] if all(map(_NAME.fullmatch, texts[:count])) else []
    size = next((size for size in range(len(texts) // 2, 0, -1) if texts[:size] == texts[size : 2 * size]), 0)
    runs = [words[:size], words[size : 2 * size], words[2 * size :]] if size else [words[:-1], words[-1:]]
    return [Token(run[0].start, run[-1].end, None) for run in runs if run]


def _value_end(text: str, start: int, later: Sequence[Token]) -> int:
    """Return the end of a label's value: the date that follows it, or else the end of its first word."""
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    if later and later[0].start - begin <= _LONGEST_VALUE:
        return later[0].start
    return word_end(text, begin)


def _names(text: str, first: Token, title: int) -> Iterator[Token]:
    """Yield the title, which may contain spaces, and the names after it, up to the first phrase."""
    if 0 < title <= first.start:
        yield from _after_title(text, title, first.start)
        return
    words = list(pieces(text, 0, first.start))
    texts = [text[word.start : word.end] for word in words]
    below = texts[2:][-1:] or text[first.end : first.end + _LONGEST_NAMES].split()[:2]
    if len(words) > 1 and texts[0] in below:
        yield words[0]  # the account, as in the title of a browser's window
        words, texts = words[1:], texts[1:]
    start, count = words[0].start if words else 0, len(words)
    twice = next((size for size in range(count // 2, 0, -1) if texts[:size] == texts[size : 2 * size]), 0)
    if twice and words[twice - 1].end - start >= _SHORTEST_TITLE:
        yield Token(start, words[twice - 1].end, None)
        words, texts, count = words[twice:], texts[twice:], twice
    elif first.rule is not None and first.rule.field and len(set(texts)) < len(texts):
        count = next(place for place, word in enumerate(texts) if texts.count(word) > 1) or 1
        is_long = count > 1 and words[count - 2].end - words[count - 2].start >= _SHORTEST_TITLE
        if is_long and is_author(text, words[count - 1]):
            count -= 1
    if count:
        yield Token(words[0].start, words[count - 1].end, None)
    yield from words[count:]


def _after_title(text: str, title: int, end: int) -> Iterator[Token]:
    """Yield a title that is known, however often it stands there, the author, and the account, which is said twice."""
    yield Token(0, title, None)
    start = title
    while text[start:].lstrip().startswith(text[:title]):
        start += len(text[start:]) - len(text[start:].lstrip()) + title
        yield Token(start - title, start, None)
    words = list(pieces(text, start, end))
    texts = [text[word.start : word.end] for word in words]
    author = next((place for place, word in enumerate(texts) if texts.count(word) > 1), 0)
    if author:
        yield Token(words[0].start, words[author - 1].end, None)
    yield from words[author:]
