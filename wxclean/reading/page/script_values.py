"""What a page's scripts say of its article, by name: found by searching, read by `javascript.py`, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wxclean.reading.page.javascript import text_end, value_at

CONTENT: Final = "content_noencode"
"""The name under which newer pages hold their content, as HTML in a literal."""

# Each generation of the page has a script that says what the article is, known by one of these: `window.cgiDataNew` or
# `d.nick_name = …` since 2022, and a row of assignments from 2013 to today.
_SIGNS: Final = (
    re.compile(rb"nick_name: ?JsDecode\("),
    re.compile(rb"(?<=d\.)nick_name ="),
    re.compile(rb"nick_name ?: ?['\"]"),  # also what the server rendered, in one line
)
_NEWER, _OLDER = b"nick_name", (b"var nickname = ", b"var msg_title = ", b'var biz = "')
# No such script is longer than this on either side of its sign; a longer one is code that was joined with others.
_ABOVE, _BELOW = 1 << 14, 1 << 17
_ASSIGNED: Final = re.compile(r"\s{0,4}[=:](?![=:])\s{0,8}")
_ASSIGNED_BYTES: Final = re.compile(rb"\s{0,4}[=:](?![=:])\s{0,8}")
# What stands before a name that is only the end of another, or part of an address.
_BEFORE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-\"'%&?/")
# How often a name is looked at before it is taken to have no value, and how many scripts are.
_TRIES, _SIGNS_SEEN = 12, 24
# No value but the content is as long.
_LONGEST: Final = 1 << 16


class ScriptValues:
    """The values that a page's scripts give to names; `html` are the UTF-8 bytes of the page."""

    def __init__(self, html: bytes) -> None:
        self._html = html
        self._contents: list[int] = []
        self._parts = [part.decode("utf-8", "replace") for part in self._found_parts()]

    def get(self, *names: str) -> str | None:
        """Return the first value that isn't empty of the first name that has one, without white space around it."""
        for name in names:
            value = next((value for value in self._values(name) if value), None)
            if value is not None:
                return value
        return None

    def content(self) -> str | None:
        """Return the content that a script holds, as HTML whose line breaks are those of the text."""
        for start in (*self._contents, *self._other_contents()):
            literal = self._html[start : text_end(self._html, start)].decode("utf-8", "replace")
            text = value_at(literal + ")", 0).text
            if text:
                return text
        return None

    def _other_contents(self) -> Iterator[int]:
        """Yield where values begin that are given to the name of the content anywhere on the page."""
        at = self._html.find(CONTENT.encode())
        for _ in range(_TRIES):
            if at < 0:
                break
            yield from _assigned(self._html, at)
            at = self._html.find(CONTENT.encode(), at + 1)

    def _values(self, name: str) -> Iterator[str]:
        tries = 0
        for part in self._parts:
            at = part.find(name)
            while at >= 0 and tries < _TRIES:
                after = at + len(name)
                sign = _ASSIGNED.match(part, after) if at == 0 or part[at - 1] not in _BEFORE else None
                if sign is not None:
                    tries += 1
                    yield (value_at(part, sign.end(), sign.end() + _LONGEST).text or "").strip()
                at = part.find(name, after)

    def _found_parts(self) -> Iterator[bytes]:
        """Yield the scripts that say what the article is, the surest first, without the content that they hold."""
        html, seen = self._html, set[int]()
        for at in _signs(html):
            start = html.rfind(b"<script", 0, at) + 1
            if start in seen:
                continue
            seen.add(start)
            end = html.find(b"</script", at)
            end = len(html) if end < 0 else end
            content = html.find(CONTENT.encode(), max(start, at - _BELOW), min(end, at + _BELOW))
            begun = next(iter(_assigned(html, content)), None) if content >= 0 else None
            if begun is None:
                yield html[max(start, at - _ABOVE) : min(end, at + _BELOW)]
                continue
            self._contents.append(begun)
            after = text_end(html, begun)
            yield html[max(start, content - _ABOVE) : content] + b";" + html[after : min(end, after + _BELOW)]


def _signs(html: bytes) -> list[int]:
    """Return where the scripts that say what the article is have their signs, the surest first."""
    newer: list[list[int]] = [[] for _ in _SIGNS]
    at = html.find(_NEWER)
    for _ in range(_SIGNS_SEEN):
        if at < 0:
            break
        for found, sign in zip(newer, _SIGNS, strict=True):
            if sign.match(html, at):
                found.append(at)
        at = html.find(_NEWER, at + 1)
    told, since, rendered = newer
    # The page's own scripts stand below its content, which may be large, and may quote the code of a page.
    older = [] if told else [place for sign in _OLDER if (place := html.rfind(sign)) >= 0][:1]
    return [*told[:1], *since[:1], *older, *rendered[:2]]


def _assigned(html: bytes, at: int) -> tuple[int, ...]:
    """Return where the value begins that is given to the name of the content, which stands at a place."""
    sign = _ASSIGNED_BYTES.match(html, at + len(CONTENT))
    return (sign.end(),) if sign is not None else ()
