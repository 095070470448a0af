"""WARC archives of pages and WET archives of their texts; needs the extra `wxclean[warc]`.

Only what is of mp.weixin.qq.com counts, unless all hosts are asked for: one page in thousands in a crawl of the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urlsplit

from wxclean.batch.formats.carriers.http_body import http_body
from wxclean.batch.formats.carriers.page_record import decoded_page, page_record
from wxclean.batch.formats.carriers.warc_stream import LONGEST_HEADER, Broken, warc_records
from wxclean.batch.formats.format import Item
from wxclean.batch.formats.lines import too_long
from wxclean.batch.job import Job, Range
from wxclean.errors import InputError
from wxclean.language import _
from wxclean.reading.decode import Decoded
from wxclean.reading.unwrap.record import record_of

if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap, WarcRecord

_HOST: Final = "mp.weixin.qq.com"
_PAGES: Final = ("response", "resource")
_TEXTS: Final = "conversion"
_HTML: Final = ("text/html", "application/xhtml+xml", "")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w:.+-]+)""", re.IGNORECASE)
_OF_BODY: Final = ("Content-Type", "Transfer-Encoding", "Content-Encoding")
_NEEDED: Final = ("WARC-Type", "Content-Length")
_NO_HEADER: Final = _("its header is cut off: it has no WARC-Type or no Content-Length; fetch the file again")
_CUT: Final = _("the file ends in the middle of the record; fetch it again")


def read(file: BinaryIO, _part: Range, job: Job) -> Iterator[Item]:
    """Yield the pages and the texts of an archive.

    Raises:
        InputError: it is none.
        UsageError: fastwarc isn't installed.
    """
    number = found = others = 0
    said: str | None = None
    for record in warc_records(file):
        if isinstance(record, Broken):
            if not number:
                raise InputError(record.reason)
            if record.reason != said:  # by the record in which the file ends
                yield Item(_("after record {number}").format(number=number), error=record.reason)
            continue
        number += 1
        if not all(name in record.headers for name in _NEEDED):
            yield Item(_("record {number}").format(number=number), error=_NO_HEADER)
        elif not _is_text(record):
            continue
        elif not (job.all_hosts or _host(record) == _HOST):
            others += 1
        elif (item := _item(record, _("record {number}").format(number=number), job)) is not None:
            found += 1
            said = item.error
            yield item
    if others and not found:
        yield Item(
            "",
            note=_("holds no page of {host}, and {others:,} of other hosts; --all-hosts takes them").format(
                host=_HOST, others=others
            ),
        )


def _is_text(record: WarcRecord) -> bool:
    """Return whether a record is of a type that holds a page or its text."""
    return _type(record) in (*_PAGES, _TEXTS)


def _type(record: WarcRecord) -> str:
    return str(record.record_type)


def _host(record: WarcRecord) -> str | None:
    try:
        return urlsplit((record.headers.get("WARC-Target-URI") or "").strip("<> ")).hostname
    except ValueError:
        return None


def _item(record: WarcRecord, place: str, job: Job) -> Item | None:
    """Return the page or text of a record; None for a picture, an error of the server and the like."""
    if record.content_length > job.max_record:
        return Item(place, error=too_long(job.max_record))
    fields = dict(record.headers.items())
    fields = {**({"id": fields["WARC-Record-ID"]} if "WARC-Record-ID" in fields else {}), **fields}
    body = b""
    try:
        if _type(record) == _TEXTS:
            body = _whole(record)
            page = decoded_page(body, None, job)
            text = page.text.rstrip("\n")
            return Item(place, record_of(text, "wet", fields), text, decoded=page[1:3])
        found = _page(record, fields, job)
    except InputError as error:
        return Item(place, error=str(error), kept=body or None)
    if found is None:
        return None
    value = page_record(found.text, "warc", fields, warnings=_warnings(fields))
    return Item(place, value, found.text, decoded=found[1:3])


def _page(record: WarcRecord, fields: Mapping[str, str], job: Job) -> Decoded | None:
    """Return the HTML of a record; None where it holds something else.

    Raises:
        InputError: it is cut off, or no text.
    """
    if _type(record) == "resource":
        said, transfer, content = fields.get("Content-Type", ""), "", ""
    else:
        http = _http_headers(record)
        if http is None:
            return None
        said, transfer, content = (http.get(name) or "" for name in _OF_BODY)
    kind, _, parameters = said.partition(";")
    if kind.strip().lower() not in _HTML:
        return None
    body = http_body(_whole(record), transfer, content, job)
    return decoded_page(body, _charset(parameters), job) if kind or body.lstrip()[:1] == b"<" else None


def _http_headers(record: WarcRecord) -> HeaderMap | None:
    """Return the headers of a response; None where the server had no page.

    Raises:
        InputError: there is no end to them.
    """
    try:
        record.parse_http(auto_decode="none", quirks_mode=True, max_header_len=LONGEST_HEADER)
    except OSError as error:
        raise InputError(
            _("no HTTP response ({error}); fetch the page again").format(error=str(error).rstrip("."))
        ) from None
    http = record.http_headers if record.is_http else None
    return http if http and 200 <= (http.status_code or 0) < 300 else None


def _whole(record: WarcRecord) -> bytes:
    """Return what is left of a record.

    Raises:
        InputError: the file ends before.
    """
    size = record.content_length
    body = bytes(record.reader.read())
    if len(body) < size:
        raise InputError(_CUT)
    return body


def _charset(parameters: str) -> str | None:
    found = _CHARSET.search(parameters)
    return found[1] if found else None


def _warnings(fields: Mapping[str, str]) -> tuple[str, ...]:
    cut = fields.get("WARC-Truncated")
    return (_("the crawler cut the page off: {cut}").format(cut=cut),) if cut else ()
