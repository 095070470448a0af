r"""Escapes for text in Markdown: no more than it takes that the text is read as it stands.

Numbers and dashes that a line begins with stay, `1. …` and `- …`: who typed them meant a list.
"""

from __future__ import annotations

import re
from typing import Final

_MAY_MEAN: Final = re.compile(r"[\\`*_\[\]<&~$!]")
_MEANS: Final = r"""(?P<escape>\\(?=[!-/:-@\[-`{-~]|\s*$))
    |(?P<code>`)
    |(?P<star>\*(?!(?<=\s\*)\s))
    |(?P<underscore>(?<![^\W_])_+|_+(?![^\W_]))
    |(?P<tag><(?=[A-Za-z/!?]))
    |(?P<entity>&(?=\#?\w{1,32};))
    """
_BRACKETS: Final = r"""|(?P<bracket>\[(?=[ xX]\]\s)|\](?=[(:\[]))"""
_BRACKETS_IN_LINK: Final = r"""|(?P<bracket>[\[\]])"""
_PAIRS: Final = r"""|(?P<pair>[~$])"""
_PATTERNS: Final = {
    (pairs, in_link): re.compile(
        _MEANS + (_BRACKETS_IN_LINK if in_link else _BRACKETS) + (_PAIRS if pairs else ""), re.VERBOSE
    )
    for pairs in (False, True)
    for in_link in (False, True)
}
_LINE_START: Final = re.compile(r"#{1,6}(?=\s|$)|>|\+(?=\s|$)|(?:-[\s-]*|=+)$|[|:](?=[-:|\s]+$)")
_TAG_OR_LINK: Final = re.compile(r"<(?=[A-Za-z/!?])|\](?=[(\[:])")
_HEADING_END: Final = re.compile(r"(?:(?<=\s)|^)(#+)$")
_LIST_START: Final = re.compile(r"(?:-|\d{1,9}[.)])\s")


def escaped(text: str, *, pairs: bool, in_link: bool) -> str:
    """Return text so that Markdown shows just it.

    Args:
        text: a part of a line.
        pairs: whether `~` or `$` stands twice in the paragraph, where two of them would strike out, or be a formula.
        in_link: whether it is in the square brackets of a link.
    """
    if not _MAY_MEAN.search(text):
        return text
    return _PATTERNS[pairs, in_link].sub(_escape, text)


def escaped_start(line: str) -> str:
    """Return a line that begins no heading, quote, rule or table."""
    return "\\" + line if _LINE_START.match(line) else line


def escaped_end(heading: str) -> str:
    """Return the text of a heading, of which Markdown would take signs at the end for its frame."""
    return _HEADING_END.sub(r"\\\1", heading)


def begins_item(line: str) -> bool:
    """Return whether Markdown takes a line for an item of a list."""
    return _LIST_START.match(line) is not None


def in_code(text: str) -> str:
    """Return text as code within a line."""
    ticks = "`"
    while ticks in text:
        ticks += "`"
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def in_formula(tex: str) -> str:
    """Return TeX in which no reader that knows no formulas sees a tag or a link; to TeX, a space more is nothing."""
    return _TAG_OR_LINK.sub(r"\g<0> ", tex)


def fence_for(text: str) -> str:
    """Return a fence that no line of a text ends."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    return "`" * (longest + 1)


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    return "".join(f"\\{mark}" for mark in found) if match.lastgroup == "underscore" else f"\\{found}"
