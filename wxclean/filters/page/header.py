"""The page's header: title, author, account, date and tags above the article."""

from __future__ import annotations

import re
from collections.abc import Collection
from math import inf
from typing import Final

from wxclean.filters.by_tools.front_matter import read_source_lines
from wxclean.filters.by_tools.remnants import below_fence
from wxclean.filters.labels import NO_HEADER, Header, Label, Lines
from wxclean.filters.page.bylines import (
    LINES_BELOW,
    NO_NAMES,
    Found,
    Names,
    byline_of,
    byline_over_lines,
    day_and_place,
    ends_with_account,
    may_be_byline,
)
from wxclean.filters.page.header_labels import may_be_glued, read_inline_label, read_label
from wxclean.filters.page.header_names import (
    GAP,
    NAMES,
    SHARE,
    Walk,
    has_label,
    is_void,
    named_labels,
    read_name,
    take_bare_names,
)
from wxclean.filters.page.header_phrases import has_place, is_another_date, is_place_of_header, read_phrase
from wxclean.filters.page.header_repost import (
    begins_source_card,
    read_shared_title,
    read_source_card,
)
from wxclean.filters.page.paid import is_paid_badge
from wxclean.filters.page.profile_card import begins_profile, read_profile
from wxclean.filters.page.topics import are_counted_topics, bare_tag, is_topic, topics_in
from wxclean.rules.line_key import is_picture
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Rule

# The evidence that proves a header when no footer proves a page; the second if a tool wrote a title above.
_ENOUGH, _ENOUGH_TITLED = 3, 2

# What html2text makes of icons and of pictures without an address.
_EMPTY: Final = re.compile(r"(?:[_\s#=\[\]]|!\[[^\[\]]*\]\(\s*\))++")
_HEADING: Final = re.compile(r"#{1,6}\s")
_UNDERLINE: Final = re.compile(r"-{3,}|={3,}")
# Half of a link that a tool wrote over several lines; the rules of lines that a byline may consist of; how many of the
# first lines may be one.
_LINK_PART: Final = re.compile(r"\[(?:↓+\].*)?$")
_BELOW_BYLINES: Final = ("header.album", "header.reader", "header.listening", "header.place", "header.recommendation")
_IN_BYLINES: Final = ("header.original", "header.date", "header.place", "header.reader")
_BELOW_TITLES: Final = ("header.original", "header.place")
FIRST_LINES: Final = 6
# The host of pages, whose address a tool may give between title and byline.
_HOST: Final = "mp.weixin.qq.com"
# What a title may not end with above a byline that has no day: a question is a title as often as a sentence.
_NO_TITLE_ENDS: Final = tuple("。；;…")


def read_header(
    lines: Lines,
    matcher: Matcher,
    *,
    page: bool,
    footer: Collection[str],
    titled: bool = False,
    known: Names = NO_NAMES,
) -> Header:
    """Return the header of a page.

    It ends at its last piece of evidence: a label such as 微信号 with its value, a phrase of the header, a date, a tag.
    `page` says that a footer shows this text to be a page; then the first line is the title, whatever follows. `footer`
    are the footer's lines, in which pages repeat the names of account and author. `titled` says that a tool wrote the
    title above; then less evidence is enough. `known` are the names that the footer and a tool give.
    """
    if not page and not _may_have_evidence(lines, matcher):
        return NO_HEADER
    enough = _ENOUGH_TITLED if titled else _ENOUGH
    walk = _walked(lines, matcher, Walk(titled=titled, page=page, known=known))
    if not page and walk.score < enough and walk.far:
        # If taken for text, these lines would be laid out without the gap, and be a header on the next run.
        walk = _walked(lines, matcher, Walk(gap=inf, titled=titled, known=known))
    page = page or _has_template_gap(lines, walk)
    if walk.score < enough and SHARE not in walk.seen and _may_be_over_lines(lines, page=page):
        walk = _walked_over_lines(lines, matcher, walk) or walk
    if not page and walk.score < enough:
        return NO_HEADER
    if page and not walk.labelled and all(label.field != "account" for label in walk.labels):
        take_bare_names(lines, walk, footer)
    labels = [label for label in named_labels(lines.texts, walk, matcher.phrase) if label.place < walk.end]
    return Header(below_fence(lines.texts, walk.end), tuple(labels))


def _may_be_over_lines(lines: Lines, *, page: bool) -> bool:
    """Return whether a byline could stand on several lines (a prefilter)."""
    if any(map(_LINK_PART.match, lines.texts[:NAMES])):
        return True
    if page:
        return False
    first = lines.rules[:FIRST_LINES]
    return any(rule is not None and rule.name in _IN_BYLINES for rule in first) or any(
        map(may_be_byline, lines.texts[1:NAMES])
    )


def _walked_over_lines(lines: Lines, matcher: Matcher, before: Walk) -> Walk | None:
    """Return the walk of a header whose byline stands on several lines below the title, or None if it has no such."""
    texts, rules = lines.texts, lines.rules
    title = next((place for place in before.names[:1]), -1)
    if title < 0 and not before.titled:
        return None
    start = title + 1
    end = next((place for place in range(start, len(texts)) if not _may_be_of_byline(rules[place])), len(texts))
    found = byline_over_lines(texts[start:end], matcher.phrase, before.known)
    if found is None or (title >= 0 and texts[title].endswith(_NO_TITLE_ENDS) and not found.closed):
        return None
    walk = Walk(titled=before.titled, page=before.page, known=before.known)
    walk.names += [title] if title >= 0 else []
    _take_byline(lines, matcher, walk, found, start)
    return _walked(lines, matcher, walk, walk.end)


def _may_be_of_byline(rule: Rule | None) -> bool:
    return rule is None or (rule.field is None and rule.name.startswith(_IN_BYLINES))


def _has_template_gap(lines: Lines, walk: Walk) -> bool:
    """Return whether a wide gap follows a name below title and badge, as the page's template leaves it."""
    if walk.score < _ENOUGH_TITLED and all(label.field != "original" for label in walk.labels):
        return False
    numbers = lines.numbers
    return any(numbers[place + 1] - numbers[place] > GAP for place in walk.names[1:] if place + 1 < len(numbers))


def _walked(lines: Lines, matcher: Matcher, walk: Walk, place: int = 0) -> Walk:
    """Return the walk down the lines, from a place on, to the first that can't be the header's."""
    count = len(lines.texts)
    while place < count:
        size = _read_item(lines, matcher, walk, place)
        if size == 0:
            break
        place += size
    return walk


def _may_have_evidence(lines: Lines, matcher: Matcher) -> bool:
    """Return whether a line could be a byline, has a header's rule or is a label (a prefilter)."""
    return any(map(may_be_byline, lines.texts[:FIRST_LINES])) or has_marks(lines.texts, lines.rules, matcher)


def has_marks(texts: list[str], rules: list[Rule | None], matcher: Matcher) -> bool:
    """Return whether a line has a header's rule or is a label."""
    if any(rules) and any(rule.name.startswith("header.") for rule in rules if rule is not None):
        return True
    return matcher.has_label(texts)


def _read_item(lines: Lines, matcher: Matcher, walk: Walk, place: int) -> int:
    """Read one item of the header; return how many lines it takes up, 0 if the header is over."""
    text, rule = lines.texts[place], lines.rules[place]
    if walk.closed and not _may_follow_byline(lines, walk, place):
        if not begins_profile(text, walk):
            return 0
        walk.closed = False
    if rule is not None:
        if rule.field:
            return 0 if has_place(walk) else read_label(lines, matcher, rule, walk, place)
        if place and rule.name != "header.album" and _HEADING.match(text):
            return 0
        if rule.name.startswith("header.") and rule.zone != "foot":
            if rule.name != "header.place" or is_place_of_header(text, walk, place):
                return read_phrase(lines, rule, walk, place)
            rule = None
    if walk.source and begins_source_card(lines.texts, place, walk.source):
        return read_source_card(lines, walk, place)
    topics = _topics(text, walk) if "#" in text else []
    if topics:
        walk.labels += [Label(place, "tags", topic, "header.album") for topic in topics]
        walk.end = place + 1
        return 1
    if rule is None:
        return _read_unruled(lines, matcher, walk, place)
    if rule.strength != "strong":
        # An article may begin with a weak line (`01`, `视频`); above labels it is a name, above a mark the title.
        below = lines.rules[place + 1 : place + 1 + NAMES]
        is_title = not place and any(other is not None and other.name in _BELOW_TITLES for other in below)
        is_name = is_title or (has_label(below) and (walk.names or not place))
        return read_name(lines, walk, place) if is_name else 0
    if walk.end == place:
        walk.end = place + 1
    return 0


def _topics(text: str, walk: Walk) -> list[str]:
    """Return the topics on a line below the words for them, or with counts below other lines of a header."""
    if not (walk.tags or walk.score):
        return []
    tag = bare_tag(text)
    is_line = (walk.tags and is_topic(text)) or (walk.score > 0 and are_counted_topics(tag))
    return topics_in(tag) if is_line else []


def _may_follow_byline(lines: Lines, walk: Walk, place: int) -> bool:
    """Return whether a line may stand below a byline with account and day, where a tool writes little more."""
    rule = lines.rules[place]
    if rule is not None:
        if rule.name == "header.original":
            return is_paid_badge(lines, place)
        return rule.name in _BELOW_BYLINES or (rule.name == "header.repost" and rule.strength == "strong")
    if walk.tags or are_counted_topics(bare_tag(lines.texts[place])):
        return True
    return bool(walk.source) and begins_source_card(lines.texts, place, walk.source)


def _is_label(lines: Lines, matcher: Matcher, place: int) -> bool:
    rule = lines.rules[place]
    return rule.field is not None if rule is not None else matcher.label(lines.texts[place]) is not None


def _read_unruled(lines: Lines, matcher: Matcher, walk: Walk, place: int) -> int:
    text = lines.texts[place]
    is_word = text.isalnum()  # as most names are: it has no dressing
    begins_with_word = is_word or text[0].isalnum()
    if not begins_with_word and (is_picture(text) or is_void(text)):
        return _read_void(text, walk, place)
    if not is_word and _HOST in text and walk.names and not walk.end:
        source = read_source_lines(lines.texts, place)
        if source.end > place:
            walk.labels += source.labels
            return source.end - place
    if text[0] in matcher.label_firsts:
        found = matcher.label(text, glued=walk.labelled and may_be_glued(lines, walk, place))
        if found is not None:
            if has_place(walk) or found[0].name in walk.seen:
                return 0
            return read_inline_label(lines, walk, place, *found)
    may_have_parts = not is_word or walk.known.sure  # without a blank only a known account is told apart
    if may_have_parts and (_read_byline(lines, matcher, walk, place) or read_shared_title(lines, walk, place)):
        return 1
    if is_word or (begins_with_word and "](" not in text):
        return 0 if walk.labelled else read_profile(lines, walk, place) or read_name(lines, walk, place)
    if place - 1 in walk.names[-1:] and _UNDERLINE.fullmatch(text):
        return _read_void(text, walk, place)
    return read_name(lines, walk, place)


def _read_void(text: str, walk: Walk, place: int) -> int:
    """Pass over a line without words. An article may begin with a picture or a code fence, which stay."""
    if walk.end == place and _EMPTY.fullmatch(text):
        walk.end = place + 1
    return 1


def _read_byline(lines: Lines, matcher: Matcher, walk: Walk, place: int) -> bool:
    """Read author and account, or date and place, from one line; return whether they are there."""
    text = lines.texts[place]
    if walk.closed or not (may_be_byline(text) or (walk.known.sure and ends_with_account(text, walk.known))):
        return False
    found = None
    if not walk.labelled:
        above = len(walk.names) + walk.titled
        texts = lines.texts[place : place + 1 + LINES_BELOW]
        found = byline_of(texts, matcher.phrase, above=above, page=walk.page, names=walk.known)
    if found is None and walk.end:
        found = day_and_place(lines.texts[place], matcher.phrase)
    if found is None or _is_of_another_day(found, walk):
        return False
    _take_byline(lines, matcher, walk, found, place)
    return True


def _is_of_another_day(found: Found, walk: Walk) -> bool:
    """Return whether a byline gives another day than the header above it: then it is the article's."""
    days = {value for field, value, _ in found.values if field == "published"}
    return bool(days) and is_another_date(days.pop(), walk)


def _take_byline(lines: Lines, matcher: Matcher, walk: Walk, found: Found, place: int) -> None:
    """Add what a byline says to the walk, which it closes unless labels follow in the next lines."""
    walk.labels += [Label(place + line, field, value, "header.byline") for field, value, line in found.values]
    walk.score += found.worth
    walk.end = place + found.lines
    if found.closed:
        below = range(walk.end, min(walk.end + NAMES, len(lines.texts)))
        walk.closed = not any(_is_label(lines, matcher, at) for at in below)
