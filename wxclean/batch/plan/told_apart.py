"""Names of inputs that go into one output: those that are alike get as much of their paths as tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wxclean.batch.job import InputPart


def told_apart(parts: Sequence[InputPart]) -> list[InputPart]:
    """Return inputs with names that no two different files share, so that each record says whose it is."""
    files = {part.path: part.name for part in parts}
    counts = Counter(files.values())
    if len(counts) == len(files):
        return list(parts)
    names = _ends([path for path, name in files.items() if counts[name] > 1])
    return [part._replace(name=names.get(part.path, part.name)) for part in parts]


def _ends(paths: Sequence[str]) -> dict[str, str]:
    """Return the shortest ends of paths, in whole names, that no two of them share.

    >>> _ends(["/in/x/1.txt", "/in/y/1.txt"])
    {'/in/x/1.txt': 'x/1.txt', '/in/y/1.txt': 'y/1.txt'}
    """
    split = [path.replace("\\", "/").split("/") for path in paths]
    size = 2
    while len({tuple(names[-size:]) for names in split}) < len(paths):
        size += 1
    return {path: "/".join(names[-size:]) for path, names in zip(paths, split, strict=True)}
