"""The rule of a line, found at one look-up of its key, whatever the number of rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from itertools import product
from time import perf_counter
from typing import Final, NamedTuple

from wxclean.errors import SlowRuleError
from wxclean.reading.lines.characters import Letters, lines_with
from wxclean.rules.line_cache import Memory
from wxclean.rules.line_key import (
    FIRST_MARKS,
    NUMBER_ENDS,
    OUTER_DRESSING,
    is_picture,
    key_letter,
    last_letter_but_one,
    line_key,
    second_letter,
    shown,
    undressed,
)
from wxclean.rules.rule import LONGEST_PHRASE, Block, Pattern, Rule

# Where a label ends at the latest, in characters.
_LABEL_START: Final = 40
# How long the patterns of one rule may search a text, in seconds, and how much longer for each of its lines.
PATTERN_TIMEOUT: Final = 0.5
LINE_TIMEOUT: Final = 0.0002


class Matcher(NamedTuple):
    """Rule packs compiled: a line's rule is one look-up of its key, whatever the number of rules.

    `patterns` are kept by the one or two letters that a match begins with, `loose` ones by those that it
    ends with, or under an empty string; `starts` are the phrases by their first two letters, and
    `heads` those that longer phrases begin with, with the letters that these go on with. `ends` are the first and last
    letters of phrases, and `marks` such letters, those of patterns among them, that dressing has, too. `known` are
    the rules that lines of earlier texts had. `seconds` are how long the patterns of each rule may still search the
    text at hand; without them, each may search each line for `PATTERN_TIMEOUT`.
    """

    phrases: Mapping[str, Rule]
    labels: tuple[tuple[str, Rule], ...]
    patterns: Mapping[str, tuple[Pattern, ...]]
    loose: Mapping[str, tuple[Pattern, ...]]
    blocks: tuple[Block, ...]
    starts: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, str]
    ends: frozenset[str]
    marks: frozenset[str]
    firsts: Letters
    loose_lasts: Letters
    label_firsts: Letters
    pattern_firsts: frozenset[str]
    pattern_lasts: frozenset[str]
    known: Memory[Rule | None]
    seconds: MutableMapping[str, float] | None = None

    def timed(self, lines: int) -> Matcher:
        """Return the matcher for one text of so many lines, the time of whose patterns grows with it alone."""
        return self._replace(seconds=defaultdict(partial(float, PATTERN_TIMEOUT + lines * LINE_TIMEOUT)))

    def may_know(self, texts: list[str]) -> Sequence[int]:
        """Return at which places lines could have a rule at all, by their first or last letters: a cheap test."""
        if "" in self.loose_lasts.members:
            return range(len(texts))
        return lines_with(texts, self.firsts, self.loose_lasts)

    def may_match(self, text: str) -> bool:
        """Return whether a pattern could match a line, or one phrase, a run of them or dressing be all of it."""
        if "](" in text:
            return "" in self.loose or not is_picture(text)
        if len(text) > LONGEST_PHRASE:
            return False
        core = text.strip(OUTER_DRESSING)
        if "" in self.loose or not core:
            return True
        return self._may_be_phrase(text, core) or self._may_be_pattern(core) or self._may_be_run(core)

    def _may_be_phrase(self, text: str, core: str) -> bool:
        """Return whether a phrase could begin and end as a line does; `core` is the line without its outer dressing."""
        first, last = key_letter(core[0]), key_letter(core[-1])
        if first + last in self.ends or (last in NUMBER_ENDS and first + "0" in self.ends):
            return True
        marks = self.marks.intersection(text.replace(core, "", 1)) if len(core) < len(text) else None
        if not marks:
            return False
        return any(pair in self.ends for pair in map("".join, product((first, *marks), (last, *marks))))

    def _may_be_pattern(self, core: str) -> bool:
        """Return whether a pattern could begin or end as a line does, by two letters of each end of its key."""
        first, last = key_letter(core[0]), key_letter(core[-1])
        if first in self.pattern_firsts:
            second = second_letter(core)
            if not second or first in self.patterns or first + second in self.patterns:
                return True
        if last in self.pattern_lasts:
            before = last_letter_but_one(core)
            return not before or last in self.loose or before + last in self.loose
        return False

    def _may_be_run(self, core: str) -> bool:
        """Return whether the first of several words of a line could be a phrase."""
        word = core.split(None, 1)[0]
        if len(word) == len(core):
            return False
        bare = word.strip(OUTER_DRESSING)
        return (self._may_be_phrase(word, bare) and line_key(word) in self.phrases) or "~~" in core

    def may_join(self, head: str, below: str) -> bool:
        """Return whether a phrase that begins with one line may go on with the next: a cheap test."""
        if below[0] in FIRST_MARKS:
            return True
        letters = self.heads.get(head) or self.heads.get(line_key(head), "")
        return key_letter(below[0]) in letters

    def rule(self, text: str) -> Rule | None:
        """Return the rule of a stripped line, or None. The cost doesn't grow with the number of rules.

        Raises:
            SlowRuleError: a pattern took longer than it may.
        """
        found = self.phrases.get(text)
        if found is not None:
            return found
        if len(text) > LONGEST_PHRASE and "](" not in text:
            return None
        key = line_key(text)
        if key is not text:
            found = self.phrases.get(key)
        return found or self._run_of_phrases(key) or self._pattern(key)

    def phrase(self, text: str) -> Rule | None:
        """Return the rule of a text that is one phrase, or None."""
        return self.phrases.get(text) or self.phrases.get(line_key(text))

    def label(self, text: str) -> tuple[Rule, str] | None:
        """Return the rule and the value of a line such as `微信号 abc` or `功能介绍：…`, or None."""
        if text[0] not in self.label_firsts.members:
            return None
        start = undressed(text[:_LABEL_START])
        for name, rule in self.labels:
            if start.startswith(name) and start[len(name) : len(name) + 1] in (" ", ":", "："):
                value = shown(text)
                value = value if value.startswith(name) else undressed(text)
                return rule, value[len(name) :].lstrip(" :：")
        return None

    def _run_of_phrases(self, key: str) -> Rule | None:
        """Return the rule of a line that is nothing but phrases side by side: `分享 收藏 赞 在看`."""
        parts = key.split(" ")
        if not 1 < len(parts) <= 16:
            return None
        rules = [self.phrases.get(part) for part in parts]
        if None in rules:
            return None
        found = [rule for rule in rules if rule is not None]
        return next((rule for rule in found if rule.strength == "strong"), found[0])

    def _pattern(self, key: str) -> Rule | None:
        for pattern in self._patterns_for(key):
            if _matches(pattern, key, self.seconds):
                return pattern.rule
        return None

    def _patterns_for(self, key: str) -> Iterator[Pattern]:
        """Yield the patterns that could match a key, by its first and its last letters."""
        for head in dict.fromkeys((key[:2], key[:1])):
            yield from self.patterns.get(head, ())
        for tail in dict.fromkeys((key[-2:], key[-1:], "")):
            yield from self.loose.get(tail, ())


def _matches(pattern: Pattern, key: str, seconds: MutableMapping[str, float] | None) -> bool:
    if pattern.bounded:
        return re.fullmatch(pattern.regex, key) is not None
    import regex

    rule = pattern.rule
    limit = PATTERN_TIMEOUT if seconds is None else seconds[rule.name]
    start = perf_counter()
    try:
        found = regex.fullmatch(pattern.regex, key, timeout=limit)
    except TimeoutError:
        raise SlowRuleError(rule.pack, rule.name) from None
    if seconds is not None:
        seconds[rule.name] = max(limit - (perf_counter() - start), LINE_TIMEOUT)
    return found is not None
