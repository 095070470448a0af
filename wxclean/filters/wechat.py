"""The `wechat` filter: the chrome of mp.weixin.qq.com pages, by the vocabulary of its rule pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wxclean.document import Document, Edit, Line
from wxclean.filters.collapsed import broken_lines
from wxclean.filters.header import Header, read_header
from wxclean.filters.preamble import read_preamble
from wxclean.filters.zones import footer_start, rules_of
from wxclean.keys import LONGEST, undressed
from wxclean.rules import Matcher, Rule

NAME = "wechat"
SUMMARY = "Drops the page's header, toolbar, dialogs and cards, and labels its metadata"


def wechat_edits(document: Document, matcher: Matcher) -> Iterator[Edit]:
    """Yield the edits that take the page's chrome off.

    Every edit rests on a line that is chrome wherever it stands, and all such lines go: so there
    is nothing left to act on in a clean text.
    """
    lines: Sequence[Line] = document.lines
    rules = rules_of([line.text for line in lines], matcher)
    while lines:
        edits = dict(_one_pass(lines, rules, matcher))
        if not edits:
            broken = broken_lines(lines, matcher)
            if broken is lines:
                return
            lines, rules = broken, rules_of([line.text for line in broken], matcher)
            continue
        for place in sorted(edits):
            yield from edits[place]
        left = [place for place in range(len(lines)) if place not in edits]
        lines, rules = [lines[place] for place in left], [rules[place] for place in left]


def _one_pass(
    lines: Sequence[Line], rules: Sequence[Rule | None], matcher: Matcher
) -> Iterator[tuple[int, list[Edit]]]:
    texts = [line.text for line in lines]
    title = undressed(texts[0]) if len(texts[0]) <= LONGEST else ""
    foot = footer_start(texts, rules, frozenset((title,)))
    page = foot < len(texts)
    footer_texts = frozenset(text for text in texts[foot:] if len(text) <= 40)
    header = _whole_header(lines[:foot], rules[:foot], matcher, page=page, repeated=footer_texts)
    foot = _with_reward_box(texts, rules, header, foot)
    yield from _header_edits(lines, header, rules)
    for place, rule in _body_chrome(rules, header.end, foot):
        yield place, [_drop(lines[place], rule.name)]
    for place in range(foot, len(lines)):
        rule = rules[place]
        yield place, [_drop(lines[place], rule.name if rule else "footer.text")]


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


def _header_edits(
    lines: Sequence[Line], header: Header, rules: Sequence[Rule | None]
) -> Iterator[tuple[int, list[Edit]]]:
    labels: dict[int, list[Edit]] = {}
    for label in header.labels:
        line = lines[label.place]
        edit = Edit(line.number, "label", NAME, label.rule, label.value, label.field, line.span)
        labels.setdefault(label.place, []).append(edit)
    for place in range(header.end):
        rule = rules[place]
        yield place, labels.get(place) or [_drop(lines[place], rule.name if rule else "header.text")]


def _with_reward_box(texts: Sequence[str], rules: Sequence[Rule | None], header: Header, foot: int) -> int:
    """Return the footer's start with the lines before it that it repeats.

    The reward box prints the author's name and a message above its button, and the message again below.
    """
    names = {label.value for label in header.labels if label.field in ("author", "account")}
    footer = set(texts[foot:])
    start = foot
    while start > header.end and foot - start < 2 and rules[start - 1] is None:
        if texts[start - 1] not in footer and texts[start - 1] not in names:
            break
        start -= 1
    return start


def _body_chrome(rules: Sequence[Rule | None], start: int, end: int) -> Iterator[tuple[int, Rule]]:
    """Yield the places and rules of chrome inside the article: strong lines, and weak ones beside them."""
    run: list[tuple[int, Rule]] = []
    for place in range(start, end + 1):
        rule = rules[place] if place < end else None
        if rule is not None:
            run.append((place, rule))
        elif run:
            if any(rule.strength == "strong" for _, rule in run):
                yield from ((at, rule) for at, rule in run if rule.strength == "strong" or rule.zone in ("any", "body"))
            run = []


def _drop(line: Line, rule: str) -> Edit:
    return Edit(line.number, "drop", NAME, rule, span=line.span)
