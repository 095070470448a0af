r"""Unwrapping: from decoded text to its records, unescaped but never evaluated.

Text comes in; a `Record` for each article goes out. Begin with `unwrap`, which tries `quoted.py` (`text:'…'`, or a
string alone), `json_or_repr.py` (JSON, JSON Lines and Python reprs, whole or cut off), `wet.py` (texts of a web
archive), `program_notation.py` (data in a call or an assignment) and `mysql.py` (rows as its client prints them);
anything else is plain text.
What JSON holds goes on in `document_records.py`: `find_texts.py` says which members are texts, by `names.py` or
`likely_text.py`; `paragraphs.py` joins a text in pieces, and `surroundings.py` deals out what else is said.
One level is taken off: a payload that is itself a wrapper stays. Only literal `\n` in a text without real line breaks
are unescaped once more.
"""

from __future__ import annotations

import re
from typing import Final

from wxclean.reading.unwrap.escapes import with_plain_breaks
from wxclean.reading.unwrap.literals import OPENER
from wxclean.reading.unwrap.quoted import quoted_records
from wxclean.reading.unwrap.record import record_of
from wxclean.result import Record

__all__ = ["unwrap"]

# A form feed ends a page, and so a line; a vertical tab is a line break of Word's.
_PAGE_OR_LINE_END: Final = re.compile(r"(?<=[^\n])[\f\v](?=[^\n])")
# Unicode's own signs for the end of a line and of a paragraph: beside more line breaks they are an editor's leavings.
_SEPARATORS: Final = re.compile("[\u2028\u2029]")
_BRACKET: Final = re.compile(r"[\s\ufeff]*+[{\[(]")
_PROGRAM: Final = re.compile(
    r"""[\s\ufeff]*+(?:/\*|typeof\s|array\s?\(|export\s++default\s|[A-Za-z_$][\w$.\[\]'" -]{0,200}?[=(]\s*+[{\[<"'])"""
)
_WARC: Final = re.compile(r"[\s\ufeff]*+WARC/\d")
_STARS: Final = re.compile(r"[\s\ufeff]*+\*{10}")
# This goes from one backslash to the next, in a third of the time of `in`.
_LITERAL_BREAK: Final = re.compile(r"\\(?=n)")


def unwrap(text: str, *, field: str | None = None) -> list[Record]:
    r"""Return the records in a text; a text without a wrapper is one record, unchanged.

    Payloads have `\n` as their only line break. The time is linear in the length of the text, whatever it holds.

    Args:
        text: a decoded dump.
        field: the name of the member of an object that is the text, or a path to it, as in `find_texts`.

    Raises:
        NoTextError: the text is made of objects, and it can't be told which member is the text.
    """
    text = with_plain_breaks(text)
    records, warning = None, None
    if opener := OPENER.match(text):
        records = _json_string(text, opener) or quoted_records(text, opener, field)
    elif _BRACKET.match(text):
        from wxclean.reading.unwrap.json_or_repr import structured_records

        records = structured_records(text, field)
    elif _WARC.match(text):
        from wxclean.reading.unwrap.wet import wet_records

        records = wet_records(text)
    elif _PROGRAM.match(text):
        from wxclean.reading.unwrap.program_notation import program_records

        records, warning = program_records(text, field)
    elif _STARS.match(text) or ("\\" in text and _LITERAL_BREAK.search(text)):
        from wxclean.reading.unwrap.mysql import mysql_records

        records, warning = mysql_records(text, field)
    return records or [record_of(_with_breaks(text), "plain", warnings=(warning,))]


def _with_breaks(text: str) -> str:
    """Return a plain text with all that ends a line in it as line breaks."""
    if "\f" in text or "\v" in text:
        text = _PAGE_OR_LINE_END.sub("\n", text)
    if ("\u2028" in text or "\u2029" in text) and len(_SEPARATORS.findall(text)) > text.count("\n"):
        text = _SEPARATORS.sub("\n", text)
    return text


def _json_string(text: str, opener: re.Match[str]) -> list[Record] | None:
    """Return the record of a text that is one JSON string, or None."""
    if opener["quote"] != '"' or opener["name"] or opener["prefix"]:
        return None
    from wxclean.reading.unwrap.document_records import record_of_text
    from wxclean.reading.unwrap.find_texts import Found
    from wxclean.reading.unwrap.forgiving_parser import parse_json

    try:
        value = parse_json(text) if "\n" not in text.strip() else None
    except ValueError:
        return None
    return [record_of_text(Found(value), "json")] if isinstance(value, str) else None
