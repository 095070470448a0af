"""What a document says besides its texts and their holders, dealt out to the records that it is said of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wxclean.reading.unwrap.find_texts import Found
from wxclean.reading.unwrap.paragraphs import MAX_DEPTH

_SHARED: Final = 2_000
"""What surrounds several records goes with each of them up to so many characters, else with the first."""
_GONE: Final = object()


def fields_of(text: Found) -> dict[str, Any]:
    """Return the members of a text's holder without the text."""
    fields: dict[str, Any] = {}
    if isinstance(text.holder, dict):
        fields = {name: member for name, member in text.holder.items() if name != text.key}
        if text.rest is not None:
            fields[text.key] = text.rest
    elif isinstance(text.holder, list) and text.key is None:
        fields["rest"] = text.holder
    elif text.rest is not None:
        fields["rest"] = text.rest
    return fields


def _add(fields: dict[str, Any], members: Mapping[str, object]) -> None:
    """Add the members of what surrounds a record to its own, none of which is overwritten."""
    for name, member in members.items():
        free = name
        while free in fields:
            free = "outer_" + free
        fields[free] = member


class Surroundings:
    """What is left of a document without these texts.

    An object with one text is the record of it. The members of one with several are records under their names.
    """

    def __init__(self, texts: Sequence[Found]) -> None:
        holders = Counter(id(text.holder) for text in texts)
        self.found: list[dict[str, Any]] = []
        self.holders: dict[int, int] = {}
        self.items: dict[tuple[int, Any], int] = {}
        for number, text in enumerate(texts):
            is_item = isinstance(text.holder, list) and text.key is not None
            if is_item or holders[id(text.holder)] > 1:
                self.items[id(text.holder), text.key] = number
                self.found.append({} if text.rest is None else {"rest": text.rest})
            else:
                self.holders[id(text.holder)] = number
                self.found.append(fields_of(text))

    def fields(self, document: object) -> list[dict[str, Any]]:
        """Return what is said of each of the texts."""
        left, numbers = self._left(document, 0)
        self._deal(left, numbers)
        return self.found

    def _deal(self, left: Any, numbers: Sequence[int]) -> None:
        """Give what is left of a value to the texts in it."""
        if left is _GONE or not numbers:
            return
        members = left if isinstance(left, dict) else {"rest": left}
        short = len(numbers) == 1 or len(repr(members)) <= _SHARED
        for number in numbers if short else numbers[:1]:
            _add(self.found[number], members)

    def _left(self, value: Any, depth: int) -> tuple[Any, list[int]]:
        """Return what is left of a value for all the texts in it, and their numbers."""
        if id(value) in self.holders:
            return _GONE, [self.holders[id(value)]]
        if depth > MAX_DEPTH or not isinstance(value, (dict, list)) or not value:
            return value, []
        return self._left_of_object(value, depth) if isinstance(value, dict) else self._left_of_list(value, depth)

    def _left_at(self, holder: object, key: object, member: Any, depth: int) -> tuple[Any, list[int]]:
        number = self.items.get((id(holder), key))
        return self._left(member, depth) if number is None else (_GONE, [number])

    def _left_of_object(self, members: dict[str, Any], depth: int) -> tuple[Any, list[int]]:
        """Return what is left of an object; of one that holds records under their ids, what is left of each is its."""
        found = {name: self._left_at(members, name, member, depth + 1) for name, member in members.items()}
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
            left, inside = self._left_at(items, position, item, depth + 1)
            if inside:
                self._deal(left, inside)
                numbers += inside
            elif left is not None:
                kept.append(left)
        return kept or _GONE, numbers
