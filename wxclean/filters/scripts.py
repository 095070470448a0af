"""The `scripts` filter: inline JavaScript and CSS that a dump caught together with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wxclean.document import Document, Edit, Line

NAME = "scripts"
SUMMARY = "Drops inline JavaScript and CSS of the page, whole or cut; code of the article stays"

# Only the page's own code says these; an article's listing does not.
SIGNATURES = (
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
    "window.__wxWebEnv",
    "window.WX_BJ_REPORT",
    "#js_content{",
    ".rich_media_",
    "#activity-detail",
)
_OPENERS = frozenset(("(function(){", "(function () {", "!function(){", "try{", "try {", "{"))
_CODE_LINE = re.compile(
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
_CJK = re.compile("[\u3400-\u9fff]")
# A statement or a member that holds Chinese text ends like this.
_CODE_END = re.compile(r"""(?:['"`]\s*[;,)}\]]*|[;{}(),\[\]])$""")
# A line amid code that doesn't read as code (`default:`) is no longer than this, in characters.
_LONGEST_BREAK = 40


def script_edits(document: Document) -> Iterator[Edit]:
    """Yield a drop for each line of the page's own inline code.

    A script starts at a line with one of the page's own names (`first_sceen__time`,
    `getElementById('js_content')`, …) and ends where its brackets are closed and a line doesn't
    read as code. All code above the page's first words goes, where it has such a line.
    """
    lines = document.lines
    starts = [place for place, line in enumerate(lines) if _is_signed(line.text)]
    if not starts:
        return
    done = 0
    above = _end_of_code(lines, 0)
    if starts[0] < above:
        yield from _drops(lines[:above])
        done = above
    for start in starts:
        if start >= done:
            first = start - (start > done and lines[start - 1].text in _OPENERS)
            done = _end_of_code(lines, start)
            yield from _drops(lines[first:done])


def _drops(lines: Sequence[Line]) -> Iterator[Edit]:
    for line in lines:
        yield Edit(line.number, "drop", NAME, "inline-script", span=line.span)


def _is_signed(text: str) -> bool:
    return text.isascii() and any(signature in text for signature in SIGNATURES)


def _end_of_code(lines: Sequence[Line], start: int) -> int:
    """Return one past the last line of the code that begins at `start`, signed or reading as code."""
    end, depth, unlike = start, 0, 0
    for place in range(start, len(lines)):
        text = lines[place].text
        if reads_as_code(text) or _is_signed(text):
            end, unlike = place + 1, 0
        elif unlike == (2 if depth > 0 else 1) or len(text) > _LONGEST_BREAK or _reads_as_prose(text):
            break
        else:
            unlike += 1
        depth += text.count("{") + text.count("(") - text.count("}") - text.count(")")
    return end


def reads_as_code(text: str) -> bool:
    """Return whether a line reads as JavaScript or CSS, Chinese strings in it included."""
    return _CODE_LINE.match(text) is not None and not _reads_as_prose(text)


def _reads_as_prose(text: str) -> bool:
    """Return whether a line is Chinese text rather than code that holds some."""
    if text.isascii() or _CODE_END.search(text):
        return False
    return len(_CJK.findall(text)) * 3 > len(text)
