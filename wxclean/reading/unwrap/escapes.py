"""Unescaping: the escapes of Python and JSON, in text and in bytes literals, and line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wxclean.errors import InputError
from wxclean.reading.decode import decode


def unescape(body: str, *, json: bool = False) -> str:
    r"""Undo Python's escapes, and with `json` also `\/`.

    Surrogate pairs are joined, lone surrogates kept. What Python leaves alone (`\d`) or refuses
    (`\x4`, `\N{nope}`, a lone backslash at the end) stays as it is.
    """
    if len(body) > 2 * _CHUNK and "\\" in body:
        return "".join([_unescape_chunk(chunk, json) for chunk in _chunks(body)])
    return _unescape_chunk(body, json)


def _unescape_chunk(body: str, json: bool) -> str:
    if "\\" not in body:
        return body
    if not _IS_COMPILED and "\\\\" not in body:
        body = body.replace("\\n", "\n")  # a piece for each would take longer
    found = _by_pieces(body.split("\\"), json)
    return re.sub(_ESCAPE, _slash_or_character if json else _character, body) if found is None else found


def unescape_bytes(body: str, *, cut: bool = False) -> str | None:
    """Return the text in the body of a bytes literal, or None if its bytes are not text.

    With `cut`, half an escape or half a character at the end is left out.
    """
    whole = re.sub(_HALF_ESCAPE, "", body) if cut else body
    data = re.sub(_BYTES_ESCAPE, _bytes, whole.encode("utf-8", "surrogatepass"))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if cut and error.reason == "unexpected end of data":
            return data[: error.start].decode()
    try:
        return decode(data).text
    except InputError:
        return None


def with_plain_breaks(text: str) -> str:
    r"""Return the text with `\n` as its only line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_double_escaped(text: str) -> bool:
    r"""Return whether a text has literal `\n` in place of line breaks, and no real ones, or Chinese as escapes alone.

    A `\n` counts beside words, punctuation and other escapes. Beside quotes or a blank it may be what the text is
    about, and `C:\new` is a path. A single one in a text with quotes may be quoted code.
    """
    inner = text.strip()
    if "\n" in inner or "\\" not in inner:
        return False
    if inner.isascii() and "\\u" in inner and _is_in_escapes(inner):
        return True
    first = inner.find("\\n")
    if first < 0 or not re.search(_BREAK, inner):
        return False
    return first < inner.rfind("\\n") or not re.search(_CODE_QUOTE, inner)


def _is_in_escapes(text: str) -> bool:
    """Return whether most of a text is escapes of Chinese characters."""
    return len(re.findall(_CHINESE_ESCAPE, text)) * 2 * _ESCAPE_SIZE > len(text) >= _FEWEST_ESCAPES * _ESCAPE_SIZE


def has_hidden_escapes(text: str) -> bool:
    r"""Return whether a text on one line has escapes, all of characters that don't show, amid Chinese: `山\u200d上`.

    A text that speaks of such characters keeps them.
    """
    if "\\" not in text or "\n" in text.strip():
        return False
    found = len(re.findall(_HIDDEN_ESCAPE, text))
    return 0 < found == text.count("\\") and not re.search(_ABOUT_ESCAPES, text)


_IS_COMPILED: Final = not hasattr(unescape, "__code__")
# Rare patterns stay strings: `re` compiles them on first use, which keeps start-up fast.
_CODE_QUOTE: Final = "[\"'`]"
# The backslash comes first, and then what stands before it: the search goes from one backslash to the next.
_BREAK: Final = (
    r"\\(?:(?<![\x00-\x7f“‘「『（]\\)|(?<=\\[nrt]\\)|(?<=[.!?]\\)|(?<=\s\s\\))"
    r"(?:r\\)?n"
    r"(?:\\[nrt]|\s\s|$|[^\x00-\x7f”’」』）]|[A-Z])"
)
_CHINESE_ESCAPE: Final = r"\\u(?:[4-9][0-9a-f]{3}|30[0-9a-f]{2}|ff[0-9a-f]{2}|20[0-9a-f]{2})"
_ESCAPE_SIZE, _FEWEST_ESCAPES = 6, 8
_HIDDEN_ESCAPE: Final = (
    r"\\(?:(?<=[\u2010-\U0001ffff]\\)|(?<=\\u200[b-f]\\))(?:u(?:200[b-f]|2060|feff)|xa0)(?=[\u2010-\U0001ffff]|\\|\s|$)"
)
_ABOUT_ESCAPES: Final = r"零[宽寬]|[转轉][义義]|[编編][码碼]|字符|正[则則]|[Uu]nicode"
_ESCAPE: Final = (
    r"(?:\\u[0-9a-fA-F]{4})+"
    r"|\\(?:[\\'\"/abfnrtv\n]|x[0-9a-fA-F]{2}|[0-7]{1,3}|U[0-9a-fA-F]{8}|N\{[^{}\\\n]{1,100}\})"
)
_HALF_ESCAPE: Final = r"\\(?:x[0-9a-fA-F]?)?\Z"
_BYTES_ESCAPE: Final = rb"(?:\\x[0-9a-fA-F]{2})+|\\(?:[\\'\"abfnrtv\n]|[0-7]{1,3})"
_SIMPLE: Final = {
    "\\\\": "\\",
    "\\'": "'",
    '\\"': '"',
    "\\a": "\a",
    "\\b": "\b",
    "\\f": "\f",
    "\\n": "\n",
    "\\r": "\r",
    "\\t": "\t",
    "\\v": "\v",
    "\\\n": "",
}
_QUICK: Final = {escape[1]: character for escape, character in _SIMPLE.items()}
_RARE: Final = frozenset("01234567UN")
_MANY: Final = 256
_CHUNK: Final = 32 * 1024
_SIMPLE_BYTES: Final = {escape.encode(): character.encode() for escape, character in _SIMPLE.items()}


def _by_pieces(pieces: list[str], json: bool) -> str | None:
    r"""Undo the common escapes in a body split at its backslashes, several times as fast as a pattern.

    Returns None at a rare escape, or at so many numeric escapes that the pattern, which matches a run of them at once,
    is faster.
    """
    if len(pieces) > _MANY and 2 * sum([piece[:1] == "u" for piece in pieces]) > len(pieces):
        return None
    parts: list[str] = []
    is_escape = False
    for piece in pieces:
        if not is_escape:
            is_escape = True
            parts.append(piece)
        elif not piece:
            is_escape = False  # the second of two backslashes begins none
            parts.append("\\")
        elif piece[0] == "n":
            parts.append("\n")
            parts.append(piece[1:])
        elif (simple := _QUICK.get(piece[0])) is not None:
            parts.append(simple)
            parts.append(piece[1:])
        elif piece[0] in ("x", "u"):
            size = 3 if piece[0] == "x" else 5
            found = _by_number(piece, size)
            if found is None:
                return None
            parts.append(found)
            parts.append(piece[size:])
        elif piece[0] in _RARE:
            return None
        else:
            parts.append(piece if json and piece[0] == "/" else "\\" + piece)
    return "".join(parts)


def _chunks(body: str) -> Iterator[str]:
    r"""Yield the body in parts that fit the CPU cache, and whose pieces take little memory; a part begins with `\n`."""
    start = 0
    while len(body) - start > 2 * _CHUNK:
        end = body.find("\\n", start + _CHUNK)
        while end > 0 and body[end - 1] == "\\":
            end = body.find("\\n", end + 1)
        if end < 0:
            break
        yield body[start:end]
        start = end
    yield body[start:]


def _by_number(piece: str, end: int) -> str | None:
    """Return the character with the number in hex up to `end`; None if that isn't one, or only half of a pair."""
    try:
        number = bytes.fromhex(piece[1:end])
        return number.decode("latin-1" if end == 3 else "utf-16-be") if 2 * len(number) == end - 1 else None
    except ValueError:
        return None


def _character(match: re.Match[str]) -> str:
    escape = match[0]
    simple = _SIMPLE.get(escape)
    if simple is not None:
        return simple
    kind = escape[1]
    if kind == "u":
        return bytes.fromhex(escape.replace("\\u", "")).decode("utf-16-be", "surrogatepass")
    if kind in "xU":
        code = int.from_bytes(bytes.fromhex(escape[2:]))
        return chr(code) if code <= 0x10FFFF else escape
    if kind == "N":
        return _named_character(escape)
    return escape if kind == "/" else chr(int(escape[1:], 8))


def _slash_or_character(match: re.Match[str]) -> str:
    return "/" if match[0] == "\\/" else _character(match)


def _named_character(escape: str) -> str:
    import unicodedata

    try:
        found = unicodedata.lookup(escape[3:-1])
    except KeyError:
        return escape
    # lookup() also finds named sequences, which a literal can't hold.
    return found if len(found) == 1 else escape


def _bytes(match: re.Match[bytes]) -> bytes:
    escape = match[0]
    if escape.startswith(b"\\x"):
        return bytes.fromhex(escape.replace(b"\\x", b"").decode())
    simple = _SIMPLE_BYTES.get(escape)
    return simple if simple is not None else bytes([int(escape[1:], 8) & 0xFF])
