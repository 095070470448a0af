"""Lines as columns, the labels that filters find in them, and the header that these form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wxclean.document import Span
from wxclean.rules.rule import Rule


class Lines:
    """The lines of a page that are still to be judged, as columns: numbers, texts, spans, rules.

    Like the next two classes, it is a plain one with lists: compiled, it is built in a fifth of the time of a
    NamedTuple, and a list's items are read in a third of the time of a `Sequence`'s.
    """

    __slots__ = ("numbers", "rules", "spans", "texts")

    def __init__(
        self,
        numbers: list[int],
        texts: list[str],
        spans: list[Span | None],
        rules: list[Rule | None],
    ) -> None:
        self.numbers = numbers
        self.texts = texts
        self.spans = spans
        self.rules = rules

    def at(self, places: Sequence[int]) -> Lines:
        """Return the lines at these places."""
        return Lines(
            [self.numbers[place] for place in places],
            [self.texts[place] for place in places],
            [self.spans[place] for place in places],
            [self.rules[place] for place in places],
        )

    def part(self, start: int, end: int | None = None) -> Lines:
        """Return the lines from `start` up to, not including, `end`."""
        return Lines(self.numbers[start:end], self.texts[start:end], self.spans[start:end], self.rules[start:end])


class Label:
    """One value in a header: its line (a place in the list), field, value and rule."""

    __slots__ = ("field", "place", "rule", "value")

    def __init__(self, place: int, field: str, value: str, rule: str) -> None:
        self.place = place
        self.field = field
        self.value = value
        self.rule = rule


class Header:
    """The end of a header (the place after its last line), and the values in it."""

    __slots__ = ("end", "labels")

    def __init__(self, end: int, labels: tuple[Label, ...]) -> None:
        self.end = end
        self.labels = labels


NO_HEADER: Final = Header(0, ())

# From this year on, pages name author and account elsewhere than before.
_NEW_PAGES: Final = "2019"


def is_day_of_old_page(label: Label) -> bool:
    """Return whether a label is the date of a page up to 2018."""
    return label.field == "published" and label.value[:4].isdecimal() and label.value < _NEW_PAGES
