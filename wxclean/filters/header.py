"""The page's header: title, author, account, date and tags before the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wxclean.document import Line
from wxclean.keys import undressed
from wxclean.rules import Matcher, Rule

# A name or a title has no more characters than these (a WeChat title has at most 64).
_LONGEST_NAME = 40
_LONGEST_TITLE = 120
# Lines without a rule that a header may hold: title, author, account up to three times.
_NAMES = 5
# Blank lines under a header; paragraphs have fewer between them.
_GAP = 7

_WECHAT_ID = re.compile(r"[A-Za-z0-9_][-_A-Za-z0-9.]{2,30}")
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2}:\d{2}))?")
# html2text writes author and account on one line: `原创 作者  [ 帐号 ](javascript:void\(0\);)`.
_BYLINE = re.compile(
    r"(?P<original>(?:原创|Original)[:：]?\s+)?(?P<author>.*?)\s*\[ ?(?P<account>[^\[\]]+?) ?\]\(javascript:.*\)"
)
# Reader tools write `作者  帐号  2023-10-31 17:59`.
_DATED_BYLINE = re.compile(
    r"(?P<original>原创[:：]?\s+)?(?P<author>\S.*?)\s{1,}(?P<account>\S.*?)"
    r"\s+(?P<published>\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)"
)
# html2text joins the line of date, author and account: `2018-03-19 作者 帐号 帐号`.
_META_LINE = re.compile(
    r"(?:(?P<published>\d{4}-\d{2}-\d{2})\s+)?(?P<author>\S.*?\s+)?(?P<account>\S+)\s+(?P=account)"
)
_REPOST = re.compile(r"^(?:以下文章来源于|The following article is from\s*|，作者.*|Author .*)|\s*(?:，作者| Author ).*$")
_PLACE = re.compile(r"^(?:发表于|發表於|Posted on)\s*")
_TAG = re.compile(r"#[^\s#].{0,30}?(?:\s*,?\s*\d+\s*个(?:内容)?)?")
_SENTENCE_END = re.compile(r"[。！？!?；;…]$")


class Label(NamedTuple):
    """One value that the header gives: the line it stands on (a place in the list), field, value, rule."""

    place: int
    field: str
    value: str
    rule: str


class Header(NamedTuple):
    """The header's end (the place after its last line) and the values in it."""

    end: int
    labels: tuple[Label, ...]


class _Walk:
    """What a walk down the first lines has found so far. A dataclass would cost the start of a pipe 10 ms."""

    __slots__ = ("end", "labelled", "labels", "names", "score", "source", "tags")

    def __init__(self) -> None:
        self.end = 0
        self.score = 0
        self.names: list[int] = []
        self.labels: list[Label] = []
        self.labelled = False
        self.tags = False
        self.source = ""


def read_header(
    lines: Sequence[Line], rules: Sequence[Rule | None], matcher: Matcher, *, page: bool, repeated: frozenset[str], enough: int = 3
) -> Header:
    """Return the header of a page.

    It ends at its last piece of evidence: a label such as 微信号 with its value, a phrase of the
    header, a date, a tag. `page` says that a footer shows this text to be a page: then the first
    line is the title, whatever follows. `repeated` are the short lines of the footer, where pages
    say the account's and the author's name again; `enough` is the evidence that shows a header
    where no footer shows a page.
    """
    walk = _Walk()
    place = 0
    while place < len(lines):
        step = _step(lines, rules, matcher, walk, place)
        if step == 0:
            break
        place += step
    if not page and walk.score < enough:
        return Header(0, ())
    if not walk.labelled and page:
        _take_bare_names(lines, walk, repeated)
    return Header(walk.end, tuple(_named(lines, walk)))


def _step(lines: Sequence[Line], rules: Sequence[Rule | None], matcher: Matcher, walk: _Walk, place: int) -> int:
    """Read one item of the header; return how many lines it has, 0 where the header is over."""
    text, rule = lines[place].text, rules[place]
    if rule is not None and rule.field:
        return _read_label(lines, rules, rule, walk, place)
    if rule is not None and rule.zone == "head":
        return _read_phrase(text, rule, walk, place)
    if walk.source and undressed(text) == walk.source:
        return _read_source_card(lines, walk, place)
    if walk.tags and _TAG.fullmatch(text):
        walk.end = place + 1
        return 1
    if rule is None:
        found = matcher.label(text)
        if found:
            return _read_inline_label(lines, walk, place, *found)
        if _read_byline(text, walk, place):
            return 1
    if rule is not None or _is_void(text):
        if walk.end == place:
            walk.end = place + 1
        return 1 if rule is None else 0
    return _read_name(text, walk, place)


def _is_void(text: str) -> bool:
    """Return whether a line holds only dressing: `____`, `![]()`, `#`."""
    return not text[0].isalnum() and not undressed(text).strip("[]=# ")


def _read_label(lines: Sequence[Line], rules: Sequence[Rule | None], rule: Rule, walk: _Walk, place: int) -> int:
    """A label on a line of its own; the next line is its value, where that can be one."""
    walk.score += 2
    walk.labelled = True
    size = 1
    if place + 1 < len(lines) and _can_be_value(str(rule.field), lines[place + 1].text, rules[place + 1]):
        value = undressed(lines[place + 1].text)
        walk.labels.append(Label(place + 1, str(rule.field), value, rule.name))
        size = 2
    walk.end = place + size
    return size


def _can_be_value(name: str, text: str, rule: Rule | None) -> bool:
    if rule is not None and rule.zone == "head":
        return False
    return name != "wechat_id" or _WECHAT_ID.fullmatch(undressed(text)) is not None


def _read_inline_label(lines: Sequence[Line], walk: _Walk, place: int, rule: Rule, value: str) -> int:
    """A label with its value on one line; html2text wraps a long value, at a space, over the next ones."""
    if rule.field == "wechat_id" and not _WECHAT_ID.fullmatch(value):
        return 0
    end = place + 1
    while rule.field == "description" and end < len(lines) and lines[end].number == lines[end - 1].number + 1:
        if not _SENTENCE_END.search(lines[end - 1].text):
            value += " " + undressed(lines[end].text)
        end += 1
    walk.score += 2
    walk.labelled = True
    walk.labels.append(Label(place, str(rule.field), value, rule.name))
    walk.end = end
    return end - place


def _read_phrase(text: str, rule: Rule, walk: _Walk, place: int) -> int:
    walk.score += 2 if rule.strength == "strong" else 1
    walk.tags = rule.name == "header.album"
    walk.end = place + 1
    if rule.name == "header.repost":
        walk.source = _REPOST.sub("", undressed(text)) or walk.source
    elif rule.name == "header.original":
        walk.labels.append(Label(place, "original", "true", rule.name))
    elif rule.name == "header.place" and len(undressed(text)) > len("发表于"):
        walk.labels.append(Label(place, "location", _PLACE.sub("", undressed(text)), rule.name))
    elif rule.name == "header.date":
        walk.labels.append(Label(place, "published", iso_date(undressed(text)), rule.name))
    return 1


def _read_source_card(lines: Sequence[Line], walk: _Walk, place: int) -> int:
    """The card of the account that a repost comes from: its name again, a dot, what it says of itself."""
    end = place + 1
    if end < len(lines) and lines[end].text == ".":
        end += 1
    if end < len(lines) and len(lines[end].text) <= _LONGEST_TITLE:
        end += 1
    walk.source, walk.end = "", end
    return end - place


def _read_byline(text: str, walk: _Walk, place: int) -> bool:
    """Author and account on one line, as html2text and reader tools write them."""
    if walk.labelled or len(text) > _LONGEST_TITLE:
        return False
    match = _BYLINE.fullmatch(text) if "](javascript:" in text else None
    if match is None and len(walk.names) == 1:
        match = _DATED_BYLINE.fullmatch(text)
    if match is None:
        return False
    for name, value in match.groupdict().items():
        if value:
            walk.labels.append(Label(place, name, "true" if name == "original" else undressed(value), "header.byline"))
    walk.score += 2
    walk.end = place + 1
    return True


def _read_name(text: str, walk: _Walk, place: int) -> int:
    """A line without a rule: the title, or a name before the labels."""
    limit = _LONGEST_NAME if walk.names else _LONGEST_TITLE
    if walk.labelled or len(walk.names) > _NAMES or (len(text) > limit and len(undressed(text)) > limit):
        return 0
    if walk.names and _SENTENCE_END.search(text):
        return 0
    walk.names.append(place)
    return 1


def _take_bare_names(lines: Sequence[Line], walk: _Walk, repeated: frozenset[str]) -> None:
    """Pages since 2023 have no labels: take author and account by what surrounds them."""
    original = any(label.field == "original" for label in walk.labels)
    if not walk.names or any(walk.names[0] < place < walk.end for place in walk.names):
        return
    end = max(walk.end, walk.names[0] + 1)
    taken = 0
    said_again = [place for place in walk.names[1:4] if lines[place].text in repeated]
    for place in walk.names[1:]:
        again = lines[place].text == lines[place - 1].text
        if place != end or not (
            place <= max(said_again, default=0)
            or again
            or (original and taken < 2)
            or _is_far_above_text(lines, place)
        ):
            continue
        end = place + 1
        taken += not again
    if taken or walk.end or _reads_as_title(lines[walk.names[0]], repeated):
        walk.end = end


def _reads_as_title(line: Line, repeated: frozenset[str]) -> bool:
    """Return whether a first line alone is the title: a heading, or said again in the footer."""
    return line.text.startswith("#") or undressed(line.text) in repeated


def _is_far_above_text(lines: Sequence[Line], place: int) -> bool:
    """Return whether one of the next few short lines is followed by a wide gap, as under a header."""
    for below in range(place, min(place + 2, len(lines) - 1)):
        if lines[below + 1].number - lines[below].number > _GAP:
            return True
        if len(lines[below + 1].text) > _LONGEST_NAME:
            return False
    return False


def _named(lines: Sequence[Line], walk: _Walk) -> Iterator[Label]:
    """Yield all labels of the header: those found, and the names that their places give."""
    names = [place for place in walk.names if place < walk.end]
    given = {label.field for label in walk.labels}
    if names and "title" not in given:
        title = undressed(lines[names[0]].text)
        yield Label(names[0], "title", title, "header.title")
        names = [place for place in names[1:] if undressed(lines[place].text) != title]
    if names:
        yield from _names_in(lines, names, {label.field: label.value for label in walk.labels})
    yield from walk.labels


def _names_in(lines: Sequence[Line], names: Sequence[int], given: Mapping[str, str]) -> Iterator[Label]:
    """Yield account and author: the account stands last, and often twice; the author before it."""
    texts = [undressed(lines[place].text) for place in names]
    for place, text in zip(names, texts, strict=True):
        meta = _META_LINE.fullmatch(text)
        if meta is not None:
            for name, value in meta.groupdict().items():
                if value and name not in given:
                    yield Label(place, name, value.strip(), "header.byline")
            return
    account = given.get("account")
    if account is None:
        account = texts[-1]
        yield Label(names[-1], "account", account, "header.account")
    if "author" in given:
        return
    others = [place for place, text in zip(names, texts, strict=True) if text != account]
    if others:
        yield Label(others[0], "author", undressed(lines[others[0]].text), "header.author")
    elif "original" in given and len(names) > 1:
        yield Label(names[0], "author", account, "header.author")


def iso_date(text: str) -> str:
    """Return a date of the page as ISO (`2018-11-23`, `2023-10-31 17:59`), other words as they are."""
    match = _ISO_DATE.search(text) or _CHINESE_DATE.search(text)
    if match is None:
        return text
    year, month, day, time = match.groups()
    return f"{year}-{int(month):02}-{int(day):02}" + (f" {time}" if time else "")
