"""What the engines that do a run's tasks have in common: processes of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol


class Task(NamedTuple):
    """A function of a module and its arguments, both of which can be pickled."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class Reply(NamedTuple):
    """What came of a task: a value, the exception it raised, or neither where its worker died.

    `exit_code` is how it died, None where nobody knows. `lost` tells that the worker's whole machine went away.
    """

    task: Task
    value: Any = None
    error: BaseException | None = None
    exit_code: int | None = None
    lost: bool = False


class Executor(Protocol):
    """What does the tasks of a run: processes here, or a cluster."""

    @property
    def running(self) -> list[Task]:
        """The tasks under way."""

    @property
    def has_room(self) -> bool:
        """True if another task may be started now."""

    def start(self, task: Task) -> None:
        """Takes a task."""

    def wait(self) -> list[Reply]:
        """What came of the tasks that ended since; waits for some time if none did."""

    def stop(self) -> None:
        """Ends all tasks at once."""
