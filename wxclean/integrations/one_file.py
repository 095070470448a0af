"""A file, by its path or URL, to one result."""

from __future__ import annotations

import os

from wxclean.batch.formats.format import SupportsClean
from wxclean.batch.job import InputPart, Job
from wxclean.batch.work.context import cleaner_for
from wxclean.batch.work.opened import read_dump
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import InputError, system_message
from wxclean.files.compression import compression_by_name
from wxclean.files.storage import storage_of
from wxclean.result import Cleaned


def clean_file(path: str | os.PathLike[str], *, cleaner: SupportsClean | None = None) -> Cleaned:
    """Clean the dump in a file, compressed or not, at a path or a URL; several records become one text, as by `clean`.

    `cleaner` is a `wxclean.Cleaner` with your own options.

    Raises:
        InputError: it can't be read, is larger than 64 MiB, or is no text; the message names the file.
        UsageError: it is at a URL, and the extra `wxclean[remote]` is not installed.
    """
    name = os.fspath(path)
    try:
        found = storage_of(name).found(name)
        part = InputPart(found.path, found.name, "text", compression_by_name(name), found.size)
        _, dump = read_dump(part, Job())
        return (cleaner or cleaner_for(CleanerSettings())).clean(dump)
    except OSError as error:
        raise InputError(f"{name}: {system_message(error)}") from error
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
