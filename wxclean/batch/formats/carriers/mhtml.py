"""Pages saved with all that belongs to them (MHTML, RFC 2557), by browsers and tools: the HTML of each is a record."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO, Final

from wxclean.batch.formats.carriers.dates import in_china
from wxclean.batch.formats.carriers.mime_parts import Container, Part, header_text, parts_of
from wxclean.batch.formats.carriers.page_record import decoded_page, page_record
from wxclean.batch.formats.format import Item
from wxclean.batch.formats.lines import too_long
from wxclean.batch.job import Job, Range
from wxclean.errors import InputError
from wxclean.filters.addresses import page_address
from wxclean.language import _

_HTML: Final = ("text/html", "application/xhtml+xml")
_LOCATIONS: Final = ("Content-Location", "Snapshot-Content-Location")
_CUT: Final = _("the file ends in the middle of the page; save it again")
_END: Final = "</html"
_END_WITHIN: Final = 4096


def read(file: BinaryIO, _part: Range, job: Job) -> Iterator[Item]:
    """Yield each page. What it shows in frames, and its pictures and styles, are passed over.

    Raises:
        InputError: there is no page, or a header has no end.
    """
    pages = _Pages()
    number = 0
    for number, part in enumerate(parts_of(file, job.max_record, pages.wants), 1):
        yield _item(part, number, job)
    if not number:
        raise InputError(_("holds no page: none of its parts is HTML; give it a name that says what it is"))


class _Pages:
    """Which parts are pages: the root of a multipart/related, and others that have the address of an article."""

    def __init__(self) -> None:
        self._addresses: set[str] = set()

    def wants(self, headers: Message, container: Container | None) -> bool:
        """Return whether a part is a page."""
        if headers.get_content_type() not in _HTML:
            return False
        address = page_address(_location(headers) or "")
        is_other = address is not None and address not in self._addresses
        if not (is_other or _is_root(headers, container)):
            return False
        if address is not None:
            self._addresses.add(address)
        return True


def _is_root(headers: Message, container: Container | None) -> bool:
    """Return whether an HTML part is what its multipart shows, and not a frame in it (RFC 2387, 3.2)."""
    if container is None or container.headers.get_content_subtype() != "related":
        return True
    start, own = container.headers.get_param("start"), headers.get("Content-ID")
    if start and own:
        return str(own).strip("<> ") == str(start).strip("<> ")
    return container.wanted == 0


def _item(part: Part, number: int, job: Job) -> Item:
    place = _("page {number}").format(number=number)
    if part.body is None:
        return Item(place, error=too_long(job.max_record))
    try:
        page = decoded_page(_decoded(part.body, part.headers), part.headers.get_content_charset(), job)
    except InputError as error:
        return Item(place, error=str(error), kept=part.body)
    if part.is_cut and _END not in page.text[-_END_WITHIN:].lower():
        return Item(place, error=_CUT, kept=page.text)
    record = page_record(page.text, "mhtml", _fields(part, number))
    return Item(place, record, page.text, decoded=page[1:3])


def _decoded(body: bytes, headers: Message) -> bytes:
    """Return the bytes of a part without their transfer encoding.

    Raises:
        InputError: they are not in it.
    """
    encoding = str(headers.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding != "base64":
        return body
    try:
        return binascii.a2b_base64(body)
    except binascii.Error as error:
        raise InputError(_("the base64 of the page is broken ({error}); save it again").format(error=error)) from None


def _fields(part: Part, number: int) -> dict[str, object]:
    """Return what the message says of a page: its address; of the first one, also its title, and when it was saved."""
    fields: dict[str, object] = {}
    location = _location(part.headers) or (_location(part.message) if number == 1 else None)
    if location:
        fields["url"] = location
    title, saved = header_text(part.message, "Subject"), header_text(part.message, "Date")
    if title and number == 1:
        fields["title"] = title
    if saved:
        fields["saved"] = in_china(saved)
    return fields


def _location(headers: Message) -> str | None:
    """Return the address that a part or a message was saved from."""
    found = ("".join(str(headers.get(name, "")).split()) for name in _LOCATIONS)
    return next((address for address in found if address and not address.startswith("cid:")), None)
