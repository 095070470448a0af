"""The `unicode` fix: mojibake, control characters, invisible leftovers, lone surrogates."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

SUMMARY = "Repairs mojibake, and takes out control, zero-width and bidi characters"

# Terminal escape sequences, whole: CSI, OSC and its like (also cut off), and two-character ones.
_ESCAPE_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|[@-Z\\^_0-9=>c])?"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
# ZWJ and ZWNJ mean something in emoji and in Arabic and Indic scripts; nowhere else.
_JOINER = re.compile("[\u200c\u200d]")
_JOINED = r"[\u0590-\u0dff\u0f00-\u109f\u1780-\u18af\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
_LONE_JOINER = re.compile(rf"(?<!{_JOINED})[\u200c\u200d]+|[\u200c\u200d]+(?!{_JOINED})")

# Each way in which ftfy sees mojibake needs one of these characters (its `badness` tables and
# the byte sequences of its UTF-8 detector); a property test compares gate and ftfy.
_MOJIBAKE_CLUE = re.compile(
    "[\x80-\x9f\u00a1-\u00b6\u00b8-\u00bf\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u0192\u02c6\u02c7\u02d8-\u02dd"
    "\u0384-\u03ce\u0401-\u045f\u0490\u0491\u2020\u2021\u2030\u2044\u20a7\u20ac\u2116\u2122\u2202\u2206\u220f"
    "\u2211\u221a\u221e\u2229\u222b\u2248\u2260\u2261\u2264\u2265\u2310\u2320\u2321\u2502-\u256c\u2580-\u2593"
    "\u25ca\uf8ff\ufb01\ufb02\ufffd\u201a\u201e\u2039\u203a]"
)


def clean_unicode(text: str) -> str:
    """Repair one line; text that has nothing wrong comes back as it is.

    What stays on purpose: full-width punctuation and letters, curly quotes, ligatures and
    compatibility ideographs, entities, the joiner inside an emoji, private-use characters.
    """
    if not text.isprintable():
        text = without_invisible(text)
    if text.isascii() or not _MOJIBAKE_CLUE.search(text):
        return text
    return without_mojibake(text)


def without_invisible(text: str) -> str:
    """Return the text without control characters and invisible leftovers."""
    text = _SURROGATE.sub("\ufffd", text)
    text = _CONTROL.sub(_kept_c1, _ESCAPE_SEQUENCE.sub("", text))
    text = _ZERO_WIDTH.sub("", _BIDI.sub("", text))
    if _MARKS.search(text) and not _RIGHT_TO_LEFT.search(text):
        text = _MARKS.sub("", text)
    return _LONE_JOINER.sub("", text) if _JOINER.search(text) else text


def _kept_c1(match: re.Match[str]) -> str:
    """C1 controls are left for the mojibake repair, which can tell what they were."""
    return match[0] if "\x80" <= match[0] <= "\x9f" else ""


def without_mojibake(text: str) -> str:
    """Return the text with mojibake put right by ftfy, set so that Chinese text survives it."""
    import ftfy

    fixed = ftfy.fix_text(text, _config())
    return without_invisible(fixed) if fixed != text else _CONTROL.sub("", text)


@cache
def _config() -> TextFixerConfig:
    """Return ftfy's settings: its defaults turn ，！（） into ASCII and “ ” into straight quotes."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        remove_terminal_escapes=False,
        normalization=None,
        explain=False,
    )
