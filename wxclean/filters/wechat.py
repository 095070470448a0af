"""The `wechat` filter: the chrome of mp.weixin.qq.com pages, by the vocabulary of its rule pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wxclean.document import Document, Edit, Line, Span
from wxclean.filters.collapsed import broken_lines
from wxclean.filters.header import read_header
from wxclean.filters.names import LONGEST_NAME, Header
from wxclean.filters.preamble import read_preamble
from wxclean.filters.zones import footer_start, rules_of
from wxclean.keys import LONGEST, undressed
from wxclean.rules import Matcher, Rule

NAME = "wechat"
_NAMES = ("author", "account")
# Lines in which a header ends, but for the rarest.
_HEADER = 24
SUMMARY = "Drops the page's header, toolbar, dialogs and cards, and labels its metadata"


class _Page(NamedTuple):
    """The lines that are still to be judged, in columns, with the rule of each."""

    numbers: Sequence[int]
    texts: Sequence[str]
    spans: Sequence[Span | None]
    rules: Sequence[Rule | None]

    def at(self, places: Sequence[int]) -> _Page:
        """Return the lines at some places."""
        return _Page(
            [self.numbers[place] for place in places],
            [self.texts[place] for place in places],
            [self.spans[place] for place in places],
            [self.rules[place] for place in places],
        )

    def lines(self, end: int) -> list[Line]:
        """Return the lines before `end`."""
        return list(map(Line, self.numbers[:end], self.texts[:end], self.spans[:end]))


def wechat_edits(document: Document, matcher: Matcher) -> Iterator[Edit]:
    """Yield the edits that take the page's chrome off.

    Every edit rests on a line that is chrome wherever it stands, and all such lines go: so there
    is nothing left to act on in a clean text.
    """
    page = _Page(document.numbers, document.texts, document.spans, rules_of(document.texts, matcher))
    if page.texts and all(rule is not None and rule.name.startswith("notice.") for rule in page.rules):
        yield from (_drop(page, place, rule.name) for place, rule in enumerate(page.rules) if rule is not None)
        return
    while page.texts:
        edits, left = _one_pass(page, matcher)
        if edits:
            yield from edits
            page = page.at(left)
            continue
        lines = page.lines(len(page.texts))
        broken = broken_lines(lines, matcher)
        if broken is lines:
            break
        texts = [line.text for line in broken]
        page = _Page([line.number for line in broken], texts, [line.span for line in broken], rules_of(texts, matcher))


def _one_pass(page: _Page, matcher: Matcher) -> tuple[list[Edit], Sequence[int]]:
    """Return the edits of one look at the page, and the places of the lines that they leave."""
    texts, rules = page.texts, page.rules
    foot = footer_start(texts, rules, undressed(texts[0]) if len(texts[0]) <= LONGEST else "")
    header = _header(page, matcher, foot)
    foot = _with_reward_box(texts, rules, header, foot)
    chrome = _body_chrome(rules, header.end, foot)
    edits = _header_edits(page, header)
    edits += [_drop(page, place, rule.name) for place, rule in chrome.items()]
    edits += [
        Edit(number, "drop", NAME, rule.name if rule else "footer.text", "", None, span)
        for number, span, rule in zip(page.numbers[foot:], page.spans[foot:], rules[foot:], strict=True)
    ]
    return edits, [place for place in range(header.end, foot) if place not in chrome]


def _header(page: _Page, matcher: Matcher, foot: int) -> Header:
    """Return the page's header; few have more than a handful of lines, so the first ones are tried first."""
    repeated = frozenset(text for text in page.texts[foot:] if len(text) <= LONGEST_NAME)
    is_page = foot < len(page.texts)
    for end in (min(foot, _HEADER), foot):
        header = _whole_header(page.lines(end), page.rules[:end], matcher, page=is_page, repeated=repeated)
        if header.end < end:
            break
    return header


def _whole_header(
    lines: Sequence[Line], rules: Sequence[Rule | None], matcher: Matcher, *, page: bool, repeated: frozenset[str]
) -> Header:
    """Return the page's header with what a tool wrote above it."""
    preamble = read_preamble(lines, page=page)
    start = preamble.end
    if not start:
        return read_header(lines, rules, matcher, page=page, repeated=repeated)
    header = read_header(lines[start:], rules[start:], matcher, page=False, repeated=repeated, enough=2)
    below = tuple(label._replace(place=label.place + start) for label in header.labels)
    return Header(start + header.end, preamble.labels + below)


def _header_edits(page: _Page, header: Header) -> list[Edit]:
    labels: dict[int, list[Edit]] = {}
    for place, field, value, rule in header.labels:
        edit = Edit(page.numbers[place], "label", NAME, rule, value, field, page.spans[place])
        labels.setdefault(place, []).append(edit)
    edits: list[Edit] = []
    for place in range(header.end):
        rule_of_line = page.rules[place]
        dropped = rule_of_line.name if rule_of_line else "header.text"
        edits += labels.get(place) or [_drop(page, place, dropped)]
    return edits


def _with_reward_box(texts: Sequence[str], rules: Sequence[Rule | None], header: Header, foot: int) -> int:
    """Return the footer's start with the lines before it that it repeats.

    The reward box prints the author's name and a message above its button, and the message again below.
    """
    start = foot
    while start > header.end and foot - start < 2 and rules[start - 1] is None:
        text = texts[start - 1]
        named = any(text == label.value for label in header.labels if label.field in _NAMES)
        if not named and text not in texts[foot:]:
            break
        start -= 1
    return start


def _body_chrome(rules: Sequence[Rule | None], start: int, end: int) -> dict[int, Rule]:
    """Return the places and rules of chrome inside the article: strong lines, and weak ones beside them."""
    chrome: dict[int, Rule] = {}
    run: list[tuple[int, Rule]] = []
    for place in range(start, end):
        rule = rules[place]
        if rule is not None:
            run.append((place, rule))
            if place + 1 < end:
                continue
        if run and any(rule.strength == "strong" for _, rule in run):
            chrome.update((at, rule) for at, rule in run if rule.strength == "strong" or rule.zone in ("any", "body"))
        run = []
    return chrome


def _drop(page: _Page, place: int, rule: str) -> Edit:
    return Edit(page.numbers[place], "drop", NAME, rule, "", None, page.spans[place])
