"""A page whose white space was collapsed: its long lines are broken into lines again at its chrome."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from wxclean.document import Line, Span
from wxclean.filters.scripts import scripts_inside
from wxclean.keys import folded
from wxclean.matching import Matcher
from wxclean.rules import Rule

# Phrases that nearly every page has one of: without them there is nothing to look for. Each is under a character
# of its own that articles seldom have, which is found far faster than a phrase: `in` looks for its lower byte, which
# had best be none of 4E to 9F, since every second byte of Chinese text is (扫 and 签 take several times as long).
_ANCHORS = {
    "微": ("微信扫一扫", "微信掃一掃", "微信號"),
    "览": ("预览时标签不可点",),
    "覽": ("預覽時標籤不可點",),
    "轻": ("轻点两下取消",),
    "滑": ("继续滑动看下一个",),
    "浸": ("在小说阅读器中沉浸阅读",),
    "账": ("长按二维码向我转账",),
    "绍": ("功能介绍",),
    "紹": ("功能介紹",),
    "D": ("WeChat ID", "Weixin ID"),
    "F": ("Scan to Follow",),
    "A": ("to follow Official Account",),
}
# Shorter lines were not collapsed, in characters.
_SHORTEST = 60
# Strong phrases that a tail needs, and the longest free text between two of them, in characters.
_ENOUGH, _ENOUGH_IN_WORDS = 2, 3
_LONGEST_GAP = 64
_JOINED = 12
# Where a header ends at the latest, and the longest value of a label, in characters.
_HEAD = 800
_LONGEST_VALUE = 120
# The names between a header's mark and the next, in characters.
_LONGEST_NAMES = 80
_TAGS = re.compile(r"(?:\s*#\S{1,30})+\s*")


class _Token(NamedTuple):
    """A phrase found in a line, or a piece of text between phrases."""

    start: int
    end: int
    rule: Rule | None


def broken_lines(lines: Sequence[Line], matcher: Matcher) -> Sequence[Line]:
    """Return the lines, those that hold a collapsed page broken up at its chrome; else the same lines.

    A line counts as collapsed where its end is a run of phrases of the page's footer, or where
    labels of the header stand in its beginning, below a title. The parts keep the line's number and say, as
    `span`, where in the line they are.
    """
    found: list[Line] = []
    for line in lines:
        is_one = len(line.text) > _SHORTEST and _has_anchor(line.text)
        found.extend(_broken(line, matcher) if is_one else (line,))
    return found if len(found) != len(lines) else lines


def may_be_collapsed(texts: Sequence[str]) -> bool:
    """Return whether one of the lines could be a collapsed page: a cheap test."""
    return _has_anchor("\n".join(compress(texts, map(_SHORTEST.__lt__, map(len, texts)))))


def _has_anchor(text: str) -> bool:
    found = compress(_ANCHORS.values(), map(text.__contains__, _ANCHORS))
    return any(anchor in text for anchors in found for anchor in anchors)


def _broken(line: Line, matcher: Matcher) -> Iterator[Line]:
    text = line.text
    tokens = _tokens(text, matcher)
    tail = _tail(text, tokens)
    foot = tail[0].start if tail else len(text)
    head = _head(text[:foot], [token for token in tokens if token.end <= min(foot, _HEAD)])
    if not tail and (not head or head[0].rule is not None):
        yield line
        return
    body = head[-1].end if head else 0
    for token in (*head, *_without_scripts(text, body, foot), *tail):
        part = text[token.start : token.end]
        if part.strip():
            start = token.start + len(part) - len(part.lstrip())
            offset = line.span.start if line.span else 0
            yield Line(line.number, part.strip(), Span(offset + start, offset + start + len(part.strip())))


def _without_scripts(text: str, start: int, end: int) -> Iterator[_Token]:
    """Yield the article between header and footer, and the page's scripts in it as parts of their own."""
    for script in scripts_inside(text, start, end):
        yield _Token(start, script.start, None)
        yield _Token(*script, None)
        start = script.end
    yield _Token(start, end, None)


def _tokens(text: str, matcher: Matcher) -> list[_Token]:
    """Return the phrases of a text from left to right, the longest at each place."""
    keyed = folded(text)
    key = keyed.text
    found = []
    place = 0
    while place < len(key):
        for phrase in matcher.starts.get(key[place : place + 2], ()):
            if key.startswith(phrase, place) and _is_whole(key, place, place + len(phrase)):
                end = place + len(phrase)
                found.append(_Token(keyed.origin(place), keyed.origin(end), matcher.phrases[phrase]))
                place = end - 1
                break
        place += 1
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a match doesn't cut a Latin word or a number in two."""
    before, after = text[start - 1 : start], text[end : end + 1]
    cut_before = before.isascii() and before.isalnum() and text[start].isascii() and text[start].isalnum()
    cut_after = after.isascii() and after.isalnum() and text[end - 1].isascii() and text[end - 1].isalnum()
    return not cut_before and not cut_after


def _tail(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """Return the parts of the footer at the end of a text: phrases and what stands between them."""
    strong = [token for token in tokens if token.rule is not None and token.rule.strength == "strong"]
    first = len(strong)
    end = len(text)
    while first and _gap(text, strong[first - 1].end, end, tokens) <= _LONGEST_GAP:
        first -= 1
        end = strong[first].start
    run = strong[first:]
    spaced = sum(_is_spaced(text, token) for token in run)
    worth = sum(map(_worth, run))
    if worth < _ENOUGH or (spaced < _ENOUGH and worth < _ENOUGH_IN_WORDS):
        return []
    if 2 * spaced > len(run):
        run = _without_quoted(text, run)
    start = _with_opener(text, tokens, run[0].start)
    return list(_parts(text, [token for token in tokens if token.start >= start], start, len(text)))


def _worth(token: _Token) -> int:
    """Return how many phrases one counts for: long ones are several, as tools join them."""
    return 1 + (token.end - token.start) // _JOINED


def _without_quoted(text: str, run: list[_Token]) -> list[_Token]:
    """Return a run without the phrases before it that stand inside the article's last sentence."""
    first = next(place for place, token in enumerate(run) if _is_spaced(text, token))
    return run[first:]


def _gap(text: str, start: int, end: int, tokens: Sequence[_Token]) -> int:
    """Return how many characters between two places belong to no phrase; `tokens` are in their order."""
    free = len("".join(text[start:end].split()))
    first, last = bisect_left(tokens, (start,)), bisect_left(tokens, (end,))
    return free - sum(token.end - token.start for token in tokens[first:last])


def _is_spaced(text: str, token: _Token) -> bool:
    return text[token.start - 1 : token.start] in ("", " ") and text[token.end : token.end + 1] in ("", " ")


def _with_opener(text: str, tokens: Sequence[_Token], start: int) -> int:
    """Return the start of a tail with the weak phrases right before it that may open a footer."""
    for token in reversed([token for token in tokens if token.end <= start]):
        if text[token.end : start].strip() or not _is_spaced(text, token):
            break
        if token.rule is None or not token.rule.opens:
            break
        start = token.start
    return start


def _parts(text: str, tokens: Sequence[_Token], start: int, end: int) -> Iterator[_Token]:
    """Yield the phrases and the free text between them, from start to end."""
    for token in tokens:
        if text[start : token.start].strip():
            yield _Token(start, token.start, None)
        yield token
        start = token.end
    if text[start:end].strip():
        yield _Token(start, end, None)


def _head(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """Return the parts of a header at the beginning of a text, up to its last label, date and tag."""
    tokens = list(_head_tokens(text, tokens))
    labels = [place for place, token in enumerate(tokens) if token.rule is not None and token.rule.field]
    if not labels:
        return _bylined(text, tokens)
    parts = list(_names(text, tokens[0]))
    start = tokens[0].start
    for place, token in enumerate(tokens[: labels[-1] + 1]):
        parts += _pieces(text, start, token.start)
        parts.append(token)
        start = token.end
        if place == labels[-1]:
            start = _value_end(text, start, tokens[place + 1 :])
            parts.append(_Token(token.end, start, None))
    return [*parts, *_adjacent(text, start, tokens[labels[-1] + 1 :])]


def _head_tokens(text: str, tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Yield the header's phrases that stand between blanks; `发表于` with the place, `收录于话题 #` without the tag."""
    for found in tokens:
        token = found._replace(end=found.start + len(text[found.start : found.end].rstrip("# ")))
        if token.rule is None or not token.rule.name.startswith("header."):
            continue
        if _is_spaced(text, token):
            yield token
        elif token.rule.name == "header.place" and text[token.start - 1 : token.start] == " ":
            yield token._replace(end=_word_end(text, token.end))


def _adjacent(text: str, start: int, tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Yield the phrases that follow a place with nothing but tags between."""
    for token in tokens:
        between = text[start : token.start]
        if token.start < start or (between.strip() and not _TAGS.fullmatch(between)):
            return
        yield from _pieces(text, start, token.start)
        yield token
        start = token.end


def _bylined(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """Return title, 原创 mark, author (often twice) and account of a header without labels, and what follows."""
    if not tokens or tokens[0].rule is None:
        return []
    first = tokens[0]
    parts = [*_names(text, first), first]
    if tokens[0].rule.name == "header.reader" and tokens[0].rule.strength == "strong" and len(parts) > 1:
        return [*parts, *_adjacent(text, first.end, tokens[1:])]
    if tokens[0].rule.name != "header.original":
        return []
    names = _named(text, first.end, tokens[1].start if tokens[1:] else len(text))
    return [*parts, *names, *_adjacent(text, names[-1].end if names else first.end, tokens[1:])]


def _named(text: str, start: int, end: int) -> list[_Token]:
    """Return the names between a header's mark and what follows them: the author, twice or once, and the account."""
    words = list(_pieces(text, start, min(end, start + _HEAD)))
    texts = [text[word.start : word.end] for word in words]
    if end - start > _LONGEST_NAMES:
        return words[: 3 if texts[:1] == texts[1:2] else 2]
    size = next((size for size in range(len(texts) // 2, 0, -1) if texts[:size] == texts[size : 2 * size]), 0)
    runs = [words[:size], words[size : 2 * size], words[2 * size :]] if size else [words[:-1], words[-1:]]
    return [_Token(run[0].start, run[-1].end, None) for run in runs if run]


def _value_end(text: str, start: int, later: Sequence[_Token]) -> int:
    """Return the end of a label's value: up to the date that follows, or its first word."""
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    if later and later[0].start - begin <= _LONGEST_VALUE:
        return later[0].start
    return _word_end(text, begin)


def _word_end(text: str, start: int) -> int:
    space = text.find(" ", start)
    return space if space > 0 else len(text)


def _pieces(text: str, start: int, end: int) -> Iterator[_Token]:
    """Yield the words between two places, each as a part."""
    for word in text[start:end].split():
        begin = text.index(word, start)
        start = begin + len(word)
        yield _Token(begin, start, None)


def _names(text: str, first: _Token) -> Iterator[_Token]:
    """Yield the title, which may hold spaces, and the names after it, up to the first phrase."""
    words = list(_pieces(text, 0, first.start))
    texts = [text[word.start : word.end] for word in words]
    count = len(words)
    if first.rule is not None and first.rule.field and len(set(texts)) < len(texts):
        count = next(place for place, word in enumerate(texts) if texts.count(word) > 1) or 1
    if count:
        yield _Token(0, words[count - 1].end, None)
    yield from words[count:]
