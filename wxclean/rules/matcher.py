"""The matcher: the rule of each line, by one lookup of its key, however many rules there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, MutableMapping, Sequence
from functools import partial
from time import perf_counter
from typing import Final

from wxclean.errors import SlowRuleError
from wxclean.reading.lines.characters import places_of
from wxclean.rules.line_cache import LONGEST_CACHED, LineCache
from wxclean.rules.line_key import FIRST_DRESSING, LONGEST, is_picture, line_key, shown, undressed
from wxclean.rules.prefilter import LABEL_START, Prefilter, may_go_on_with
from wxclean.rules.rule import LONGEST_PHRASE, Block, CompiledRules, Pattern, Rule

# The time budget of one rule's patterns for a text, in seconds, and what each line adds to it.
PATTERN_TIMEOUT: Final = 0.5
LINE_TIMEOUT: Final = 0.0002


# The most phrases that stand side by side in a line, and what stands between them in the key of a run of counters such
# as `阅读 1.2万赞12`.
_LONGEST_RUN: Final = 16
# The number of words in a line that says one in two languages.
_GLOSS: Final = 2
_COUNTS: Final = re.compile(" ?0 ?| ")

# The rule of a line, and the letters with which a longer phrase that begins with the line may go on.
_Found = tuple[Rule | None, str]


# WeChat's ids have 6 to 20 of these characters.
_ID: Final = re.compile(r"[A-Za-z][\w-]{5,19}", re.ASCII)


class Matcher:
    """Compiled rules, and the questions that filters ask of them.

    `seconds` is the time budget that each rule's patterns have left for the text at hand; without it, a pattern may
    take `PATTERN_TIMEOUT` for each line.
    """

    __slots__ = ("_cache", "_prefilter", "_rules", "_seconds", "label_firsts", "label_names")

    def __init__(
        self,
        rules: CompiledRules,
        prefilter: Prefilter | None = None,
        cache: LineCache[_Found] | None = None,
        seconds: MutableMapping[str, float] | None = None,
    ) -> None:
        self._rules: Final = rules
        self._prefilter: Final = Prefilter(rules) if prefilter is None else prefilter
        self._cache: Final[LineCache[_Found]] = LineCache() if cache is None else cache
        self._seconds: Final = seconds
        self.label_firsts: Final = self._prefilter.label_firsts.members
        self.label_names: Final = self._prefilter.label_names

    def timed(self, lines: int) -> Matcher:
        """Return a matcher for one text, which gives each rule's patterns a time budget that grows with its lines."""
        seconds: defaultdict[str, float] = defaultdict(partial(float, PATTERN_TIMEOUT + lines * LINE_TIMEOUT))
        return Matcher(self._rules, self._prefilter, self._cache, seconds)

    @property
    def blocks(self) -> Sequence[Block]:
        """The rules for runs of lines."""
        return self._rules.blocks

    def rules_of(self, texts: list[str]) -> list[Rule | None]:
        """Return the rule of each line, or None; a phrase that was split over several lines gives each of them its
        rule.

        The lines are stripped, and none is empty.

        Raises:
            SlowRuleError: a pattern exceeds its time budget.
        """
        cache, prefilter = self._cache, self._prefilter
        rules: list[Rule | None] = [None] * len(texts)
        halves: dict[int, str] = {}
        for place in prefilter.places(texts):
            text = texts[place]
            # A longer line isn't looked for in the cache: that would take a hash of it.
            found = cache.get(text) if len(text) <= LONGEST_CACHED else None
            if found is None:
                if not prefilter.may_match(text):
                    continue
                rule = self.rule(text)
                found = cache.keep(text, (rule, "" if rule is None else self._letters_below(text)))
            rules[place], letters = found
            if letters:
                halves[place] = letters
        if halves:
            self._join_split_phrases(texts, rules, halves)
        return rules

    def may_go_on_below(self, texts: list[str], rules: list[Rule | None]) -> bool:
        """Return whether a split phrase or a run of chrome could begin in the last lines and go on below them.

        `rules` are the rules of the lines.
        """
        if rules[-1] is not None:
            return True
        if len(rules) < 2 or rules[-2] is None:
            return False
        return not self._rules.heads.keys().isdisjoint((texts[-2], line_key(texts[-2])))

    def rule(self, text: str) -> Rule | None:
        """Return the rule of a stripped line, or None; the cost doesn't grow with the number of rules.

        Raises:
            SlowRuleError: a pattern exceeds its time budget.
        """
        phrases = self._rules.phrases
        found = phrases.get(text)
        if found is not None:
            return found
        if len(text) > LONGEST_PHRASE and "](" not in text and "<a id=" not in text:
            return None
        key = line_key(text)
        if key is not text:
            found = phrases.get(key)
        return found or self._run_of_phrases(key) or self._pattern(key)

    def phrase(self, text: str) -> Rule | None:
        """Return the rule of a text that is a single phrase, or None."""
        return self._rules.phrases.get(text) or self._rules.phrases.get(line_key(text))

    def phrases_in(self, key: str) -> list[tuple[int, int, Rule]]:
        """Return start, end and rule of the phrases in a text that is written as keys are, the longest at each place.

        Single characters don't count, and no phrase cuts a Latin word or a number in two.
        """
        starts, rules = self._rules.starts, self._rules.phrases
        found: list[tuple[int, int, Rule]] = []
        below = 0
        for place in places_of(key, self._prefilter.phrase_starts):
            for phrase in starts[key[place : place + 2]] if place >= below else ():
                if key.startswith(phrase, place) and _is_whole(key, place, place + len(phrase)):
                    below = place + len(phrase)
                    found.append((place, below, rules[phrase]))
                    break
        return found

    def has_label(self, texts: list[str]) -> bool:
        """Return whether one of the lines begins with a label."""
        found = self._prefilter.may_be_labels(texts)
        return bool(found) and any(self.label(text) is not None for text in found)

    def label(self, text: str, *, glued: bool = False) -> tuple[Rule, str] | None:
        """Return the rule and the value of a line such as `微信号 abc` or `功能介绍：…`, or None.

        Nothing need stand before a value that is an id, nor, if it may be `glued`, before any other.
        """
        names, start = self._prefilter.label_names, text
        if not text.startswith(names):
            if not self._prefilter.may_be_label(text):
                return None
            start = undressed(text[:LABEL_START])
            if not start.startswith(names):
                return None
        for name, rule in self._rules.labels:
            if not start.startswith(name):
                continue
            value = shown(text)
            value = (value if value.startswith(name) else undressed(text))[len(name) :]
            if value[:1] in (" ", ":", "：") or glued or (rule.field == "wechat_id" and _ID.fullmatch(value)):
                return rule, value.lstrip(" :：")
        return None

    def rules_named(self, name: str) -> list[Rule]:
        """Return the rules of this name that have phrases: one for each language and range of years."""
        return [rule for rule in self._rules.phrases.values() if rule.name == name]

    def _letters_below(self, text: str) -> str:
        """Return the letters with which longer phrases go on that begin with a line, which is a phrase itself."""
        return self._rules.heads.get(text if text in self._rules.phrases else line_key(text), "")

    def _join_split_phrases(self, texts: list[str], rules: list[Rule | None], halves: dict[int, str]) -> None:
        """Set the rule of split phrases' lines.

        `halves` are the places of lines with which longer phrases begin, and the letters with which these go on.
        """
        for place, letters in halves.items():
            below = place + 1
            if below < len(texts) and texts[below][0] == "!" and is_picture(texts[below]):  # none of it is in the key
                below += 1
            if below >= len(texts) or not may_go_on_with(letters, texts[below]):
                continue
            rule = rules[place]
            if rule is None or rule.strength == "strong":
                continue
            is_plain = texts[place] in self._rules.phrases and texts[place + 1][0] not in FIRST_DRESSING
            found = self._rules.phrases.get if is_plain else self.phrase
            for size in (2, 3):
                parts = texts[place : place + size]
                joined = found("".join(parts)) or found(" ".join(parts))
                if joined is not None and joined.strength == "strong":
                    rules[place : place + size] = [joined] * len(parts)
                    break

    def _run_of_phrases(self, key: str) -> Rule | None:
        """Return the rule of a line of phrases side by side, perhaps with numbers: `分享 收藏 赞 在看`,
        `阅读 1.2万赞12`.
        """
        if len(key) > LONGEST:
            return None
        found = self._rules_of_all(key.split(" ")) if " " in key else []
        if not found and "0" in key:
            found = self._rules_of_all([part for part in _COUNTS.split(key) if part])
        return next((rule for rule in found if rule.strength == "strong"), found[0]) if found else None

    def _rules_of_all(self, parts: Sequence[str]) -> list[Rule]:
        """Return the rules of several phrases, none at all if one of them is no phrase.

        A page shows its words in one language: a word in two of them is an article's on such words.
        """
        if not 1 < len(parts) <= _LONGEST_RUN or parts[0] not in self._rules.phrases:
            return []
        found = [rule for rule in map(self._rules.phrases.get, parts) if rule is not None]
        return found if len(found) == len(parts) and not _is_glossed(parts, found) else []

    def _pattern(self, key: str) -> Rule | None:
        for pattern in self._patterns_for(key):
            if _matches(pattern, key, self._seconds):
                return pattern.rule
        return None

    def _patterns_for(self, key: str) -> Iterator[Pattern]:
        """Yield the patterns that could match a key, by its first and last letters."""
        patterns, loose = self._rules.patterns, self._rules.loose
        yield from patterns.get(key[:2], ())
        if len(key) > 1:
            yield from patterns.get(key[0], ())
            yield from loose.get(key[-2:], ())
        if key:
            yield from loose.get(key[-1], ())
        yield from loose.get("", ())


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a match doesn't cut a Latin word or a number in two.

    Where a tool joined texts without a blank, a capital begins the next: `ReadsShareLike`, `Weixin IDharbour`.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    cut_before = before.isascii() and before.isalnum() and text[start].isascii() and text[start].isalnum()
    cut_after = after.isascii() and after.isalnum() and text[end - 1].isascii() and text[end - 1].isalnum()
    if not cut_before and not cut_after:
        return True
    is_long = text.find(" ", start, end) >= 0
    begins = not cut_before or (text[start].isupper() and (is_long or not before.isupper()))
    return begins and (not cut_after or (text[end - 1].isalpha() and (is_long or after.isupper())))


def _is_glossed(words: Sequence[str], rules: Sequence[Rule]) -> bool:
    """Return whether a line is a word and the same in another language: `关注 Follow`."""
    if len(words) != _GLOSS or any(rule.strength == "strong" or rule.zone != "foot" for rule in rules):
        return False
    return all(map(str.isalpha, words)) and words[0].isascii() != words[1].isascii()


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
