"""The compiler of rule packs: indexes phrases by key, and patterns by the letters their matches begin or end with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from wxclean.rules.line_key import letter_forms, phrase_key
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import CompiledRules, Pattern, Rule, RulePack

PLACEHOLDER: Final = re.compile(r"(\{name\}|\{account\})")
"""The words of a phrase that stand for free text."""
# An account's name has no punctuation, so a sentence that begins like the phrase doesn't match.
_FREE: Final = {"{name}": ".{1,40}?", "{account}": r"[^，。！？；：《》,!?;\"]{1,40}?(?<!\.)"}
# Free words at a phrase's end are no sentence.
_NO_SENTENCE: Final = "(?<!。)"


def matcher(packs: Sequence[RulePack]) -> Matcher:
    """Return the matcher of rule packs; if two packs have the same phrase, the later pack wins."""
    return Matcher(compiled_rules(packs))


def compiled_rules(packs: Sequence[RulePack]) -> CompiledRules:
    """Return the rules of packs, indexed for a matcher's lookups."""
    from wxclean.rules.first_letters import first_letters

    phrases: dict[str, Rule] = {}
    variants: dict[str, Rule] = {}
    labels: dict[str, Rule] = {}
    patterns: dict[str, list[Pattern]] = {}
    loose: dict[str, list[Pattern]] = {}
    for pack in packs:
        for line, rule in pack.phrases.items():
            if PLACEHOLDER.search(line):
                parts = _parts(line)
                kept, letters = (patterns, parts[0][:2]) if parts[0] else (loose, parts[-1][-2:])
                pattern = Pattern(rule, _name_regex(parts), bounded=True, head=parts[0], tail=parts[-1])
                kept.setdefault(letters, []).append(pattern)
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
    return CompiledRules(
        phrases=phrases,
        labels=tuple(sorted(labels.items(), key=lambda item: -len(item[0]))),
        patterns={first: tuple(found) for first, found in patterns.items()},
        loose={last: tuple(found) for last, found in loose.items()},
        blocks=tuple(block for pack in packs for block in pack.blocks),
        starts=_by_start(phrases),
        heads=_heads(phrases),
    )


def _heads(phrases: Mapping[str, Rule]) -> dict[str, str]:
    """Return the weak phrases that strong ones begin with, each with the letters that may follow it there in a line.

    A digit always may, since two numbers side by side become one.
    """
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for phrase, rule in phrases.items():
        if rule.strength == "strong":
            for end in range(1, len(phrase)):
                half = phrases.get(phrase[:end].rstrip())
                if half is not None and half.strength == "weak":
                    heads[phrase[:end].rstrip()].add(phrase[end:].lstrip()[0])
    return {head: "".join(map(letter_forms, sorted({"0", *letters}))) for head, letters in heads.items()}


def _by_start(phrases: Mapping[str, Rule]) -> dict[str, tuple[str, ...]]:
    """Return the phrases by their first two characters, the longest first; single characters are left out."""
    starts: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        if len(phrase) > 1:
            starts.setdefault(phrase[:2], []).append(phrase)
    return {start: tuple(found) for start, found in starts.items()}


def _keys(line: str) -> Iterator[str]:
    """Yield the keys of a pack's line: `{n}` is a number; a lone one may be missing (`阅读`, but not `--`)."""
    yield phrase_key(line.replace("{n}", "0"))
    if line.count("{n}") == 1:
        yield phrase_key(line.replace("{n}", ""))


def _parts(line: str) -> list[str]:
    """Return the parts of a phrase's key: what is fixed, and each placeholder between."""
    return PLACEHOLDER.split(phrase_key(line.replace("{n}", "0")))


def _name_regex(parts: Sequence[str]) -> str:
    """Return the regular expression of a phrase, given as its parts."""
    regex = "".join(_FREE.get(part) or re.escape(part) for part in parts)
    return regex if parts[-1] else regex + _NO_SENTENCE
