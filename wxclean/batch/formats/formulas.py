"""Text in the cells of a table that a spreadsheet would take for a formula."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What Excel and its like take for the beginning of a formula (owasp.org, CSV Injection), full-width forms included."""


def guarded(text: str) -> str:
    """Return the text of a cell, with an apostrophe before what a spreadsheet would calculate.

    >>> guarded("=1+1"), guarded("1+1=2")
    ("'=1+1", '1+1=2')
    """
    return "'" + text if text.startswith(FORMULA_STARTS) else text
