"""Text broken into lines of so many cells of a terminal: at spaces, and between Chinese letters of two cells each."""

from __future__ import annotations

import re
from typing import Final

from wxclean.output.fit import width

_CLOSING: Final = "，。；：！？、）》」』”’…"
_OPENING: Final = "（《「『“‘"
_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# What stays in one line: spaces, a Chinese letter or a word of others, each with what opens and closes beside it.
_PARTS: Final = re.compile(
    rf"(?P<space>\s+)|[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+)[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+"
)


def wrapped(text: str, columns: int) -> list[str]:
    """Return the text in lines; a word that is longer than a line stays whole.

    >>> wrapped("several words", 9), wrapped("逐条说明改动（diff）。", 12)
    (['several', 'words'], ['逐条说明改动', '（diff）。'])
    """
    lines: list[str] = []
    line = space = ""
    for part in _PARTS.finditer(text):
        if part["space"]:
            space = " "
        elif line and width(line + space + part[0]) > columns:
            lines.append(line)
            line, space = part[0], ""
        else:
            line, space = line + (space if line else "") + part[0], ""
    return [*lines, line] if line else lines
