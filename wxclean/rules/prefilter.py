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
    KEY_LETTERS,
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
# What is stripped from the beginning of a line that may be a label.
_LABEL_DRESSING: Final = OUTER_DRESSING + "[!"
_LINK_DRESSING: Final = OUTER_DRESSING + "["
_NO_WORDS: Final = frozenset(("", "]", "!", "<", "("))
_DIGIT: Final = re.compile("[0-9]")
_PARTED: Final = re.compile(r"[\s0-9]")
_DIGITS: Final = "0123456789.,:/ "
_NUMBER_ENDS: Final = "".join(NUMBER_ENDS) + "+"
_COUNT_ENDS: Final = NUMBER_ENDS | set("0123456789+")
_COUNTS: Final = re.compile(" ?0 ?| ")


def counted_words(key: str) -> list[str]:
    """Return the words between the numbers of a run of counters such as `阅读 1.2万赞12`, given as a line's key."""
    return [part for part in _COUNTS.split(key) if part]


def first_counted(key: str) -> str:
    """Return the first of these words."""
    return key.lstrip("0 ").partition("0")[0].partition(" ")[0]


class Prefilter:
    """The first and last letters of lines that have a rule, and the tests that use them."""

    __slots__ = (
        "_digits",
        "_ends",
        "_firsts",
        "_has_telling_start",
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
        firsts = {phrase[0] for phrase in phrases}
        self._has_telling_start: Final = not (firsts | pattern_firsts).isdisjoint(_LABEL_DRESSING)
        # The outer letters of lines of several phrases; what stands before the first phrase in such a line.
        self._run_firsts: Final = frozenset(firsts | {"0"})
        self._digits: Final = _DIGITS + "".join(sorted(set(OUTER_DRESSING) - firsts))
        self._run_lasts: Final = outer_letters({phrase[-1] for phrase in phrases}, _COUNT_ENDS)
        self._firsts: Final = Letters(outer_letters(firsts | pattern_firsts, FIRST_VARIANTS))
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
        """Return whether a line could begin with a label, by the first letter below its dressing."""
        if text[0] not in FIRST_DRESSING:
            return text[0] in self._label_firsts.members
        first = text.lstrip(_LABEL_DRESSING)[:1]
        return not first or first == "]" or first in self._label_firsts.members

    def may_match(self, text: str) -> bool:
        """Return whether a line could match a pattern, or be a phrase, a run of phrases or mere dressing."""
        if "](" in text:
            return self._has_unbounded or not (is_picture(text) or self._is_other_link(text))
        if text[0] == "<":
            if "<a id=" not in text:
                return text.startswith(_ELEMENT)
            text = undressed(text)
        if not text or len(text) > LONGEST_PHRASE:
            return False
        core = text.strip(OUTER_DRESSING)
        if self._has_unbounded or not core:
            return True
        first, last = KEY_LETTERS.get(core[0], core[0]), KEY_LETTERS.get(core[-1], core[-1])
        if self._may_be_phrase(text, core, first, last):
            return True
        if (first in self._pattern_firsts or last in self._pattern_lasts) and self._may_be_pattern(core, first, last):
            return True
        return self._may_be_run(text, core, first)

    def _is_other_link(self, text: str) -> bool:
        """Return whether the outer letters of a line with one link show that it has no rule."""
        if "![" in text or "<a id=" in text or self._has_telling_start:
            return False
        start = text.lstrip(_LINK_DRESSING)
        first = key_letter(start[:1])
        if first in self._run_firsts or first in self._pattern_firsts or first in _NO_WORDS:
            return False
        last = text.rstrip(OUTER_DRESSING)[-1]
        if last != ")":
            return last not in _NO_WORDS and key_letter(last) not in self._pattern_lasts
        label, _, target = text.partition("](")
        if "](" in target or ")" in self._pattern_lasts:
            return False
        last = label.rstrip(_LINK_DRESSING)[-1:]
        return last not in _NO_WORDS and key_letter(last) not in self._pattern_lasts

    def may_join(self, head: str, below: str) -> bool:
        """Return whether a phrase that begins with one line could continue on the next."""
        if below[0] in FIRST_VARIANTS:
            return True
        heads = self._rules.heads
        letters = heads.get(head) or heads.get(line_key(head), "")
        return key_letter(below[0]) in letters

    def _may_be_phrase(self, text: str, core: str, first: str, last: str) -> bool:
        """Return whether a phrase could begin and end like a line; `core` is the line without its outer dressing, and
        `first` and `last` are its outer letters, as keys write them.
        """
        ends = self._ends
        if first + last in ends or (last in NUMBER_ENDS and first + "0" in ends):
            return True
        if len(core) == len(text):
            return False
        dressing = self._telling_dressing.intersection(text.replace(core, "", 1))
        return dressing != frozenset() and any(
            pair in ends for pair in map("".join, product((first, *dressing), (last, *dressing)))
        )

    def _may_be_pattern(self, core: str, first: str, last: str) -> bool:
        """Return whether a pattern's match could begin or end like a line, by two letters at either end of its key."""
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

    def _may_be_run(self, text: str, core: str, first: str) -> bool:
        """Return whether a line has several words, or numbers between them, and the first word could be a phrase."""
        if "~~" in core:
            return True
        parted = _PARTED.search(core) if core[-1] in self._run_lasts and first in self._run_firsts else None
        if parted is None:
            return False
        if not _DIGIT.search(core, parted.start()):
            return self._is_word(core[: parted.start()], first)
        may_begin = self._may_follow_number(core) if first == "0" else self._may_be_word(core[: parted.start()], first)
        if not (may_begin or "<a id=" in core or self._is_word(core.split(None, 1)[0], first)):
            return False
        key = line_key(text)
        return self._rules.phrases.keys() >= {*key.split(" ")} or self._rules.phrases.keys() >= set(counted_words(key))

    def _may_be_word(self, word: str, first: str) -> bool:
        """Return whether a word could be a phrase, by its outer letters; `first` is the first one, as keys write it."""
        bare = word.strip(OUTER_DRESSING)
        if not bare:
            return True
        last = key_letter(bare[-1])
        if last in _COUNT_ENDS and first + "0" in self._ends:
            return True
        return self._may_be_phrase(word, bare, first, last)

    def _is_word(self, word: str, first: str) -> bool:
        """Return whether a word is a phrase; `first` is its first letter, as keys write it."""
        return self._may_be_word(word, first) and line_key(word) in self._rules.phrases

    def _may_follow_number(self, core: str) -> bool:
        """Return whether a phrase could begin where the number ends that a line begins with."""
        start = core.lstrip(self._digits)
        if not start:
            return False
        if start[0] in _COUNT_ENDS and self._may_begin(start.lstrip(self._digits + _NUMBER_ENDS)):
            return True
        return self._may_begin(start)

    def _may_begin(self, core: str) -> bool:
        """Return whether the first word of what is left of a line could be a phrase."""
        first = key_letter(core[:1])
        if first not in self._run_firsts:
            return False
        parted = _PARTED.search(core)
        return self._may_be_word(core[: parted.start()] if parted else core, first)
