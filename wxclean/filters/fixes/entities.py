"""The `entities` fix: HTML entities, one level of them, for text that some tool escaped. Off unless asked for."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

from wxclean.filters.fixes.spacing import clean_spacing
from wxclean.filters.fixes.unicode import clean_unicode
from wxclean.filters.step import BUILT_IN, Offer, Step

# An entity that ends in a semicolon: `&copyright=1` is part of an address.
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Controls, halves of characters, and separators of lines.
_BROKEN: Final = frozenset(("Cc", "Cs", "Zl", "Zp"))


def unescape_entities(text: str) -> str:
    """Return the line with one level of entities undone; one that stands for a control or a line break stays.

    >>> unescape_entities("a &lt; b &amp;lt; c &amp; d&#10;")
    'a < b &lt; c & d&#10;'
    """
    if "&" not in text:
        return text
    fixed = _ENTITY.sub(_character, text)
    return clean_spacing(clean_unicode(fixed)) if fixed != text else text


def _character(match: re.Match[str]) -> str:
    from html import unescape  # a table of thousands of names

    found = unescape(match[0])
    return match[0] if found == "\ufffd" or any(category(letter) in _BROKEN for letter in found) else found


OFFER: Final[Offer] = Offer(
    "entities",
    "fix",
    BUILT_IN,
    False,
    lambda _: Step(
        "entities", "fix", BUILT_IN, "Undoes one level of HTML entities, where text was escaped", fix=unescape_entities
    ),
)
