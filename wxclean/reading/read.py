r"""From the text or bytes of a dump to its records, each with its lines and its source.

A common dump, UTF-8 bytes of one `text:'…\n…'`, takes a shortcut to the same result: it stays escaped, since most of it
is dropped anyway.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any, Final, cast

from wxclean.document import Document
from wxclean.errors import ForeignInputError, InputError
from wxclean.reading.decode import decode
from wxclean.reading.foreign import ABOVE_TEXT, refuse_foreign_text
from wxclean.reading.lines.misread import MISREAD, may_lack_ends, with_ends
from wxclean.reading.lines.odd_characters import odd_letters
from wxclean.reading.lines.payload import Payload, RareEscapesError
from wxclean.reading.unwrap import unwrap
from wxclean.reading.unwrap.literals import OPENER
from wxclean.reading.unwrap.names import is_text_name
from wxclean.result import Record, Source

if TYPE_CHECKING:
    from wxclean.reading.page.read_page import SavedPage

# A payload's opening quote, with what may stand before it, and up to two more quotes right after it.
_TO_QUOTES: Final = re.compile(rb"[^'\"]{0,79}+['\"]{1,3}+")
PAGE_WRAPPER: Final = "html"
"""The wrapper of a text that is a saved page."""
# The first characters of what may be a page, and the first bytes of it in UTF-8.
_ABOVE_PAGE: Final = "<" + ABOVE_TEXT
_ABOVE_IN_UTF8: Final = ABOVE_TEXT.encode()
_ABOVE_PAGE_IN_UTF8: Final = _ABOVE_PAGE.encode()
# How far the first tag of a page is looked for.
_TO_TAG: Final = 256


class Ending:
    """The end of a payload that an earlier payload had, too, and the edits made to it there.

    `raw` holds its characters, from a line break on, and `size` is its number of lines, blank ones included. `texts`
    are its lines without blank ones and scripts; `columns` are the edits that drop them, one sequence for each field of
    `Edit`, with lines counted from 1.
    """

    __slots__ = ("columns", "raw", "size", "texts")

    def __init__(
        self, raw: str | bytes, size: int, texts: tuple[str, ...] = (), columns: tuple[Sequence[Any], ...] = ()
    ) -> None:
        self.raw: Final = raw
        self.size: Final = size
        self.texts: Final = texts
        self.columns: Final = columns


EndingOf = Callable[[Payload], Ending | None]
"""A lookup of the known ending of a payload; None if it has none."""


Failed = Callable[[Record, InputError], None]
"""A function that is told of a record that can't be cleaned, and why, while others can."""


class Reading:
    """A record as it was read.

    `document` holds its lines, without those of `ending`, its known ending (None if it has none). `odd` are the
    characters in them that a built-in fix may change. `source`, `fields` and `warnings` are those of its `Cleaned`.
    `page` is the saved page that it was, None for the text of one; `document` is then without what the page hides.
    """

    __slots__ = ("document", "ending", "fields", "odd", "page", "payload", "source", "warnings")

    def __init__(
        self,
        payload: Payload,
        ending: Ending | None,
        source: Source,
        fields: Mapping[str, object] | None = None,
        warnings: tuple[str, ...] = (),
        page: SavedPage | None = None,
    ) -> None:
        lines = payload.filled_lines("" if ending is None else ending.raw)
        numbers, texts, odd = lines.numbers, lines.texts, lines.odd
        if page is not None and page.unseen:
            shown = [number not in page.unseen for number in numbers]
            numbers, texts = list(compress(numbers, shown)), list(compress(texts, shown))
        whole = with_ends(numbers, texts, cast("Sequence[str]", payload)) if may_lack_ends(odd) else texts
        if whole != texts:
            texts, odd = whole, odd_letters("\n".join(whole))
        payload.size = lines.total + (0 if ending is None else ending.size)
        below = None if ending is None else ending.texts
        found = cast("Sequence[str]", payload)
        self.document: Final = Document.of_columns(numbers, texts, [None] * len(texts), found, below)
        self.document.may_be_collapsed = lines.may_be_collapsed
        self.document.is_page = payload.is_page
        self.odd: Final = odd + MISREAD if lines.may_be_misread else odd
        self.payload: Final = payload
        self.ending: Final = ending
        self.source: Final = source
        self.fields: Final = fields
        self.warnings: Final = warnings
        self.page: Final = page

    def whole(self) -> Reading:
        """Return this record with the lines of its ending."""
        return Reading(self.payload, None, self.source, self.fields, self.warnings)

    def above(self, ending: Ending) -> Reading:
        """Return this record without the lines of an ending."""
        return Reading(self.payload, ending, self.source, self.fields, self.warnings)


def readings(
    raw: str | bytes,
    *,
    encoding: str | None,
    errors: str,
    field: str | None,
    ending_of: EndingOf,
    failed: Failed | None = None,
) -> list[Reading]:
    """Return the records of a dump; an empty text has none.

    Args:
        raw: the dump, text or bytes.
        encoding: a Python codec name; None to detect the encoding.
        errors: `strict` or `replace`, as in `decode`.
        field: the member of an object that is the text, as in `unwrap`.
        ending_of: looks up the known ending of a payload.
        failed: is told which of several records are no dumps; the others are returned then.

    Raises:
        InputError: the bytes are not text, or it can't be told which member of an object is the text.
        ForeignInputError: it is no dump, but a page's HTML, a PDF, an archive or the like.
        UsageError: there is no such encoding.
    """
    if isinstance(raw, bytes) and encoding is None:
        reading = _common_dump(raw, field, ending_of) or _page_in_utf8(raw)
        if reading is not None:
            return [reading]
    text, name, confidence = (raw, "str", 1.0) if isinstance(raw, str) else _decoded(raw, encoding, errors)
    if not text:
        return []
    if _is_page(text):
        return [_page_reading(text, Source(name, confidence, PAGE_WRAPPER))]
    if encoding is None and text.isascii() and ("~{" in text or "+" in text):
        from wxclean.reading.seven_bit import from_seven_bit

        text, name = from_seven_bit(text) or (text, name)
    records = unwrap(text, field=field)
    found: list[Reading] = []
    faults: list[tuple[Record, ForeignInputError]] = []
    for record in records:
        source = Source(name, confidence, record.wrapper, record.number)
        try:
            found.append(record_reading(record, source, ending_of))
        except ForeignInputError as error:
            if failed is None or len(records) == 1:
                raise
            faults.append((record, error))
    if failed is not None and faults:
        if not found:
            raise faults[0][1]
        for record, fault in faults:
            failed(record, fault)
    return found


def record_reading(record: Record, source: Source, ending_of: EndingOf) -> Reading:
    """Return the reading of a record that is already unwrapped."""
    if _is_page(record.payload):
        return _page_reading(record.payload, source, record.fields, record.warnings)
    payload = Payload(record.payload)
    reading = Reading(payload, ending_of(payload), source, record.fields, record.warnings)
    _refuse_foreign(reading)
    return reading


def _page_reading(
    text: str, source: Source, fields: Mapping[str, object] | None = None, warnings: tuple[str, ...] = ()
) -> Reading:
    return _reading_of_page(text.encode("utf-8", "ignore"), source, fields, warnings)


def _is_page(text: str) -> bool:
    """Return whether a text is a saved page or the content of one."""
    if text[:1] not in _ABOVE_PAGE or not text[:_TO_TAG].lstrip(ABOVE_TEXT).startswith("<"):
        return False
    from wxclean.reading.page.tell_page import is_page  # no dump needs this, nor a parser of HTML

    return is_page(text)


def _page_in_utf8(data: bytes) -> Reading | None:
    """Return the reading of a whole page in UTF-8, whose bytes then need not be decoded; None for any other."""
    if data[0:1] not in _ABOVE_PAGE_IN_UTF8 or not data[:_TO_TAG].lstrip(_ABOVE_IN_UTF8).startswith(b"<"):
        return None
    from wxclean.reading.page.tell_page import is_page_in_utf8

    if not is_page_in_utf8(data):
        return None
    reading = _reading_of_page(data.removeprefix(BOM_UTF8), Source("utf-8", 1.0, PAGE_WRAPPER))
    return None if reading.page is None or reading.page.holds("\ufffd") else reading


def _reading_of_page(
    html: bytes, source: Source, fields: Mapping[str, object] | None = None, warnings: tuple[str, ...] = ()
) -> Reading:
    from wxclean.reading.page.read_page import read_page

    page = read_page(html)
    return Reading(Payload(page.text, is_page=True), None, source, fields, warnings, page)


def _refuse_foreign(reading: Reading) -> None:
    texts = reading.document.texts
    if texts:
        refuse_foreign_text(texts[0], reading.payload.text)


def _decoded(raw: bytes, encoding: str | None, errors: str) -> tuple[str, str, float]:
    """Return the text of bytes, its encoding, and how sure that is."""
    try:
        text, name, confidence, _ = decode(raw, encoding=encoding, errors=errors)
    except InputError:
        head = raw.decode("ascii", "replace")
        if not _is_page(head):
            refuse_foreign_text(head.lstrip(), lambda: head)
        raise
    return text, name, confidence


def _common_dump(data: bytes, field: str | None, ending_of: EndingOf) -> Reading | None:
    """Return the reading of a common dump; None for any other, or if anything about it is unusual."""
    quotes = _TO_QUOTES.match(data)
    opening = _opening(quotes.group(), field) if quotes is not None else None
    if opening is None or (data.isascii() and (b"~{" in data or b"+" in data)):
        return None
    start, quote, wrapper = opening
    end = len(data) - 1 - data.endswith(b"\n")
    if end < start or data[end : end + 1] != quote.encode():
        return None
    payload = Payload(data[start:end], quote)
    try:
        reading = Reading(payload, ending_of(payload), Source("utf-8", 1.0, wrapper))
    except RareEscapesError:
        return None
    if reading.ending is None and (not reading.document.texts or len(payload) == 1):
        return None
    _refuse_foreign(reading)
    return reading


@lru_cache(maxsize=64)
def _opening(start: bytes, field: str | None) -> tuple[int, str, str] | None:
    """Return where the payload begins, its quotation mark and its wrapper; `start` ends after the opening quotes."""
    opener = OPENER.match(start.decode("ascii", "replace"))
    if opener is None or opener["prefix"] or len(opener["quote"]) != 1 or opener["name_quote"]:
        return None
    if not opener["name"] or not is_text_name(opener["name"], field):
        return None
    quote = opener["quote"]
    return opener.end(), quote, f"{opener['name']}{opener['sep']}{quote}…{quote}"
