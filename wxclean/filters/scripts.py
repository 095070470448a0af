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
    "window.logs.pagetime",
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
      | .*(?:&&|\|\||=>|\+=|==).*
      | [)}\]].*
    )$""",
    re.VERBOSE,
)
_CJK = re.compile("[\u3400-\u9fff]")


def script_edits(document: Document) -> Iterator[Edit]:
    """Yield a drop for each line of the page's own inline code.

    A script starts at a line with one of the page's own names (`first_sceen__time`,
    `getElementById('js_content')`, …) and ends where its brackets are closed and a line doesn't
    read as code.
    """
    lines = document.lines
    starts = [place for place, line in enumerate(lines) if _is_signed(line.text)]
    done = 0
    for start in starts:
        if start < done:
            continue
        first, done = _extent(lines, start, done)
        for line in lines[first:done]:
            yield Edit(line.number, "drop", NAME, "inline-script", span=line.span)


def _is_signed(text: str) -> bool:
    return text.isascii() and any(signature in text for signature in SIGNATURES)


def _extent(lines: Sequence[Line], start: int, floor: int) -> tuple[int, int]:
    """Return first and one past last of the lines of a script that a signed line shows."""
    first = start
    while first > floor and lines[first - 1].text in _OPENERS:
        first -= 1
    end, depth = start, 0
    while end < len(lines):
        text = lines[end].text
        if end > start and depth <= 0 and not _reads_as_code(text):
            break
        if depth > 0 and _reads_as_prose(text):
            break
        depth += text.count("{") + text.count("(") - text.count("}") - text.count(")")
        end += 1
    return first, end


def _reads_as_code(text: str) -> bool:
    return _CODE_LINE.match(text) is not None and not _reads_as_prose(text)


def _reads_as_prose(text: str) -> bool:
    """Return whether a line is Chinese text rather than code that holds some."""
    letters = len(_CJK.findall(text))
    return letters * 3 > len(text)
