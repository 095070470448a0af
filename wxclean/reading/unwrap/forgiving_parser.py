"""A forgiving parser of Python reprs and broken JSON: a loop with its own stack, never an evaluator."""

from __future__ import annotations

import json
import re
from typing import Final, NamedTuple

from wxclean.reading.unwrap.literals import Literal, literal_text

MAX_DEPTH: Final = 100
"""How deep containers may nest; no article's record nests deeper."""


class Parsed(NamedTuple):
    """The values in a text, one after another; `closed` is False if the last one is cut off."""

    values: list[object]
    closed: bool


def parse_json(text: str) -> object:
    """Return the value of a JSON text; control characters in strings are allowed.

    Raises:
        ValueError: it isn't JSON, or nests deeper than MAX_DEPTH.
    """
    try:
        value: object = _JSON.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if _depth_exceeds(value, MAX_DEPTH):
        raise ValueError("nested too deeply")
    return value


def parse_values(text: str) -> Parsed | None:
    """Return the dicts and lists that a text consists of, or None if it consists of anything else.

    Accepts the notation of Python, JavaScript, Ruby (`:a=>1`) and PHP (`array('a' => 1)`), trailing commas, quotes that
    should have been escaped, comments between values, and a cut-off end.
    Tuples and sets become lists. Of calls that only name a type (`OrderedDict(…)`, `ObjectId(…)`), the value counts;
    others, such as `datetime(…)`, and objects without a notation (`<Tag …>`) are kept as source text.
    """
    quote = _QUOTE.search(text)
    return _read(text, json=quote[0] == '"') if quote else None


_JSON: Final = json.JSONDecoder(strict=False)
_QUOTE: Final = re.compile("[\"']")
_TOKEN: Final = re.compile(
    r"""\s*+(?:
    (?P<string>[uUbBrR]{0,2}["'])
    |(?P<arrow>=>)
    |:(?P<symbol>[^\W\d]\w{0,60}+(?=\s*+=>))
    |(?P<punctuation>[{}\[\](),:;])
    |(?P<comment>/\*[^*\n]{1,100}+\*/)
    |(?P<key>[^\W\d]\w{0,60}+(?=\s*+:))
    |(?P<call>(?:(?:new\s)?[^\W\d][\w.]{0,60}+|array\s)\()
    |(?P<object><[^<>\n]{1,200}+>)
    |(?P<word>(?:(?!=>)[^\s{}\[\](),:;"']){1,200}+)
    )""",
    re.VERBOSE,
)
_CONSTANTS: Final = {
    **dict.fromkeys(("None", "null", "NULL", "nil")),
    **dict.fromkeys(("True", "true"), True),
    **dict.fromkeys(("False", "false"), False),
}
# A quote ends a string if the container goes on after it; otherwise someone forgot to escape it. Only keys
# have arrows.
_NEXT: Final = (
    r"""(?:["'{\[(}\])\d+-]|[uUbBrR]{1,2}["']|[^\W\d][\w.]{0,60}+\s*+[:(]|:\w{1,60}+\s*+=>"""
    rf"""|(?:{"|".join(_CONSTANTS)})\b|\Z)"""
)
_GOES_ON: Final = re.compile(rf"""\s*+(?:[:}}\])]|,\s*+{_NEXT}|\Z)|[^\S\n]*+\n\s*+["']""")
_ARROW: Final = re.compile(rf"\s*+=>\s*+{_NEXT}")
_ARRAY: Final = re.compile(r"array\s?\(")
_INTEGER: Final = re.compile(r"[+-]?\d{1,40}")
_FLOAT: Final = re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?(?:[eE][+-]?\d{1,4})?|NaN|nan|Infinity|inf)")
_CLOSERS: Final = {"{": "}", "[": "]", "(": ")", "call": ")", "": ""}


CONTAINERS: Final = frozenset(
    {
        "OrderedDict",
        "defaultdict",
        "dict",
        "Counter",
        "mappingproxy",
        "list",
        "array",
        "tuple",
        "set",
        "frozenset",
        "deque",
    }
)
_SCALARS: Final = frozenset(
    {"ObjectId", "ISODate", "NumberLong", "NumberInt", "NumberDecimal", "Decimal", "Decimal128", "UUID", "Int64"}
)
"""Types whose calls stand for the value in them: a container, or a string or number."""


class _Frame:
    """A container being read: `keys` pair with `items` in a dict; `fresh` is True where a value may come."""

    __slots__ = ("fresh", "items", "keys", "opener", "start")

    def __init__(self, opener: str, start: int) -> None:
        self.opener = opener
        self.start = start
        self.items: list[object] = []
        self.keys: list[str] = []
        self.fresh = True

    def add(self, value: object) -> bool:
        """Add a value; return False if none may stand here."""
        fresh, self.fresh = self.fresh, self.opener == ""
        self.items.append(value)
        return fresh

    def comma(self) -> bool:
        if self.opener == "":
            return True
        if self.fresh or len(self.keys) not in (0, len(self.items)):
            return False
        self.fresh = True
        return True

    def colon(self, *, arrow: bool = False) -> bool:
        """Take what stands before it as a key; an arrow (`=>`) makes keys in brackets of any kind."""
        if (
            (self.opener != "{" and not arrow)
            or self.opener == ""
            or self.fresh
            or len(self.items) != len(self.keys) + 1
        ):
            return False
        self.keys.append(str(self.items.pop()))
        self.fresh = True
        return True

    def may_take_key(self) -> bool:
        """Return whether what comes next may be a key: all that stands before it are pairs."""
        return len(self.keys) == len(self.items)

    def value(self) -> object:
        return dict(zip(self.keys, self.items, strict=False)) if self.keys else self.items


def _read(text: str, json: bool) -> Parsed | None:
    """Read token by token; the bottom frame collects the text's values."""
    frames = [_Frame("", 0)]
    at = 0
    while token := _TOKEN.match(text, at):
        at = token.end()
        if token["string"]:
            if len(frames) == 1:
                return None
            value, at, closed = _string(text, token, json, may_be_key=frames[-1].may_take_key())
            if not frames[-1].add(value):
                return None
            if not closed:
                return _cut_off(frames)
        elif not _take(token, text, frames):
            # A word at the very end of the text may be half a word.
            return _cut_off(frames) if token["word"] and at == len(text) and len(frames) > 1 else None
    if text[at : at + 200].strip():
        return None
    return Parsed(frames[0].items, True) if len(frames) == 1 else _cut_off(frames)


def _take(token: re.Match[str], text: str, frames: list[_Frame]) -> bool:
    """Process a token that is not a string; return False if it can't stand here."""
    kind, frame = token.lastgroup or "", frames[-1]
    found = token[kind]
    if kind == "call" or found in ("{", "[", "("):
        frames.append(_Frame(found if kind == "punctuation" else "call", token.start(kind)))
        return frame.fresh and len(frames) <= MAX_DEPTH and (kind != "call" or len(frames) > 2 or _is_container(found))
    if kind == "punctuation":
        if found in ",;":
            return frame.comma()
        return frame.colon() if found == ":" else _close(found, text, token.end(), frames)
    if len(frames) == 1 or kind == "comment":
        return kind == "comment" and len(frames) == 1
    if kind == "arrow":
        return frame.colon(arrow=True)
    if kind in ("key", "symbol", "object") or (frame.opener == "call" and not _is_array(text, frame)):
        return frame.add(found)
    return _add_constant(found, frame)


def _close(closer: str, text: str, end: int, frames: list[_Frame]) -> bool:
    frame = frames[-1]
    if closer != _CLOSERS[frame.opener] or len(frame.keys) not in (0, len(frame.items)):
        return False
    frames.pop()
    if frame.opener == "call" and not _is_array(text, frame):
        return frames[-1].add(_called(text[frame.start : end], frame.items))
    return frames[-1].add({} if frame.opener == "{" and not frame.items else frame.value())


def _is_container(call: str) -> bool:
    return call.rstrip("(").rstrip().rpartition(".")[2] in CONTAINERS


def _is_array(text: str, frame: _Frame) -> bool:
    """Return whether a call is PHP's `array(…)`, which holds values, or keys with arrows."""
    return _ARRAY.match(text, frame.start) is not None


def _called(source: str, arguments: list[object]) -> object:
    """Return the value that a call stands for, or its source text."""
    name = source[: source.index("(")].removeprefix("new ").rpartition(".")[2]
    value = arguments[-1] if arguments else None
    if name in CONTAINERS and isinstance(value, (dict, list)) and len(arguments) <= 1 + (name == "defaultdict"):
        return _of_pairs(value) if name == "OrderedDict" else value
    if name in _SCALARS and len(arguments) == 1 and isinstance(value, str):
        return int(value) if name.startswith("Number") and _INTEGER.fullmatch(value) else value
    return source


def _of_pairs(value: dict[str, object] | list[object]) -> object:
    """Return a list of pairs as a dict."""
    if isinstance(value, list) and all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        return {str(pair[0]): pair[1] for pair in value if isinstance(pair, list)}
    return value


def _add_constant(word: str, frame: _Frame) -> bool:
    if word in _CONSTANTS:
        return frame.add(_CONSTANTS[word])
    if _INTEGER.fullmatch(word):
        return frame.add(int(word))
    return _FLOAT.fullmatch(word) is not None and frame.add(float(word))


def _cut_off(frames: list[_Frame]) -> Parsed:
    """Close what is still open, and return the values."""
    while len(frames) > 1:
        frame = frames.pop()
        frames[-1].add({} if frame.opener == "{" and not frame.keys else frame.value())
    return Parsed(frames[0].items, False)


def _string(text: str, token: re.Match[str], json: bool, *, may_be_key: bool) -> tuple[str, int, bool]:
    """Return the text of adjacent strings as one, where the last ends, and whether that is closed."""
    parts: list[str] = []
    at = token.end()
    found: re.Match[str] | None = token
    while found:
        prefix, quote = found["string"][:-1], found["string"][-1]
        end = _closing(text, found.end(), quote, may_be_key)
        body = text[found.end() : end]
        parts.append(literal_text(Literal("", "", prefix, quote, body, json, end < len(text)))[0])
        if end == len(text):
            return "".join(parts), end, False
        at = end + 1
        after = None if json else _TOKEN.match(text, at)
        found = after if after and after["string"] else None
    return "".join(parts), at, True


def _closing(text: str, start: int, quote: str, may_be_key: bool) -> int:
    """Return the place of the quote that closes the string begun at `start`, or the end of the text."""
    at = text.find(quote, start)
    while at >= 0:
        if not (text[at - 1] == "\\" and _is_escaped(text, start, at)) and (
            _GOES_ON.match(text, at + 1) or (may_be_key and _ARROW.match(text, at + 1))
        ):
            return at
        at = text.find(quote, at + 1)
    return len(text)


def _is_escaped(text: str, start: int, at: int) -> bool:
    run = at
    while run > start and text[run - 1] == "\\":
        run -= 1
    return (at - run) % 2 == 1


def _depth_exceeds(value: object, limit: int) -> bool:
    """Return whether containers nest deeper than `limit`, checked level by level."""
    level = [value]
    for _ in range(limit + 1):
        level = [
            item
            for container in level
            if isinstance(container, (dict, list))
            for item in (container.values() if isinstance(container, dict) else container)
        ]
        if not level:
            return False
    return True
