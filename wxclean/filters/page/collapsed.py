"""Collapsed pages, whose white space was collapsed: their long lines are broken into lines again at their chrome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final

from wxclean.document import Line, Span, lines_of
from wxclean.filters.labels import Lines
from wxclean.filters.page.collapsed_byline import byline_parts
from wxclean.filters.page.collapsed_header import HEADER_END, header_parts
from wxclean.filters.page.collapsed_phrases import Token, tokens_of
from wxclean.filters.page.collapsed_tail import footer_parts
from wxclean.filters.page.collapsed_title import shared_title_parts, title_end
from wxclean.filters.page.players import players_in
from wxclean.filters.page.scripts_in_line import scripts_inside
from wxclean.reading.lines.page_phrases import has_landmark_of_page
from wxclean.rules.matcher import Matcher

_START: Final = itemgetter(0)


def broken_lines(page: Lines, places: Iterable[int], matcher: Matcher, *, bylined: bool) -> Sequence[Line] | None:
    """Return the lines of a page with collapsed ones broken up at their chrome; None if it has none.

    A line counts as collapsed if it ends in a run of the footer's phrases, or if labels of the header stand at its
    beginning, below a title. `places` are those of the lines that could be; `bylined` says that the first begins with
    title and byline. The parts keep the line's number, and their `span` says where in the line they are.
    """
    lines = lines_of(page.numbers, page.texts, page.spans)
    found: list[Line] = []
    done = 0
    for place in places:
        line = lines[place]
        if matcher.phrase(line.text):
            continue
        parts = _broken(line, matcher, bylined=bylined and not place)
        if parts and parts != [line]:
            found += [*lines[done:place], *parts]
            done = place + 1
    return found + lines[done:] if done else None


def _broken(line: Line, matcher: Matcher, *, bylined: bool) -> list[Line]:
    """Return the parts of a collapsed line; none if it isn't one."""
    scripts = scripts_inside(line.text)
    text = _without(line.text, scripts)
    phrases = tokens_of(text, matcher)
    players = players_in(text, phrases)
    if not players and not bylined and not has_landmark_of_page(text):
        return []
    tokens = _outside_of(players, phrases) if players else phrases
    tail = footer_parts(text, tokens, headed=bylined or bool(byline_parts(text)))
    foot = tail[0].start if tail else len(text)
    end = HEADER_END + sum(script.end - script.start for script in scripts)
    title = title_end(text, tail)
    above = [token for token in tokens if token.end <= min(foot, end)]
    shared = [] if title else shared_title_parts(text, above, tail)
    head = shared or header_parts(text[:foot], above, title)
    if not tail and not players and (not head or head[0].rule is not None):
        return []
    body = Token(head[-1].end if head else 0, foot, None)
    cuts = [*scripts, *(player for player in players if body.start <= player.start and player.end <= foot)]
    offset = line.span.start if line.span else 0
    parts: list[Line] = []
    for token in _in_order([*head, body, *tail], sorted(cuts)):
        part = line.text[token.start : token.end].lstrip()
        bare = part.rstrip()
        if bare:
            start = offset + token.end - len(part)
            parts.append(Line(line.number, bare, Span(start, start + len(bare))))
    return parts


def _outside_of(spans: Iterable[Span], tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if not any(start <= token.start < end for start, end in spans)]


def _without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in place of the spans, so that all else keeps its place."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _in_order(parts: Sequence[Token], cuts: Sequence[Span]) -> list[Token]:
    """Return the parts of a line, those in the cuts as parts of their own."""
    apart = [*_outside(parts, cuts), *(Token(*cut, None) for cut in cuts)] if cuts else parts
    return sorted(apart, key=_START)


def _outside(parts: Iterable[Token], cuts: Sequence[Span]) -> Iterator[Token]:
    for part in parts:
        start = part.start
        for cut in cuts:
            if start <= cut.start < part.end:
                yield Token(start, cut.start, part.rule)
                start = cut.end
        yield Token(start, part.end, part.rule)
