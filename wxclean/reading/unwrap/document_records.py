"""From a JSON document to its records: each text with what else is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from wxclean.errors import NoTextError
from wxclean.language import _
from wxclean.reading.unwrap.find_texts import Found, find_texts, is_list_of_texts
from wxclean.reading.unwrap.literals import literal_text, whole_literal
from wxclean.reading.unwrap.record import record_of
from wxclean.reading.unwrap.surroundings import Surroundings, fields_of
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
            error = _null_text(texts)
        found = records_of_texts(value, texts, wrapper, len(records) + 1)
        records += [record._replace(warnings=(*record.warnings, *warnings)) for record in found] if warnings else found
    if error and not some:
        raise error
    return records


def _null_text(texts: Iterable[Found]) -> NoTextError:
    """Return the error that names what is null among texts of which none is there."""
    key = next((text.key for text in texts if text.is_null), None)
    return NoTextError(_("{key} is null").format(key=repr(key)) if isinstance(key, str) else _NULL)


def records_of_texts(document: object, texts: Sequence[Found], wrapper: str, first: int = 1) -> list[Record]:
    """Return the records of the texts that were found in a document, numbered from `first`; null ones are empty."""
    alone = len(texts) == 1 and texts[0].holder is document
    fields = [fields_of(texts[0])] if alone else Surroundings(texts).fields(document)
    return [
        record_of_text(text, wrapper)._replace(fields=members, number=number)
        for number, (text, members) in enumerate(zip(texts, fields, strict=True), start=first)
    ]


def record_of_text(text: Found, wrapper: str) -> Record:
    """Return the record of a text in a document, without fields."""
    if text.text is None:
        return Record("", wrapper, warnings=(text.fault or _NULL,))
    literal = whole_literal(text.text)
    if literal is not None:
        payload, warning = literal_text(literal)
        return record_of(
            payload, literal.form if wrapper == "plain" else f"{wrapper}, {literal.form}", warnings=(warning,)
        )
    return record_of(text.text, wrapper, warnings=(_DATA if _is_data(text.text) else None,))


_NULL = _("the text is null")
_DATA = _("the text is itself JSON or a dict: left as it is")


def _is_data(text: str) -> bool:
    """Return whether a text is data itself: only one level of wrapping is taken off."""
    return text.startswith(('{"', "{'")) and text.rstrip().endswith("}")


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
