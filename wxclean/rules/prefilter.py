"""The prefilter: cheap tests that rule out most lines without a rule, and never a line with one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from wxclean.rare_pattern import rare
from wxclean.reading.lines.characters import Letters, Pairs, Starts, are_all, lines_beginning, lines_with
from wxclean.rules.line_key import (
    FIRST_DRESSING,
    HIDING,
    LAST_DRESSING,
    LONGEST,
    NUMBER_ENDS,
    NUMBERED,
    OUTER_DRESSING,
    is_picture,
    key_letter,
    letter_forms,
    outer_letters,
    undressed,
    without_addresses,
)
from wxclean.rules.pattern_signs import has_sign, signs_of
from wxclean.rules.rule import LONGEST_PHRASE, CompiledRules, Pattern

# A label ends within this many characters.
LABEL_START: Final = 40
# How many of a phrase's first letters the search for it in a text looks at, before the phrase itself.
_TELLING: Final = 4
# What is stripped from the beginning of a line that may be a label.
_LABEL_DRESSING: Final = OUTER_DRESSING + "[!"
_NO_WORDS: Final = frozenset(("", "]", "!", "<", "("))
# What links, anchors and `<label>` end with, where the letters before that aren't looked at.
_ENDS_OF_LINKS: Final = frozenset(')]>"al')
_IN_NUMBERS: Final = NUMBER_ENDS | set("0123456789.,")
_COUNT_ENDS: Final = NUMBER_ENDS | set("0123456789+")


class Prefilter:
    """The letters of lines that have a rule, above all the first and the last, and the tests that use them."""

    __slots__ = (
        "_dressing",
        "_has_unbounded",
        "_head_signs",
        "_is_open",
        "_letters",
        "_line_starts",
        "_loose_ends",
        "_loose_lasts",
        "_tail_signs",
        "label_firsts",
        "label_names",
        "phrase_starts",
    )

    def __init__(self, rules: CompiledRules) -> None:
        phrases, labels, patterns, loose = rules.phrases, rules.labels, rules.patterns, _by_ends(rules.loose)
        firsts = {phrase[0] for phrase in phrases}
        pattern_firsts, pattern_lasts = {head[0] for head in patterns}, {tail[-1:] for tail in loose}
        # The first two letters of phrases and of runs of them with numbers, and those of patterns; the first alone
        # where the second is hidden.
        starts = frozenset(
            [
                *firsts,
                *[phrase[:2] for phrase in phrases],
                *[phrase + behind for phrase in phrases if len(phrase) == 1 for behind in "0 "],
                *["0" + first for first in firsts],
                *("0", "0 "),
                *patterns,
            ]
        )
        self._line_starts: Final = Starts(_seconds(starts, [head for head in patterns if len(head) == 1]))
        longer = [phrase for found in rules.starts.values() for phrase in found]
        self.phrase_starts: Final = Pairs(rules.starts, _starting_with(longer))
        # All letters in lines of phrases, and those of which a line that matches a pattern has one.
        self._letters: Final = Letters(HIDING.union(_IN_NUMBERS, *map(letter_forms, set().union(*phrases))))
        self._head_signs: Final = signs_of(patterns, by_tail=False)
        self._tail_signs: Final = signs_of(loose, by_tail=True)
        self._loose_lasts: Final = Letters(outer_letters(pattern_lasts, LAST_DRESSING) if loose else ())
        self._loose_ends: Final = self._loose_lasts.members | _ENDS_OF_LINKS
        self.label_firsts: Final = Letters(outer_letters({label[0] for label, _ in labels}, FIRST_DRESSING))
        self.label_names: Final = tuple(name for name, _ in labels)
        self._has_unbounded: Final = "" in loose
        minds_dressing = not (firsts | pattern_firsts | pattern_lasts).isdisjoint(OUTER_DRESSING)
        self._is_open: Final = self._has_unbounded or minds_dressing
        self._dressing: Final = Letters(() if minds_dressing else set(OUTER_DRESSING) - {">"})  # that ends elements

    def places(self, texts: list[str]) -> Sequence[int]:
        """Return the places of the lines that could have a rule, by their first two letters or the last."""
        if self._has_unbounded:
            return range(len(texts))
        return lines_with(texts, self._line_starts, self._loose_lasts, self._dressing)

    def may_be_labels(self, texts: list[str]) -> list[str]:
        """Return the lines that could begin with a label, by the first letters below their dressing."""
        return [text for text in lines_beginning(texts, self.label_firsts) if self.may_be_label(text)]

    def may_be_label(self, text: str) -> bool:
        """Return whether a line could begin with a label, by the first letter below its dressing."""
        if text[0] not in FIRST_DRESSING:
            return text[0] in self.label_firsts.members
        first = text.lstrip(_LABEL_DRESSING)[:1]
        if first == "]":  # a picture or an empty link, which has to end before the label
            return ")" in text[:LABEL_START]
        return first in self.label_firsts.members

    def may_match(self, text: str, *, bare: bool = False) -> bool:
        """Return whether a line could match a pattern, or be a phrase or a run of phrases.

        A `bare` one has lost its pictures, and what its links point to.
        """
        core = text.strip(OUTER_DRESSING)
        if self._is_open and (self._has_unbounded or len(core) < len(text)):
            return True
        if not core:
            return False
        first, last = core[0], core[-1]
        behind = self._line_starts.seconds.get(first, "")
        begins = behind is None or core[1:2] in behind
        if not begins and last not in self._loose_ends:
            return False
        if first == "!" and last == ")" and is_picture(core):
            return False
        if "[" in text or "<" in text:
            if "](" in text and not bare:
                return self.may_match(without_addresses(text), bare=True)
            if "<a id=" in text or "label>" in text or "][" in text or (text[0] == "[" and NUMBERED.match(text)):
                text = undressed(text)
                core = text.strip(OUTER_DRESSING)
                if not core:
                    return False
                first, last, begins = core[0], core[-1], True
        if len(text) > (LONGEST if bare else LONGEST_PHRASE):
            return False
        if begins and (are_all(core, self._letters) or has_sign(text, self._head_signs, first)):
            return True
        return has_sign(text, self._tail_signs, last)


def _by_ends(loose: Mapping[str, Sequence[Pattern]]) -> Mapping[str, Sequence[Pattern]]:
    """Return patterns by their ends, those that end with a number by all letters that a number in a line ends with."""
    numbered = [pattern for tail, found in loose.items() if tail[-1:] == "0" for pattern in found]
    return {**loose, **{end: [*loose.get(end, ()), *numbered] for end in _COUNT_ENDS}} if numbered else loose


def may_go_on_with(letters: str, text: str) -> bool:
    """Return whether a phrase could go on with one of these letters in a line: in the key of both together."""
    if text[0] in letters:
        return True
    if text[0] not in FIRST_DRESSING:
        return False
    first = text.lstrip(_LABEL_DRESSING)[:1]
    return first in _NO_WORDS or first in letters


def _starting_with(phrases: Collection[str]) -> re.Pattern[str]:
    """Return the pattern of letters with which a phrase of at least two may begin, by the first few letters of all."""
    if not phrases:
        return rare("(?!)")
    return rare(f"{_class_at(phrases, 0)}(?={_below(phrases, 1)})")


def _below(phrases: Collection[str], place: int) -> str:
    """Return the pattern of the letters of phrases from a place on, each by itself; those that end there have none."""
    ended = [phrase for phrase in phrases if len(phrase) == place]
    longer = [phrase for phrase in phrases if len(phrase) > place]
    end = "".join(_class_at(ended, at) for at in range(place)) if ended else ""
    if not longer:
        return f"(?<={end})"
    letters = _class_at(longer, place) + (_below(longer, place + 1) if place + 1 < _TELLING else "")
    return f"(?:{letters}|(?<={end}))" if ended else letters


def _class_at(phrases: Iterable[str], place: int) -> str:
    """Return the class of the letters at a place of phrases."""
    letters = re.escape("".join(sorted({phrase[place] for phrase in phrases})))
    return f"[{letters}]"


def _seconds(starts: Iterable[str], any_second: Iterable[str]) -> dict[str, str | None]:
    """Return the letters that may stand behind the first ones of lines, None where any may.

    `starts` are the first two letters of keys, or a single one; `any_second` those first ones that any may follow.
    """
    behind: dict[str, set[str]] = {}
    for start in starts:
        behind.setdefault(key_letter(start[0]), set()).update(map(key_letter, start[1:]))
    found: dict[str, str | None] = {}
    for first, letters in behind.items():
        hidden = HIDING | _IN_NUMBERS if first == "0" else HIDING
        seconds = None if first in any_second else "".join([*hidden, *map(letter_forms, letters)])
        found |= dict.fromkeys(letter_forms(first), seconds)
    return found | dict.fromkeys(FIRST_DRESSING)
