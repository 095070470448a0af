"""Bytes to text: byte order marks, strict UTF-8, then the other encodings of Chinese text."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import Final, NamedTuple

from wxclean.errors import DecodeError, InputError, UsageError
from wxclean.language import _
from wxclean.reading.codec_names import codec_name, declared_codec
from wxclean.reading.foreign import refuse_foreign_bytes
from wxclean.reading.ordinary import CONTROLS, control_share, ordinary_share


class Decoded(NamedTuple):
    """Decoded text, its encoding, the confidence in it (0 to 1), and how many errors became U+FFFD."""

    text: str
    encoding: str
    confidence: float
    replaced: int = 0


def with_byte_order(named: str, head: bytes) -> str:
    """Return an encoding with the order of bytes that a mark says: without one, its codec would take the mark away."""
    return next((name for bom, name in BOMS if name.startswith(named) and head.startswith(bom)), named)


def decode(data: bytes, *, encoding: str | None = None, errors: str = "strict") -> Decoded:
    """Decode bytes; without `encoding`, detect it.

    Args:
        data: the bytes of a whole dump.
        encoding: a Python codec name; GB2312 and GBK are read as GB18030, Big5 as Big5-HKSCS.
        errors: `strict`, or `replace` to put U+FFFD where bytes are not text.

    Raises:
        DecodeError: the bytes are not text in the encoding that was given or detected.
        ForeignInputError: the bytes are a picture, an archive or the like.
        InputError: they are other binary data.
        UsageError: there is no such encoding or `errors` mode.
    """
    if errors not in ("strict", "replace"):
        raise UsageError(_("unknown errors mode {errors}: choose strict or replace").format(errors=repr(errors)))
    if encoding is not None:
        return _decode_as(data, codec_name(encoding), errors)
    if b"\0" not in data and not data.startswith(_BOM_BYTES):
        try:
            return Decoded(data.decode(), "utf-8", 1.0)
        except UnicodeDecodeError:
            pass
    return _decode_rare(data, errors)


def encoding_of(sample: bytes) -> str:
    """Return the encoding that a text is in, as far as a part of it tells, which may end inside a character.

    Raises:
        InputError: the bytes are a picture, an archive or other binary data.
    """
    if b"\0" not in sample and not sample.startswith(_BOM_BYTES):
        try:
            codecs.utf_8_decode(sample, "strict", False)
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8"
    return decode(_whole_characters(sample), errors="replace").encoding


def _whole_characters(sample: bytes) -> bytes:
    """Return the bytes without a last character that may be cut off."""
    if b"\0" not in sample and not sample.startswith(_BOM_BYTES):
        # Bytes below 0x30 are never the second half of a character in UTF-8, GB18030 or Big5.
        end = next((at for at in range(len(sample), max(len(sample) - 1024, 0), -1) if sample[at - 1] < 0x30), 0)
        return sample[:end] or sample
    even = sample[: len(sample) - len(sample) % 4]
    is_cut = any(0xD8 <= byte <= 0xDB for byte in even[-2:])  # in UTF-16, the first half of a pair
    return even[:-2] if is_cut else even


BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BOM_BYTES: Final = tuple(bom for bom, _ in BOMS)
_WIDE: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LEGACY: Final = ("gb18030", "big5hkscs")
# chardet converges on 16 KB of text; more would only cost time.
_SAMPLE: Final = 64 * 1024
_BINARY: Final = _("looks like a binary file; if it is text, name its encoding with --encoding NAME")
# The largest share of control bytes in text: valid UTF-8 is proof in itself, other encodings are not.
_MAXCONTROLS_UTF8: Final = 0.34
_MAXCONTROLS: Final = 0.05
# The least share of ordinary characters in text without a BOM: right encodings reach 0.9, wrong ones 0.4.
# Without a NUL byte nothing else points to UTF-16, so nearly all of at least four characters must be ordinary.
_MIN_ORDINARY: Final = 0.7
_MIN_ORDINARY_ALONE: Final = 0.9
_MIN_BYTES_ALONE: Final = 8
# The upper bytes that ordinary characters have in UTF-16: of Latin letters, punctuation, hanzi and full-width forms.
_UPPER: Final = bytes([0x00, 0x20, 0x30, *range(0x4E, 0xA0), 0xFF])
# The first bytes of characters that take three in UTF-8, and the bytes that none has.
_LEADS_OF_THREE: Final = bytes(range(0xE0, 0xF0))
_NEVER_IN_UTF8: Final = bytes([0xC0, 0xC1, *range(0xF5, 0x100)])


def _decode_rare(data: bytes, errors: str) -> Decoded:
    """Decode what may not be plain UTF-8: bytes with a BOM or a NUL, or in another encoding."""
    for bom, name in BOMS:
        if data.startswith(bom) and not (name == "utf-32-le" and len(data) % 4):
            return _decode_as(data, name, errors)
    refuse_foreign_bytes(data)
    utf8 = _read(data, "utf-8")
    wide = _wide_reading(data)
    if utf8 is None or (wide and wide.confidence > ordinary_share(utf8[:_SAMPLE])):
        return _decode_foreign(data, wide, errors)
    if control_share(data) > _MAXCONTROLS_UTF8:
        raise InputError(_BINARY)
    return Decoded(utf8, "utf-8", 1.0)


def _decode_foreign(data: bytes, wide: Decoded | None, errors: str) -> Decoded:
    """Decode what is not UTF-8: UTF-16 or UTF-32 (`wide`), broken UTF-8, GB18030 or Big5."""
    if wide is None and _is_broken_utf8(data):
        return _decode_as(data, "utf-8", errors)
    if wide is None and control_share(data) > _MAXCONTROLS:
        raise InputError(_BINARY)
    declared = declared_codec(data) if wide is None else None
    if declared is not None and (text := _read(data, declared)) is not None:
        return Decoded(text, declared, 1.0)
    legacy = _legacy_reading(data)
    if wide and (legacy is None or wide.confidence > ordinary_share(legacy.text[:_SAMPLE])):
        return wide
    if legacy:
        return legacy
    guess = _repaired_guess(_telling_sample(data))
    if guess is None and errors == "strict":
        offset = _first_error(data)
        raise DecodeError(
            _(
                "no encoding that Chinese text comes in fits (not UTF-8 from byte {offset} on); name it with "
                "--encoding NAME, or use --errors replace to read it as UTF-8 with U+FFFD for what is not"
            ).format(offset=offset),
            offset=offset,
            encoding="utf-8",
        )
    return _decode_as(data, guess or "utf-8", errors, confidence=0.0 if guess is None else 0.5)


def _decode_as(data: bytes, name: str, errors: str, *, confidence: float = 1.0) -> Decoded:
    """Decode in the named encoding, without its byte order mark."""
    start = next((len(bom) for bom, codec in BOMS if codec == name and data.startswith(bom)), 0)
    body = data[start:] if start else data
    try:
        if errors == "strict":
            return Decoded(body.decode(name), name, confidence)
        text = body.decode(name, "replace")
        return Decoded(text, name, confidence, text.count("\ufffd") - body.decode(name, "ignore").count("\ufffd"))
    except UnicodeDecodeError as error:
        raise _decode_error(data, name, start + error.start) from None
    except UnicodeError:
        raise DecodeError(
            _("not {name} text; try another --encoding NAME").format(name=name), offset=None, encoding=name
        ) from None


def _decode_error(data: bytes, name: str, offset: int) -> DecodeError:
    return DecodeError(
        _(
            "byte 0x{byte:02x} at offset {offset} is not {name} text; name the right encoding with --encoding "
            "NAME, or use --errors replace to put U+FFFD for such bytes"
        ).format(byte=data[offset], offset=offset, name=name),
        offset=offset,
        encoding=name,
    )


def _read(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _wide_reading(data: bytes) -> Decoded | None:
    """Return the text of UTF-32 or UTF-16 without a BOM if it is ordinary; that share is the confidence."""
    alone = b"\0" not in data
    names = _WIDE[2:] if alone else _WIDE
    least = _MIN_ORDINARY_ALONE if alone else _MIN_ORDINARY
    if alone and (len(data) % 2 or len(data) < _MIN_BYTES_ALONE or not _may_be_utf16(data[:_SAMPLE], least)):
        return None
    return _most_ordinary(data, names, least)


def _may_be_utf16(sample: bytes, least: float) -> bool:
    """Return whether so large a share of the characters could be ordinary in UTF-16 (a prefilter).

    Up to half of the others are halves of pairs, which then count as one character.
    """
    share = least / (2 - least)
    if _count(sample, _UPPER) < share * (len(sample) // 2):
        return False
    return any(_count(half, _UPPER) >= share * len(half) for half in (sample[1::2], sample[::2]))


def _most_ordinary(data: bytes, names: Sequence[str], least: float) -> Decoded | None:
    """Return the decoding with the largest share of ordinary characters, if that is at least `least`."""
    sample = data[:_SAMPLE]
    shares = sorted(((ordinary_share(sample.decode(name, "replace")), name) for name in names), reverse=True)
    for share, name in shares:
        text = _read(data, name) if share >= least else None
        if text is not None:
            return Decoded(text, name, share)
    return None


def _is_broken_utf8(data: bytes) -> bool:
    """Return whether the bytes are UTF-8 with a few errors: three-byte characters outnumber the errors."""
    sample = _sample_at(data, _first_error(data))
    if _count(sample, _LEADS_OF_THREE) < 2 * (_count(sample, _NEVER_IN_UTF8) - 1):
        return False  # so it is mostly in other encodings; each of the latter is an error
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return _count(text.encode(), _LEADS_OF_THREE) - wrong >= 2 * max(wrong - 1, 1)


def _count(data: bytes, wanted: bytes) -> int:
    """Return how many of the bytes are among the wanted ones."""
    return len(data) - len(data.translate(None, wanted))


def _first_error(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _sample_at(data: bytes, offset: int) -> bytes:
    return data[max(0, offset - _SAMPLE // 2) : offset + _SAMPLE // 2]


def _telling_sample(data: bytes) -> bytes:
    """Return a bounded sample from the first bytes that aren't UTF-8 on, begun at a character, without controls."""
    error = _first_error(data)
    # Bytes below 0x30 are never the second half of a character in GB18030 or Big5.
    start = next((at for at in range(error - 1, max(error - 1024, -1), -1) if data[at] < 0x30), -1) + 1
    if error > 1024 and start == 0:
        start = error
    return data[start : start + _SAMPLE].translate(None, CONTROLS)


def _legacy_reading(data: bytes) -> Decoded | None:
    """Return the text of GB18030 or Big5: of the one that fits the bytes, or of chardet's first choice if both do."""
    texts = {name: text for name in _LEGACY if (text := _read(data, name)) is not None}
    for name, text in texts.items() if len(texts) == 1 else ():
        share = ordinary_share(text if len(data) <= _SAMPLE else data[:_SAMPLE].decode(name, "replace"))
        if share >= _MIN_ORDINARY_ALONE:
            return Decoded(text, name, share)
    for name, confidence in _ranked(_telling_sample(data)) if texts else ():
        if name in texts:
            return Decoded(texts[name], name, confidence)
    # chardet finds nothing in a few characters repeated over and over.
    return _most_ordinary(data, tuple(texts), _MIN_ORDINARY_ALONE)


def _ranked(sample: bytes) -> list[tuple[str, float]]:
    import chardet

    found = chardet.detect_all(
        sample,
        ignore_threshold=True,
        compat_names=False,
        include_encodings=[*_LEGACY, "utf-8"],
        no_match_encoding="utf-8",
    )
    return [(name, one["confidence"]) for one in found if (name := one["encoding"]) in _LEGACY]


def _repaired_guess(sample: bytes) -> str | None:
    """Return the encoding of the sample once the bytes that don't fit it are left out."""
    best: tuple[float, str] | None = None
    for name in _LEGACY:
        text = sample.decode(name, "ignore")
        kept = text.encode(name, "ignore")
        if len(kept) < 0.9 * len(sample):
            continue
        for found, confidence in _ranked(kept)[:1]:
            if found == name and (best is None or confidence > best[0]):
                best = confidence, name
    return best[1] if best else None
