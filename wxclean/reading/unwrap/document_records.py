"""From a JSON document to its records: each text with what else is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from wxclean.errors import NoTextError
from wxclean.reading.unwrap.find_texts import Found, find_texts, is_list_of_texts
from wxclean.reading.unwrap.literals import literal_text, whole_literal
from wxclean.reading.unwrap.record import record_of
from wxclean.reading.unwrap.surroundings import Surroundings, add_members
from wxclean.result import Record


def records_of_document(document: object, wrapper: str, field: str | None) -> list[Record]:
    """Return the records of a JSON document.

    Members that are no text become `fields`: those of the object with the text, and those of what surrounds it.

    Raises:
        NoTextError: no text can be told.
    """
    return records_of_parts([Part(_with_named_cells(document), wrapper)], field)


class Part(NamedTuple):
    """One of several documents in a text: its value, the wrapper it came in, and what is wrong with that."""

    value: Any
    wrapper: str
    warnings: tuple[str, ...] = ()


def records_of_parts(parts: Iterable[Part], field: str | None) -> list[Record]:
    """Return the records of documents that follow each other; one without a text is an empty record among them.

    Raises:
        NoTextError: none has a text.
    """
    records: list[Record] = []
    error: NoTextError | None = None
    some = False
    for value, wrapper, warnings in parts:
        try:
            texts = find_texts(value, field)
        except NoTextError as caught:
            error = error or caught
            texts = [Found(None, value, fault=caught.reason)]
        some = some or any(text.text is not None for text in texts)
        if not some and error is None:
            error = NoTextError("null in place of a text" if texts[0].holder is None else f"{texts[0].key!r} is null")
        found = records_of_texts(value, texts, wrapper, len(records) + 1)
        records += [record._replace(warnings=(*record.warnings, *warnings)) for record in found] if warnings else found
    if error and not some:
        raise error
    return records


def records_of_texts(document: object, texts: Sequence[Found], wrapper: str, first: int = 1) -> list[Record]:
    """Return the records of the texts that were found in a document, numbered from `first`; null ones are empty."""
    alone = len(texts) == 1 and texts[0].holder is document
    around = [{}] if alone else Surroundings(texts).of(document)
    return [
        record_of_text(text, wrapper, first + at, members)
        for at, (text, members) in enumerate(zip(texts, around, strict=True))
    ]


def record_of_text(text: Found, wrapper: str, number: int = 1, around: Mapping[str, object] | None = None) -> Record:
    """Return the record of a text in a document; `around` are the members of what surrounds its holder."""
    fields = _fields(text, around or {})
    if text.text is None:
        return Record("", wrapper, fields, number, (text.fault or "the text is null",))
    literal = whole_literal(text.text)
    if literal is not None:
        form = literal.form if wrapper == "plain" else f"{wrapper}, {literal.form}"
        payload, warning = literal_text(literal)
        return record_of(payload, form, fields, number=number, warnings=(warning,))
    return record_of(text.text, wrapper, fields, number=number, warnings=(_unread(text.text),))


def _unread(text: str) -> str | None:
    """Return a warning where a text is data itself, which only one level of wrapping is taken off."""
    start, end = text.lstrip()[:2], text.rstrip()[-1:]
    if start[:1] == "{" and end == "}" and start[1:] in ('"', "'"):
        return "the text is itself JSON or a dict: left as it is"
    return None


def _fields(text: Found, around: Mapping[str, object]) -> dict[str, object]:
    """Return the members of a text's holder without the text, and then what surrounds it."""
    fields: dict[str, object] = {}
    if isinstance(text.holder, dict):
        fields = {name: member for name, member in text.holder.items() if name != text.key}
        if text.rest is not None:
            fields[text.key] = text.rest
    elif isinstance(text.holder, list) and text.key is None:
        fields["rest"] = text.holder
    elif text.rest is not None:
        fields["rest"] = text.rest
    add_members(fields, around)
    return fields


def _with_named_cells(document: object) -> object:
    """Return a table's row, or the rows of a table, as objects whose members are numbered from 1."""
    if not isinstance(document, list):
        return document
    if is_row(document) and not is_list_of_texts(document):
        return named_cells(document)
    return [named_cells(item) if isinstance(item, list) and is_row(item) else item for item in document]


def is_row(value: Iterable[object]) -> bool:
    """Return whether a list is a row of a table: it holds no objects and no lists."""
    return not any(isinstance(cell, (dict, list)) for cell in value)


def named_cells(row: Iterable[object]) -> dict[str, object]:
    """Return a row of a table as an object with its cells numbered from 1."""
    return {str(number): cell for number, cell in enumerate(row, start=1)}
