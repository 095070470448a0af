"""Records of saved pages: the HTML that a carrier holds, decoded, with what the carrier knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from wxclean.batch.formats.carriers.said_encoding import said_codec
from wxclean.batch.job import Job
from wxclean.errors import DecodeError
from wxclean.reading.decode import Decoded, decode
from wxclean.reading.unwrap.escapes import with_plain_breaks
from wxclean.result import Record


def page_record(page: str, wrapper: str, fields: Mapping[str, object], *, warnings: tuple[str, ...] = ()) -> Record:
    """Return the record of a page; `fields` are what its carrier says of it."""
    return Record(with_plain_breaks(page), wrapper, fields, warnings=warnings)


def decoded_page(data: bytes, charset: str | None, job: Job) -> Decoded:
    """Return the HTML in the bytes of a page, and the encoding that it was in.

    What the job names counts; then what the bytes are, then the `charset` of the carrier if they fit it. Otherwise the
    encoding is what the page itself says, or is detected, as for any file.

    Raises:
        DecodeError: the bytes are no text.
        InputError: they are something else.
    """
    named = job.cleaner.encoding
    codec = said_codec(charset, data) if charset and not named else None
    if codec is not None:
        with suppress(DecodeError):
            return decode(data, encoding=codec)
    return decode(data, encoding=named, errors=job.cleaner.errors)
