"""What stands below promotion at the end of a text: a signature, or a section in which an account introduces itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from wxclean.filters.packs.line_rules import Mark, is_item_number, is_wordless, letters_of
from wxclean.filters.packs.repeated_line import is_numbered

SECTION: Final = "section"
"""The kind of list whose items are all lines down to the end of the text."""

# A line of a signature is no longer than this, in letters, and no sentence; nor is a section longer than this.
_LONGEST_LINE: Final = 30
_LONGEST_SECTION: Final = 600
# What goes below is no more than this share of what stands above.
_SHARE: Final = 1 / 3
_PROSE_ENDS: Final = ("。", "；", "：", ":", "；", "，", ",")


class _Below(NamedTuple):
    """What is below some line: the unknown lines right below, up to one that is kept, how many letters they hold, and
    all unknown ones down to the end; whether the former may be a signature, and whether any line below goes.
    """

    lines: tuple[int, ...] = ()
    letters: int = 0
    all_letters: int = 0
    is_short: bool = True
    has_call: bool = False


def closing(
    texts: Sequence[str], marks: Sequence[Mark | None], gone: Mapping[int, str], signature: int
) -> dict[int, str]:
    """Return the unknown lines at the end of a text that go with a line above them, each with the rule of that line.

    Below a line that goes, these are short lines with at most `signature` letters; below the head of a section, all
    lines, if that has not too many letters and, where its head is weak, another line in it goes.
    """
    found: dict[int, str] = {}
    above = sum(map(len, texts))
    below = _Below()
    for place in range(len(texts) - 1, -1, -1):
        text, mark = texts[place], marks[place]
        above -= len(text)
        heads_section = mark is not None and mark.rule.list_of == SECTION
        if mark is not None and mark.rule.strength == "keep":
            below = below._replace(lines=(), letters=0, is_short=True, has_call=False)
        elif place in gone or heads_section:
            section = heads_section and (place in gone or below.has_call)
            fits = below.letters <= (_LONGEST_SECTION if section else signature)
            taken = below.lines if fits and (section or (place in gone and below.is_short)) else ()
            if taken and below.all_letters <= _SHARE * above and mark is not None:
                found |= dict.fromkeys(taken, mark.rule.name)
                if place not in gone:
                    found[place] = mark.rule.name
                below = below._replace(lines=(), letters=0, all_letters=below.all_letters - below.letters)
            below = below._replace(has_call=below.has_call or place in gone)
        elif not is_wordless(text) and not is_item_number(text):
            below = _with_line(below, place, text)
        if below.all_letters > _LONGEST_SECTION or below.all_letters > above:
            break
    return found


def _with_line(below: _Below, place: int, text: str) -> _Below:
    size = len(letters_of(text)) if len(text) <= _LONGEST_SECTION or "](" in text else len(text)
    is_short = size <= _LONGEST_LINE and not text.endswith(_PROSE_ENDS) and "```" not in text and "|" not in text
    return below._replace(
        lines=(*below.lines, place),
        letters=below.letters + size,
        all_letters=below.all_letters + size,
        is_short=below.is_short and is_short and not is_numbered(text),
    )
