"""Players inside an article, line by line or joined in one line: from their first control to their last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from wxclean.document import Span
from wxclean.filters.page.collapsed_phrases import Token
from wxclean.rules.line_key import undressed
from wxclean.rules.rule import Rule

# The fewest controls that prove a player, of sound alone two, or two among so many lines that are a player's, too; and
# the most lines with words above the first.
_FEWEST, _FEWEST_OF_SOUND, _FEWEST_LINES, _ABOVE = 3, 2, 6, 10
_SOUND: Final = "audio.card"
# The most names that a line says to follow it.
_MOST_NAMES: Final = 2
# The lines at the top that give a page's title and account, which players repeat.
_HEADER: Final = 24
# The longest title that a player shows, in characters.
_LONGEST_TITLE: Final = 64
# In one line a player has at least this many phrases, and for each free character this many of phrases.
_FEWEST_JOINED, _DENSITY = 8, 1.5
_NO_WORDS: Final = re.compile(r"[\s0-9:/]+")
_SENTENCE_ENDS: Final = frozenset("。！？!?…”」』）)\n ")


def with_players(texts: list[str], rules: list[Rule | None], inside: list[int]) -> list[Rule | None]:
    """Return the rules of lines, with those of a player all set to a rule of its controls.

    `inside` are the places of all lines with a rule that isn't a footer's. Controls are strong lines of the `body`.
    What stands between two of them is the player's if each line has a rule (`分享`, `Close`), is the title that
    follows another (`继续观看`), repeats that, the page's title or its account, or holds no letter (`00:57`); so are
    the lines with rules right above the first.
    """
    controls = [place for place in inside if _is_control(rules[place])]
    if len(controls) < _FEWEST_OF_SOUND:
        return rules
    header = texts[: min(controls[0], _HEADER)]
    names = {*header, *map(undressed, header)}
    found = list(rules)
    for run in _runs(controls, texts, rules, names):
        if len(run) < _FEWEST_OF_SOUND:
            continue
        start, end = _first_line(texts, rules, run[0]), run[-1] + 1
        is_sound = all(_is_of_sound(rules[at]) for at in run)
        if is_sound or len(run) >= _FEWEST or sum(map(_is_of_player_alone, rules[start:end])) >= _FEWEST_LINES:
            found[start:end] = [rule if _is_control(rule) else rules[run[0]] for rule in rules[start:end]]
    return found


def _is_control(rule: Rule | None) -> bool:
    return rule is not None and rule.zone == "body" and rule.strength == "strong"


def _is_of_player_alone(rule: Rule | None) -> bool:
    return rule is not None and rule.zone == "body"


def _is_of_sound(rule: Rule | None) -> bool:
    return rule is not None and rule.name == _SOUND


def _runs(controls: Sequence[int], texts: list[str], rules: list[Rule | None], names: set[str]) -> Iterator[list[int]]:
    """Yield the places of each player's controls."""
    run = [controls[0]]
    for before, place in pairwise(controls):
        titles = _titles(texts, rules, before, place)
        if all(rules[at] is not None or _is_of_player(texts[at], names | titles) for at in range(before + 1, place)):
            run.append(place)
            names |= titles
        else:
            yield run
            run = [place]
    yield run


def _titles(texts: list[str], rules: list[Rule | None], start: int, end: int) -> set[str]:
    """Return the free lines from `start` to `end` that a rule of the player says to be names."""
    titles = set()
    for place in range(start, end - 1):
        rule = rules[place]
        if rule is not None and rule.names and rule.zone == "body" and rules[place + 1] is None:
            titles.add(undressed(texts[place + 1])[: _LONGEST_TITLE + 1])
    return titles


def _is_of_player(text: str, names: set[str]) -> bool:
    """Return whether a line repeats a name, or has no word: `00:57`, an icon with an empty link."""
    return text in names or (bare := undressed(text)) in names or not any(map(str.isalpha, bare))


def _first_line(texts: list[str], rules: list[Rule | None], control: int) -> int:
    """Return the place of a player's first line: above the first control stand lines with rules, icons, and names."""
    start, worded = control, 0
    for place in range(control - 1, -1, -1):
        above = rules[place]
        if above is None and not any(map(str.isalnum, undressed(texts[place]))):
            continue
        if above is None and (head := _head_of_names(rules, place)) is not None:
            return head
        if above is None or above.zone == "head" or above.name.startswith(("header.", "footer.")) or worded == _ABOVE:
            break
        start = place
        worded += 1
    return start


def _head_of_names(rules: list[Rule | None], last: int) -> int | None:
    """Return the place of a player's line that says so many names to follow as stand below it up to `last`."""
    for count in range(1, _MOST_NAMES + 1):
        head = rules[last - count] if last >= count else None
        if head is not None:
            return last - count if head.zone == "body" and head.names >= count else None
    return None


def players_in(text: str, tokens: Sequence[Token]) -> list[Span]:
    """Return the players that are joined in one line; `tokens` are the phrases in it, in order."""
    if sum(_is_control(token.rule) for token in tokens) < _FEWEST:
        return []
    found = []
    for run in _joined_runs(text, tokens):
        controls = [place for place, token in enumerate(run) if _is_control(token.rule)]
        if len(controls) < _FEWEST or len(run) < _FEWEST_JOINED:
            continue
        first, last = _first_token(text, run, controls[0]), _last_token(text, run, controls[-1])
        span = Span(run[first].start, run[last].end)
        phrases = sum(token.end - token.start for token in run[first : last + 1])
        if phrases >= _DENSITY * (_words(text[span.start : span.end]) - phrases):
            found.append(span)
    return found


def _joined_runs(text: str, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield phrases with no more than a name, a title or numbers between them."""
    run: list[Token] = []
    for token in tokens:
        between = text[run[-1].end : token.start] if run else ""
        if "。" in between or (len(between) > _LONGEST_TITLE and _words(between) > _LONGEST_TITLE):
            yield run
            run = []
        run.append(token)
    yield run


def _words(text: str) -> int:
    """Return how many characters of a text are neither white space nor digits of a time."""
    return len(_NO_WORDS.sub("", text))


def _first_token(text: str, run: Sequence[Token], first: int) -> int:
    """Return where a player's phrases begin: at most at the first after the end of a sentence, up from a control."""
    for place in range(first, 0, -1):
        if _words(text[run[place - 1].end : run[place].start]):
            return place if text[run[place].start - 1] in _SENTENCE_ENDS else min(place + 1, first)
    before = text[run[0].start - 1 : run[0].start]
    return 0 if not before or before in _SENTENCE_ENDS else min(1, first)


def _last_token(text: str, run: Sequence[Token], last: int) -> int:
    """Return where a player's phrases end: right below its last control, at the last before any other word."""
    while last + 1 < len(run) and not _words(text[run[last].end : run[last + 1].start]):
        last += 1
    return last
