"""Notice pages: what a page shows in place of an article that is gone, moved, hidden or behind a check."""

from __future__ import annotations

from typing import Final

from wxclean.filters.labels import Header, Label, Lines
from wxclean.filters.page.collapsed_phrases import tokens_of
from wxclean.filters.page.free_text import is_code
from wxclean.filters.page.header_names import LONGEST_NAME, LONGEST_TITLE, SENTENCE_END
from wxclean.rules.line_key import shown, undressed
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Rule

# What authors say of their own articles are no notices.
_NOTICE, _CLAIM = "notice.", "notice.claim"
# A notice may have a button below it: `知道了`.
_BUTTON: Final = "dialog."
MOST_ABOVE: Final = 2
"""The most lines above a notice that no header is: a title, and an icon or the account."""
# The fewest lines of a notice and its buttons below an account.
_FEWEST_BELOW: Final = 2
# The most text without a rule in a notice: lines, and characters.
_REST_LINES, _REST = 2, 80
# The longest line that may be a whole notice, in characters, and how many are of phrases for each that isn't.
_LONGEST_GLUED, _KNOWN_PER_FREE = 400, 2
# How a sentence ends that no piece of a notice is.
_SENTENCE_ENDS: Final = tuple("。！？")
_NO_TITLE_ENDS: Final = tuple("。；;：:，,…”")


def is_notice(rule: Rule | None) -> bool:
    """Return whether a line with this rule is part of a notice."""
    return rule is not None and rule.name.startswith(_NOTICE) and rule.name != _CLAIM


def notice_alone(page: Lines) -> list[str] | None:
    """Return the names of the lines' rules if a text holds notices alone, or its page's styles between them; None if
    it holds more.
    """
    if not page.rules:
        return []
    first, last = page.rules[0], page.rules[-1]
    if first is None or last is None or not (first.name.startswith(_NOTICE) and last.name.startswith(_NOTICE)):
        return None
    names = [first.name if rule is None else rule.name for rule in page.rules]
    is_all = all(name.startswith(_NOTICE) for name in names)
    free = [text for text, rule in zip(page.texts, page.rules, strict=True) if rule is None]
    return names if is_all and all(map(is_code, free)) else None


def with_notice(page: Lines, header: Header, foot: int) -> tuple[Header, int] | None:
    """Return the header, with the title above a notice, and where the notice begins, if it is all that a page holds.

    A notice that a page's nodes split leaves pieces without a rule, which are allowed only beside two lines with one.
    An account between title and notice is allowed only above two lines with a rule and nothing else.
    """
    first = _first_notice(page, header.end)
    if first is None or not _is_all_there_is(page, first, max(first, foot)):
        return None
    above = [place for place in range(header.end, first) if not _is_icon(page.texts[place])]
    if len(above) > 1 and (_notice_lines(page, first, foot) < _FEWEST_BELOW or None in page.rules[first:foot]):
        return None
    found = [
        Label(place, field, shown(page.texts[place]), f"header.{field}")
        for place, field in zip(above, ("title", "account"), strict=False)
    ]
    fields = {label.field for label in found}
    return Header(first, (*found, *[label for label in header.labels if label.field not in fields])), first


def _notice_lines(page: Lines, first: int, foot: int) -> int:
    """Return how many lines a notice has from its first on, its buttons above the footer included."""
    buttons = [rule for rule in page.rules[first:foot] if rule is not None and rule.name.startswith(_BUTTON)]
    return sum(map(is_notice, page.rules[first:])) + len(buttons)


def glued_notice(texts: list[str], matcher: Matcher) -> str:
    """Return the rule of a notice that is a text's only line, its phrases joined; else an empty string."""
    if len(texts) != 1 or len(texts[0]) > _LONGEST_GLUED:
        return ""
    text = texts[0]
    tokens = tokens_of(text, matcher)
    rule = tokens[0].rule if tokens and not tokens[0].start else None
    if rule is None or not is_notice(rule):
        return ""
    known = sum(token.end - token.start for token in tokens)
    return rule.name if len(text) - known <= known // _KNOWN_PER_FREE else ""


def _first_notice(page: Lines, top: int) -> int | None:
    """Return the place of a notice's first line: the first below the header, or below a title and what is left of an
    icon, or an account.
    """
    titled = False
    for place in range(top, min(top + MOST_ABOVE + 1, len(page.rules))):
        text, rule = page.texts[place], page.rules[place]
        if is_notice(rule):
            return place
        if not (_is_icon(text) or (_may_be_name(text, rule) if titled else place == top and _may_be_title(text, rule))):
            return None
        titled = titled or not _is_icon(text)
    return None


def _is_icon(text: str) -> bool:
    return not any(map(str.isalnum, undressed(text)))


def _may_be_title(text: str, rule: Rule | None) -> bool:
    if rule is not None and rule.strength == "strong":
        return False
    bare = undressed(text)
    return 0 < len(bare) <= LONGEST_TITLE and not bare.endswith(_NO_TITLE_ENDS)


def _may_be_name(text: str, rule: Rule | None) -> bool:
    return rule is None and len(undressed(text)) <= LONGEST_NAME and not undressed(text).endswith(SENTENCE_END)


def _is_all_there_is(page: Lines, first: int, end: int) -> bool:
    rest = [page.texts[place] for place in range(first, end) if page.rules[place] is None]
    if not rest:
        return True
    lines = sum(map(is_notice, page.rules[first : end + _REST_LINES]))
    return (
        lines > 1
        and len(rest) <= _REST_LINES
        and sum(map(len, rest)) <= _REST
        and not any(text.endswith(_SENTENCE_ENDS) for text in rest)
    )
