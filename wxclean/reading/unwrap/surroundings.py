"""What a document says besides its texts and their holders, dealt out to the records that it is said of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wxclean.reading.unwrap.find_texts import Found
from wxclean.reading.unwrap.paragraphs import MAX_DEPTH

_SHARED: Final = 2_000
"""What surrounds several records goes with each of them up to so many characters, else with the first."""
_GONE: Final = object()


def add_members(fields: dict[str, Any], around: Mapping[str, object]) -> None:
    """Add the members of what surrounds a record to its own, none of which is overwritten."""
    for name, member in around.items():
        free = name
        while free in fields:
            free = "outer_" + free
        fields[free] = member


class Surroundings:
    """What is left of a document without these texts and their holders."""

    def __init__(self, texts: Sequence[Found]) -> None:
        self.around: list[dict[str, Any]] = [{} for _ in texts]
        self.holders: dict[int, int] = {}
        self.items: dict[tuple[int, Any], int] = {}
        for number, text in enumerate(texts):
            if isinstance(text.holder, list) and text.key is not None:
                self.items[id(text.holder), text.key] = number
            elif text.holder is not None:
                self.holders[id(text.holder)] = number

    def of(self, document: object) -> list[dict[str, Any]]:
        """Return what surrounds each of the texts."""
        left, numbers = self._left(document, 0)
        self._deal(left, numbers)
        return self.around

    def _deal(self, left: Any, numbers: Sequence[int]) -> None:
        """Give what is left of a value to the texts in it."""
        if left is _GONE or not numbers:
            return
        members = left if isinstance(left, dict) else {"rest": left}
        short = len(numbers) == 1 or len(repr(members)) <= _SHARED
        for number in numbers if short else numbers[:1]:
            add_members(self.around[number], members)

    def _left(self, value: Any, depth: int) -> tuple[Any, list[int]]:
        """Return what is left of a value for all the texts in it, and their numbers."""
        if id(value) in self.holders:
            return _GONE, [self.holders[id(value)]]
        if depth > MAX_DEPTH or not isinstance(value, (dict, list)) or not value:
            return value, []
        return self._left_of_object(value, depth) if isinstance(value, dict) else self._left_of_list(value, depth)

    def _left_of_object(self, members: dict[str, Any], depth: int) -> tuple[Any, list[int]]:
        """Return what is left of an object; of one that holds records under their ids, what is left of each is its."""
        found = {name: self._left(member, depth + 1) for name, member in members.items()}
        numbers = [number for _, inside in found.values() for number in inside]
        if sum(bool(inside) for _, inside in found.values()) > 1:
            for name, (left, inside) in found.items():
                self._deal(left, inside)
                self._deal({"key": name}, inside)
            found = {name: member for name, member in found.items() if not member[1]}
        return {name: left for name, (left, _) in found.items() if left is not _GONE} or _GONE, numbers

    def _left_of_list(self, items: list[Any], depth: int) -> tuple[Any, list[int]]:
        """Return what is left of a list; what is left of an item with texts is for these alone."""
        kept: list[Any] = []
        numbers: list[int] = []
        for position, item in enumerate(items):
            number = self.items.get((id(items), position))
            left, inside = (_GONE, [number]) if number is not None else self._left(item, depth + 1)
            if inside:
                self._deal(left, inside)
                numbers += inside
            elif left is not None:
                kept.append(left)
        return kept or _GONE, numbers
