"""Where the page's footer begins, by the evidence of its lines' rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final

from wxclean.filters.page.endings import Start, read_endings
from wxclean.filters.page.free_text import EMPTY, NAME_LENGTH, TITLE_LENGTH, is_code
from wxclean.rules.line_key import LONGEST, is_picture, undressed
from wxclean.rules.rule import Rule

# Lines of these zones say nothing of a footer.
_ELSEWHERE: Final = ("head", "body")
# What a line is worth as part of the footer. The footer is the tail of the page that is worth the most: a sum of
# evidence, so that no single phrase inside an article can begin it.
_STRONG_FOOT: Final = 4.0
_STRONG: Final = 2.0
_WEAK: Final = 1.0
_IN_SECTION: Final = 0.1
_CLOSED: Final = 0.0
# Readers' comments go on below a notice that the page shows among them.
_COMMENTS: Final = "comments."
# Names and titles between the heading and the last lines of a list of other articles are the list's.
_LIST: Final = "related.list"
# Names below these are those of the author and of readers.
_REWARD: Final = "reward."
# A header's labels are within this many lines, and this many lines below them may still be the header's.
_HEADER, _BELOW_LABELS = 24, 6
# Lines without a rule, by their length in characters: a name, a title, a paragraph (which any sentence is). A picture's
# address may be of any length.
_NAME: Final = -1.0
_TITLE: Final = -2.0
_PARAGRAPH: Final = -4.0
# How the items of a list begin in Markdown.
_ITEMS: Final = ("- ", "* ", "+ ")
# The longest line that may be what converters leave of an icon.
_ICON: Final = 4
_STRENGTH: Final[Callable[[Rule | None], str]] = attrgetter("strength")


# A line of chrome, by its place and its rule, and whether the lines without a rule below it belong to a section of free
# text. No class of its own: each page has dozens.
_Ruled = tuple[int, Rule, bool]


class Footer:
    """Where the footer begins, the number of lines if there is none; and where other pages may begin above it."""

    __slots__ = ("pages", "start")

    def __init__(self, start: int, pages: Sequence[Start] = ()) -> None:
        self.start = start
        self.pages = pages


def _no_header(_: int) -> bool:
    return False


def read_footer(
    texts: list[str], rules: list[Rule | None], heading: str, has_header: Callable[[int], bool] = _no_header
) -> Footer:
    """Return where the footer begins.

    It begins at a strong line or one that opens footers, such that the worth of all lines from there to the end is
    greatest, and below all prose. The title, which is the line `heading`, counts nothing, since footers repeat it.
    `has_header` says whether a page's header begins at a place.
    """
    first = next((place for place, rule in enumerate(rules) if rule is not None and may_begin(rule)), None)
    if first is None:
        return Footer(len(texts))
    header = _header_end(rules) if first < _HEADER + _BELOW_LABELS else 0
    if is_all_chrome(rules[first:]) and (first >= header or not _is_of_header(rules[first])):
        return Footer(_with_weak_lines(rules, _below_list(texts, rules, first)))
    ruled = _ruled(rules, first)
    title = undressed(heading) if len(heading) <= LONGEST else ""
    pages: Sequence[Start] = ()
    opening = _opening_above_text(texts, ruled, title)
    if opening is not None:
        endings = read_endings(texts, rules, opening, title, has_header)
        pages = endings.starts
        if endings.floor > first:
            ruled = _ruled(rules, endings.floor)
    start = _worthiest(texts, ruled, title, header)
    return Footer(_with_weak_lines(rules, _below_list(texts, rules, start)) if start < len(texts) else start, pages)


def _ruled(rules: list[Rule | None], first: int) -> list[_Ruled]:
    """Return the lines that have a rule, from the first at which a footer may begin."""
    ruled: list[_Ruled] = []
    section = False
    for place, rule in enumerate(rules[first:], first):
        if rule is not None:
            section = rule.section or (section and (rule.strength == "weak" or rule.name.startswith(_COMMENTS)))
            ruled.append((place, rule, section))
    return ruled


def _opening_above_text(texts: list[str], ruled: Sequence[_Ruled], title: str) -> int | None:
    """Return the place of the first line that could open a footer, None if hardly any text stands below it.

    On most pages only the title does, and what converters leave of icons.
    """
    first = next((place for place, rule, _ in ruled if rule.zone == "foot" and may_begin(rule)), len(texts))
    end = len(texts)
    for place, _, _ in reversed(ruled):
        if place < first:
            break
        for text in texts[place + 1 : end] if place + 1 < end else ():
            if (len(text) > _ICON or text[0].isalnum()) and not (title and text.endswith(title)):
                return first
        end = place
    return None


def _worthiest(texts: list[str], ruled: Sequence[_Ruled], title: str, header: int) -> int:
    """Return where the tail of the greatest worth begins, searched upwards for as long as a better one is possible."""
    best, start, total, end = 0.0, len(texts), 0.0, len(texts)
    strong = above_text = False
    names_above = 0
    left, below = len(ruled), None
    for place, rule, section in reversed(ruled):
        if place + 1 < end:
            in_list = below is not None and _is_list(rule) and _is_list(below)
            between = _CLOSED if section and below is not None and _closes_comments(below) else _IN_SECTION
            own = 1 + (rule.names and _names_below(texts[place + 1 : end], rule.names))
            for text in reversed(texts[place + own : end]):
                if total + _STRONG_FOOT * left <= best:
                    return start
                if text != title:
                    worth = _worth_of_text(text)
                    if section or (in_list and worth > _PARAGRAPH):
                        worth *= between
                    total += worth
                    names_above += worth <= _NAME and not rule.name.startswith(_REWARD)
                    above_text = above_text or worth <= _TITLE or names_above > 1
        end, left, below = place, left - 1, rule
        is_strong = rule.strength == "strong"
        if is_strong:
            above_text, names_above = False, 0
        if rule.zone in _ELSEWHERE:
            continue
        strong = strong or is_strong
        if not above_text:
            total += _WEAK if rule.strength == "weak" else _STRONG_FOOT if rule.zone == "foot" else _STRONG
        if total > best and strong and (is_strong or rule.opens) and (place >= header or not _is_of_header(rule)):
            best, start = total, place
    return start


def _below_list(texts: list[str], rules: list[Rule | None], start: int) -> int:
    """Return the footer's start, moved down below a list that the article began, whose last items may read as buttons.

    A list whose items all have rules is the page's own.
    """
    item, first = texts[start][:2], start
    if item not in _ITEMS:
        return start
    while first and texts[first - 1].startswith(item):
        first -= 1
    if None not in rules[first:start]:
        return start
    while start < len(texts) and rules[start] is not None and texts[start].startswith(item):
        start += 1
    return start


def _closes_comments(rule: Rule) -> bool:
    """Return whether a line is one that only readers' comments have above it: however many there are, they are that."""
    return rule.strength == "strong" and rule.name.startswith(_COMMENTS)


def _is_list(rule: Rule) -> bool:
    return rule.name == _LIST and rule.strength == "strong"


def _names_below(texts: list[str], most: int) -> int:
    """Return how many of the first lines may be the names that a line says to follow it: no sentence is one."""
    return next((count for count, text in enumerate(texts[:most]) if text[-1] == "。"), min(most, len(texts)))


def _header_end(rules: list[Rule | None]) -> int:
    """Return the place above which a header's phrase belongs to the header: a little below its last label."""
    labels = [place for place, rule in enumerate(rules[:_HEADER]) if rule is not None and rule.field]
    return labels[-1] + _BELOW_LABELS if labels else 0


def _is_of_header(rule: Rule | None) -> bool:
    return rule is not None and rule.name.startswith("header.")


def is_all_chrome(rules: list[Rule | None]) -> bool:
    """Return whether each line has a rule, and one is strong: no other tail is worth more then."""
    return None not in rules and "strong" in map(_STRENGTH, rules)


def may_begin(rule: Rule) -> bool:
    """Return whether a footer may begin at a line with this rule."""
    return rule.zone not in _ELSEWHERE and (rule.opens or rule.strength == "strong")


def _with_weak_lines(rules: list[Rule | None], start: int) -> int:
    """Return the footer's start, moved up over the weak lines right before it.

    If the footer begins with a line that usually opens one, a weak line before it is the article's last.
    """
    while 0 < start < len(rules):
        first, before = rules[start], rules[start - 1]
        if first is None or first.opens or before is None or before.zone == "head":
            break
        start -= 1
    return start


def _worth_of_text(text: str) -> float:
    if text[-1] == "。":
        return _PARAGRAPH
    if len(text) <= NAME_LENGTH:
        return 0.0 if text in EMPTY else _NAME
    if is_code(text):
        return 0.0
    return _TITLE if len(text) <= TITLE_LENGTH or is_picture(text) else _PARAGRAPH
