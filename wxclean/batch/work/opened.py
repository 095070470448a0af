"""The bytes of an input, opened and decompressed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from wxclean.batch.formats.lines import too_long
from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.job import InputPart, Job
from wxclean.errors import ForeignInputError, InputError
from wxclean.files.compression import compression_by_content, decompressed
from wxclean.files.plain_text import HEAD
from wxclean.files.storage import storage_of
from wxclean.files.watched_reads import metered
from wxclean.reading.foreign import refuse_foreign_bytes, refuse_foreign_text


@contextmanager
def opened(part: InputPart, job: Job) -> Iterator[BinaryIO]:
    """Open the input of a part, decompressed if it is compressed, whatever its name says.

    Raises:
        InputError: it can't be read, or is something else than its name says; on reading, also that it grows by more
            than `job.max_ratio`.
    """
    streams = FORMATS[part.format].streams
    with storage_of(part.path).open_read(part.path) as plain:
        file = metered(plain, part.size) if streams else plain
        compression = part.compression
        if not compression and streams and not part.start:
            compression = compression_by_content(file.peek(8)[:8])  # type: ignore[attr-defined]
        file = decompressed(file, compression, job.max_ratio) if compression else file
        if streams and not part.start:
            refuse_foreign(file.peek(HEAD)[:HEAD], FORMATS[part.format].kinds)  # type: ignore[attr-defined]
        yield file


def refuse_foreign(head: bytes, expected: tuple[str, ...]) -> None:
    """Check that a file whose name promises records is no workbook or the like after all, by its first bytes.

    Raises:
        ForeignInputError: it is, and of none of the kinds that are expected.
    """
    refuse_foreign_bytes(head)
    try:
        refuse_foreign_text(head.lstrip().decode("utf-8", "replace"), lambda: head.decode("utf-8", "replace"))
    except ForeignInputError as error:
        if error.kind not in expected:
            raise


def read_dump(part: InputPart, job: Job) -> tuple[bytes, bytes]:
    """Return all of an input that is one dump: its bytes as they lie there, and decompressed if they are compressed.

    Raises:
        InputError: it can't be read, or is larger than `job.max_record`.
    """
    data = storage_of(part.path).read_file(part.path, job.max_record)
    compression = part.compression or compression_by_content(data)
    text = decompressed(io.BytesIO(data), compression, job.max_ratio).read(job.max_record + 1) if compression else data
    if max(len(data), len(text)) > job.max_record:
        raise InputError(too_long(job.max_record))
    return data, text
