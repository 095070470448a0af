"""A guard against plans in which one file would be written twice, or read and written."""

from __future__ import annotations

import os
from typing import NamedTuple

from wxclean.batch.job import InputPart
from wxclean.errors import UsageError
from wxclean.files.storage import is_url, joined
from wxclean.visible import printable

Output = tuple[str, tuple[InputPart, ...]]
"""Where an output goes, and all that goes into it."""


def refuse_clashes(outputs: list[Output], *, in_place: bool) -> None:
    """Raise an error unless each output has inputs of its own and is none itself; in place, each is its input.

    Raises:
        UsageError: two inputs would land on one output, or an output is an input.
    """
    first: dict[str, tuple[InputPart, ...]] = {}
    for path, inputs in outputs:
        other = first.setdefault(path, inputs)
        if other is not inputs and other[0].path != inputs[0].path:
            raise UsageError(
                f"{printable(other[0].path)} and {printable(inputs[0].path)} would both be written to {printable(path)}"
            )
    if in_place:
        return
    read = {part.path for _, inputs in outputs for part in inputs}
    folders: dict[str, _Folder] = {}
    for path in first:
        if _real(path, folders) in read:
            raise UsageError(f"{printable(path)} is an input; choose another output, or --in-place")


class _Folder(NamedTuple):
    """A folder, with the separator at its end: links resolved, and the names of the links in it."""

    path: str
    links: frozenset[str]


def _real(path: str, folders: dict[str, _Folder]) -> str:
    """Return the path with links resolved; each folder is looked into only once."""
    cut = max(path.rfind("/"), path.rfind(os.sep)) + 1
    folder = path[:cut]
    found = folders.get(folder)
    if found is None:
        found = folders[folder] = _folder(folder)
    name = path[cut:]
    return os.path.realpath(path) if name in found.links else found.path + name


def _folder(path: str) -> _Folder:
    return _Folder(path, frozenset()) if is_url(path) else _Folder(joined(os.path.realpath(path), ""), _links_in(path))


def _links_in(folder: str) -> frozenset[str]:
    """Return the names of the links in a folder; none where there is no folder."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries if entry.is_symlink())
    except OSError:
        return frozenset()
