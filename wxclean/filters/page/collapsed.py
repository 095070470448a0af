"""Collapsed pages, whose white space was collapsed: their long lines are broken into lines again at their chrome."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from wxclean.document import Line, Span
from wxclean.filters.page.collapsed_header import HEADER_END, header_parts
from wxclean.filters.page.collapsed_phrases import Token, is_spaced, tokens_of
from wxclean.filters.page.players import players_in
from wxclean.filters.page.scripts import scripts_inside
from wxclean.reading.lines.page_phrases import SHORTEST, has_landmark, has_landmark_of_page
from wxclean.rules.matcher import Matcher

# The worth of strong phrases that makes a footer, between blanks or not; the longest free text between two of them, and
# for how many characters of its length a phrase counts once more.
_ENOUGH, _ENOUGH_IN_WORDS = 2, 3
_LONGEST_GAP: Final = 64
_JOINED: Final = 12
# The rules with which lines of free text in a footer begin: comments, and the reward box with an album's titles below.
_LEADS: Final = ("comments.", "reward.")


def broken_lines(lines: Sequence[Line], matcher: Matcher) -> Sequence[Line]:
    """Return the lines with collapsed pages broken up at their chrome; `lines` itself if none is collapsed.

    A line counts as collapsed if it ends in a run of the footer's phrases, or if labels of the header stand at its
    beginning, below a title. The parts keep the line's number, and their `span` says where in the line they are.
    """
    found: list[Line] = []
    for line in lines:
        is_one = len(line.text) > SHORTEST and has_landmark(line.text) and matcher.phrase(line.text) is None
        found.extend(_broken(line, matcher) if is_one else (line,))
    return found if found != list(lines) else lines


def may_be_collapsed(texts: list[str]) -> bool:
    """Return whether one of the lines could be a collapsed page (a prefilter)."""
    return has_landmark("\n".join([text for text in texts if len(text) > SHORTEST]))


def _broken(line: Line, matcher: Matcher) -> Iterator[Line]:
    text = line.text
    phrases = tokens_of(text, matcher)
    players = players_in(text, phrases)
    if not players and not has_landmark_of_page(text):
        yield line
        return
    tokens = [token for token in phrases if not any(start <= token.start < end for start, end in players)]
    tail = _tail(text, tokens) or _lead(text, tokens)
    foot = tail[0].start if tail else len(text)
    head = header_parts(text[:foot], [token for token in tokens if token.end <= min(foot, HEADER_END)])
    if not tail and not players and (not head or head[0].rule is not None):
        yield line
        return
    body = head[-1].end if head else 0
    for token in (*head, *_without_code(text, body, foot, players), *tail):
        part = text[token.start : token.end]
        if part.strip():
            start = token.start + len(part) - len(part.lstrip())
            offset = line.span.start if line.span else 0
            yield Line(line.number, part.strip(), Span(offset + start, offset + start + len(part.strip())))


def _without_code(text: str, start: int, end: int, players: Sequence[Span]) -> Iterator[Token]:
    """Yield the article between header and footer, and the page's scripts and players in it as separate parts."""
    inside = [player for player in players if start <= player.start and player.end <= end]
    for part in sorted([*scripts_inside(text, start, end), *inside]):
        yield Token(start, part.start, None)
        yield Token(*part, None)
        start = part.end
    yield Token(start, end, None)


def _tail(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return the parts of the footer at the end of a text: phrases, and what stands between them."""
    strong = [token for token in tokens if token.rule is not None and token.rule.strength == "strong"]
    first = len(strong)
    end = len(text)
    while first and _gap(text, strong[first - 1].end, end, tokens) <= _LONGEST_GAP:
        first -= 1
        end = strong[first].start
    run = strong[first:]
    spaced = sum(is_spaced(text, token) for token in run)
    worth = sum(map(_worth, run))
    if worth < _ENOUGH or (spaced < _ENOUGH and worth < _ENOUGH_IN_WORDS):
        return []
    if 2 * spaced > len(run):
        run = _without_quoted(text, run)
    start = _with_opener(text, tokens, run[0].start)
    return list(_parts(text, [token for token in tokens if token.start >= start], start, len(text)))


def _lead(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return a footer line that begins with phrases of comments or rewards: these, and the text after them."""
    lead: list[Token] = []
    for token in tokens:
        if text[lead[-1].end if lead else 0 : token.start].strip():
            break
        lead.append(token)
    rules = [token.rule for token in lead if token.rule is not None and token.rule.name.startswith(_LEADS)]
    if len(rules) < _ENOUGH or all(rule.strength != "strong" for rule in rules):
        return []
    return [*lead, Token(lead[-1].end, len(text), None)]


def _worth(token: Token) -> int:
    """Return how many phrases one counts for: a long one counts for several, since tools join them."""
    return 1 + (token.end - token.start) // _JOINED


def _without_quoted(text: str, run: list[Token]) -> list[Token]:
    """Return a run without its first phrases, which stand inside the article's last sentence."""
    first = next(place for place, token in enumerate(run) if is_spaced(text, token))
    return run[first:]


def _gap(text: str, start: int, end: int, tokens: Sequence[Token]) -> int:
    """Return how many characters between two places belong to no phrase; `tokens` are in order."""
    free = len("".join(text[start:end].split()))
    first, last = bisect_left(tokens, (start,)), bisect_left(tokens, (end,))
    return free - sum(token.end - token.start for token in tokens[first:last])


def _with_opener(text: str, tokens: Sequence[Token], start: int) -> int:
    """Return the start of a tail, moved up to the weak phrases right before it that may open a footer."""
    for token in reversed([token for token in tokens if token.end <= start]):
        if text[token.end : start].strip() or not is_spaced(text, token):
            break
        if token.rule is None or not token.rule.opens:
            break
        start = token.start
    return start


def _parts(text: str, tokens: Sequence[Token], start: int, end: int) -> Iterator[Token]:
    """Yield the phrases and the free text between them, from start to end."""
    for token in tokens:
        if text[start : token.start].strip():
            yield Token(start, token.start, None)
        yield token
        start = token.end
    if text[start:end].strip():
        yield Token(start, end, None)
