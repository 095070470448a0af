"""String literals, one or several, named (`text:'…'`) or bare: from a text that opens with one to its records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wxclean.errors import NoTextError, close_to
from wxclean.language import _
from wxclean.reading.unwrap.literals import (
    AFTER,
    ESCAPED,
    OPENER,
    Literal,
    has_bare_quote,
    has_raw_break,
    is_strict,
    literal_of,
    literal_text,
    literal_to_the_end,
    only_apostrophes,
    strict_body,
)
from wxclean.reading.unwrap.names import is_text_name
from wxclean.reading.unwrap.record import record_of
from wxclean.result import Record


def quoted_records(text: str, opener: re.Match[str], field: str | None) -> list[Record] | None:
    """Return the records of a text that opens with `opener`, or None if it is prose after all."""
    if opener["sep"] == "：" and not is_text_name(opener["name"], field):
        return None  # somebody's words, who is named before the colon
    literal = literal_to_the_end(text, opener)
    if literal.closed and is_strict(literal):
        return _single(literal, field)
    several = _several(text, field)
    if several is not None:
        return several
    return _single(literal, field) if _is_believable(literal, field) else None


def _is_believable(literal: Literal, field: str | None) -> bool:
    """Return whether a literal that breaks the language's rules was meant as one, and isn't prose with quotes in it."""
    body = literal.body
    known = is_text_name(literal.name, field) if literal.name else False
    bare = has_bare_quote(body, literal.quote)
    if has_raw_break(body):
        return known and (literal.closed or not bare)
    escaped = re.search(ESCAPED, body) is not None
    if literal.closed:
        return known or (only_apostrophes(body, literal.quote) and (escaped or literal.name != ""))
    if known:
        return escaped or not bare
    return escaped and (not bare or only_apostrophes(body, literal.quote))


def _single(literal: Literal, field: str | None, number: int = 1) -> list[Record]:
    text, warning = literal_text(literal)
    if field and literal.name and literal.name != field:
        raise NoTextError(
            _("no field {field}").format(field=repr(field)),
            close_to(field, [literal.name]) or _("; there is {name}").format(name=literal.name),
        )
    return [record_of(text, literal.form, number=number, warnings=(warning,))]


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
    return None if text[at : at + 200].strip(AFTER) or text[at:].strip(AFTER) else literals


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
        literal = literal_to_the_end(line, opener)
        if not literal.closed and number < len(lines):
            return None
        if not is_strict(literal) and not _is_believable(literal, field):
            return None
        literals.append(literal)
    return literals


def _same_named(text: str, literals: Sequence[Literal], field: str | None) -> list[Record] | None:
    """Return a record for each literal; bare ones on one line are parts of one string."""
    if literals[0].name:
        return [record for number, one in enumerate(literals, start=1) for record in _single(one, field, number)]
    if not any(re.search(ESCAPED, literal.body) for literal in literals):
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
    from wxclean.reading.unwrap.document_records import Part, records_of_parts

    groups: list[dict[str, object]] = [{}]
    warnings: list[list[str]] = [[]]
    for literal in literals:
        if literal.name in groups[-1]:
            groups.append({})
            warnings.append([])
        text, warning = literal_text(literal)
        groups[-1][literal.name] = text
        warnings[-1] += [warning] if warning else []
    form = next(literal.form for literal in literals if is_text_name(literal.name, field))
    parts = (Part(group, form, tuple(notes)) for group, notes in zip(groups, warnings, strict=True))
    return records_of_parts(parts, field)
