"""What a page's scripts say of its article, by name: found by searching, read by `javascript.py`, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from wxclean.reading.page.javascript import value_at

CONTENT: Final = "content_noencode"
"""The name under which newer pages hold their content, as HTML in a literal."""

# Each generation of the page has a script that says what the article is, known by one of these; the surest first, since
# code of the page's own may use the same names.
_SIGNS: Final = (
    "nick_name: JsDecode(",  # window.cgiDataNew, since 2022
    "d.nick_name = ",  # since 2023
    "var msg_title = ",  # 2013 to today
    "var nickname = ",
    'var biz = "',
    "content_noencode: ",
    "nick_name:'",  # what the server rendered, in one line
    "window.ip_wording = {",
)
# No such script is longer than this on either side of its sign; a longer one is code that was joined with others.
_ABOVE, _BELOW = 1 << 15, 1 << 17
_ASSIGNED: Final = re.compile(r"\s{0,4}[=:](?![=:])\s{0,8}")
# What stands before a name that is only the end of another, or part of an address.
_BEFORE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-\"'%&?/")
# How often a name is looked at before it is taken to have no value.
_TRIES: Final = 12
# No value but the content is as long.
_LONGEST: Final = 1 << 16


class Part(NamedTuple):
    """A part of a page's source that holds what its scripts say: from `start` to `end`."""

    start: int
    end: int


class ScriptValues:
    """The values that a page's scripts give to names."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts, self._contents = _parts(source)

    def get(self, *names: str) -> str | None:
        """Return the first value that isn't empty of the first name that has one, without white space around it."""
        for name in names:
            value = next((value for value in self._values(name) if value), None)
            if value is not None:
                return value
        return None

    def content(self) -> str | None:
        """Return the content that a script holds, as HTML whose line breaks are those of the text."""
        return next((text for start in self._contents if (text := value_at(self._source, start).text)), None)

    def _values(self, name: str) -> Iterator[str]:
        source, tries = self._source, 0
        for start, end in self._parts:
            at = source.find(name, start, end)
            while at >= 0 and tries < _TRIES:
                after = at + len(name)
                sign = _ASSIGNED.match(source, after) if at and source[at - 1] not in _BEFORE else None
                if sign is not None:
                    tries += 1
                    yield (value_at(source, sign.end(), sign.end() + _LONGEST).text or "").strip()
                at = source.find(name, after, end)


def _parts(source: str) -> tuple[Sequence[Part], Sequence[int]]:
    """Return the scripts that say what the article is, without the content that they hold, and where that begins."""
    parts: list[Part] = []
    contents: list[int] = []
    seen: set[int] = set()
    for sign in _SIGNS:
        at = source.find(sign)
        start = source.rfind("<script", 0, at) + 1
        if at < 0 or start in seen:
            continue
        seen.add(start)
        end = source.find("</script", at)
        content = source.find(CONTENT, start, end)
        assigned = _ASSIGNED.match(source, content + len(CONTENT)) if content >= 0 else None
        if assigned is None:
            parts.append(Part(max(start, at - _ABOVE), min(end, at + _BELOW) if end >= 0 else at + _BELOW))
        else:
            contents.append(assigned.end())
            after = value_at(source, assigned.end()).end
            parts += Part(max(start, content - _ABOVE), content), Part(after, max(after, min(end, after + _BELOW)))
    return parts, contents
