"""Which member of a document is the text by what stands in it, where no name says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from wxclean.reading.unwrap.member_path import ITEMS, MEMBERS, PathStep
from wxclean.reading.unwrap.names import NEVER_TEXT_NAMES, plain
from wxclean.reading.unwrap.paragraphs import MAX_DEPTH

_Path = tuple[PathStep, ...]
_LOOKED_AT: Final = 512
_NO_PROSE: Final = re.compile(r"[!-~]*+|[\s\d.:/年月日时分秒,+-]*+|(?:https?:|data:|//).*+", re.DOTALL)
_LONG: Final = 200


def likely_paths(document: object) -> list[_Path]:
    """Return the paths to what may be the text: to all that is prose; of the cells of a nameless row, to the long one.

    More than one path says that it can't be told, none that nothing is prose. Length doesn't count where there are
    names: cleaning makes a text short, and it must be found again.
    """
    prose: dict[_Path, bool] = {}
    for path, text in _strings(document, (), 0):
        if not _NO_PROSE.fullmatch(text[:_LOOKED_AT].strip()):
            prose[path] = prose.get(path, False) or len(text) > _LONG or "\n" in text.strip()
    long = [path for path, is_long in prose.items() if is_long]
    return long if len(long) == 1 and _is_row(document) else list(prose)


def _is_row(document: object) -> bool:
    """Return whether the members of an object are the numbered cells of a table's row."""
    return isinstance(document, dict) and all(name == str(number) for number, name in enumerate(document, start=1))


def paths_of_members(document: object) -> list[_Path]:
    """Return the paths to the first members that aren't objects or lists of objects, each once."""
    return list(dict.fromkeys(islice(_leaves(document, (), 0), _LOOKED_AT)))


def _strings(value: object, path: _Path, depth: int) -> Iterator[tuple[_Path, str]]:
    """Yield the strings that may be the text by their names, with their paths."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield path, "\n".join(value)
            return
        for item in value:
            yield from _strings(item, (*path, ITEMS), depth + 1)
    elif isinstance(value, dict):
        several = _is_map(value)
        for name, member in value.items():
            if plain(name) not in NEVER_TEXT_NAMES and not (name.endswith("_raw") and name[:-4] in value):
                yield from _strings(member, (*path, MEMBERS if several else name), depth + 1)


def _leaves(value: object, path: _Path, depth: int) -> Iterator[_Path]:
    if isinstance(value, dict) and value and depth <= MAX_DEPTH:
        several = _is_map(value)
        for name, member in value.items():
            yield from _leaves(member, (*path, MEMBERS if several else name), depth + 1)
    elif isinstance(value, list) and depth <= MAX_DEPTH and any(isinstance(item, (dict, list)) for item in value):
        for item in value:
            yield from _leaves(item, (*path, ITEMS), depth + 1)
    elif path:
        yield path


def _is_map(members: Mapping[str, object]) -> bool:
    """Return whether an object holds several objects of one kind under their ids."""
    first, *others = members.values() or [None]
    return (
        len(others) > 0
        and isinstance(first, dict)
        and all(isinstance(other, dict) and other.keys() == first.keys() for other in others)
    )
