"""The member of an object that is the text, and the record made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wxclean.errors import InputError
from wxclean.reading.unwrap.escapes import is_double_escaped, unescape, with_plain_breaks
from wxclean.result import Record

TEXT_NAMES: Final = (
    "text",
    "content",
    "body",
    "article",
    "article_text",
    "article_content",
    "content_text",
    "html_text",
    "full_text",
    "page_content",
    "plain_text",
    "main_text",
    "raw_text",
    "raw_content",
    "raw",
    "markdown",
    "正文",
    "文章内容",
    "内容",
    "文本",
)
"""Names that scrapers give an article's text, most likely first."""


def is_text_name(name: str, field: str | None) -> bool:
    """Return whether a member of this name is the text: it is `field` or, without one, a known name."""
    return name == field if field else name.casefold() in TEXT_NAMES


def normalized(payload: str, wrapper: str) -> tuple[str, str]:
    """Return a payload with plain line breaks and doubled escapes undone, and the wrapper's name for the result."""
    text = with_plain_breaks(payload)
    if not is_double_escaped(text):
        return text, wrapper
    return with_plain_breaks(unescape(text)), "escaped" if wrapper == "plain" else f"{wrapper}, escaped twice"


def record_of(
    payload: str,
    wrapper: str,
    fields: Mapping[str, object] | None = None,
    *,
    number: int = 1,
    warnings: Iterable[str | None] = (),
) -> Record:
    """Return a record with a normalized payload."""
    text, form = normalized(payload, wrapper)
    return Record(text, form, fields or {}, number, tuple(filter(None, warnings)))


def record_of_value(
    value: object, wrapper: str, field: str | None, *, number: int = 1, warnings: Iterable[str | None] = ()
) -> Record | None:
    """Return the record that a string, an object or a row is; None if it has no text."""
    if isinstance(value, str):
        return record_of(value, wrapper, number=number, warnings=warnings)
    if isinstance(value, list):
        value = {str(at): item for at, item in enumerate(value, start=1)}
    if not isinstance(value, dict):
        return None
    found = _text_member(value, field)
    if found is None:
        return None
    text, fields = found
    return record_of(text, wrapper, fields, number=number, warnings=warnings)


def empty_record(value: object, wrapper: str, field: str | None, number: int) -> Record:
    """Return a record for a value without text, with a warning that says so."""
    fields = value if isinstance(value, dict) else {}
    return Record("", wrapper, fields, number, (f"no field {field!r}" if field else "no text in it",))


def require_field(field: str | None, records: Sequence[Record], names: Iterable[str]) -> None:
    """Check that a record has `field`, if one is given.

    Raises:
        InputError: none has; the nearest name is suggested.
    """
    missing = f"no field {field!r}"
    if field is None or not records or not all(missing in record.warnings for record in records):
        return
    import difflib

    known = list(dict.fromkeys(names))
    near = difflib.get_close_matches(field, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known[:8])}" if known else ""
    raise InputError(missing + hint)


def _text_member(members: Mapping[str, object], field: str | None) -> tuple[str, dict[str, object]] | None:
    """Return the text of an object, and its other members; None if it has no text."""
    name = _text_name(members, field)
    if name is not None:
        return _split_off(members, name)
    if field is None:
        for outer, inner in members.items():
            if isinstance(inner, dict) and (name := _known_name(inner)) is not None:
                text, rest = _split_off(inner, name)
                return text, {**members, outer: rest}
        if (name := _longest(members)) is not None:
            return _split_off(members, name)
    return None


def _split_off(members: Mapping[str, object], name: str) -> tuple[str, dict[str, object]]:
    return _as_text(members[name]) or "", {key: value for key, value in members.items() if key != name}


def _text_name(members: Mapping[str, object], field: str | None) -> str | None:
    if field is None:
        return _known_name(members)
    return field if field in members and _as_text(members[field]) is not None else None


def _known_name(members: Mapping[str, object]) -> str | None:
    """Return the likeliest name whose member is text, preferring one that isn't empty."""
    by_name = {name.casefold(): name for name in members}
    names = [by_name[name] for name in TEXT_NAMES if name in by_name and _as_text(members[by_name[name]]) is not None]
    return next((name for name in names if members[name]), names[0] if names else None)


def _longest(members: Mapping[str, object]) -> str | None:
    texts = [name for name, value in members.items() if isinstance(value, str)]
    return max(texts, key=lambda name: len(str(members[name])), default=None)


def _as_text(value: object) -> str | None:
    """Return a string as it is, a list of strings (paragraphs) as lines, else None."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return None
