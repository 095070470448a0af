"""What a clipper writes below a title: when it took the page, from which host and address, and by whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from wxclean.filters.addresses import page_address
from wxclean.filters.by_tools.front_matter import ADDRESS, MADE_BY, datum_of, is_key, labels_of
from wxclean.filters.dates import iso_date
from wxclean.filters.labels import NO_HEADER, Header, Label
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import shown, undressed

HOST: Final = "mp.weixin.qq.com"
_RULE: Final = "tool.clip"
MOST_BELOW: Final = 8
"""The most lines below a title."""
# The longest title and value, in characters, and how no title ends.
_LONGEST_TITLE, _LONGEST_VALUE = 120, 40
_NO_TITLE_ENDS: Final = tuple("。；;：:，,…")
_HOST: Final = rare(
    r"(?:[Bb]y (?P<before>[^,，·|]{1,30})\s*[,，·|]\s*)?mp\.weixin\.qq\.com(?:\s*[·|,-]\s*[Bb]y (?P<after>\S.{0,30}))?"
)
_ADDRESS: Final = rare(rf"<?{ADDRESS.pattern}\S+")
# `2019年11月2日`, `Saturday, November 2, 2019`, `21:40`, `9:40 PM`; `Published on 2024-01-02, 3 min read`
_TIME: Final = rare(
    r"\d{4}年\d{1,2}月\d{1,2}日(?:\s?星期.)?|(?:[A-Z][a-z]+day, )?[A-Z][a-z]+ \d{1,2}, \d{4}"
    r"|(?:上午|下午)?\s?\d{1,2}:\d{2}(?:\s?[AP]M)?"
)
_READING: Final = rare(r"(?:Published on (?P<day>\d{4}-\d{2}-\d{2})\S*\s*[,·]?\s*)?(?:\d+ min(?:ute)?s?(?: read)?)?")
# The title again, as a link to the page: `来自: [灯塔](https://mp.weixin.qq.com/s/…)`
_TITLE_LINK: Final = rare(
    r"(?:>\s*|[*+-]\s+)*(?:[\u4e00-\u9fffA-Za-z ]{2,12}[:：]\s*)?"
    rf"\[(?P<title>[^\[\]]+)\]\(<?{ADDRESS.pattern}[^()\s]+\)"
)
_BUTTONS: Final = frozenset(("View Original", "View original", "Read original", "Open original", "查看原文"))
# The keys that only clippers write.
_OF_CLIPPERS: Final = frozenset(
    ("clipped from", "clip source", "剪辑自", "已剪辑自", "剪藏自", "来自印象笔记", "保存自")
)


class _Line(NamedTuple):
    """What a line is worth as evidence of a clipper, and what it says; 2 is enough."""

    worth: int
    points: bool
    labels: tuple[Label, ...] = ()


def is_clip_time(text: str) -> bool:
    """Return whether a line is the day or the time that a note-taking tool writes below its title."""
    return _TIME.fullmatch(text) is not None


def read_clip(texts: list[str]) -> Header:
    """Return the end and the values of a title with a clipper's lines below it, if one gives the page's host.

    An address alone may be the author's own: it takes a second such line, or a key that only clippers write.
    """
    title = undressed(texts[0])
    if not 0 < len(title) <= _LONGEST_TITLE or title.endswith(_NO_TITLE_ENDS):
        return NO_HEADER
    lines = list(_lines_below(texts, title))
    # The page's own header may begin with the title again.
    again = undressed(texts[1 + len(lines)]) == title if lines and 1 + len(lines) < len(texts) else False
    if sum(line.worth for line in lines) + again < 2 or not any(line.points for line in lines):
        return NO_HEADER
    labels = [label for line in lines for label in line.labels]
    return Header(1 + len(lines), (Label(0, "title", shown(texts[0]), _RULE), *labels))


def _lines_below(texts: list[str], title: str) -> Iterator[_Line]:
    """Yield what the lines below a title are, up to the first that no clipper writes."""
    pointed = False
    for place, text in enumerate(texts[1 : MOST_BELOW + 1], 1):
        line = _line(place, text, title, pointed=pointed)
        if line is None:
            return
        pointed = pointed or line.points
        yield line


def _line(place: int, text: str, title: str, *, pointed: bool) -> _Line | None:
    host = _HOST.fullmatch(text)
    if host is not None:
        author = host["before"] or host["after"]
        labels = (Label(place, "author", author.strip(), _RULE),) if author else ()
        return _Line(1 + bool(author), points=True, labels=labels)
    if _ADDRESS.fullmatch(text):
        return _Line(1, points=True, labels=_address(place, text))
    if is_clip_time(text):
        return _Line(1, points=False)
    if pointed and (text in _BUTTONS or (text[0] in "P0123456789" and (read := _READING.fullmatch(text)))):
        day = read["day"] if text not in _BUTTONS and read else None
        return _Line(1, points=False, labels=(Label(place, "published", iso_date(day), _RULE),) if day else ())
    if MADE_BY.fullmatch(text):
        return _Line(1, points=False)
    link = _TITLE_LINK.fullmatch(text) if "](" in text else None
    if link is not None and link["title"].strip() == title:
        return _Line(2, points=True, labels=_address(place, text))
    datum = datum_of(text)
    if datum is None:
        return None
    key, value = datum
    if key in _OF_CLIPPERS:
        return _Line(2, points=HOST in value, labels=_address(place, value))
    if not is_key(key) or (len(value) > _LONGEST_VALUE and HOST not in value):
        return None
    return _Line(1, points=HOST in value, labels=tuple(labels_of(place, key, value, _RULE)))


def _address(place: int, text: str) -> tuple[Label, ...]:
    address = page_address(text)
    return (Label(place, "url", address, _RULE),) if address else ()
