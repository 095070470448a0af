"""Records of saved pages: the HTML that a carrier holds, decoded, with what the carrier knows of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from wxclean.batch.job import Job
from wxclean.errors import DecodeError, UsageError
from wxclean.reading.codec_names import codec_name
from wxclean.reading.decode import BOMS, decode
from wxclean.reading.unwrap.escapes import with_plain_breaks
from wxclean.result import Record

_META: Final = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.+-]{2,40})""", re.IGNORECASE)
_META_WITHIN: Final = 4096
_OTHER_NAMES: Final = {"unicode": "utf-16", "x-gbk": "gb18030", "x-x-big5": "big5hkscs"}
"""What browsers and their saved pages call encodings for which Python has another name."""


def page_record(
    page: str, wrapper: str, fields: Mapping[str, object], *, number: int = 1, warnings: tuple[str, ...] = ()
) -> Record:
    """Return the record of a page; `fields` are what its carrier says of it."""
    return Record(with_plain_breaks(page), wrapper, fields, number, warnings)


def page_text(data: bytes, charset: str | None, job: Job) -> str:
    """Return the HTML in the bytes of a page.

    What names the encoding counts in the order of the HTML Standard: the job itself, a byte order mark, the `charset`
    of the carrier, a `<meta>`. Where these don't fit, or there are none, it is detected as for any text.

    Raises:
        DecodeError: the bytes are no text.
        InputError: they are something else.
    """
    if job.cleaner.encoding:
        return decode(data, encoding=job.cleaner.encoding, errors=job.cleaner.errors).text
    meta = _META.search(data, 0, _META_WITHIN)
    for name in (_marked(data), charset, meta and meta[1].decode("ascii")):
        codec = _codec(name) if name else None
        if codec is not None:
            try:
                return decode(data, encoding=codec).text
            except DecodeError:
                continue
    return decode(data, errors=job.cleaner.errors).text


def _marked(data: bytes) -> str | None:
    return next((name for bom, name in BOMS if data.startswith(bom)), None)


def _codec(name: str) -> str | None:
    """Return the codec that a page's word for its encoding means; None for one that nobody knows."""
    try:
        return codec_name(_OTHER_NAMES.get(name.lower(), name))
    except UsageError:
        return None
