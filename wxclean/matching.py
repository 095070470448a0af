"""Rule packs compiled into a matcher: what the rule of a line is, at one look-up, whatever the number of rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from time import perf_counter
from typing import Final, NamedTuple

from wxclean.errors import SlowRuleError
from wxclean.keys import (
    FIRST_DRESSING,
    FIRST_MARKS,
    LAST_DRESSING,
    NUMBER_ENDS,
    OUTER_DRESSING,
    key_letter,
    line_key,
    outer_letters,
    phrase_key,
    shown,
    undressed,
)
from wxclean.memory import Memory
from wxclean.rules import LONGEST_PHRASE, Block, Pattern, Rule, RulePack

# Where a label ends at the latest, in characters.
_LABEL_START: Final = 40
# How long the patterns of one rule may search a text, in seconds, and how much longer for each of its lines.
PATTERN_TIMEOUT: Final = 0.5
LINE_TIMEOUT: Final = 0.0002


class Matcher(NamedTuple):
    """Rule packs compiled: a line's rule is one look-up of its key, whatever the number of rules.

    `patterns` are kept by the letter that a match begins with, `loose` ones by the letter that it
    ends with, or under an empty string; `starts` are the phrases by their first two letters, and
    `heads` those that longer phrases begin with, with the letters that these go on with. `ends` are the first and last
    letters of phrases, and `marks` such that dressing has, too. `known` are the rules that lines of
    earlier texts had. `seconds` are how long the patterns of each rule may still search the text at
    hand; without them, each may search each line for `PATTERN_TIMEOUT`.
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
    firsts: frozenset[str]
    loose_lasts: frozenset[str]
    label_firsts: frozenset[str]
    known: Memory[Rule | None]
    seconds: MutableMapping[str, float] | None = None

    def timed(self, lines: int) -> Matcher:
        """Return the matcher for one text of so many lines, the time of whose patterns grows with it alone."""
        return self._replace(seconds=defaultdict(partial(float, PATTERN_TIMEOUT + lines * LINE_TIMEOUT)))

    def may_know(self, texts: list[str]) -> Sequence[int]:
        """Return at which places lines could have a rule at all, by their first or last letters: a cheap test."""
        firsts, lasts = self.firsts, self.loose_lasts
        if "" in lasts:
            return range(len(texts))
        return [place for place, text in enumerate(texts) if text[0] in firsts or text[-1] in lasts]

    def may_match(self, text: str) -> bool:
        """Return whether a pattern could match a line, or one phrase, a run of them or dressing be all of it."""
        if len(text) > LONGEST_PHRASE:
            return "](" in text
        if "](" in text or "" in self.loose:
            return True
        core = text.strip(OUTER_DRESSING)
        if len(core) < len(text) and (not core or not self.marks.isdisjoint(text.replace(core, "", 1))):
            return True
        first, last = key_letter(core[0]), key_letter(core[-1])
        if first in self.patterns or last in self.loose or first + last in self.ends:
            return True
        return (last in NUMBER_ENDS and first + "0" in self.ends) or self._may_be_run(core)

    def _may_be_run(self, text: str) -> bool:
        """Return whether the first of several words of a line could be a phrase."""
        first = text.split(None, 1)[0]
        return len(first) < len(text) and (line_key(first) in self.phrases or "~~" in text)

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
        if text[0] not in self.label_firsts:
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
        found = self.patterns.get(key[:1])
        if found is None and not self.loose:
            return None
        for pattern in (*(found or ()), *self.loose.get(key[-1:], ()), *self.loose.get("", ())):
            if _matches(pattern, key, self.seconds):
                return pattern.rule
        return None


def matcher(packs: Sequence[RulePack]) -> Matcher:
    """Compile rule packs; where two packs give one phrase, the later pack wins."""
    from wxclean.firsts import first_letters

    phrases: dict[str, Rule] = {}
    variants: dict[str, Rule] = {}
    labels: dict[str, Rule] = {}
    patterns: dict[str, list[Pattern]] = {}
    loose: dict[str, list[Pattern]] = {}
    for pack in packs:
        for line, rule in pack.phrases.items():
            if "{name}" in line:
                start = line.replace("{n}", "0")[0]
                table, letter = (loose, line[-1]) if start == "{" else (patterns, start)
                table.setdefault(letter, []).append(Pattern(rule, _name_regex(line), bounded=True))
                continue
            phrases[line] = rule
            for key in filter(None, _keys(line)):
                variants.setdefault(key, rule)
            if rule.field:
                labels[line] = rule
        for pattern in pack.patterns:
            for first in sorted(first_letters(pattern.regex)) or [""]:
                (patterns if first else loose).setdefault(first, []).append(pattern)
    phrases = variants | phrases
    return with_letters(
        phrases=phrases,
        labels=tuple(sorted(labels.items(), key=lambda item: -len(item[0]))),
        patterns={first: tuple(found) for first, found in patterns.items()},
        loose={last: tuple(found) for last, found in loose.items()},
        blocks=tuple(block for pack in packs for block in pack.blocks),
        starts=_by_start(phrases),
        heads=_heads(phrases),
    )


def with_letters(
    *,
    phrases: Mapping[str, Rule],
    labels: tuple[tuple[str, Rule], ...],
    patterns: Mapping[str, tuple[Pattern, ...]],
    loose: Mapping[str, tuple[Pattern, ...]],
    blocks: tuple[Block, ...],
    starts: Mapping[str, tuple[str, ...]],
    heads: Mapping[str, str],
) -> Matcher:
    """Return a matcher with the letters that lines of its rules begin and end with."""
    ends = frozenset({phrase[0] + phrase[-1] for phrase in phrases})
    return Matcher(
        phrases,
        labels,
        patterns,
        loose,
        blocks,
        starts,
        heads,
        ends,
        frozenset(OUTER_DRESSING) & set("".join([*patterns, *loose, *ends])),
        outer_letters({phrase[0] for phrase in phrases}.union(patterns), FIRST_MARKS),
        outer_letters(loose, LAST_DRESSING) if loose else frozenset(),
        outer_letters({label[0] for label, _ in labels}, FIRST_DRESSING),
        Memory(),
    )


def _heads(phrases: Mapping[str, Rule]) -> dict[str, str]:
    """Return the weak phrases that strong ones begin with, each with the letters that these go on with."""
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for phrase, rule in phrases.items():
        if rule.strength == "strong":
            for end in range(1, len(phrase)):
                half = phrases.get(phrase[:end].rstrip())
                if half is not None and half.strength == "weak":
                    heads[phrase[:end].rstrip()].add(phrase[end:].lstrip()[0])
    return {head: "".join(sorted(letters)) for head, letters in heads.items()}


def _by_start(phrases: Mapping[str, Rule]) -> dict[str, tuple[str, ...]]:
    """Return the phrases by their first two characters, the longest first; single characters are left out."""
    starts: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        if len(phrase) > 1:
            starts.setdefault(phrase[:2], []).append(phrase)
    return {start: tuple(found) for start, found in starts.items()}


def _keys(line: str) -> Iterator[str]:
    """Yield the keys of a pack line: `{n}` is a number; a lone one may be missing (`阅读`, but not `--`)."""
    yield phrase_key(line.replace("{n}", "0"))
    if line.count("{n}") == 1:
        yield phrase_key(line.replace("{n}", ""))


def _name_regex(line: str) -> str:
    """Return the regular expression of a phrase in which `{name}` stands for 1 to 40 characters."""
    parts = phrase_key(line.replace("{n}", "0")).split("{name}")
    return ".{1,40}?".join(map(re.escape, parts))


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
