"""Formats read from a pipe: each record as soon as it is whole, the same ones however the stream is cut into pieces."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from wxclean.batch.formats.format import Item
from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.job import Job, Range
from wxclean.cleaner.cleaner import Cleaner
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import InputError
from wxclean.files.compression import Compression, decompressed


class Pieces(io.RawIOBase):
    """A stream that can't be seeked in and gives one piece a read."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = [piece for piece in pieces if piece]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.pieces:
            return 0
        piece = self.pieces.pop(0)
        count = min(len(piece), len(buffer))
        buffer[:count] = piece[:count]
        if piece[count:]:
            self.pieces.insert(0, piece[count:])
        return count


def read(name: str, file: BinaryIO) -> Iterator[Item]:
    found = FORMATS[name].read
    assert found is not None
    return found(file, Range(), Job())


ROWS = {
    "jsonl": ['{"text": "春天来了，去看船。"}\n', '{"text": "a"}\n', '{"text": "二"}'],
    "lines": ["text:'春天来了，去看船。'\n", "text:'a'\n", "text:'二'\n"],
    "json": ['[{"text": "春天来了，去看船。"},', '\n {"text": "a"},', '{"text": "二"}]\n'],
    "csv": ["id,text\n1,春天来了，去看船。\n", '2,"a\n""b"""\n', "3,二"],
    "tsv": ["id\ttext\r\n1\t春天来了，去看船。\r\n", "2\ta\r\n", "3\t二\r\n"],
}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("buffered", [True, False])
def test_a_record_comes_before_the_next_one_is_written(name: str, buffered: bool) -> None:
    """A producer that writes a record only once the one before has come would wait for ever if any were held back."""
    out, into = os.pipe()
    with open(out, "rb", buffering=-1 if buffered else 0) as file, open(into, "wb", buffering=0) as producer:
        items = read(name, file)
        for row in ROWS[name][:-1]:
            producer.write(row.encode())
            assert next(items).error is None
        producer.write(ROWS[name][-1].encode())
        producer.close()
        assert len(list(items)) == 1


def packers() -> dict[Compression, Any]:
    return {"gz": zlib.compressobj(wbits=31), "zst": zstandard.ZstdCompressor().compressobj()}


@pytest.mark.parametrize("compression", packers())
def test_a_packed_record_comes_as_soon_as_the_packer_lets_it_go(compression: Compression) -> None:
    packer = packers()[compression]
    flush = zlib.Z_SYNC_FLUSH if compression == "gz" else zstandard.COMPRESSOBJ_FLUSH_BLOCK
    out, into = os.pipe()
    with open(out, "rb") as file, open(into, "wb", buffering=0) as producer:
        items = read("jsonl", decompressed(file, compression, 500))
        for row in ROWS["jsonl"][:2]:
            producer.write(packer.compress(row.encode()) + packer.flush(flush))
            assert next(items).error is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-be"])
@pytest.mark.parametrize("name", ROWS)
@settings(max_examples=20)
@given(data=st.data())
def test_any_pieces_give_the_same_items(name: str, encoding: str, data: st.DataObject) -> None:
    raw = "".join(ROWS[name]).replace("来", "到").encode(encoding)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(raw)))))
    pieces = [raw[start:end] for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True)]
    whole = list(read(name, io.BytesIO(raw)))
    assert len(whole) == 3
    assert list(read(name, cast("BinaryIO", Pieces(pieces)))) == whole


SIGNS = '{}[]",:\\;\n\t春a1 '


@pytest.mark.parametrize("name", ["jsonl", "json", "csv", "tsv"])
@settings(max_examples=50)
@given(raw=st.one_of(st.binary(max_size=200), st.text(alphabet=SIGNS, max_size=90).map(str.encode)), data=st.data())
def test_any_pieces_of_anything_give_the_same(name: str, raw: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=9)))
    pieces = [raw[start:end] for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True)]
    assert outcome(name, cast("BinaryIO", Pieces(pieces))) == outcome(name, io.BytesIO(raw))


def outcome(name: str, file: BinaryIO) -> list[Item] | str:
    try:
        return list(read(name, file))
    except InputError as error:
        return str(error)


@pytest.mark.parametrize("name", ["jsonl", "json", "csv", "tsv"])
def test_a_row_goes_out_when_it_is_asked_to(name: str) -> None:
    out, into = os.pipe()
    with open(out, "rb") as file, open(into, "wb", buffering=0) as producer:
        written = io.BytesIO()
        producer.write(ROWS[name][0].encode())
        rows_of = FORMATS[name].rows
        assert rows_of is not None
        rows = rows_of(file, written, Range(), Job())
        item = next(iter(rows))
        rows.write(item, rows.clean(item, Cleaner()))
        rows.flush()
        assert "春天来了，去看船。" in written.getvalue().decode()


@pytest.mark.parametrize(
    "cleaner", [CleanerSettings(), CleanerSettings(errors="replace"), CleanerSettings(encoding="gbk")]
)
def test_lines_are_numbered_on_in_a_piece(cleaner: CleanerSettings) -> None:
    found = FORMATS["jsonl"].read
    assert found is not None
    items = found(io.BytesIO(b'"a"\n"b"\n'), Range(lines_before=5), Job(cleaner))
    assert [item.place for item in items] == ["line 6", "line 7"]
