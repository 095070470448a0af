"""A page whose white space was collapsed: its long lines are broken into lines again at its chrome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wxclean.document import Line, Span
from wxclean.rules import Matcher, Rule

# Phrases that nearly every page has one of: without them there is nothing to look for.
_ANCHORS = (
    "微信扫一扫",
    "预览时标签不可点",
    "轻点两下取消",
    "继续滑动看下一个",
    "长按二维码向我转账",
    "功能介绍",
    "功能介紹",
    "微信號",
    "WeChat ID",
    "Weixin ID",
    "Scan to Follow",
    "to follow Official Account",
)
# Shorter lines were not collapsed, in characters.
_SHORTEST = 60
# Strong phrases that a tail needs, and the longest free text between two of them, in characters.
_ENOUGH, _ENOUGH_IN_WORDS = 2, 3
_LONGEST_GAP = 64
# Where a header ends at the latest, in characters.
_HEAD = 800


class _Token(NamedTuple):
    """A phrase found in a line, or a piece of text between phrases."""

    start: int
    end: int
    rule: Rule | None


def broken_lines(lines: Sequence[Line], matcher: Matcher) -> Sequence[Line]:
    """Return the lines, those that hold a collapsed page broken up at its chrome; else the same lines.

    A line counts as collapsed where its end is a run of phrases of the page's footer, or where
    labels of the header stand in its beginning. The parts keep the line's number and say, as
    `span`, where in the line they are.
    """
    found: list[Line] = []
    for line in lines:
        if len(line.text) > _SHORTEST and any(anchor in line.text for anchor in _ANCHORS):
            found.extend(_broken(line, matcher))
        else:
            found.append(line)
    return found if len(found) != len(lines) else lines


def _broken(line: Line, matcher: Matcher) -> Iterator[Line]:
    text = line.text
    tail = _tail(text, _tokens(text, 0, len(text), matcher))
    foot = tail[0].start if tail else len(text)
    head = _head(text[:foot], matcher)
    if not tail and not head:
        yield line
        return
    body = head[-1].end if head else 0
    for token in (*head, _Token(body, foot, None), *tail):
        part = text[token.start : token.end]
        if part.strip():
            start = token.start + len(part) - len(part.lstrip())
            offset = line.span.start if line.span else 0
            yield Line(line.number, part.strip(), Span(offset + start, offset + start + len(part.strip())))


def _tokens(text: str, start: int, end: int, matcher: Matcher) -> list[_Token]:
    """Return the phrases of a text from left to right, the longest at each place."""
    found = []
    place = start
    while place < end:
        for phrase in matcher.starts.get(text[place : place + 2], ()):
            if text.startswith(phrase, place) and _is_whole(text, place, place + len(phrase)):
                found.append(_Token(place, place + len(phrase), matcher.phrases[phrase]))
                place += len(phrase) - 1
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
    if len(run) < _ENOUGH or (spaced < _ENOUGH and len(run) < _ENOUGH_IN_WORDS):
        return []
    start = _with_opener(text, tokens, run[0].start)
    return list(_parts(text, [token for token in tokens if token.start >= start], start, len(text)))


def _gap(text: str, start: int, end: int, tokens: Sequence[_Token]) -> int:
    """Return how many characters between two places belong to no phrase."""
    free = len("".join(text[start:end].split()))
    return free - sum(t.end - t.start for t in tokens if t.start >= start and t.end <= end)


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


def _head(text: str, matcher: Matcher) -> list[_Token]:
    """Return the parts of a header at the beginning of a text, up to its last label and date."""
    tokens = [
        token
        for token in _tokens(text, 0, min(len(text), _HEAD), matcher)
        if _is_spaced(text, token) and token.rule is not None and token.rule.zone == "head"
    ]
    labels = [place for place, token in enumerate(tokens) if token.rule is not None and token.rule.field]
    if not labels:
        return _bylined(text, tokens)
    parts = list(_names(text, tokens[0]))
    start = tokens[0].start
    for place, token in enumerate(tokens):
        after_labels = place > labels[-1]
        if after_labels and text[start : token.start].strip():
            break
        parts += _pieces(text, start, token.start)
        parts.append(token)
        start = token.end
        if place >= labels[-1] and token.rule is not None and token.rule.field:
            start = _value_end(text, start, tokens[place + 1 :])
            parts.append(_Token(token.end, start, None))
    return parts


def _bylined(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """Return title, 原创 mark, author and account of a header without labels."""
    if not tokens or tokens[0].rule is None or tokens[0].rule.name != "header.original":
        return []
    names = list(_pieces(text, tokens[0].end, min(len(text), _HEAD)))[:2]
    return [*_names(text, tokens[0]), tokens[0], *names]


def _value_end(text: str, start: int, later: Sequence[_Token]) -> int:
    """Return the end of a label's value: up to the date that follows, or its first word."""
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    if later:
        return later[0].start
    space = text.find(" ", begin)
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
