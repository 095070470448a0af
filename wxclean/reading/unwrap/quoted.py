"""String literals, one or several, named (`text:'…'`) or bare: from a text that opens with one to its records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wxclean.reading.unwrap.literals import (
    OPENER,
    Literal,
    ends_escaped,
    has_bare_quote,
    has_raw_break,
    literal_of,
    literal_text,
    only_apostrophes,
    strict_body,
)
from wxclean.reading.unwrap.text_member import is_text_name, record_of, record_of_value, require_field
from wxclean.result import Record

_AFTER: Final = " \t\n\u3000,;)}]"
_ESCAPED: Final = r"\\[nrtu\\'\"x]"


def quoted_records(text: str, opener: re.Match[str], field: str | None) -> list[Record] | None:
    """Return the records of a text that opens with `opener`, or None if it is prose after all."""
    literal = _to_the_end(text, opener)
    if literal.closed and _is_strict(literal):
        return _single(literal, field)
    several = _several(text, field)
    if several is not None:
        return several
    return _single(literal, field) if _is_believable(literal, field) else None


def _to_the_end(text: str, opener: re.Match[str]) -> Literal:
    """Return the literal that reaches to the end of the text: its last quote closes it, whatever stands between."""
    start, quote = opener.end(), opener["quote"]
    end = len(text) - len(quote) if text.endswith(quote) else len(text.rstrip(_AFTER)) - len(quote)
    if end >= start and text.startswith(quote, end):
        body = text[start:end]
        if not ends_escaped(body):
            return literal_of(opener, body)
    return literal_of(opener, text[start:].rstrip("\n"), closed=False)


def _is_strict(literal: Literal) -> bool:
    """Return whether the language itself would read the literal this way."""
    return not has_bare_quote(literal.body, literal.quote) and literal.is_code()


def _is_believable(literal: Literal, field: str | None) -> bool:
    """Return whether a literal that breaks the language's rules was meant as one, and isn't prose with quotes in it."""
    body = literal.body
    known = is_text_name(literal.name, field) if literal.name else False
    bare = has_bare_quote(body, literal.quote)
    if has_raw_break(body):
        return known and (literal.closed or not bare)
    escaped = re.search(_ESCAPED, body) is not None
    if literal.closed:
        return known or (only_apostrophes(body, literal.quote) and (escaped or literal.name != ""))
    if known:
        return escaped or not bare
    return escaped and (not bare or only_apostrophes(body, literal.quote))


def _single(literal: Literal, field: str | None, number: int = 1) -> list[Record]:
    text, warning = literal_text(literal)
    if field and literal.name:
        require_field(field, [_without_field(field)] if literal.name != field else [], [literal.name])
    return [record_of(text, literal.form, number=number, warnings=(warning,))]


def _without_field(field: str) -> Record:
    return Record("", warnings=(f"no field {field!r}",))


def _several(text: str, field: str | None) -> list[Record] | None:
    """Return the records of a text that is a run of literals, or None."""
    literals = _strict_run(text) or _one_a_line(text, field)
    if literals is None or len(literals) < 2:
        return None
    names = {literal.name for literal in literals}
    if len(names) == 1:
        return _same_named(text, literals, field)
    if "" in names or not any(is_text_name(name, field) for name in names):
        return None
    return _grouped(literals, field)


def _strict_run(text: str) -> list[Literal] | None:
    """Return the literals of a text that is a run of them, separated by white space, commas or semicolons, or None."""
    literals: list[Literal] = []
    at = 0
    while opener := OPENER.match(text, at):
        body = strict_body(opener["quote"]).match(text, opener.end())
        at = body.end() if body else opener.end()
        closed = text.startswith(opener["quote"], at)
        if not closed and (at < len(text) - 1 or (literals and not literals[-1].name)):
            return None
        literals.append(literal_of(opener, text[opener.end() : at if closed else len(text)], closed=closed))
        at = at + len(opener["quote"]) if closed else len(text)
    return None if text[at : at + 200].strip(_AFTER) or text[at:].strip(_AFTER) else literals


def _one_a_line(text: str, field: str | None) -> list[Literal] | None:
    """Return the named literals, one on each line and closed by its last quote; the last line may be cut off."""
    if "\n" not in text.strip():
        return None
    literals: list[Literal] = []
    lines = [line for line in text.split("\n") if line.strip()]
    for number, line in enumerate(lines, start=1):
        opener = OPENER.match(line)
        if opener is None or not opener["name"] or (literals and opener["name"] != literals[0].name):
            return None
        literal = _to_the_end(line, opener)
        if not literal.closed and number < len(lines):
            return None
        if not _is_strict(literal) and not _is_believable(literal, field):
            return None
        literals.append(literal)
    return literals


def _same_named(text: str, literals: Sequence[Literal], field: str | None) -> list[Record] | None:
    """Return a record for each literal; bare ones on one line are parts of one string."""
    if literals[0].name:
        return [record for number, one in enumerate(literals, start=1) for record in _single(one, field, number)]
    if not any(re.search(_ESCAPED, literal.body) for literal in literals):
        return None
    if "\n" in text.strip():
        return [record for number, one in enumerate(literals, start=1) for record in _single(one, field, number)]
    if "," in text and re.search(r"""["']\s*,\s*[uUbBrR]{0,2}["']""", text):
        return None
    texts = [literal_text(literal) for literal in literals]
    warnings = [warning for _, warning in texts]
    return [record_of("".join(part for part, _ in texts), literals[0].form, warnings=warnings)]


def _grouped(literals: Sequence[Literal], field: str | None) -> list[Record] | None:
    """Return records whose members are literals of several names; a repeated name begins the next record."""
    groups: list[dict[str, object]] = [{}]
    warnings: list[list[str | None]] = [[]]
    for literal in literals:
        if literal.name in groups[-1]:
            groups.append({})
            warnings.append([])
        text, warning = literal_text(literal)
        groups[-1][literal.name] = text
        warnings[-1].append(warning)
    form = next(literal.form for literal in literals if is_text_name(literal.name, field))
    records = [
        record_of_value(members, form, field, number=number, warnings=notes)
        for number, (members, notes) in enumerate(zip(groups, warnings, strict=True), start=1)
    ]
    return [record or _without_field(field or "text") for record in records]
