"""Collapsed pages, whose white space was collapsed: their long lines are broken into lines again at their chrome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wxclean.document import Line, Span
from wxclean.filters.page.collapsed_byline import byline_parts
from wxclean.filters.page.collapsed_header import HEADER_END, header_parts
from wxclean.filters.page.collapsed_phrases import Token, tokens_of
from wxclean.filters.page.collapsed_tail import footer_parts
from wxclean.filters.page.collapsed_title import shared_title_parts, title_end
from wxclean.filters.page.players import players_in
from wxclean.filters.page.scripts_in_line import scripts_inside
from wxclean.reading.lines.page_phrases import SHORTEST, has_landmark, has_landmark_of_page
from wxclean.rules.matcher import Matcher


def broken_lines(lines: Sequence[Line], matcher: Matcher, *, bylined: bool) -> Sequence[Line]:
    """Return the lines with collapsed pages broken up at their chrome; `lines` itself if none is collapsed.

    A line counts as collapsed if it ends in a run of the footer's phrases, or if labels of the header stand at its
    beginning, below a title. `bylined` says that the first begins with title and byline. The parts keep the line's
    number, and their `span` says where in the line they are.
    """
    found: list[Line] = []
    for line in lines:
        is_bylined = bylined and line is lines[0]
        is_one = len(line.text) > SHORTEST and (is_bylined or has_landmark(line.text))
        is_one = is_one and not matcher.phrase(line.text)
        found.extend(_broken(line, matcher, bylined=is_bylined) if is_one else (line,))
    return found if found != list(lines) else lines


def _broken(line: Line, matcher: Matcher, *, bylined: bool) -> Iterator[Line]:
    scripts = scripts_inside(line.text)
    text = _without(line.text, scripts)
    phrases = tokens_of(text, matcher)
    players = players_in(text, phrases)
    if not players and not bylined and not has_landmark_of_page(text):
        yield line
        return
    tokens = [token for token in phrases if not any(start <= token.start < end for start, end in players)]
    tail = footer_parts(text, tokens, headed=bylined or bool(byline_parts(text)))
    foot = tail[0].start if tail else len(text)
    end = HEADER_END + sum(script.end - script.start for script in scripts)
    title = title_end(text, tail)
    above = [token for token in tokens if token.end <= min(foot, end)]
    shared = [] if title else shared_title_parts(text, above, tail)
    head = shared or header_parts(text[:foot], above, title)
    if not tail and not players and (not head or head[0].rule is not None):
        yield line
        return
    body = Token(head[-1].end if head else 0, foot, None)
    cuts = [*scripts, *(player for player in players if body.start <= player.start and player.end <= foot)]
    offset = line.span.start if line.span else 0
    for token in _in_order([*head, body, *tail], sorted(cuts)):
        part = line.text[token.start : token.end]
        bare = part.strip()
        if bare:
            start = offset + token.start + len(part) - len(part.lstrip())
            yield Line(line.number, bare, Span(start, start + len(bare)))


def _without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in place of the spans, so that all else keeps its place."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _in_order(parts: Iterable[Token], cuts: Sequence[Span]) -> Iterator[Token]:
    """Yield the parts of a line, those in the cuts as parts of their own."""
    every = [*_outside(parts, cuts), *(Token(*cut, None) for cut in cuts)]
    yield from sorted(every, key=lambda part: part.start)


def _outside(parts: Iterable[Token], cuts: Sequence[Span]) -> Iterator[Token]:
    for part in parts:
        start = part.start
        for cut in cuts:
            if start <= cut.start < part.end:
                yield Token(start, cut.start, part.rule)
                start = cut.end
        yield Token(start, part.end, part.rule)
