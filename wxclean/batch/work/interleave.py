"""Generators that run in lockstep, so that each stage's code and data stay in the CPU cache."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Stages = Generator[None, None, T]
"""Work that pauses between its stages, and returns a value at the end."""


def in_lockstep(works: Iterable[Stages[T]]) -> Iterator[tuple[int, T]]:
    """Yield the number and the value of each piece of work as it ends: the first stage of all runs, then the second.

    >>> def work(name):
    ...     print("read", name)
    ...     yield
    ...     print("write", name)
    ...     return name.upper()
    >>> list(in_lockstep([work("a"), work("b")]))
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
