"""The interface of the engines that execute a run's tasks: local processes or a Ray cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

GARBAGE_EVERY = 50_000
"""New objects between two garbage collections: cleaning makes no cycles, and is a fifth faster than with 700."""
LOSSES = 4
"""How many machines may be lost under a task before the task itself is blamed."""


class Task(NamedTuple):
    """A module-level function and its arguments, all picklable."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class Reply(NamedTuple):
    """The outcome of a task: its value, the exception it raised, or neither if its worker died.

    `exit_code` is that of the dead worker, None if unknown. `lost` is true if the worker's whole machine went away.
    """

    task: Task
    value: Any = None
    error: BaseException | None = None
    exit_code: int | None = None
    lost: bool = False


class Executor(Protocol):
    """An engine: it executes tasks and returns their outcomes."""

    @property
    def running(self) -> list[Task]:
        """The tasks in progress."""

    @property
    def has_room(self) -> bool:
        """Whether another task may be started now."""

    def start(self, task: Task) -> None:
        """Accept a task."""

    def wait(self) -> list[Reply]:
        """Return the outcomes of tasks that have ended since the last call; wait for some time if there are none."""

    def stop(self) -> None:
        """Stop all tasks immediately."""
