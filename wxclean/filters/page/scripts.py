"""The `scripts` filter: inline JavaScript and CSS that a dump caught together with the text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import repeat
from typing import Final

from wxclean.document import Document, Edit, Span
from wxclean.edits import drops
from wxclean.errors import NeedsWholePageError
from wxclean.filters.step import BUILT_IN, Step, offered
from wxclean.reading.lines.characters import Letters, lines_ending
from wxclean.rules.line_cache import LONGEST_CACHED, LineCache

NAME: Final = "scripts"

# What the scripts say that stand above the page's first words, its title aside.
_HEAD_SIGNATURES: Final = (
    "window.__allowLoadResFromMp",
    "page_begintime",
    "window.__moon_report_uin",
    "window.no_moon_ls",
    "window.isInWeixinApp",
    "write_sceen_time",
    ".rich_media_",
)
# Only the page's own code says these; an article's listing does not.
SIGNATURES: Final = (
    *_HEAD_SIGNATURES,
    "first_sceen__time",
    "first_screen__time",
    "getElementById('js_content')",
    'getElementById("js_content")',
    "(iPhone|iPad|iPod|iOS)/i.test(navigator.userAgent)",
    'indexOf("WindowsWechat")',
    "indexOf('WindowsWechat')",
    "/mmbizwap/",
    "__moon_initcallback",
    "window.__second_open__",
    "window.logs",
    "window.__QMTPL_SSR_DATA__",
    "window.__wxWebEnv",
    "window.WX_BJ_REPORT",
)
_CODE_ENDS: Final = Letters(";{}(),'\"")
_OPENERS: Final = frozenset(("(function(){", "(function () {", "!function(){", "try{", "try {", "{"))
_CODE_LINE: Final = re.compile(
    r"""^(?:
        [{}()\[\];,]+
      | .*[;{}]
      | .*[\w)\]]\s*=\s*[\w'"({\[!/].*
      | (?:var|let|const|function|if|else|for|while|return|try|catch|switch|case|break|document|window)\b.*
      | //.* | /\*.* | \*/ | \*\s.*
      | [.#@]?[\w-]+(?:\s*[,>+~:.#]\s*[\w-]+)*\s*[{,]
      | [\w-]+\s*:\s*[^，。！？]+[;,]
      | ['"]?[\w$-]+['"]?\s*:\s*(?:[\[{'"!\d].*|true|false|null|function\b.*|[\w$.]+,?)
      | .*(?:&&|\|\||=>|\+=|==).*
      | [)}\]].*
    )$""",
    re.VERBOSE,
)
_ASCII: Final = re.compile("[ -~]")
_CJK: Final = re.compile("[\u3400-\u9fff]")
# A statement or a member that holds Chinese text ends like this.
_CODE_END: Final = re.compile(r"""(?:['"`]\s*[;,)}\]]*|[;{}(),\[\]])$""")
_CODE_TEXT: Final = re.compile("""['"`][^'"`]*[\u3400-\u9fff]|//|/\\*""")
FIRST_WORDS: Final = "var first_sceen__time"
"""How the script below an article begins, on pages of 2018 to today."""

_BELOW_ARTICLE: Final = (FIRST_WORDS, "var first_screen__time", "window.first_sceen__time", "window.first_screen__time")
# Text below an article is shorter than this, in characters: there are names and titles, and no paragraphs.
_PARAGRAPH: Final = 65
# So many lines of text may stand above the code above a page's first words: the title.
_ABOVE_HEAD: Final = 1

# A line amid code that doesn't read as code (`default:`) is no longer than this, in characters.
_LONGEST_BREAK: Final = 40
# How a line reads, one byte for each, so that a page is a word in which scripts are found: not looked at yet,
# text, something short that may stand amid code, code, what only the page's own code says, and, below the article,
# what may be code.
_UNREAD, _TEXT, _BREAK, _CODE, _SIGNED, _MAYBE = b"utbcsm"
_OF_TEXT: Final = (_TEXT, _BREAK)
_CODE_RUN: Final = re.compile(rb"(?:b?[cs])*")
_TAIL_RUN: Final = re.compile(rb"[csm]+(?:b[csm]+)*")
# What in a line of letters alone may be of a script, between lines of code below the article.
_MARKS: Final = re.compile(r"""[()\[\]{}'"=]|: """)
_known: LineCache[int] = LineCache()


def cut_scripts(document: Document) -> tuple[list[Edit], Document]:
    """Return a drop for each line of the page's own inline code above the ending, and the document without them.

    A script starts at a line with one of the page's own names (`first_sceen__time`,
    `getElementById('js_content')`, …) and ends where two lines in a row don't read as code, or one
    that is text. All code above the page's first words goes, where it has such a line, and so
    does code between two scripts.

    Raises:
        NeedsWholePageError: a script of the document could go on in its ending.
    """
    if document.below is not None:
        _check_above_ending(document.texts)
        return [], document
    edits: list[Edit] = []
    found = _scripts(document.texts)
    for first, end in found:
        rules = repeat("inline-script", end - first)
        edits += drops(NAME, document.numbers[first:end], rules, document.spans[first:end])
    return edits, document.without(found)


def _check_above_ending(texts: list[str]) -> None:
    if len(texts) <= _ABOVE_HEAD or texts[-1] in _OPENERS:
        raise NeedsWholePageError
    if any(_has_signature(texts[place]) for place in lines_ending(texts, _CODE_ENDS)):
        raise NeedsWholePageError
    if any(reads_as_code(text) for text in texts[: _ABOVE_HEAD + 1]):
        raise NeedsWholePageError


def scripts_inside(text: str, start: int, end: int) -> list[Span]:
    """Return where in a part of a collapsed page's line scripts stand: from first words to last bracket."""
    found = []
    first = text.find(FIRST_WORDS, start, end)
    while first >= 0:
        words = _CJK.search(text, first, end)
        last = max(text.rfind(mark, first, words.start() if words else end) for mark in ";}") + 1
        if last > first:
            found.append(Span(first, last))
        first = text.find(FIRST_WORDS, max(last, first + 1), end)
    return found


def _scripts(texts: list[str]) -> list[tuple[int, int]]:
    """Return first places and ends of the page's scripts."""
    found: list[tuple[int, int]] = []
    ends = lines_ending(texts, _CODE_ENDS)
    if not ends:
        return found
    readings = _readings(texts, ends)
    done, start = 0, readings.find(_SIGNED)
    if start < 0:
        return found
    tail = _tail(texts, readings, start)
    while 0 <= start < tail:
        first = start - (start > done and texts[start - 1] in _OPENERS)
        if found and _is_all_code(texts[done:start]):
            first = found.pop()[0]
        else:
            first = _top(texts, readings, range(done, first), start)
        done = _end_of_code(texts, readings, start)
        found.append((first, done))
        start = readings.find(_SIGNED, done)
    return found + _scripts_below(readings, max(tail, done))


def _top(texts: list[str], readings: bytearray, above: range, start: int) -> int:
    """Return where a script begins that is signed at `start`: with all code above the page's first words or its title.

    `above` are the places below the script before it.
    """
    for top in above[: _ABOVE_HEAD + 1]:
        of_head = top == 0 or any(signature in texts[start] for signature in _HEAD_SIGNATURES)
        if of_head and reads_as_code(texts[top]) and _end_of_code(texts, readings, top) > start:
            return top
    return above.stop


def _scripts_below(readings: bytearray, start: int) -> list[tuple[int, int]]:
    """Return first places and ends of all code from `start`, where the lines were read, and of what stands amid it."""
    runs = [run.span() for run in _TAIL_RUN.finditer(readings, start)]
    return [run for run in runs if not {_CODE, _SIGNED}.isdisjoint(readings[slice(*run)])]


def _tail(texts: list[str], readings: bytearray, start: int) -> int:
    """Return where below an article's last paragraph its page's own script begins, the lines below it read.

    `start` is the place of the first signed line.
    """
    place = _next_tail(texts, readings, start)
    if place == len(texts):
        return place
    last = place
    for below in range(place, len(texts)):
        if readings[below] == _UNREAD:
            readings[below] = _reading(texts[below])
        if readings[below] not in _OF_TEXT:
            continue
        if len(texts[below]) >= _PARAGRAPH and _reads_as_prose(texts[below]):
            last = below
        if texts[below].isascii() and _MARKS.search(texts[below]):
            readings[below] = _MAYBE
    return _next_tail(texts, readings, last)


def _next_tail(texts: list[str], readings: bytearray, start: int) -> int:
    """Return the place of the first line from `start` with which a script below an article begins."""
    place = readings.find(_SIGNED, start)
    while place >= 0 and not texts[place].startswith(_BELOW_ARTICLE):
        place = readings.find(_SIGNED, place + 1)
    return place if place >= 0 else len(texts)


def _readings(texts: list[str], ends: list[int]) -> bytearray:
    """Return one byte for each line: how it reads, as far as that is known, and whether it has a signature.

    `ends` are the places of the lines that end as code does.
    """
    readings = bytearray(map(_known.get, texts, repeat(_UNREAD)))
    for place in ends:
        if readings[place] == _UNREAD and _has_signature(texts[place]):
            readings[place] = _known.keep(texts[place], _SIGNED)
    return readings


def _end_of_code(texts: list[str], readings: bytearray, start: int) -> int:
    """Return one past the last line of the code that begins at `start`, signed or reading as code."""
    while True:
        end = _CODE_RUN.match(readings, start).end()  # type: ignore[union-attr]
        place = readings.find(_UNREAD, end, end + 2)
        if place < 0 or (place > end and readings[end] != _BREAK):
            return end
        readings[place] = _reading(texts[place])


def _reading(text: str) -> int:
    """Return how a line without a signature at its end reads, which is kept for later pages."""
    if reads_as_code(text) or _has_signature(text):
        return _known.keep(text, _CODE)
    return _known.keep(text, _TEXT if len(text) > _LONGEST_BREAK or _reads_as_prose(text) else _BREAK)


def _is_all_code(texts: list[str]) -> bool:
    """Return whether lines between two scripts belong to them: most read as code, and none is text."""
    code = sum(map(reads_as_code, texts))
    return code * 2 >= len(texts) and not any(map(_reads_as_prose, texts))


def _has_signature(text: str) -> bool:
    return text.isascii() and any(signature in text for signature in SIGNATURES)


def reads_as_code(text: str) -> bool:
    """Return whether a line reads as JavaScript or CSS, Chinese strings in it included."""
    return _remembered_code(text) if len(text) <= LONGEST_CACHED else _is_code(text)


def _is_code(text: str) -> bool:
    if text[-1] in ";{}" and text.isascii():
        return True
    if not _ASCII.search(text):
        return False
    return _CODE_LINE.match(text) is not None and not _reads_as_prose(text)


# Pages bring the same lines of code again and again.
_remembered_code = lru_cache(maxsize=2048)(_is_code)


def _reads_as_prose(text: str) -> bool:
    """Return whether a line is Chinese text rather than code that holds some."""
    if text.isascii() or (_CODE_END.search(text) and _CODE_TEXT.search(text)):
        return False
    return len(_CJK.findall(text)) * 3 > len(text)


OFFER: Final = offered(
    Step(
        NAME,
        "filter",
        BUILT_IN,
        "Drops inline JavaScript and CSS of the page, whole or cut; code of the article stays",
        cut=cut_scripts,
    )
)
