"""WET files of web archives (ISO 28500): a record for each page, whose text was extracted by who made the archive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from wxclean.reading.unwrap.record import record_of
from wxclean.result import Record

# The header of a record: its version, and members up to a blank line.
_HEADER: Final = re.compile(r"^WARC/\d\.\d\n((?:[A-Za-z][\w-]*+:[^\n]*+\n)++)\n", re.MULTILINE)
# Types of records that say something of the archive, and hold no page.
_NO_PAGES: Final = ("warcinfo", "metadata", "request")


def wet_records(text: str) -> list[Record] | None:
    """Return the pages in a text that begins with `WARC/`, with the members of their headers; None if it is no WET."""
    headers = [header for header in _HEADER.finditer(text) if _kind(_members(header))]
    if not headers or text[: headers[0].start()].strip("\ufeff \n"):
        return None
    if not any(_kind(_members(header)) == "conversion" for header in headers):
        return None
    return list(_records(text, headers))


def _records(text: str, headers: Sequence[re.Match[str]]) -> Iterator[Record]:
    ends = [header.start() for header in headers[1:]] + [len(text)]
    number = 0
    for header, end in zip(headers, ends, strict=True):
        members = _members(header)
        if _kind(members) not in _NO_PAGES:
            number += 1
            yield record_of(text[header.end() : end].rstrip("\n"), "wet", members, number=number)


def _kind(members: Mapping[str, str]) -> str:
    """Return the type of a record, in lower case; nothing if its header says none."""
    return next((value.lower() for name, value in members.items() if name.lower() == "warc-type"), "")


def _members(header: re.Match[str]) -> Mapping[str, str]:
    pairs = (line.split(":", 1) for line in header[1].splitlines())
    return {name: value.strip() for name, value in pairs}
