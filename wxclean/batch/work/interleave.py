"""Work in steps: many pieces of it do the same step one after the other, which keeps the processor's caches warm."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[None, None, T]
"""Work that pauses between its steps, and gives a value at the end."""


def in_step(works: Iterable[Steps[T]]) -> Iterator[tuple[int, T]]:
    """The number and the value of each piece of work, as they end: the first step of all, the second of all, and so on.

    >>> def work(name):
    ...     print("read", name)
    ...     yield
    ...     print("write", name)
    ...     return name.upper()
    >>> list(in_step([work("a"), work("b")]))
    read a
    read b
    write a
    write b
    [(0, 'A'), (1, 'B')]
    """
    under_way = list(enumerate(works))
    while under_way:
        paused = []
        for number, work in under_way:
            try:
                next(work)
            except StopIteration as end:
                yield number, end.value
            else:
                paused.append((number, work))
        under_way = paused
