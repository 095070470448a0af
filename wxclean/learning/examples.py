"""Examples of learned rules: a line as it stands in an article, marked among the lines around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

_MARK: Final = "> "
_LONGEST: Final = 60


def example_of(lines: Sequence[str], at: int, *, around: int) -> str:
    """Return the line at a place with so many lines above and below it, each cut to a readable length.

    >>> print(example_of(["first", "second", "x" * 70, "last"], 2, around=1))
    second
    > xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    last
    """
    places = range(max(0, at - around), min(len(lines), at + around + 1))
    return "\n".join((_MARK if place == at else "") + _shortened(lines[place]) for place in places)


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def example_lines(example: str) -> Iterator[tuple[str, bool]]:
    r"""Yield the lines of an example, each with whether it is marked.

    >>> list(example_lines("above\n> the line"))
    [('above', False), ('the line', True)]
    """
    for line in example.split("\n"):
        yield line.removeprefix(_MARK), line.startswith(_MARK)
