"""A check, before anything is written, that the column of the texts that was asked for is somewhere in the inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.job import InputPart, Job
from wxclean.batch.work.opened import opened
from wxclean.errors import InputError, UsageError, close_to
from wxclean.language import _

_FILES, _ROWS, _VALUES, _NAMED = 64, 1000, 10_000, 8


def refuse_missing_column(inputs: Iterable[InputPart], job: Job) -> None:
    """Check that one of the first files of records has a column, or a member at any depth, with the name asked for.

    Where the first thousand rows of the first files don't have it, nothing has.

    Raises:
        UsageError: none has it; the message names those that are there.
    """
    wanted = job.text_column
    if wanted is None or not wanted.isidentifier():  # a path is more than a name
        return
    there: dict[str, None] = {}
    files = (part for part in inputs if part.start == 0 and FORMATS[part.format].read is not None)
    for part in islice(files, _FILES):
        for names in _names_in_rows(part, job):
            if wanted in names:
                return
            there.update(names)
    if there:
        raise missing_column(wanted, there)


def missing_column(wanted: str, there: Iterable[str]) -> UsageError:
    """Return the error about a column that is not among those that are there."""
    names = list(there)
    listed = ", ".join(names[:_NAMED])
    return UsageError(
        _("--text-column {wanted}: no input has such a column; there are: {names}{hint}").format(
            wanted=wanted, names=listed, hint=close_to(wanted, names)
        )
    )


def _names_in_rows(part: InputPart, job: Job) -> Iterator[dict[str, None]]:
    """Yield the names in each of the first rows of a file; nothing for one that can't be read."""
    read = FORMATS[part.format].read
    if read is None:
        return
    try:
        with opened(part, job) as file:
            for item in islice(read(file, part.range, job), _ROWS):
                yield names_in(item.value)
    except (InputError, OSError):
        return  # who cleans it will say what is wrong with it


def names_in(value: object) -> dict[str, None]:
    """Return the names of a value's members at any depth, the outer ones first."""
    return dict.fromkeys(_names(value))


def _names(value: object) -> Iterator[str]:
    waiting = [value]
    for each in waiting:
        if isinstance(each, dict):
            yield from map(str, each)
            waiting += list(each.values())
        elif isinstance(each, list):
            waiting += each
        if len(waiting) > _VALUES:
            return
