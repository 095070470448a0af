"""The `unicode` fix: mojibake, control characters, invisible leftovers, lone surrogates."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wxclean.filters.spacing import clean_spacing

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

SUMMARY = "Repairs mojibake, and takes out control, zero-width and bidi characters"

# Terminal escape sequences, whole: CSI, OSC and its like (also cut off), and two-character ones.
_ESCAPE_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|[@-Z\\^_0-9=>c])?"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]")
_C1 = re.compile("[\x80-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u206f]")
_MARKS = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
# ZWJ and ZWNJ mean something in emoji and in Arabic and Indic scripts; nowhere else.
_JOINER = re.compile("[\u200c\u200d]")
_JOINED = (
    r"[\u0590-\u0dff\u0f00-\u109f\u1780-\u18af"
    r"\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_LONE_JOINER = re.compile(rf"(?<!{_JOINED})[\u200c\u200d]+|[\u200c\u200d]+(?!{_JOINED})")

# ftfy's `badness` sees mojibake only where one of these characters stands, and of what it clears away besides,
# only C1 and U+FFFC get so far. No Chinese punctuation is among them: “ ” ‘ ’ — … · are mojibake only beside
# others. A test holds the class against ftfy's tables.
_MOJIBAKE_CLUE = re.compile(
    "[\x80-\x9f\xa2-\xa8\xaa\xac\xaf\xb1-\xb3\xb5\xb6\xb8-\xba\xbc-\xbe\xc0-\xd1\xd7-\xd9\xdc\xdd\xdf-\xf1\xf7\xfc"
    "\u0100-\u0107\u010c-\u0113\u0116-\u011b\u011e\u011f\u0122\u0123\u012a\u012b\u012f\u0130\u0136\u0137"
    "\u0139-\u013e\u0141-\u0143\u0145\u0147\u0152\u0153\u0155\u0158\u015a\u015b\u015e-\u0162\u0164\u0165\u016e"
    "\u0170\u0178-\u017e\u0192\u02c6\u02c7\u02d8\u02db\u02dc\u0392\u0393\u039e\u039f\u0402\u0412\u0413\u0420\u0421"
    "\u0490\u0491\u201a\u2020\u2021\u2030\u2044\u20a7\u20ac\u2116\u2202\u2206\u220f\u2211\u221a\u221e\u2229\u222b"
    "\u2248\u2260\u2261\u2264\u2265\u2310\u2502\u250c\u2510\u2518\u251c\u2524\u252c\u253c\u2550-\u256c\u2580\u2584"
    "\u2588\u258c\u2590-\u2593\u25ca\ufb01\ufb02\ufffc\ufffd]"
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
    """Return the text with mojibake put right by ftfy, set so that Chinese text survives it.

    What is repaired may hold invisible leftovers, and what they or odd spaces hid may be mojibake,
    too: so it goes on until there is nothing left to repair.
    """
    import ftfy

    while True:
        fixed = _C1.sub("", without_invisible(ftfy.fix_text(text, _config())))
        if fixed == text:
            spaced = clean_spacing(text).strip()
            if spaced == text or ftfy.fix_text(spaced, _config()) == spaced:
                return text
            fixed = spaced
        text = fixed


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
