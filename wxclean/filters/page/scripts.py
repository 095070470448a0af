"""The `scripts` filter: inline JavaScript and CSS that a dump caught along with the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import repeat
from typing import Final

from wxclean.document import Document, Edit
from wxclean.edits import drops
from wxclean.errors import NeedsWholePageError
from wxclean.filters.page.all_code import cut_around_words
from wxclean.filters.page.fenced_divs import is_fenced, without_elements
from wxclean.filters.page.signatures import CODE_ENDS, HEAD_SIGNATURES, SIGNATURES, has_signature, signed_lines
from wxclean.filters.step import BUILT_IN, Offer, Step, offered
from wxclean.rare_pattern import rare
from wxclean.rules.line_cache import LONGEST_CACHED, LineCache

NAME: Final = "scripts"

_OPENERS: Final = frozenset(("(function(){", "(function () {", "!function(){", "try{", "try {", "{", "//<![CDATA["))
# Lines of code are told by how they begin or end, by an operator, by an assignment, or by their whole form.
_CODE_STARTS: Final = (")", "}", "]", "//", "/*")
_OPERATOR: Final = re.compile(r"&&|\|\||=[>=]|\+=")
_ASSIGNMENT: Final = rare(r"""[\w)\]]\s*=\s*[\w'"({\[!/]""")
_CODE_LINE: Final = rare(
    r"""^(?:
        [{}()\[\];,]+
      | (?:var|let|const|function|if|else|for|while|return|try|catch|switch|case|break|document|window)\b.*
      | \*/ | \*\s.*
      | [.#@]?[\w-]+(?:\s*[,>+~:.#]\s*[\w-]+)*\s*[{,]
      | [\w-]+\s*:\s*[^，。！？]+[;,]
      | ['"]?[\w$-]+['"]?\s*:\s*(?:[\[{'"!\d].*|true|false|null|function\b.*|[\w$.]+,?)
    )$""",
    re.VERBOSE,
)
# A line longer than this, in characters, may be a whole page that was collapsed, with paragraphs between its scripts.
_LONGEST_CODE: Final = 1000
_PARAGRAPH_LETTER: Final = "[\u3001\u3002\u3400-\u9fff\uff01-\uff1f“”]"
# A search goes at once to a first letter that is given by itself.
_PARAGRAPH_INSIDE: Final = rare(f"{_PARAGRAPH_LETTER}{_PARAGRAPH_LETTER}{{39}}")
_ASCII: Final = re.compile("[ -~]")
_CJK: Final = rare("[\u3400-\u9fff]+")
# The end of a statement or a member that contains Chinese text.
_CODE_END: Final = re.compile(r"""(?:['"`]\s*[;,)}\]]*|[;{}(),\[\]])$""")
_CODE_TEXT: Final = rare("""['"`][^'"`]*[\u3400-\u9fff]|//|/\\*""")
FIRST_WORDS: Final = "var first_sceen__time"
"""The beginning of the script below an article, on pages from 2018 to today."""

_BELOW_ARTICLE: Final = (FIRST_WORDS, "var first_screen__time", "window.first_sceen__time", "window.first_screen__time")
# Below an article there are names and titles but no paragraphs, so all text is shorter than this, in characters.
_PARAGRAPH: Final = 65
# The most lines of text above the code that stands above a page's first words: the title.
_ABOVE_HEAD: Final = 1

# A text on so few lines may be a page that was collapsed with all of its code.
_FEW: Final = 4
# The longest line within code that doesn't read as code (`default:`), in characters.
_LONGEST_BREAK: Final = 40
# The kinds of lines, a byte for each, so that regular expressions find scripts in a page: not looked at yet, text,
# something short that may stand within code, code, code with a signature, and, below the article, what may be code.
_UNREAD, _TEXT, _BREAK, _CODE, _SIGNED, _MAYBE = b"utbcsm"
_OF_TEXT: Final = (_TEXT, _BREAK)
_CODE_RUN: Final = re.compile(rb"(?:b?[cs])*")
_TAIL_RUN: Final = re.compile(rb"[csm]+(?:b[csm]+)*")
# What an ASCII line between lines of code below the article contains if it may be code.
_CODE_PUNCTUATION: Final = re.compile(r"""[()\[\]{}'"=]|: """)
# The signs of which a code block has a line above it and below it in Markdown, and the fewest of them.
_FENCES: Final = "`~"
_SHORTEST_FENCE: Final = 3
_cached_kinds: LineCache[int] = LineCache()


def cut_scripts(document: Document) -> tuple[list[Edit], Document]:
    """Return drops for the lines of the page's own inline code above the ending, and the document without them.

    A script starts at a line with one of the page's own names (`first_sceen__time`, `getElementById('js_content')`, …)
    and ends before two lines in a row that don't read as code, or one that is text. All code above the page's first
    words is dropped if it contains such a line, and so is code between two scripts.

    Raises:
        NeedsWholePageError: a script in the document could go on in its ending.
    """
    if document.below is not None:
        _check_above_ending(document.texts)
        return [], document
    edits: list[Edit] = []
    if is_fenced(document.texts):
        edits, document = without_elements(document, NAME)
    signed = _outside_fences(document.texts, signed_lines(document.texts))
    if signed or len(document.texts) <= _FEW:
        code, document = cut_around_words(document, NAME, SIGNATURES)
        edits += code
        signed = _outside_fences(document.texts, signed_lines(document.texts)) if code else signed
    found = _scripts(document.texts, signed)
    for first, end in found:
        rules = repeat("inline-script", end - first)
        edits += drops(NAME, document.numbers[first:end], rules, document.spans[first:end])
    left = document.without(found)
    left.coded = left.coded or document.coded
    return edits, left


def _check_above_ending(texts: list[str]) -> None:
    if len(texts) <= _ABOVE_HEAD or is_fenced(texts) or _opening(texts, 0, len(texts)) < len(texts):
        raise NeedsWholePageError
    if signed_lines(texts) or any(reads_as_code(text) for text in texts[: _ABOVE_HEAD + 1]):
        raise NeedsWholePageError


def _outside_fences(texts: list[str], signed: list[int]) -> list[int]:
    """Return the places of signed lines that stand in no code block of the article: it may be about such pages."""
    edges = _edges_of_fences(texts) if signed else []
    return [place for place in signed if bisect_left(edges, place) % 2 == 0] if edges else signed


def _edges_of_fences(texts: list[str]) -> list[int]:
    """Return the places where code blocks begin and end, in turn. One ends with at least the signs it began with."""
    edges: list[int] = []
    opened = ""
    for place, text in enumerate(texts):
        if text[0] not in _FENCES or not text.startswith(text[0] * _SHORTEST_FENCE):
            continue
        words = text.lstrip(text[0])
        fence = text[: len(text) - len(words)]
        if not opened and text[0] not in words:
            opened = fence
        elif opened and not words and fence.startswith(opened):
            opened = ""
        else:
            continue
        edges.append(place)
    return edges[:-1] if opened else edges


def _scripts(texts: list[str], signed: list[int]) -> list[tuple[int, int]]:
    """Return the first places and ends of the page's scripts; each has a signed line."""
    found: list[tuple[int, int]] = []
    if not signed:
        return found
    kinds = _kinds(texts, signed)
    done, start = 0, signed[0]
    tail = _tail(texts, kinds, start)
    while 0 <= start < tail:
        first = _opening(texts, done, start)
        if found and _is_all_code(texts[done:start]):
            first = found.pop()[0]
        else:
            first = _top(texts, kinds, range(done, first), start)
        done = _end_of_code(texts, kinds, start)
        found.append((first, done))
        start = kinds.find(_SIGNED, done)
    below = _scripts_below(kinds, max(tail, done))
    if below:
        below[0] = (_opening(texts, done, below[0][0]), below[0][1])
    return found + below


def _opening(texts: list[str], done: int, start: int) -> int:
    """Return the first line of the blocks in which the line at `start` stands, or that line; none is above `done`.

    Upwards, a block's first line is one in which more brackets are opened than are closed below it.
    """
    first, depth = start, 0
    for place in range(start - 1, done - 1, -1):
        text = texts[place]
        if text in _OPENERS:
            first = place
        elif text[-1] not in CODE_ENDS.members or not reads_as_code(text):  # most articles' last lines cost nothing
            break
        depth += text.count("{") - text.count("}")
        if depth > 0:
            first, depth = place, 0
    return first


def _top(texts: list[str], kinds: bytearray, above: range, start: int) -> int:
    """Return where the script signed at `start` begins: with all code above the page's first words or its title, if
    any.

    `above` are the places between it and the script before it.
    """
    for top in above[: _ABOVE_HEAD + 1]:
        of_head = top == 0 or any(signature in texts[start] for signature in HEAD_SIGNATURES)
        if of_head and reads_as_code(texts[top]) and _end_of_code(texts, kinds, top) > start:
            return top
    return above.stop


def _scripts_below(kinds: bytearray, start: int) -> list[tuple[int, int]]:
    """Return the first places and ends of all code from `start`, where line kinds are known, with what is inside it."""
    runs = [run.span() for run in _TAIL_RUN.finditer(kinds, start)]
    return [run for run in runs if not {_CODE, _SIGNED}.isdisjoint(kinds[slice(*run)])]


def _tail(texts: list[str], kinds: bytearray, start: int) -> int:
    """Return where the page's own script below the article's last paragraph begins; kinds of lines below it are set.

    `start` is the place of the first signed line.
    """
    place = _next_tail(texts, kinds, start)
    if place == len(texts):
        return place
    last = place
    for below in range(place, len(texts)):
        if kinds[below] == _UNREAD:
            kinds[below] = _kind(texts[below])
        if kinds[below] not in _OF_TEXT:
            continue
        if len(texts[below]) >= _PARAGRAPH and _reads_as_prose(texts[below]):
            last = below
        if texts[below].isascii() and _CODE_PUNCTUATION.search(texts[below]):
            kinds[below] = _MAYBE
    return _next_tail(texts, kinds, last)


def _next_tail(texts: list[str], kinds: bytearray, start: int) -> int:
    """Return the place of the first line from `start` with which a script below an article begins."""
    place = kinds.find(_SIGNED, start)
    while place >= 0 and not texts[place].startswith(_BELOW_ARTICLE):
        place = kinds.find(_SIGNED, place + 1)
    return place if place >= 0 else len(texts)


def _kinds(texts: list[str], signed: list[int]) -> bytearray:
    """Return the kind of each line, as far as it is known, or that it is one of the signed ones."""
    kinds = bytearray(map(_cached_kinds.get, texts, repeat(_UNREAD)))
    for place in signed:
        kinds[place] = _cached_kinds.keep(texts[place], _SIGNED)
    return kinds


def _end_of_code(texts: list[str], kinds: bytearray, start: int) -> int:
    """Return the place after the last line of the code that begins at `start`, signed or reading as code."""
    end = start
    while True:
        end = _CODE_RUN.match(kinds, end).end()  # type: ignore[union-attr]
        place = kinds.find(_UNREAD, end, end + 2)
        if place < 0 or (place > end and kinds[end] != _BREAK):
            return end
        kinds[place] = _kind(texts[place])


def _kind(text: str) -> int:
    """Return the kind of a line without a signature at its end, and cache it for later pages."""
    if reads_as_code(text) or has_signature(text):
        return _cached_kinds.keep(text, _CODE)
    return _cached_kinds.keep(text, _TEXT if len(text) > _LONGEST_BREAK or _reads_as_prose(text) else _BREAK)


def _is_all_code(texts: list[str]) -> bool:
    """Return whether lines between two scripts belong to them: most read as code, and none is text."""
    code = sum(map(reads_as_code, texts))
    return code * 2 >= len(texts) and not any(map(_reads_as_prose, texts))


def reads_as_code(text: str) -> bool:
    """Return whether a line reads as JavaScript or CSS, including any Chinese strings in it."""
    return _is_code_cached(text) if len(text) <= LONGEST_CACHED else _is_code(text)


def _is_code(text: str) -> bool:
    if text.isascii():
        return _has_form_of_code(text)
    if not _ASCII.search(text) or (len(text) > _LONGEST_CODE and _PARAGRAPH_INSIDE.search(text)):
        return False
    return _has_form_of_code(text) and not _reads_as_prose(text)


def _has_form_of_code(text: str) -> bool:
    if text[-1] in ";{}" or text.startswith(_CODE_STARTS) or _OPERATOR.search(text):
        return True
    return ("=" in text and _ASSIGNMENT.search(text) is not None) or _CODE_LINE.match(text) is not None


# Pages repeat the same lines of code.
_is_code_cached = lru_cache(maxsize=2048)(_is_code)


def _reads_as_prose(text: str) -> bool:
    """Return whether a line is Chinese text rather than code with Chinese in it."""
    if text.isascii() or (_CODE_END.search(text) and _CODE_TEXT.search(text)):
        return False
    return sum(map(len, _CJK.findall(text))) * 3 > len(text)


OFFER: Final[Offer] = offered(
    Step(
        NAME,
        "filter",
        BUILT_IN,
        "Drops inline JavaScript and CSS of the page, whole or cut; code of the article stays",
        cut=cut_scripts,
    )
)
