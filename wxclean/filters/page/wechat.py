"""The `wechat` filter: the chrome of mp.weixin.qq.com pages, by the vocabulary of its rule pack."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from wxclean.document import Document, Edit
from wxclean.edits import document_left, drops
from wxclean.errors import NeedsWholePageError
from wxclean.filters.by_tools.printed import without_printed
from wxclean.filters.labels import Lines
from wxclean.filters.page.button_lines import with_buttons
from wxclean.filters.page.byline_grammar import unescaped
from wxclean.filters.page.cards import with_cards
from wxclean.filters.page.collapsed_byline import begins_with_byline
from wxclean.filters.page.collapsed_phrases import tokens_of
from wxclean.filters.page.comments import with_comments
from wxclean.filters.page.footer import may_begin, read_footer
from wxclean.filters.page.footer_lines import footer_rules
from wxclean.filters.page.footer_names import DIALOG, account_place, title_place, topic_labels
from wxclean.filters.page.footer_top import with_lines_above
from wxclean.filters.page.joined_by_bars import MOST_LINES, with_bars, with_blanks
from wxclean.filters.page.notices import MOST_ABOVE as ABOVE_NOTICE
from wxclean.filters.page.notices import glued_notice, is_notice, notice_alone, with_notice
from wxclean.filters.page.nowhere_links import without_nowhere
from wxclean.filters.page.players import players_in, with_players
from wxclean.filters.page.several import has_header, page_starts
from wxclean.filters.page.shares import MOST_ABOVE, is_of_share, with_share
from wxclean.filters.page.topics import TOPIC_RULES
from wxclean.filters.page.weak_footer import weak_footer_start
from wxclean.filters.page.whole_header import FILTER, header_edits, header_of, later_headers, with_title
from wxclean.filters.step import BUILT_IN, Offer, Step
from wxclean.reading.lines.page_phrases import OF_PLAYERS, SHORTEST, places_of_collapsed
from wxclean.reading.pages import SeveralPagesError
from wxclean.rules.compile_packs import matcher as compiled_matcher
from wxclean.rules.line_key import shown
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Rule
from wxclean.rules.shipped import shipped_matcher, shipped_pack

NAME: Final = FILTER
# The rules of scripts and players in a page that was broken up, and what scripts end with; those on lines of their own
# are gone by then.
_SCRIPT: Final = Rule("script.inline", NAME, zone="body")
_PLAYER: Final = Rule("video.player", NAME, zone="body")
_SCRIPT_ENDS: Final = ";}>"
# Lines of these rules stand in many articles; fewer than so many others say nothing.
_UNTELLING: Final = frozenset(("footer.number", "a11y.punctuation", "header.date", "header.place", "ad.slot"))
_FEWEST_UNPROVED: Final = 4
# A text on so few lines may be a page that was collapsed, by its byline alone.
_MOST_BYLINED: Final = 2


def cut_chrome(document: Document, matcher: Matcher) -> tuple[list[Edit], Document]:
    """Return the edits that remove the page's chrome above its ending, and the document that they leave.

    Every edit rests on a line that is chrome wherever it stands, and all such lines are removed, so a cleaned text
    offers nothing more to remove.

    Raises:
        NeedsWholePageError: a footer could begin in the document, above its ending.
        SeveralPagesError: the document holds several pages.
    """
    if document.below is not None:
        return _cut_chrome(document, matcher)
    printed, document = without_printed(document, NAME)
    bare, document = without_nowhere(document, NAME)
    bare = printed + bare
    if len(document.texts) <= MOST_LINES:
        blank = with_blanks(document)
        edits, left = _cut_chrome(blank, matcher)
        return bare + edits, left if blank is document else with_bars(left, document)
    edits, left = _cut_chrome(document, matcher)
    return bare + edits, left


def _cut_chrome(document: Document, matcher: Matcher) -> tuple[list[Edit], Document]:
    """Return the edits of a page's chrome and the document left, where links to nowhere are words alone."""
    rules = _rules_of(document.texts, matcher)
    page = Lines(document.numbers, document.texts, document.spans, rules)
    if document.below is not None:
        _check_above_ending(document, page, matcher)
        edits, page = _one_pass(page, matcher, len(page.texts), document.below)
    elif (names := notice_alone(page)) is not None:
        edits = [_drop(page, place, name) for place, name in enumerate(names)]
        return edits, document_left(document, edits)
    elif notice := glued_notice(document.texts, matcher):
        return [_drop(page, 0, notice)], document_left(document, [_drop(page, 0, notice)])
    else:
        bylined = begins_with_byline(page.texts[0])
        proven = bylined and len(page.texts) <= _MOST_BYLINED
        broken = _broken_page(page, matcher, bylined=bylined) if document.may_be_collapsed or proven else None
        if broken is not None:
            edits = _edits_of_broken(broken, matcher, document, proven=proven)
            return edits, document_left(document, edits)
        edits = []
        if document.coded or any(page.rules):
            edits, page = _one_pass(page, matcher, _foot(page, matcher, document), coded=document.coded)
    found, page = later_headers(page, matcher, edits)
    left = Document.of_columns(page.numbers, page.texts, page.spans, document.payload)
    left.unproved = _unproved(page)
    return edits + found, left


def _unproved(page: Lines) -> list[int]:
    """Return the numbers of lines that stay though they have rules, if these are telling and several."""
    rules = page.rules
    if len(rules) - rules.count(None) < _FEWEST_UNPROVED:
        return []
    found = zip(page.numbers, rules, strict=True)
    return [number for number, rule in found if rule is not None and rule.name not in _UNTELLING]


def _check_above_ending(document: Document, page: Lines, matcher: Matcher) -> None:
    texts, rules = page.texts, page.rules
    if not rules or any(rule is not None and may_begin(rule) for rule in rules):
        raise NeedsWholePageError
    if matcher.may_go_on_below(texts, rules):
        raise NeedsWholePageError
    if document.may_be_collapsed and places_of_collapsed(texts):
        raise NeedsWholePageError


def _edits_of_broken(page: Lines, matcher: Matcher, document: Document, *, proven: bool) -> list[Edit]:
    """Return the edits of a broken-up page, which is broken up again as long as lines hold more.

    One is `proven` a page if its first words are a title and a byline.
    """
    edits: list[Edit] = []
    broken: Lines | None = page
    passes: list[Edit] = []
    while broken is not None and broken.texts:
        left = broken
        if proven or any(broken.rules):
            found, left = _one_pass(broken, matcher, _foot(broken, matcher, document), coded=proven)
            edits += found
            passes += found
        found, left = later_headers(left, matcher, passes)
        edits += found
        proven = bool(left.texts) and begins_with_byline(left.texts[0])
        broken = _broken_page(left, matcher, bylined=proven)
    return edits


def _broken_page(page: Lines, matcher: Matcher, *, bylined: bool) -> Lines | None:
    """Return a page with its collapsed lines broken up, or None if it has none.

    `bylined` says that its first line begins with title and byline.
    """
    places = places_of_collapsed(page.texts)
    if bylined and (places or len(page.texts) <= _MOST_BYLINED) and 0 not in places:
        places.insert(0, 0)
    if not places:
        return None
    from wxclean.filters.page.collapsed import broken_lines  # most pages are not collapsed, and do without

    lines = broken_lines(page, places, matcher, bylined=bylined)
    if lines is None:
        return None
    texts = [line.text for line in lines]
    rules = _rules_of(texts, matcher)
    for place, text in enumerate(texts):
        if text[-1] in _SCRIPT_ENDS or (len(text) > SHORTEST and OF_PLAYERS in text):
            rules[place] = _rule_of_code(text, matcher) or rules[place]
    return Lines([line.number for line in lines], texts, [line.span for line in lines], rules)


def _rules_of(texts: list[str], matcher: Matcher) -> list[Rule | None]:
    """Return the rules of lines, those of players, cards and readers' comments included."""
    rules = with_buttons(texts, matcher.rules_of(texts), matcher)
    inside = [place for place, rule in enumerate(rules) if rule is not None and rule.zone != "foot"]
    return with_comments(texts, with_cards(texts, with_players(texts, rules, inside), inside), inside)


def _rule_of_code(text: str, matcher: Matcher) -> Rule | None:
    """Return the rule of a part of a line that is a script or a player, else None."""
    from wxclean.filters.page.scripts_in_line import is_script

    if is_script(text):
        return _SCRIPT
    if len(text) <= SHORTEST or OF_PLAYERS not in text:
        return None
    return _PLAYER if players_in(text, tokens_of(text, matcher)) == [(0, len(text))] else None


def _foot(page: Lines, matcher: Matcher, document: Document) -> int:
    """Return where the page's footer begins.

    Raises:
        SeveralPagesError: this is not one page but several.
    """
    footer = read_footer(page.texts, page.rules, page.texts[0], partial(has_header, page, matcher))
    if footer.pages and not document.is_page:
        starts = page_starts(page, footer.pages, matcher)
        if starts:
            raise SeveralPagesError(starts)
    return footer.start


def _one_pass(
    page: Lines, matcher: Matcher, foot: int, known_below: Sequence[str] | None = None, *, coded: bool = False
) -> tuple[list[Edit], Lines]:
    """Return the edits of one pass over a page with its footer at `foot`, and the lines left; a `coded` page had code
    of its own.
    """
    texts, rules = page.texts, page.rules
    below = texts[foot:] if known_below is None else known_below
    signed = account_place(page, foot)
    account = texts[signed] if signed >= 0 else ""
    header = header_of(page, matcher, foot, below, coded=coded, account=account)
    if foot == len(texts) and known_below is None and header.labels and rules[-1] is not None:
        accounts = [label.value for label in header.labels if label.field == "account"]
        foot = weak_footer_start(page, header.end, accounts)
    foot = with_lines_above(page, header, range(foot), below, matcher)
    if foot <= MOST_ABOVE and any(map(is_of_share, rules)):
        header, foot = with_share(page, foot) or (header, foot)
    if any(map(is_notice, rules[header.end : header.end + ABOVE_NOTICE + 1])):
        header, foot = with_notice(page, header, foot) or (header, foot)
    names = footer_rules(rules[foot:]) if foot < len(texts) else []
    told = title_place(page, foot) if DIALOG in names else -1
    title = unescaped(shown(page.texts[told])) if told >= 0 else ""
    if title:
        header = with_title(header, title)
    edits = header_edits(page, header)
    chrome = _body_chrome(rules, header.end, foot) if any(rules[header.end : foot]) else {}
    edits += [_drop(page, place, rule.name) for place, rule in chrome.items()]
    if names:
        below_foot = drops(NAME, page.numbers[foot:], names, page.spans[foot:])
        if account and all(label.field != "account" for label in header.labels):
            dropped = below_foot[signed - foot]
            below_foot[signed - foot] = dropped._replace(
                action="label", rule="footer.account", text=account, field="account"
            )
        if title and all(label.field != "title" for label in header.labels):
            below_foot[told - foot] = below_foot[told - foot]._replace(
                action="label", rule="footer.title", text=title, field="title"
            )
        edits += topic_labels(page, below_foot, foot) if not TOPIC_RULES.isdisjoint(names) else below_foot
    if chrome:
        return edits, page.at([place for place in range(header.end, foot) if place not in chrome])
    return edits, page.part(header.end, foot)


def _body_chrome(rules: list[Rule | None], start: int, end: int) -> dict[int, Rule]:
    """Return the places and rules of chrome inside the article: strong lines, weak ones next to them, and those of the
    edge that end it.
    """
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
        if run and run[-1][0] + 1 == end:
            chrome.update((at, rule) for at, rule in run if rule.strength == "edge")
        run = []
    return chrome


def _drop(page: Lines, place: int, rule: str) -> Edit:
    return Edit(page.numbers[place], "drop", NAME, rule, "", None, page.spans[place])


def _step(skipped: frozenset[str]) -> Step:
    found = compiled_matcher([shipped_pack(NAME).without(skipped)]) if skipped else shipped_matcher(NAME)
    summary = "Drops the page's header, toolbar, dialogs and cards, and labels its metadata"
    return Step(NAME, "filter", BUILT_IN, summary, matcher=found, cut=partial(cut_chrome, matcher=found))


OFFER: Final[Offer] = Offer(NAME, "filter", BUILT_IN, True, _step, partial(shipped_pack, NAME))
