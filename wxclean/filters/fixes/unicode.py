"""The `unicode` fix: mojibake, control characters, invisible leftovers, lone surrogates."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from wxclean.filters.fixes.misread import SIGNS, read_rightly
from wxclean.filters.fixes.spacing import clean_spacing
from wxclean.filters.step import BUILT_IN, Offer, Step, offered
from wxclean.rare_pattern import rare
from wxclean.reading.lines.misread import MISREAD

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

# Whole terminal escape sequences: CSI, OSC and the like, and two-character ones. Of an OSC whose end is missing or far
# away, only the start is removed: what follows may be the whole article.
_ESCAPE_SEQUENCE: Final = rare(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]"
    r"|[\]PX^_](?:[^\x07\x1b\x9c]{0,2000}+(?:\x07|\x1b\\|\x9c)|(?:[0-9]{1,4};)?)"
    r"|[@-Z\\^_0-9=>c])?"
)
# No literal: one that holds half a character can't be compiled.
_SURROGATE: Final = rare(f"[{chr(0xD800)}-{chr(0xDFFF)}]")
_CONTROL: Final = rare("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]")
_C1: Final = re.compile("[\x80-\x9f]")
_BIDI: Final = rare("[\u202a-\u202e\u2066-\u206f]")
_DIRECTION: Final = rare("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT: Final = rare("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ZERO_WIDTH: Final = rare("[\u200b\u2060\ufeff]")
# ZWJ and ZWNJ have a meaning in emoji and in Arabic and Indic scripts, and nowhere else.
_JOINER: Final = rare("[\u200c\u200d]")
_JOINED: Final = (
    r"[\u0590-\u0dff\u0f00-\u109f\u1780-\u18af"
    r"\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_LONE_JOINER: Final = rare(rf"(?<!{_JOINED})[\u200c\u200d]+|[\u200c\u200d]+(?!{_JOINED})")

# ftfy's `badness` finds mojibake only where one of these characters stands; of what else ftfy removes, only C1 and
# U+FFFC get this far. Chinese punctuation isn't among them: “ ” ‘ ’ — … · are mojibake only beside others. A test
# compares the set with ftfy's data.
_CLUES: Final = (
    "[\x80-\x9f\xa2-\xa8\xaa\xac\xaf\xb1-\xb3\xb5\xb6\xb8-\xba\xbc-\xbe\xc0-\xd1\xd7-\xd9\xdc\xdd\xdf-\xf1\xf7\xfc"
    "\u0100-\u0107\u010c-\u0113\u0116-\u011b\u011e\u011f\u0122\u0123\u012a\u012b\u012f\u0130\u0136\u0137"
    "\u0139-\u013e\u0141-\u0143\u0145\u0147\u0152\u0153\u0155\u0158\u015a\u015b\u015e-\u0162\u0164\u0165\u016e"
    "\u0170\u0178-\u017e\u0192\u02c6\u02c7\u02d8\u02db\u02dc\u0392\u0393\u039e\u039f\u0402\u0412\u0413\u0420\u0421"
    "\u0490\u0491\u201a\u2020\u2021\u2030\u2044\u20a7\u20ac\u2116\u2202\u2206\u220f\u2211\u221a\u221e\u2229\u222b"
    "\u2248\u2260\u2261\u2264\u2265\u2310\u2502\u250c\u2510\u2518\u251c\u2524\u252c\u253c\u2550-\u256c\u2580\u2584"
    "\u2588\u258c\u2590-\u2593\u25ca\ufb01\ufb02\ufffc\ufffd]"
)
_MOJIBAKE_CLUE: Final = rare(_CLUES)
_NO_CLUE: Final = f"[^{_CLUES[1:]}"
# With a few exceptions, `badness` counts such a character only beside another one that it knows: it ignores a
# multiplication sign or an é among Chinese characters.
_BESIDE: Final = "[\xa0-\u0491\u2010-\u218f\u2200-\u2265\u2310\u2500-\u2593\u25ca\uf8ff\ufb01\ufb02\ufffc\ufffd]"
# It begins with the class of all first characters, which `re` looks for in a hundredth of the time.
_MOJIBAKE: Final = rare(
    rf"[{_CLUES[1:-1]}{_BESIDE[1:-1]}](?:(?<=[\x80-\x9f\ufffcŒœ])|(?<=[ÂÃ])\s|(?<={_CLUES}){_BESIDE}|{_CLUES})"
)
_CLASSES: Final = (_SURROGATE, _CONTROL, _BIDI, _DIRECTION, _ZERO_WIDTH, _JOINER)
_INVISIBLE: Final = rare(f"[{''.join(found.pattern[1:-1] for found in _CLASSES)}]")
MINDED: Final = rare(f"{_INVISIBLE.pattern[:-1]}{_CLUES[1:-1]}{MISREAD}]")
"""The characters without which a line needs no repair."""
# What `badness` looks at together, which is slow, is no longer than seven characters.
_FAR_FROM_CLUES: Final = rare(rf"({_NO_CLUE}{{7}}){_NO_CLUE}{{7,}}+(?<=({_NO_CLUE}{{7}}))")

# ftfy repairs a text once for each level of mojibake in it, and a hostile text has as many levels as characters: hardly
# anything is left of a piece of it. The end of a piece is carried over to the next one, since it may be the first half
# of a character; backwards, the beginning is carried over to the one before.
_PIECE: Final = rare(r".{1,256}(?:(?<=[0-9A-Za-z\u3000-\u9fff\uff00-\uffef])|(?=[\xc3-\xf4])|$)|.{1,256}", re.DOTALL)
_HEAD, _TAIL = rare(f"{_CLUES}{{1,8}}"), rare(f"{_CLUES}{{1,8}}$")
_PIECE_LENGTH, _MOST_SHRUNK = 256, 32
# A line that still changes after this many rounds was made to keep ftfy busy.
_MOST_ROUNDS: Final = 10
_MOST_LEVELS: Final = 16


def clean_unicode(text: str) -> str:
    """Repair one line; a line with nothing wrong comes back as it is.

    Kept on purpose: full-width punctuation and letters, curly quotes, ligatures and compatibility ideographs, entities,
    the joiner inside an emoji, private-use characters.
    """
    if not text.isprintable():
        text = without_invisible(text)
    if SIGNS.search(text):
        text = read_rightly(text)
    return without_mojibake(text) if may_be_mojibake(text) else text


def may_be_mojibake(text: str) -> bool:
    """Return whether ftfy could find mojibake in a line: a prefilter, without which ftfy would always be loaded."""
    return not text.isascii() and _MOJIBAKE_CLUE.search(text) is not None and _MOJIBAKE.search(text) is not None


def without_invisible(text: str) -> str:
    """Return the text without control characters and invisible leftovers."""
    if not _INVISIBLE.search(text):
        return text
    text = _SURROGATE.sub("\ufffd", text)
    text = _CONTROL.sub(_kept_c1, _ESCAPE_SEQUENCE.sub("", text))
    text = _ZERO_WIDTH.sub("", _BIDI.sub("", text))
    if _DIRECTION.search(text) and not _RIGHT_TO_LEFT.search(text):
        text = _DIRECTION.sub("", text)
    return _LONE_JOINER.sub("", text) if _JOINER.search(text) else text


def _kept_c1(match: re.Match[str]) -> str:
    """Return a C1 control as it is, since the mojibake repair can tell what it was; nothing for other controls."""
    return match[0] if "\x80" <= match[0] <= "\x9f" else ""


def without_mojibake(text: str) -> str:
    """Return the text with its mojibake repaired by ftfy, which is configured to leave Chinese text alone.

    Repaired text may hold invisible leftovers, and what they or odd spaces hid may be mojibake, too. So this repeats
    until there is nothing left to repair.
    """
    right = read_rightly(text)
    if right == text:
        plain = _C1.sub("", text)
        settled = _settled(text)
        if settled is None and plain != text:
            settled = _settled(plain)
        settled = plain if settled is None else settled
        spaced = clean_spacing(settled).strip()
        right = read_rightly(spaced)
        if right == spaced:
            return settled
    return clean_unicode(right)


def _settled(text: str) -> str | None:
    """Return the text once there is nothing left to repair; None if there always is."""
    for _ in range(_MOST_ROUNDS):
        fixed = _C1.sub("", without_invisible(_repaired(text)))
        if fixed == text:
            spaced = clean_spacing(text).strip()
            if spaced == text or _repaired(spaced) == spaced:
                return text
            fixed = spaced
        text = fixed
    return None


def _repaired(text: str) -> str:
    """Return ftfy's repair of a text, in time that is linear in its length.

    A long line goes to ftfy in pieces first, and as a whole only if no piece of it was made to keep ftfy busy.
    """
    from ftfy import fix_text
    from ftfy.badness import is_bad

    if not is_bad(_FAR_FROM_CLUES.sub(r"\1\2", text)) and "\ufffc" not in text:
        return text
    if len(text) > _PIECE_LENGTH:
        for backwards in (False, True):
            fixed, endless = _repaired_in_pieces(text, backwards=backwards)
            if endless:
                return fixed
        return _repaired_level_by_level(text)
    return fix_text(text, _config())


def _repaired_level_by_level(text: str) -> str:
    """Return ftfy's repair of a text, or the text as it is if that takes more levels than mojibake has."""
    import ftfy
    from ftfy.fixes import fix_c1_controls, fix_surrogates, remove_control_chars

    # ftfy's own loop has no limit, so call the function that it repeats; a release without that must do with the loop.
    repair_once: Any = getattr(ftfy, "_fix_encoding_one_step_and_explain", None)
    if repair_once is None:
        return ftfy.fix_text(text, _config())
    fixed = text
    for _ in range(_MOST_LEVELS):
        before = fixed
        fixed = repair_once(before, _config())[0]
        if fixed == before:
            fixed = remove_control_chars(fix_surrogates(fix_c1_controls(before)))
        if fixed == before:
            return fixed
    return text


def _repaired_in_pieces(text: str, *, backwards: bool) -> tuple[str, bool]:
    """Return a text repaired piece by piece, and whether hardly anything was left of one piece."""
    from ftfy import fix_text

    pieces = _PIECE.findall(text)
    done: list[str] = []
    edge, endless = "", False
    for piece in reversed(pieces) if backwards else pieces:
        fixed = before = piece + edge if backwards else edge + piece
        if _MOJIBAKE_CLUE.search(before):
            fixed = fix_text(before, _config())
            endless |= len(fixed) * _MOST_SHRUNK < len(before)
        found = _HEAD.match(fixed) if backwards else _TAIL.search(fixed, max(0, len(fixed) - 8))
        edge = found[0] if found else ""
        done.append(fixed[len(edge) :] if backwards else fixed[: len(fixed) - len(edge)])
    done.append(edge)
    return "".join(reversed(done) if backwards else done), endless


@cache
def _config() -> TextFixerConfig:
    """Return ftfy's settings; its defaults turn ，！（） into ASCII and “ ” into straight quotes."""
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


OFFER: Final[Offer] = offered(
    Step(
        "unicode",
        "fix",
        BUILT_IN,
        "Repairs mojibake, and takes out control, zero-width and bidi characters",
        fix=clean_unicode,
        minds=MINDED,
    )
)
