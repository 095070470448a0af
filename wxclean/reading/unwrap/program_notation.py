"""Data as programs write it: a call (`callback({…});`), an assignment (`var x = {…};`), values numbered by a shell.

What stands around the data is taken off where the whole text is that and the data hold a text; otherwise nothing is.
"""

from __future__ import annotations

import re
from typing import Final

from wxclean.errors import NoTextError
from wxclean.language import _
from wxclean.reading.unwrap.forgiving_parser import CONTAINERS
from wxclean.reading.unwrap.json_or_repr import structured_records
from wxclean.reading.unwrap.literals import OPENER, is_strict, literal_text, literal_to_the_end
from wxclean.reading.unwrap.names import is_text_name
from wxclean.reading.unwrap.record import Unwrapped, record_of
from wxclean.result import Record

_NAME: Final = r"[^\W\d][\w$]{0,80}+(?:\s?\.\s?[\w$]{1,80}+|\[['\"][^\]'\"\n]{1,80}+['\"]\]){0,8}+"
_ASSIGNED: Final = re.compile(
    rf"[\s\ufeff]*+(?P<lead>(?:var|let|const)\s++{_NAME}\s*+=|{_NAME}\s*+=|export\s++default)\s*+(?![=>])"
)
_CALLED: Final = re.compile(
    rf"[\s\ufeff]*+(?:/\*\*/\s*+)?(?:typeof\s++{_NAME}\s*+===?\s*+['\"]function['\"]\s*+&&\s*+)?"
    rf"(?P<lead>{_NAME})\s*+\(\s*+(?=[{{\[])"
)
_TYPED: Final = re.compile(rf"[\s\ufeff]*+(?:\w++\.)?(?:{'|'.join(sorted(CONTAINERS))})\s?\(")
_NUMBERED: Final = re.compile(r"[\s\ufeff]*+/\*\s*+1\b[^*\n]{0,80}+\*/(?:[^\S\n]*+\n|\s*+(?=\{))")
_NUMBER: Final = re.compile(r"^/\*\s*+\d{1,9}+\b[^*\n]{0,80}+\*/[^\S\n]*+$", re.MULTILINE)
_WORD: Final = re.compile(r"[\w$]++")
_LEFT: Final = _("looks like data within {form}, but no text can be told there: left as it is")


def is_program(head: str) -> bool:
    """Return whether a text that begins so is data as a program writes them."""
    assigned = _ASSIGNED.match(head)
    if assigned is not None:
        return head[assigned.end() : assigned.end() + 1] in tuple("{[\"'")
    return any(notation.match(head) for notation in (_NUMBERED, _TYPED, _CALLED))


def is_numbered(head: str) -> bool:
    """Return whether a text that begins so are values that a shell has numbered."""
    return _NUMBERED.match(head) is not None


def program_records(text: str, field: str | None) -> Unwrapped:
    """Return the records of a text that is one call or assignment with data, or values that a shell has numbered.

    Raises:
        NoTextError: the text are numbered values, and none has a text.
    """
    if numbered := _NUMBERED.match(text):
        found = structured_records(_NUMBER.sub("", text[numbered.end() :]), field)
        return Unwrapped(found, None if found else _LEFT.format(form=_("the numbers of a shell")))
    if _TYPED.match(text):
        return Unwrapped(structured_records(text, field))
    if assigned := _ASSIGNED.match(text):
        return _of_statement(text[assigned.end() :], "", f"{_short(assigned['lead'])} …", field)
    if called := _CALLED.match(text):
        return _of_statement(text[called.end() :], ")", f"{_short(called['lead'])}(…)", field)
    return Unwrapped(None)


def _of_statement(rest: str, closer: str, form: str, field: str | None) -> Unwrapped:
    """Return the records of a statement's data, which reach to the end of the text but for what closes it."""
    inner = rest.rstrip().removesuffix(";").rstrip()
    if not inner.endswith(closer):
        return Unwrapped(None)
    inner = inner.removesuffix(closer).rstrip()
    try:
        records = _data_records(inner, form, field)
    except NoTextError:
        records = None
    if records is None:
        is_data = inner[:1] in ("{", "[") and inner[-1:] in ("}", "]") and ":" in inner
        return Unwrapped(None, _LEFT.format(form=form) if is_data else None)
    return Unwrapped([record._replace(wrapper=f"{form}, {record.wrapper}") for record in records])


def _data_records(inner: str, form: str, field: str | None) -> list[Record] | None:
    """Return the records of data, or of a literal under a name of texts, that end where the text does; else None."""
    if inner[:1] in ("{", "["):
        records = structured_records(inner, field)
        return None if records is None or any(map(_is_doubtful, records)) else records
    opener = OPENER.match(inner)
    names = _WORD.findall(form) if form.endswith("= …") else []
    if opener is None or opener["name"] or not names or not is_text_name(names[-1], field):
        return None
    literal = literal_to_the_end(inner, opener)
    if not literal.closed or not is_strict(literal):
        return None
    return [record_of(literal_text(literal)[0], literal.form)]


def _is_doubtful(record: Record) -> bool:
    """Return whether a record was cut off, or is what is left of a text that isn't data."""
    return any("cut off" in warning or "kept as it is" in warning for warning in record.warnings)


def _short(lead: str) -> str:
    return " ".join(lead.split())[:80]
