"""HTML that no parser is slow or greedy on: as it is, or rebuilt if it nests or repeats as no page does.

A parser that follows the HTML Standard takes time by the number of elements times how deep they stand, and repeats the
formatting elements (`<b>`, `<font>`) that a paragraph leaves open in each that follows, and looks for each attribute
among those before it. So what comes from the web is counted first: its tags are told as the Standard does, and an
element counts as closed only if its end is the next thing to close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

_ATTRIBUTE: Final = rb"""(?:[\s/]++|(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+)"""
_MARKUP: Final = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*+)(" + _ATTRIBUTE + rb"*+)>|<!--|<[!?/][^>]*+>?")
_ONE_ATTRIBUTE: Final = re.compile(_ATTRIBUTE)
_CDATA: Final = b"<![CDATA["
# Elements that are no common ones: `raw`, whose text is no markup (but in drawings and formulas); `foreign`, which are
# these; `formatting`; and `loose`, which have no end, or one that may be left out, so that they nest no deeper than the
# others.
_KINDS: Final = {
    name: kind
    for kind, names in {
        "raw": b"script style textarea title iframe xmp noembed noframes",
        "foreign": b"svg math",
        "formatting": b"a b big code em font i nobr s small strike strong tt u",
        "loose": b"area base br col embed hr img input link meta param source track wbr p li dt dd td th tr option"
        b" optgroup tbody thead tfoot html head body",
    }.items()
    for name in names.split()
}
_ENDS: Final = {name: re.compile(b"</(?i:%b)" % name) for name, kind in _KINDS.items() if kind == "raw"}
# No page nests as deep, or has an element with as many attributes or as long a tag without looking at them.
_DEEPEST, _MOST_ATTRIBUTES, _LONG_TAG = 1000, 1000, 2000
# As many nodes may be made of a tag, and as many more of all of them.
_REPEATS, _NODES = 16, 300_000
# How deep what is rebuilt may nest, and how many attributes are kept.
_DEEP, _ATTRIBUTES = 200, 60


def parsed(html: bytes) -> LexborHTMLParser:
    """Return the tree of some HTML in UTF-8, in time and memory that grow with its length alone."""
    return LexborHTMLParser(tamed(html))


def tamed(html: bytes) -> bytes:
    """Return HTML as it is, or rebuilt without its formatting and what is nested too deep, but with all its text."""
    return html if _is_tame(html) else b"".join(_rebuilt(html))


def _is_tame(html: bytes) -> bool:
    """Return whether a parser takes linear time and memory for some HTML."""
    open_elements: list[bytes] = []
    tags = formatting = foreign = at = 0
    deepest, long_tag, kinds, search = _DEEPEST, _LONG_TAG, _KINDS, _MARKUP.search
    while (match := search(html, at)) is not None:
        end, name = match.group(1, 2)
        before, at = at, match.end()
        tags += 1
        kind = kinds.get(name, "")
        if not kind and name is not None and not name.islower():
            name = name.lower()
            kind = kinds.get(name, "")
        if kind == "loose":
            pass
        elif end:
            if open_elements and open_elements[-1] == name:
                open_elements.pop()
                if kind:
                    formatting -= kind == "formatting"
                    foreign -= kind == "foreign"
        elif name is None or (kind == "raw" and not foreign):
            after = _after_text(html, match)
            if after is None:
                return False
            at = after
        else:
            open_elements.append(name)
            if kind:
                formatting += kind == "formatting"
                foreign += kind == "foreign"
            if len(open_elements) > deepest or (formatting and tags * formatting > _REPEATS * tags + _NODES):
                return False
        if at - before > long_tag and name is not None and _attributes(match) > _MOST_ATTRIBUTES:
            return False
    return True


def _after_text(html: bytes, match: re.Match[bytes]) -> int | None:
    """Return where the text ends that is no markup: of a comment, a declaration, a script; None if that isn't sure."""
    if match[2] is None:
        return None if html.startswith(_CDATA, match.start()) else _after_declaration(html, match)
    at = _after_raw_text(html, match.end(), match[2].lower())
    holds_comment = match[2].lower() == b"script" and html.find(b"<!--", match.end(), at) >= 0
    return None if holds_comment else at  # in a comment, the end of a script may be none


def _attributes(match: re.Match[bytes]) -> int:
    """Return how many attributes a tag has, and gaps between them."""
    return sum(1 for _ in _ONE_ATTRIBUTE.finditer(match.string, match.end(2), match.end() - 1))


def _after_declaration(html: bytes, match: re.Match[bytes]) -> int:
    """Return where a comment or a declaration ends."""
    if match[0] != b"<!--":
        return match.end()
    end = html.find(b"-->", match.end() - 2)
    return len(html) if end < 0 else end + 3


def _after_raw_text(html: bytes, start: int, name: bytes) -> int:
    """Return where the text of an element ends that holds no markup: at its end tag."""
    end = _ENDS[name].search(html, start)
    return len(html) if end is None else end.start()


def _attributes_end(attributes: bytes, most: int) -> int:
    """Return where so many attributes and the gaps between them end."""
    at = 0
    for _ in range(2 * most):
        match = _ONE_ATTRIBUTE.match(attributes, at)
        if match is None:
            break
        at = match.end()
    return at


def _rebuilt(html: bytes) -> Iterator[bytes]:
    """Yield HTML whose elements are closed in order and nest no deeper than in a page, without formatting and code."""
    open_elements: list[tuple[bytes, bool]] = []
    counts: dict[bytes, int] = {}
    at = 0
    while (match := _MARKUP.search(html, at)) is not None:
        yield html[at : match.start()]
        at = match.end()
        end, name, attributes = match.groups()
        name = (name or b"").lower()
        kind = _KINDS.get(name, "")
        if not name:
            at = _after_declaration(html, match)
        elif kind in ("formatting", "foreign"):
            continue
        elif kind == "loose":
            yield b"<%b%b%b>" % (end, name, attributes[: _attributes_end(attributes, _ATTRIBUTES)])
        elif end:
            while counts.get(name):
                closed, written = open_elements.pop()
                counts[closed] -= 1
                if written:
                    yield b"</%b>" % closed
                if closed == name:
                    break
        elif kind == "raw":
            at = _after_raw_text(html, at, name)
        else:
            written = len(open_elements) < _DEEP
            open_elements.append((name, written))
            counts[name] = counts.get(name, 0) + 1
            if written:
                yield b"<%b%b>" % (name, attributes[: _attributes_end(attributes, _ATTRIBUTES)])
    yield html[at:]
