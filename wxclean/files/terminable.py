"""Signals that end a program, handled as Ctrl-C while there is something to tidy up."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

_ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""What `kill`, a terminal that is closed, and Ctrl-Break on Windows send."""


@contextlib.contextmanager
def terminable() -> Iterator[None]:
    """Handle these signals as Ctrl-C, but for one that is ignored, as `nohup` ignores SIGHUP, or that a program handles
    in which Python is embedded: such a handler could not be put back.

    In a thread that is not the main one nothing changes: Python lets none of them handle signals.
    """
    numbers = [number for number in _numbers() if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = []
    with contextlib.suppress(ValueError):
        before = [(number, signal.signal(number, _interrupt)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def end_at_once() -> None:
    """Let these signals end this process at once again, where it was forked while they were handled."""
    for number in _numbers():
        if signal.getsignal(number) is _interrupt:
            signal.signal(number, signal.SIG_DFL)


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
