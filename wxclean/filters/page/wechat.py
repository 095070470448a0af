"""The `wechat` filter: the chrome of mp.weixin.qq.com pages, by the vocabulary of its rule pack."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import repeat
from typing import Final

from wxclean.document import Document, Edit, lines_of
from wxclean.edits import document_left, drops, edits_of
from wxclean.errors import NeedsWholePageError
from wxclean.filters.by_tools.preamble import address_lines, may_have_preamble, read_preamble
from wxclean.filters.labels import Header, Label, Lines
from wxclean.filters.page.cards import with_cards
from wxclean.filters.page.collapsed import broken_lines, may_be_collapsed
from wxclean.filters.page.collapsed_phrases import tokens_of
from wxclean.filters.page.footer import footer_start, may_begin
from wxclean.filters.page.footer_top import with_lines_above
from wxclean.filters.page.header import may_have_evidence, read_header
from wxclean.filters.page.players import players_in, with_players
from wxclean.filters.page.scripts import FIRST_WORDS
from wxclean.filters.page.weak_footer import weak_footer_start
from wxclean.filters.step import BUILT_IN, Offer, Step
from wxclean.reading.lines.page_phrases import OF_PLAYERS, SHORTEST
from wxclean.rules.compile_packs import matcher as compiled_matcher
from wxclean.rules.line_key import LONGEST, shown, undressed
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Rule
from wxclean.rules.shipped import shipped_matcher, shipped_pack

NAME: Final = "wechat"
# The rules of scripts and players in a page that was broken up; scripts on lines of their own are gone by then.
_SCRIPT: Final = Rule("script.inline", NAME, zone="body")
_PLAYER: Final = Rule("video.player", NAME, zone="body")
# Nearly all headers end within this many lines.
_HEADER: Final = 24


def cut_chrome(document: Document, matcher: Matcher) -> tuple[list[Edit], Document]:
    """Return the edits that remove the page's chrome above its ending, and the document that they leave.

    Every edit rests on a line that is chrome wherever it stands, and all such lines are removed, so a cleaned text
    offers nothing more to remove.

    Raises:
        NeedsWholePageError: a footer could begin in the document, above its ending.
    """
    rules = _rules_of(document.texts, matcher)
    page = Lines(document.numbers, document.texts, document.spans, rules)
    if document.below is not None:
        _check_above_ending(document, page, matcher)
        edits, page = _one_pass(page, matcher, document.below)
    elif all(rule is not None and rule.name.startswith("notice.") for rule in page.rules):
        edits = [_drop(page, place, rule.name) for place, rule in enumerate(page.rules) if rule is not None]
        return edits, document_left(document, edits)
    else:
        broken = _broken_page(page, matcher) if document.may_be_collapsed else None
        if broken is not None:
            edits = _edits_of_broken(broken, matcher)
            return edits, document_left(document, edits)
        edits = []
        if document.coded or any(page.rules):
            edits, page = _one_pass(page, matcher, coded=document.coded)
    found, page = _later_headers(page, matcher)
    return edits + found, Document.of_columns(page.numbers, page.texts, page.spans, document.payload)


def _check_above_ending(document: Document, page: Lines, matcher: Matcher) -> None:
    texts, rules = page.texts, page.rules
    if not rules or any(rule is not None and may_begin(rule) for rule in rules):
        raise NeedsWholePageError
    if matcher.may_go_on_below(texts, rules):
        raise NeedsWholePageError
    if document.may_be_collapsed and may_be_collapsed(texts):
        raise NeedsWholePageError


def _edits_of_broken(page: Lines, matcher: Matcher) -> list[Edit]:
    """Return the edits of a broken-up page, which is broken up again as long as lines hold more."""
    edits: list[Edit] = []
    broken: Lines | None = page
    while broken is not None and broken.texts:
        found, left = _one_pass(broken, matcher) if any(broken.rules) else ([], broken)
        edits += found
        found, left = _later_headers(left, matcher)
        edits += found
        broken = _broken_page(left, matcher)
    return edits


def _broken_page(page: Lines, matcher: Matcher) -> Lines | None:
    """Return a page with its collapsed lines broken up, or None if it has none."""
    if not may_be_collapsed(page.texts):
        return None
    lines = lines_of(page.numbers, page.texts, page.spans)
    broken = broken_lines(lines, matcher)
    if broken is lines:
        return None
    texts = [line.text for line in broken]
    rules = [_rule_of_code(text, matcher) or rule for text, rule in zip(texts, _rules_of(texts, matcher), strict=True)]
    return Lines([line.number for line in broken], texts, [line.span for line in broken], rules)


def _rules_of(texts: list[str], matcher: Matcher) -> list[Rule | None]:
    """Return the rules of lines, those of players and cards included."""
    return with_cards(texts, with_players(texts, matcher.rules_of(texts)))


def _rule_of_code(text: str, matcher: Matcher) -> Rule | None:
    """Return the rule of a part of a line that is a script or a player, else None."""
    if text.startswith(FIRST_WORDS):
        return _SCRIPT
    if len(text) <= SHORTEST or OF_PLAYERS not in text:
        return None
    return _PLAYER if players_in(text, tokens_of(text, matcher)) == [(0, len(text))] else None


def _one_pass(
    page: Lines, matcher: Matcher, known_below: Sequence[str] | None = None, *, coded: bool = False
) -> tuple[list[Edit], Lines]:
    """Return the edits of one pass over the page, and the lines left; a `coded` page had code of its own."""
    texts, rules = page.texts, page.rules
    if known_below is not None:
        foot = len(texts)
    else:
        foot = footer_start(texts, rules, undressed(texts[0]) if len(texts[0]) <= LONGEST else "")
    below = texts[foot:] if known_below is None else known_below
    header = _header(page, matcher, foot, below, coded=coded)
    if foot == len(texts) and known_below is None and header.labels and rules[-1] is not None:
        foot = weak_footer_start(page, header.end)
    foot = with_lines_above(page, header, range(foot), below, matcher)
    edits = _header_edits(page, header)
    chrome = _body_chrome(rules, header.end, foot) if any(rules[header.end : foot]) else {}
    edits += [_drop(page, place, rule.name) for place, rule in chrome.items()]
    if foot < len(texts):
        names = [rule.name if rule is not None else "footer.text" for rule in rules[foot:]]
        edits += drops(NAME, page.numbers[foot:], names, page.spans[foot:])
    if chrome:
        return edits, page.at([place for place in range(header.end, foot) if place not in chrome])
    return edits, page.part(header.end, foot)


def _later_headers(page: Lines, matcher: Matcher) -> tuple[list[Edit], Lines]:
    """Return the edits of headers that stand one below the other, and the lines left below them.

    After a pass no strong line is left, and so neither a footer nor chrome in the body. Only what stood below one
    header can be the next, in a text of many thousand pages.
    """
    edits: list[Edit] = []
    start, end = 0, len(page.texts)
    while start < end and _may_be_header(page, matcher, start):
        below = page.texts[end:]
        header = _header(page, matcher, end, below, start)
        foot = with_lines_above(page, header, range(start, end), below, matcher)
        if not header.end and foot == end:
            break
        edits += _header_edits(page.part(start, start + header.end), header)
        edits += drops(NAME, page.numbers[foot:end], repeat("footer.text"), page.spans[foot:end])
        start, end = start + header.end, foot
    return edits, page.part(start, end) if edits else page


def _may_be_header(page: Lines, matcher: Matcher, start: int) -> bool:
    """Return whether a header could begin at a line of a text without a footer (a prefilter)."""
    texts = page.texts[start : start + _HEADER]
    return any(page.rules[start : start + _HEADER]) or may_have_evidence(texts, matcher) or may_have_preamble(texts)


def _header(
    page: Lines, matcher: Matcher, foot: int, below: Sequence[str], start: int = 0, *, coded: bool = False
) -> Header:
    """Return the header that begins at `start`; most are short, so the first lines are tried first."""
    size = _HEADER if page.texts[start : start + 1] != ["---"] else 2 * _HEADER
    while True:
        end = min(start + size, foot)
        header = _whole_header(page.part(start, end), matcher, below, page=coded or bool(below))
        if header.end < size or start + size >= foot:
            return header
        size *= 2


def _whole_header(lines: Lines, matcher: Matcher, below: Sequence[str], *, page: bool) -> Header:
    """Return the page's header with what a tool wrote above it; `below` are the lines of its footer."""
    preamble = read_preamble(lines.texts, page=page)
    start = preamble.end
    if not start:
        return _below_address(lines, matcher, below, page=page) or read_header(lines, matcher, page=page, footer=below)
    titles = {label.value for label in preamble.labels if label.field == "title"}
    while titles.intersection(map(shown, lines.texts[start : start + 1])):
        start += 1
    own = page and start > preamble.end  # the page's header then begins with its own title
    start -= own
    header = read_header(lines.part(start), matcher, page=own, footer=below, titled=not own)
    labels = _moved(header.labels, start)
    # The page knows its account better than the tool, which may name itself as the source.
    has_account = any(label.field == "account" for label in labels)
    kept = [label for label in preamble.labels if not (has_account and label.field == "account")]
    return Header(start + header.end, (*kept, *labels))


def _below_address(lines: Lines, matcher: Matcher, below: Sequence[str], *, page: bool) -> Header | None:
    """Return the header below the page's address, if that is all there is on the first line."""
    start = address_lines(lines.texts)
    if not start:
        return None
    header = read_header(lines.part(start), matcher, page=page, footer=below)
    return Header(start + header.end, tuple(_moved(header.labels, start))) if header.end else None


def _moved(labels: Sequence[Label], by: int) -> list[Label]:
    return [Label(label.place + by, label.field, label.value, label.rule) for label in labels]


def _header_edits(page: Lines, header: Header) -> list[Edit]:
    """Return the edits of the header's lines: the values in each, or a drop."""
    numbers, spans, rules = page.numbers, page.spans, page.rules
    values: list[tuple[object, ...]] = [
        (numbers[label.place], "label", NAME, label.rule, label.value, label.field, spans[label.place])
        for label in header.labels
    ]
    places = {label.place for label in header.labels}
    for place in range(header.end):
        if place not in places:
            rule = rules[place]
            name = rule.name if rule is not None else "header.text"
            values.append((numbers[place], "drop", NAME, name, "", None, spans[place]))
    return edits_of(values)


def _body_chrome(rules: list[Rule | None], start: int, end: int) -> dict[int, Rule]:
    """Return the places and rules of chrome inside the article: strong lines, and weak ones next to them."""
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


def _drop(page: Lines, place: int, rule: str) -> Edit:
    return Edit(page.numbers[place], "drop", NAME, rule, "", None, page.spans[place])


def _step(skipped: frozenset[str]) -> Step:
    found = compiled_matcher([shipped_pack(NAME).without(skipped)]) if skipped else shipped_matcher(NAME)
    summary = "Drops the page's header, toolbar, dialogs and cards, and labels its metadata"
    return Step(NAME, "filter", BUILT_IN, summary, matcher=found, cut=partial(cut_chrome, matcher=found))


OFFER: Final[Offer] = Offer(NAME, "filter", BUILT_IN, True, _step, partial(shipped_pack, NAME))
