"""Data as a program or the shell of a database writes them, in a file whose name says JSON: it is read as a text is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from wxclean.batch.formats.format import Format
from wxclean.batch.job import FormatName
from wxclean.errors import InputError
from wxclean.reading.decode import encoding_of

_JSON: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[{\[\"\d-]|\Z)")
"""What JSON begins with, but for words."""

PROGRAM = Format("program", one_way=True)


def _format_of(head: bytes, *, numbered: bool) -> FormatName | None:
    """Return the name of this format where a file begins as one of it does, None for any other."""
    if _JSON.match(head):
        return None
    from wxclean.reading.unwrap.program_notation import is_numbered, is_program  # nearly all files are what they say

    try:
        text = head.decode(encoding_of(head), "ignore")
    except InputError:
        return None
    return PROGRAM.name if (is_numbered if numbered else is_program)(text) else None


of_json: Callable[[bytes], FormatName | None] = partial(_format_of, numbered=False)
of_lines: Callable[[bytes], FormatName | None] = partial(_format_of, numbered=True)
"""Of many lines, one that is no JSON may well be a call: only the numbers of a shell are sure."""
