"""Where a command writes: standard output, a person's eyes, or a file that is there only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

from wxclean.cli.on_windows import reader_has_left
from wxclean.cli.settings import STANDARD, When
from wxclean.errors import OutputError, UsageError, system_message
from wxclean.language import _
from wxclean.visible import printable


def check_output(output: str, names: Iterable[str], option: str = "--output") -> None:
    """Raise an error unless a file can be written under this name, which an option gives, while these inputs are read.

    Raises:
        UsageError: it is a folder, or an input.
    """
    if output == STANDARD:
        return
    _refuse_folder(output, option)
    for name in names:
        if name != STANDARD and os.path.isfile(name) and os.path.isfile(output) and os.path.samefile(name, output):
            raise UsageError(
                _("{output}: is also an input; give {option} another name").format(output=output, option=option)
            )


def check_side_files(side_files: Mapping[str, str | None]) -> None:
    """Raise an error unless files can be written beside each other; `side_files` has their names by their options.

    Raises:
        UsageError: one is a folder, or two are the same, or one is in no folder that is there, which only the output's
            is made.
    """
    from wxclean.batch.plan.clashes import place_of  # a pipe does without

    taken: dict[str, str] = {}
    for option, name in side_files.items():
        if not name:
            continue
        _refuse_folder(name, option)
        if option != "--output" and not os.path.isdir(os.path.dirname(name) or os.curdir):
            raise UsageError(_("{name}: there is no such folder").format(name=printable(name)))
        other = taken.setdefault(place_of(name), option)
        if other != option:
            raise UsageError(
                _("{name}: can't be both {one} and {other}; give one of them another name").format(
                    name=printable(name), one=other, other=option
                )
            )


def _refuse_folder(name: str, option: str) -> None:
    if os.path.isdir(name):
        raise UsageError(
            _("{output}: is a directory; {option} takes the name of a file").format(output=name, option=option)
        )


class Target:
    """An open output that says what it is where it can't be written."""

    closed = False
    """What pyarrow asks before it writes."""

    def __init__(self, out: BinaryIO, name: str) -> None:
        self.out = out
        self.name = name
        self.size = 0

    def write(self, data: bytes) -> int:
        """Write all of the data.

        Raises:
            BrokenPipeError: the reader has left.
            OutputError: it can't be written.
        """
        try:
            _write_all(self.out, data)
        except OSError as error:
            if reader_has_left(error):
                raise BrokenPipeError from error
            raise unwritable(self.name, error) from error
        self.size += len(data)
        return len(data)

    def tell(self) -> int:
        """Return the number of bytes written so far."""
        return self.size

    def flush(self) -> None:
        """Hand on what was written.

        Raises:
            BrokenPipeError: the reader has left.
            OutputError: it can't be written.
        """
        try:
            self.out.flush()
        except OSError as error:
            if reader_has_left(error):
                raise BrokenPipeError from error
            raise unwritable(self.name, error) from error


def unwritable(path: str, error: OSError) -> OutputError:
    """Return the error for an output that can't be written, with what the system says."""
    return OutputError(_("{path}: can't be written: {reason}").format(path=path, reason=system_message(error)))


@contextmanager
def opened_output(target: str | None, pager: When = "never", stops: str = "") -> Iterator[Target]:
    """Yield the output to write to; None shows it to a person. What is raised inside leaves a file as it was.

    `stops` is a pattern of lines to jump to in a pager.

    Raises:
        OutputError: the target can't be written.
    """
    name = _("standard output") if target is None or target == STANDARD else target
    try:
        with _opened(target, pager, stops) as out:
            yield Target(out, name)
    except OSError as error:
        if reader_has_left(error):
            raise BrokenPipeError from error
        raise unwritable(name, error) from error


@contextmanager
def _opened(target: str | None, pager: When, stops: str) -> Iterator[BinaryIO]:
    if target is None and sys.stdout is not None:
        from wxclean.cli.pager import paged  # a pipe does without

        with paged(pager, stops) as out:
            yield out
    elif target not in (None, STANDARD):
        from wxclean.files.staged import atomic_writer  # a pipe does without

        with atomic_writer(target, parents=True) as file:
            yield file
    elif sys.stdout is None:
        raise OutputError(_("standard output: is closed; use --output"))
    else:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def _write_all(out: BinaryIO, data: bytes) -> None:
    """Write in as many calls as it takes: with PYTHONUNBUFFERED, standard output may take only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[out.write(rest) :]
