"""The forms in which a text comes to be a dump: collapsed white space, a wrapper, an encoding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

URL = "https://mp.weixin.qq.com/s/x"

Wrap = Callable[[str], str]


class Dress(NamedTuple):
    """How a text is dressed: its white space, wrapper and encoding by name."""

    space: str
    wrapper: str
    encoding: str

    def __str__(self) -> str:
        return " ".join(name for name in self if name not in ("as-is", "plain", "utf-8")) or "plain"


def dress_of(seed: str, may_collapse: bool) -> Dress:
    """Return a dress that a seed decides: the frequent ones more often, the same one for the same seed."""
    digest = hashlib.sha256(seed.encode()).digest()
    space = _chosen(digest[0], _SPACES) if may_collapse else "as-is"
    return Dress(space, _chosen(digest[1], _WRAPPER_SHARES), _chosen(digest[2], _ENCODINGS))


def dressed(text: str, dress: Dress) -> bytes:
    """Return the dump. What an encoding lacks becomes `?`, as in a tool that goes on."""
    if dress.space == "collapsed":
        text = " ".join(text.split())
    if dress.space == "crlf":
        text = text.replace("\n", "\r\n")
    return WRAPPERS[dress.wrapper](text).encode(dress.encoding, "replace")


def _label(text: str) -> str:
    return f"text:{_quoted(text)}"


def _quoted(text: str) -> str:
    """Return a Python literal in single quotes, whatever quotes the text has."""
    return "'" + repr(f'"{text}')[2:-1].replace("\\'", "'").replace("'", "\\'") + "'"


def _record(text: str) -> str:
    return repr({"url": URL, "text": text})


def _json(text: str) -> str:
    return json.dumps({"id": 1, "text": text}, ensure_ascii=False)


def _ascii_json(text: str) -> str:
    return json.dumps({"url": URL, "content": text})


def _twice_escaped(text: str) -> str:
    return f"text:{_quoted(_quoted(text)[1:-1])}"


WRAPPERS: Mapping[str, Wrap] = {
    "plain": str,
    "text": _label,
    "repr": repr,
    "record": _record,
    "json": _json,
    "ascii-json": _ascii_json,
    "escaped-twice": _twice_escaped,
}
_WRAPPER_SHARES = (*["plain"] * 3, *["text"] * 2, *list(WRAPPERS)[2:])
_SPACES = (*["as-is"] * 7, "crlf", *["collapsed"] * 2)
_ENCODINGS = (*["utf-8"] * 6, "utf-8-sig", "gb18030", "gb18030", "utf-16")


def _chosen(number: int, names: Sequence[str]) -> str:
    return names[number % len(names)]
