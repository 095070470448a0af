"""A text in pieces (lists of paragraphs, trees of rich text) is joined to one text with line breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wxclean.reading.unwrap.names import (
    ABOUT_NAMES,
    BLOCK_KINDS,
    BREAK_KINDS,
    CHILD_NAMES,
    FLOWING_KINDS,
    FLOWING_NAMES,
    KIND_NAMES,
    PIECE_NAMES,
    has_any,
    kind_of,
    known_names,
    plain,
)

MAX_DEPTH = 100
"""How deep members are looked into; no article's record nests deeper."""

_PIECE_NAMES = tuple(map(plain, PIECE_NAMES))
_KIND: Final = re.compile(r"[#A-Za-z][\w#:. -]{0,38}", re.ASCII)


def joined_text(value: object, name: object = "") -> tuple[str, Any] | None:
    """Return the text that a member of this name holds, and what else is in it (None: nothing); None if it is no text.

    A text is a string, a list of paragraphs, or a tree of pieces; a list of records is none.
    """
    if isinstance(value, str):
        return value, None
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "\n".join(value), None
    if not isinstance(value, (list, dict)) or _holds_records(value):
        return None
    pieces = _Pieces()
    rest = pieces.taken_from(value, 0, flows=name == "ops")  # their line breaks are in them
    return ("".join(pieces.parts), rest) if pieces.parts else None


def is_rich_text(value: object) -> bool:
    """Return whether a list is a text by what it says of its pieces, whatever its own name is."""
    return (
        isinstance(value, list)
        and any(isinstance(item, dict) and kind_of(item) in BLOCK_KINDS for item in value)
        and all(isinstance(item, dict) and kind_of(item) for item in value)
        and not _holds_records(value)
    )


def _holds_records(value: Sequence[object] | Mapping[str, object]) -> bool:
    """Return whether an object, or one in a list, is about something: a record of its own."""
    objects = [value] if isinstance(value, dict) else value
    return any(isinstance(item, dict) and has_any(item, ABOUT_NAMES) for item in objects)


class _Pieces:
    """The pieces of a text as they are found, with a line break before each that doesn't run on."""

    __slots__ = ("new_line", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.new_line = False

    def add(self, text: str) -> None:
        if self.new_line and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
        self.new_line = False
        self.parts.append(text)

    def taken_from(self, value: object, depth: int, *, flows: bool = False) -> Any:
        """Add the text in a value, and return what else is in it; with `flows`, its pieces run on."""
        if depth > MAX_DEPTH:
            return value
        if isinstance(value, str):
            self._add_block(value, flows)
            return None
        if isinstance(value, list):
            left = [self.taken_from(item, depth + 1, flows=flows) for item in value]
            return [item for item in left if item is not None] or None
        return self._taken_from_object(value, depth, flows) if isinstance(value, dict) else value

    def _add_block(self, text: str, flows: bool) -> None:
        self.new_line = self.new_line or not flows
        self.add(text)
        self.new_line = not flows

    def _taken_from_object(self, piece: dict[str, Any], depth: int, flows: bool) -> Any:
        kind = kind_of(piece)
        children = [name for name in piece if plain(name) in CHILD_NAMES and _holds_pieces(piece, name)]
        runs_on = kind in FLOWING_KINDS if kind else flows and not children
        self.new_line = self.new_line or not runs_on or kind in BREAK_KINDS
        rest = {name: member for name, member in piece.items() if not _only_says_kind(name, member)}
        for name in [*_text_names(piece), *children]:
            rest.pop(name, None)
            left = self.taken_from(piece[name], depth + 1, flows=_runs_on(name, piece[name], kind))
            if left is not None:
                rest[name] = left
        self.new_line = self.new_line or not runs_on
        return rest or None


def is_joined(members: Mapping[str, Any], name: str) -> bool:
    """Return whether a member is a text that was joined of pieces earlier: they are kept as `…_raw` beside it."""
    raw = (f"{name}_raw", f"wxclean_{name}_raw")
    return isinstance(members[name], str) and any(isinstance(members.get(each), (list, dict)) for each in raw)


def _holds_pieces(piece: Mapping[str, Any], name: str) -> bool:
    return isinstance(piece[name], (list, dict)) or is_joined(piece, name)


def _runs_on(name: str, member: object, kind: str) -> bool:
    """Return whether what stands under a name in a piece of this kind is within one line."""
    if isinstance(member, str):
        return True
    if not kind and isinstance(member, list) and all(isinstance(item, str) for item in member):
        return False
    return kind in BLOCK_KINDS or plain(name) in FLOWING_NAMES


def _text_names(piece: Mapping[str, Any]) -> list[str]:
    """Return the likeliest name of a piece's own text, in a list; none if there is none."""
    names = known_names(piece, _PIECE_NAMES)
    for kinds in (str, (list, dict)):
        for name in names:
            if piece[name] and isinstance(piece[name], kinds):
                return [name]
    return []


def _only_says_kind(name: str, member: object) -> bool:
    return plain(name) in KIND_NAMES and isinstance(member, str) and _KIND.fullmatch(member) is not None
