"""Compression: what is written comes back, and what is broken is an error of the input."""

from __future__ import annotations

import io
import sys
from typing import get_args

import pytest

from wxclean.errors import InputError
from wxclean.files.compression import Compression, compressor, decompressed

COMPRESSIONS = [one for one in get_args(Compression) if one]
TEXT = "青石渡".encode() * 1000


def compressed(compression: Compression) -> bytes:
    buffer = io.BytesIO()
    file = compressor(buffer, compression)
    file.write(TEXT)
    file.close()
    return buffer.getvalue()


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_what_is_written_comes_back(compression: Compression) -> None:
    assert decompressed(io.BytesIO(compressed(compression)), compression, 500).read() == TEXT


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_broken_data_are_an_error_of_the_input(compression: Compression) -> None:
    data = bytearray(compressed(compression))
    data[len(data) // 2 :] = bytes(reversed(data[len(data) // 2 :]))
    with pytest.raises(InputError, match=r"broken packed data: ."):
        decompressed(io.BytesIO(data), compression, 500).read()


@pytest.mark.parametrize("compression", ["gz", "bz2", "xz"])
def test_broken_data_are_told_without_zstandard(compression: Compression, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(InputError, match=r"broken packed data: ."):
        decompressed(io.BytesIO(compressed(compression)[:-9]), compression, 500).read()
