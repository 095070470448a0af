"""The page's header: title, author, account, date and tags above the article."""

from __future__ import annotations

import re
from collections.abc import Collection
from math import inf
from typing import Final

from wxclean.filters.dates import iso_date
from wxclean.filters.labels import NO_HEADER, Header, Label, Lines
from wxclean.filters.page.bylines import BYLINE_ENDS, LONGEST_BYLINE, byline_of, day_and_place
from wxclean.filters.page.header_names import (
    GAP,
    LONGEST_TITLE,
    NAMES,
    SENTENCE_END,
    Walk,
    may_be_name,
    named_labels,
    take_bare_names,
)
from wxclean.reading.lines.characters import lines_ending
from wxclean.rules.line_key import LONGEST, shown, undressed
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Rule

# The evidence that proves a header when no footer proves a page; the second if a tool wrote a title above.
_ENOUGH, _ENOUGH_TITLED = 3, 2

_WECHAT_ID: Final = re.compile(r"[A-Za-z0-9_][-_A-Za-z0-9.]{2,30}")
_REPOST: Final = re.compile(
    r"^(?:以下文章来源于|The following article is from\s*|，作者.*|Author .*)|\s*(?:，作者| Author ).*$"
)
_PLACE: Final = re.compile(r"^(?:发表于|發表於|Posted on)\s*")
# What html2text makes of icons and of pictures without an address.
_EMPTY: Final = re.compile(r"(?:[_\s#=\[\]]|!\[[^\[\]]*\]\(\s*\))++")
_HEADING: Final = re.compile(r"#{1,6}\s")
_UNDERLINE: Final = re.compile(r"-{3,}|={3,}")
_TAG: Final = re.compile(r"#[^\s#].{0,30}?(?:\s*,?\s*\d+\s*个(?:内容)?)?")


def read_header(
    lines: Lines,
    matcher: Matcher,
    *,
    page: bool,
    footer: Collection[str],
    titled: bool = False,
) -> Header:
    """Return the header of a page.

    It ends at its last piece of evidence: a label such as 微信号 with its value, a phrase of the header, a date, a tag.
    `page` says that a footer shows this text to be a page; then the first line is the title, whatever follows. `footer`
    are the footer's lines, in which pages repeat the names of account and author. `titled` says that a tool wrote the
    title above; then less evidence is enough.
    """
    if not page and not any(lines.rules) and not may_have_evidence(lines.texts, matcher):
        return NO_HEADER
    enough = _ENOUGH_TITLED if titled else _ENOUGH
    walk = _walked(lines, matcher, Walk(titled=titled))
    if not page and walk.score < enough and walk.far:
        # If taken for text, these lines would be laid out without the gap, and be a header on the next run.
        walk = _walked(lines, matcher, Walk(gap=inf, titled=titled))
    page = page or _has_template_gap(lines, walk)
    if not page and walk.score < enough:
        return NO_HEADER
    if page and not walk.labelled and all(label.field != "account" for label in walk.labels):
        take_bare_names(lines, walk, footer)
    return Header(walk.end, tuple(named_labels(lines.texts, walk)))


def _has_template_gap(lines: Lines, walk: Walk) -> bool:
    """Return whether a wide gap follows a name below title and badge, as the page's template leaves it."""
    if walk.score < _ENOUGH_TITLED and all(label.field != "original" for label in walk.labels):
        return False
    numbers = lines.numbers
    return any(numbers[place + 1] - numbers[place] > GAP for place in walk.names[1:] if place + 1 < len(numbers))


def _walked(lines: Lines, matcher: Matcher, walk: Walk) -> Walk:
    """Return the walk down the lines to the first that can't be the header's."""
    place = 0
    while place < len(lines.texts) and not walk.over:
        size = _read_item(lines, matcher, walk, place)
        if size == 0:
            break
        place += size
    return walk


def may_have_evidence(texts: list[str], matcher: Matcher) -> bool:
    """Return whether a line without a rule could be a label or a byline (a prefilter)."""
    return matcher.may_have_label(texts) or any(
        len(texts[place]) <= LONGEST_BYLINE for place in lines_ending(texts, BYLINE_ENDS)
    )


def _read_item(lines: Lines, matcher: Matcher, walk: Walk, place: int) -> int:
    """Read one item of the header; return how many lines it takes up, 0 if the header is over."""
    text, rule = lines.texts[place], lines.rules[place]
    if rule is not None and rule.field:
        return _read_label(lines, rule, walk, place)
    if rule is not None and place and rule.name != "header.album" and _HEADING.match(text):
        return 0
    if rule is not None and rule.name == "header.recommendation":
        return _read_recommendation(lines, walk, place)
    if rule is not None and rule.name.startswith("header."):
        if rule.name != "header.place" or _PLACE.match(undressed(text)) or _is_under_date(walk, place):
            return _read_phrase(text, rule, walk, place)
        rule = None
    if walk.source and _names_source(text, walk.source):
        return _read_source_card(lines, walk, place)
    if walk.tags and _TAG.fullmatch(text.lstrip("\\")):
        walk.end = place + 1
        return 1
    if rule is None:
        return _read_unruled(lines, matcher, walk, place)
    if rule.strength == "weak":
        # An article may begin with a weak line (`01`, `视频`); above labels it is a name.
        is_name = walk.names and _has_label(lines.rules[place + 1 : place + NAMES])
        return _read_name(lines, walk, place) if is_name else 0
    if walk.end == place:
        walk.end = place + 1
    return 0


def _has_label(rules: list[Rule | None]) -> bool:
    return any(rule is not None and rule.field for rule in rules)


def _read_unruled(lines: Lines, matcher: Matcher, walk: Walk, place: int) -> int:
    text = lines.texts[place]
    found = matcher.label(text)
    if found:
        return _read_inline_label(lines, walk, place, *found)
    if _reads_as_name(text):
        return _read_name(lines, walk, place)
    if _read_byline(text, walk, place):
        return 1
    if not (_is_void(text) or (place - 1 in walk.names[-1:] and _UNDERLINE.fullmatch(text))):
        return _read_name(lines, walk, place)
    # An article may begin with a picture or a code fence.
    if walk.end == place and _EMPTY.fullmatch(text):
        walk.end = place + 1
    return 1


def _reads_as_name(text: str) -> bool:
    """Return whether a line without a label can be neither a byline nor dressing."""
    return text[0].isalnum() and text[-1] not in BYLINE_ENDS.members and "](" not in text


def _is_void(text: str) -> bool:
    """Return whether a line holds only dressing: `____`, `![]()`, `#`."""
    if text.startswith("!\\["):
        text = text.replace("\\", "")
    return not text[0].isalnum() and not undressed(text).strip("[]=# ")


def _read_label(lines: Lines, rule: Rule, walk: Walk, place: int) -> int:
    """Read a label on a line of its own and, if it can be one, its value on the next; return the number of lines."""
    walk.score += 2
    walk.labelled = True
    size = 1
    if place + 1 < len(lines.texts) and _can_be_value(str(rule.field), lines, walk, place + 1):
        value = _value(str(rule.field), shown(lines.texts[place + 1]))
        walk.labels.append(Label(place + 1, str(rule.field), value, rule.name))
        size = 2
    walk.end = place + size
    return size


def _can_be_value(name: str, lines: Lines, walk: Walk, place: int) -> bool:
    rule = lines.rules[place]
    if rule is not None and rule.name.startswith("header."):
        return False
    if lines.numbers[place] - lines.numbers[place - 1] > walk.gap:
        walk.far = True
        return False
    return name != "wechat_id" or _WECHAT_ID.fullmatch(undressed(_value(name, lines.texts[place]))) is not None


def _value(field: str, value: str) -> str:
    r"""Return a label's value; converters escape characters of an id: `chaoxi\_notes`."""
    return value.replace("\\", "") if field == "wechat_id" else value


def _read_inline_label(lines: Lines, walk: Walk, place: int, rule: Rule, value: str) -> int:
    """Read a label and its value from one line; return the number of lines.

    html2text wraps a long value, at a space, over the next lines.
    """
    value = _value(str(rule.field), value)
    if rule.field == "wechat_id" and not _WECHAT_ID.fullmatch(value):
        return 0
    end = place + 1
    while rule.field == "description" and end < len(lines.texts) and lines.numbers[end] == lines.numbers[end - 1] + 1:
        if not lines.texts[end - 1].endswith(SENTENCE_END):
            value += " " + shown(lines.texts[end])
        end += 1
    walk.score += 2
    walk.labelled = True
    walk.labels.append(Label(place, str(rule.field), value, rule.name))
    walk.end = end
    return end - place


def _read_phrase(text: str, rule: Rule, walk: Walk, place: int) -> int:
    if rule.name == "header.date" and _is_another_date(text, walk):
        return 0
    walk.score += 2 if rule.strength != "weak" else rule.name not in walk.seen
    walk.seen.add(rule.name)
    walk.tags = rule.name == "header.album"
    walk.end = place + 1
    if rule.name == "header.repost":
        walk.source = _REPOST.sub("", undressed(text)) or walk.source
    elif rule.name == "header.original":
        walk.labels.append(Label(place, "original", "true", rule.name))
    elif rule.name == "header.place" and _PLACE.sub("", undressed(text)):
        walk.labels.append(Label(place, "location", _PLACE.sub("", undressed(text)), rule.name))
    elif rule.name == "header.date":
        walk.labels.append(Label(place, "published", iso_date(undressed(text)), rule.name))
    return 1


def _is_another_date(text: str, walk: Walk) -> bool:
    """Return whether the header has a different date above: then this one is the article's first line."""
    dates = [label.value for label in walk.labels if label.field == "published"]
    return bool(dates) and iso_date(undressed(text)) not in dates


def _is_under_date(walk: Walk, place: int) -> bool:
    """Return whether the line above is a date with a time: since 2025, a bare place may follow it."""
    return any(label.place == place - 1 and label.field == "published" and ":" in label.value for label in walk.labels)


def _read_recommendation(lines: Lines, walk: Walk, place: int) -> int:
    """Read what the account says of a repost, between `编者荐语：` and the source; elsewhere it is the article's."""
    for below, rule in enumerate(lines.rules[place + 1 : place + NAMES], place + 1):
        if rule is not None and rule.name == "header.repost":
            walk.end = below
            return below - place
    return 0


def _names_source(text: str, source: str) -> bool:
    """Return whether a line begins the card of the source account; converters write all of a card on one line."""
    bare = undressed(text)
    if bare.rstrip(".") == source or bare.startswith(f"{source}."):
        return True
    return text.startswith("**") and bare.startswith(f"{source} ")


def _read_source_card(lines: Lines, walk: Walk, place: int) -> int:
    """Read the card of the account that a repost comes from: its name again, a dot, its description."""
    end = place + 1
    if len(undressed(lines.texts[place])) > len(walk.source) + 1:
        walk.source, walk.end = "", end
        return 1
    if end < len(lines.texts) and lines.texts[end] == ".":
        end += 1
    if end < len(lines.texts) and len(lines.texts[end]) <= LONGEST_TITLE:
        end += 1
    walk.source, walk.end = "", end
    return end - place


def _read_byline(text: str, walk: Walk, place: int) -> bool:
    """Read author and account, or date and place, from one line; return whether they are there."""
    byline = None if walk.labelled else byline_of(text, above=len(walk.names) + walk.titled)
    values = byline.values if byline is not None else day_and_place(text) if walk.end else {}
    if not values:
        return False
    walk.labels += [Label(place, field, value, "header.byline") for field, value in values.items()]
    if byline is not None:
        walk.score += byline.worth
        walk.over = byline.last
    walk.end = place + 1
    return True


def _read_name(lines: Lines, walk: Walk, place: int) -> int:
    """Read a line without a rule as the title, or as a name above the labels; return its number of lines."""
    text = lines.texts[place]
    if walk.labelled or len(walk.names) > NAMES or len(text) > LONGEST or not may_be_name(lines, walk, place):
        return 0
    walk.names.append(place)
    return 1
