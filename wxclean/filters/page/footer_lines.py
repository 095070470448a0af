"""What the parts of a footer make of its lines: readers' comments, and what is said of other articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wxclean.rules.rule import Rule

NAME: Final = "comments.text"
"""The rule of readers' names and words."""

_FREE: Final = "footer.text"
_COMMENTS: Final = "comments."
# In a list of other articles, one that costs something is said to be a preview.
_RELATED, _PREVIEW = "related.list", "header.paid-preview"
# A comment has a line with a rule (its time, its likes) for at most this many without one (a name, words), and a
# section of comments at least two.
_FREE_PER_RULED, _FEWEST_RULED = 3, 2


def footer_rules(rules: list[Rule | None]) -> list[str]:
    """Return the name of the rule of each line in a footer."""
    names = [rule.name if rule is not None else _FREE for rule in rules]
    if _PREVIEW in names and _RELATED in names:
        start = names.index(_RELATED)
        names[start:] = [_RELATED if name == _PREVIEW else name for name in names[start:]]
    if names.count(_FREE) > 1:
        for section in _sections(rules):
            ruled = sum(rule is not None for rule in rules[section.start : section.stop])
            if ruled >= _FEWEST_RULED and len(section) <= (_FREE_PER_RULED + 1) * ruled:
                names[section.start : section.stop] = [
                    NAME if name == _FREE else name for name in names[section.start : section.stop]
                ]
    return names


def _sections(rules: list[Rule | None]) -> Iterator[range]:
    """Yield the places of each section of comments, from the line that heads it to the next that is no comment's."""
    start: int | None = None
    for place, rule in enumerate(rules):
        if rule is None:
            continue
        if start is None:
            start = place if rule.section else None
        elif rule.strength == "strong" and not rule.name.startswith(_COMMENTS):
            yield range(start, place)
            start = place if rule.section else None
    if start is not None:
        yield range(start, len(rules))
