"""What is shown to a person in a terminal goes through a pager, as git does it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from subprocess import Popen

    from wxclean.cli.settings import When

_USUAL = "less -R"
_LESS = "FRX"
"""For `less`: end at once if all fits on one screen, let colours through, and leave the text on the screen."""


@contextlib.contextmanager
def paged(when: When, stops: str = "") -> Iterator[BinaryIO]:
    """Yield the stream for what a person reads: a pager's input, or standard output where there is no pager.

    `stops` is a pattern of lines that `n` and `N` jump to in `less`; the first line is one of them, so that it stays on
    top.

    Raises:
        BrokenPipeError: the person has left the pager before the end.
    """
    pager = _started(_searching(_command(), stops)) if is_wanted(when) else None
    if pager is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    stream = cast("IO[bytes]", pager.stdin)
    try:
        with _errors_into(stream):
            yield cast("BinaryIO", stream)
    finally:
        with contextlib.suppress(BrokenPipeError):
            stream.close()
        _wait(pager)


def is_wanted(when: When) -> bool:
    """Return whether a person wants a pager, and there is a terminal for it."""
    if when == "never":
        return False
    if when == "always":
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") not in (None, "", "dumb")


def _command() -> Sequence[str]:
    """Return the pager's command; nothing where the person wants none, or what is set makes no sense."""
    import shlex

    try:
        words = shlex.split(os.environ.get("PAGER", _USUAL))
    except ValueError:
        return ()
    return () if words == ["cat"] else words


def _searching(command: Sequence[str], stops: str) -> Sequence[str]:
    """Return the command of `less` with a pattern that it has searched for already; that of another pager as it is."""
    is_less = command and os.path.splitext(os.path.basename(command[0]))[0] == "less"
    return (*command, f"+/{stops}") if is_less and stops else command


def _started(command: Sequence[str]) -> Popen[bytes] | None:
    """Return the pager as a process; None if there is no such program."""
    import subprocess

    if not command:
        return None
    sys.stdout.flush()
    try:
        return subprocess.Popen(  # noqa: S603 - the person's own choice
            command, stdin=subprocess.PIPE, bufsize=0, env={"LESS": _LESS, **os.environ}
        )
    except OSError:
        return None


@contextlib.contextmanager
def _errors_into(stream: IO[bytes]) -> Iterator[None]:
    """Send standard error into the pager as well if it goes to the terminal, where it would garble the page."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    sys.stderr.flush()
    kept = os.dup(2)
    os.dup2(stream.fileno(), 2)
    try:
        yield
    finally:
        with contextlib.suppress(BrokenPipeError):
            sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)


def _wait(pager: Popen[bytes]) -> None:
    """Wait until the person leaves the pager; Ctrl-C is for the pager alone."""
    while True:
        try:
            pager.wait()
        except KeyboardInterrupt:
            continue
        return
