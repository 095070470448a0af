"""The prefilter: cheap tests that rule out most lines without a rule, and never a line with one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import Final

from wxclean.reading.lines.characters import Letters, lines_beginning, lines_with
from wxclean.rules.line_key import (
    FIRST_DRESSING,
    FIRST_VARIANTS,
    LAST_DRESSING,
    NUMBER_ENDS,
    OUTER_DRESSING,
    is_picture,
    key_letter,
    last_letter_but_one,
    line_key,
    outer_letters,
    second_letter,
    undressed,
)
from wxclean.rules.rule import LONGEST_PHRASE, CompiledRules

# The element among phrases.
_ELEMENT: Final = "<meta "
_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = "0123456789.,:/ "
_NUMBER: Final = _DIGITS + "".join(NUMBER_ENDS) + "+"
_COUNT_ENDS: Final = NUMBER_ENDS | set("0123456789+")
COUNTS: Final = re.compile(" ?0 ?| ")
"""What stands between the words of a run of counters such as `阅读 1.2万赞12`, in a line's key."""


class Prefilter:
    """The first and last letters of lines that have a rule, and the tests that use them."""

    __slots__ = (
        "_ends",
        "_firsts",
        "_has_unbounded",
        "_label_firsts",
        "_loose_lasts",
        "_pattern_firsts",
        "_pattern_lasts",
        "_rules",
        "_run_firsts",
        "_run_lasts",
        "_telling_dressing",
    )

    def __init__(self, rules: CompiledRules) -> None:
        phrases, labels, patterns, loose = rules.phrases, rules.labels, rules.patterns, rules.loose
        ends = {phrase[0] + phrase[-1] for phrase in phrases}
        pattern_firsts, pattern_lasts = {head[0] for head in patterns}, {tail[-1:] for tail in loose}
        self._rules: Final = rules
        # The first and last letters of phrases; and the outer dressing that phrases or patterns begin or end with.
        self._ends: Final = frozenset(ends)
        self._telling_dressing: Final = frozenset(OUTER_DRESSING) & set(
            "".join([*pattern_firsts, *pattern_lasts, *ends])
        )
        lasts = {phrase[-1] for phrase in phrases}
        self._run_firsts: Final = outer_letters({phrase[0] for phrase in phrases} - {"0"}, FIRST_DRESSING)
        self._run_lasts: Final = outer_letters(lasts, LAST_DRESSING | _COUNT_ENDS)
        self._firsts: Final = Letters(outer_letters({phrase[0] for phrase in phrases} | pattern_firsts, FIRST_VARIANTS))
        self._loose_lasts: Final = Letters(outer_letters(pattern_lasts, LAST_DRESSING) if loose else ())
        self._label_firsts: Final = Letters(outer_letters({label[0] for label, _ in labels}, FIRST_DRESSING))
        self._pattern_firsts: Final = frozenset(pattern_firsts)
        self._pattern_lasts: Final = frozenset(pattern_lasts)
        self._has_unbounded: Final = "" in loose

    def places(self, texts: list[str]) -> Sequence[int]:
        """Return the places of the lines that could have a rule, by their first or last letters."""
        if self._has_unbounded:
            return range(len(texts))
        return lines_with(texts, self._firsts, self._loose_lasts)

    def label_places(self, texts: list[str]) -> Sequence[int]:
        """Return the places of the lines that could begin with a label, by their first letters."""
        return lines_beginning(texts, self._label_firsts)

    def may_be_label(self, text: str) -> bool:
        """Return whether a line could begin with a label, by its first letter."""
        return text[0] in self._label_firsts.members

    def may_match(self, text: str) -> bool:
        """Return whether a line could match a pattern, or be a phrase, a run of phrases or mere dressing."""
        if "](" in text:
            return self._has_unbounded or not is_picture(text)
        if text[0] == "<":
            if "<a id=" not in text:
                return text.startswith(_ELEMENT)
            text = undressed(text)
        if not text or len(text) > LONGEST_PHRASE:
            return False
        core = text.strip(OUTER_DRESSING)
        if self._has_unbounded or not core:
            return True
        return self._may_be_phrase(text, core) or self._may_be_pattern(core) or self._may_be_run(text, core)

    def may_join(self, head: str, below: str) -> bool:
        """Return whether a phrase that begins with one line could continue on the next."""
        if below[0] in FIRST_VARIANTS:
            return True
        heads = self._rules.heads
        letters = heads.get(head) or heads.get(line_key(head), "")
        return key_letter(below[0]) in letters

    def _may_be_phrase(self, text: str, core: str) -> bool:
        """Return whether a phrase could begin and end like a line; `core` is the line without its outer dressing."""
        ends = self._ends
        first, last = key_letter(core[0]), key_letter(core[-1])
        if first + last in ends or (last in NUMBER_ENDS and first + "0" in ends):
            return True
        dressing = self._telling_dressing.intersection(text.replace(core, "", 1)) if len(core) < len(text) else None
        if not dressing:
            return False
        return any(pair in ends for pair in map("".join, product((first, *dressing), (last, *dressing))))

    def _may_be_pattern(self, core: str) -> bool:
        """Return whether a pattern's match could begin or end like a line, by two letters at either end of its key."""
        first, last = key_letter(core[0]), key_letter(core[-1])
        if first in self._pattern_firsts:
            patterns = self._rules.patterns
            second = second_letter(core)
            if not second or first in patterns or first + second in patterns:
                return True
        if last in self._pattern_lasts:
            loose = self._rules.loose
            before = last_letter_but_one(core)
            return not before or last in loose or before + last in loose
        return False

    def _may_be_run(self, text: str, core: str) -> bool:
        """Return whether a line has several words, or numbers between them, and the first word could be a phrase."""
        if core[-1] not in self._run_lasts and not core[-1].isdigit():
            return "~~" in core
        word = core.split(None, 1)[0]
        if _DIGIT.search(core):
            firsts = {key_letter(start[0]) for start in (core, core.lstrip(_DIGITS), core.lstrip(_NUMBER)) if start}
            if self._run_firsts.isdisjoint(firsts):
                return False
            key = line_key(text)
            words = (key.split(" ", 1)[0], next(filter(None, COUNTS.split(key)), ""))
            return not self._rules.phrases.keys().isdisjoint(words) or "~~" in core
        if len(word) == len(core):
            return False
        bare = word.strip(OUTER_DRESSING)
        return (self._may_be_phrase(word, bare) and line_key(word) in self._rules.phrases) or "~~" in core
