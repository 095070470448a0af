"""Streams the records of a source: lines of a byte range, JSON values, CSV rows; never the whole file."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple

from wxclean.batch.formats.kinds import packing_by_content
from wxclean.batch.job import Job, Source
from wxclean.errors import InputError
from wxclean.files.compression import unpack
from wxclean.files.storage import open_read, read_file
from wxclean.files.watched_reads import metered

_BOM = b"\xef\xbb\xbf"


class Item(NamedTuple):
    """One record as it stands: where it is, its bytes or text with its line end, and what it holds.

    `value` is the parsed JSON value or the list of a CSV row's cells; `error` says why there is none.
    """

    place: str
    verbatim: bytes
    value: Any = None
    error: str | None = None


@contextmanager
def opened(source: Source, job: Job) -> Iterator[BinaryIO]:
    """The bytes of a source from its first on, unpacked if it is packed, whatever its name says."""
    with open_read(source.path) as plain:
        file = plain if source.format == "parquet" else metered(plain, source.size)
        packing = source.packing
        if not packing and source.format != "parquet" and not source.start:
            packing = packing_by_content(file.peek(8)[:8])  # type: ignore[attr-defined]
        yield unpack(file, packing, job.max_ratio) if packing else file


def read_dump(source: Source, job: Job) -> tuple[bytes, bytes]:
    """All of a source that is one record: its bytes as they lie there, and unpacked if they are packed."""
    data = read_file(source.path, job.max_record)
    packing = source.packing or packing_by_content(data)
    text = unpack(io.BytesIO(data), packing, job.max_ratio).read(job.max_record + 1) if packing else data
    if max(len(data), len(text)) > job.max_record:
        raise InputError(_too_long(job.max_record))
    return data, text


def read_lines(file: BinaryIO, source: Source, limit: int) -> Iterator[Item]:
    """The lines that begin inside the source's range, with their line ends."""
    numbered = source.start == 0 and source.stop is None
    position = _seek_line(file, source.start)
    number = 0
    while source.stop is None or position < source.stop:
        line = file.readline(limit + 2)
        if not line:
            return
        number += 1
        place = f"line {number}" if numbered else f"byte {position}"
        position += len(line)
        if len(line) > limit and not line.endswith(b"\n"):
            position += _skip_line(file)
            yield Item(place, b"", error=_too_long(limit))
        else:
            yield Item(place, line)


def _seek_line(file: BinaryIO, start: int) -> int:
    """Goes to the first line that begins at `start` or later; gives its offset."""
    if not start:
        return 0
    file.seek(start - 1)
    return start - 1 + _skip_line(file)


def _skip_line(file: BinaryIO) -> int:
    skipped = 0
    while True:
        piece = file.readline(1 << 20)
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            return skipped


def read_jsonl(file: BinaryIO, source: Source, limit: int) -> Iterator[Item]:
    """One JSON value a line; blank lines have the value None."""
    for item in read_lines(file, source, limit):
        yield item if item.error else _parsed(item)


def _parsed(item: Item) -> Item:
    line = item.verbatim
    if line.startswith(_BOM) and item.place in ("line 1", "byte 0"):
        line = line[len(_BOM) :]
    if not line.strip():
        return item
    try:
        return item._replace(value=json.loads(line.decode("utf-8")))
    except UnicodeDecodeError as error:
        return item._replace(error=f"not UTF-8 at byte {error.start} of the line")
    except json.JSONDecodeError as error:
        return item._replace(error=f"not JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError) as error:
        return item._replace(error=_reason(error))


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else f"not JSON: {error}"


def read_json(file: BinaryIO, limit: int) -> tuple[bool, Iterator[Item]]:
    """Whether the file is one JSON array; its elements, or else the values that stand one after the other."""
    text = codecs.getreader("utf-8-sig")(file, "surrogateescape")
    buffer = text.read(1 << 16)
    at = _skip_space(buffer, 0, "")
    is_array = buffer[at : at + 1] == "["
    return is_array, _json_items(text, buffer[at + is_array :], is_array, limit)


def _json_items(text: codecs.StreamReader, buffer: str, is_array: bool, limit: int) -> Iterator[Item]:
    decoder = json.JSONDecoder()
    at, number, ended = 0, 0, False
    while True:
        at = _skip_space(buffer, at, "," if number else "")
        if is_array and buffer[at : at + 1] == "]":
            return
        place = f"record {number + 1}"
        try:
            value, end = decoder.raw_decode(buffer, at)
            whole = ended or end < len(buffer) or buffer[end - 1] in '}]"'
            error = None
        except (ValueError, RecursionError) as caught:
            whole, error = False, caught
        if whole:
            number += 1
            yield Item(place, buffer[at:end].encode("utf-8", "surrogateescape"), value)
            at = end
        elif ended or isinstance(error, RecursionError) or len(buffer) - at > limit:
            if buffer[at:].strip() or is_array:
                yield Item(place, b"", error=_broken_json(error, ended, limit) + "; nothing after it was read")
            return
        else:
            more = text.read(max(1 << 16, len(buffer) - at))
            buffer, at, ended = buffer[at:] + more, 0, not more


def _broken_json(error: Exception | None, ended: bool, limit: int) -> str:
    if isinstance(error, json.JSONDecodeError) and ended:
        return f"not JSON: {error.msg}"
    return _reason(error) if isinstance(error, RecursionError) else _too_long(limit)


def _skip_space(text: str, at: int, also: str) -> int:
    skipped = " \t\r\n" + also
    while at < len(text) and text[at] in skipped:
        at += 1
    return at


class CsvDialect(NamedTuple):
    """How a CSV or TSV file is written, so that the output can be written alike."""

    delimiter: str
    line_end: str
    header: list[str]


def read_csv(file: BinaryIO, source: Source, job: Job) -> tuple[CsvDialect, Iterator[Item]]:
    """The header, and the rows as lists of cells."""
    csv.field_size_limit(min(job.max_record, 2**31 - 1))
    encoding = job.cleaner.encoding or "utf-8"
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"
    text = io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")
    delimiter = "\t" if source.format == "tsv" else ","
    lines = _LineEnds(text, job.max_record)
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise InputError(f"not CSV: {error}") from None
    if not _is_text(header):
        raise InputError("the header is not UTF-8; name the encoding with --encoding")
    return CsvDialect(delimiter, lines.line_end, header), _csv_items(rows, text)


class _LineEnds:
    """Lines of a text file, remembering how the first one ends."""

    def __init__(self, text: io.TextIOWrapper, limit: int) -> None:
        self.text = text
        self.limit = limit
        self.line_end = "\n"
        self.first = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.text.readline(self.limit + 1)
        if not line:
            raise StopIteration
        if len(line) > self.limit:
            raise InputError(_too_long(self.limit))
        if self.first:
            self.first = False
            self.line_end = "\r\n" if line.endswith("\r\n") else "\n"
        return line


def _csv_items(rows: Any, text: io.TextIOWrapper) -> Iterator[Item]:
    while True:
        place = f"line {rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            text.detach()
            return
        except csv.Error as error:
            yield Item(place, b"", error=f"not CSV: {error}")
            continue
        if _is_text(row):
            yield Item(place, b"", row)
        else:
            yield Item(place, json.dumps(row).encode(), row, error="not UTF-8; name the encoding with --encoding")


def _is_text(row: list[str]) -> bool:
    try:
        "".join(row).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _too_long(limit: int) -> str:
    return f"longer than {limit:,} bytes; raise --max-record-size if that is right"
