"""A cleaned article as text, as Markdown with front matter, or as one line of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from wxclean.result import Cleaned, Images, suspicion_rows

OutputFormat = Literal["text", "markdown", "jsonl"]
"""The formats in which an article is text, and can be printed."""


PARTING = "\f\n"
"""The line between two articles in one text: a form feed, which no cleaned article holds."""


def parted(articles: Iterable[str]) -> str:
    """Return articles, each as `render` returns it, as one text in which they can be told apart."""
    return PARTING.join(filter(None, articles))


def render(cleaned: Cleaned, format: OutputFormat, *, title: bool = True, images: Images = "keep") -> str:
    """Return the article in the form asked for; it ends with a newline, or is empty where nothing is left to write.

    Always encodable as UTF-8: a lone surrogate, which no UTF-8 file can hold, becomes U+FFFD.

    Args:
        cleaned: the result of a cleaning.
        format: `text` (title, blank line, body), `markdown` (YAML front matter with the metadata that is set and what
            the result is suspect of, the title as heading, body) or `jsonl` (one object on one line, its members always
            in one order).
        images: what becomes of a page's pictures in Markdown: `keep`, `alt` (the words that describe them), `drop`.
        title: whether `text` and `markdown` put the title above the body. Metadata always keeps it.

    Raises:
        KeyError: there is no such format.
    """
    return _encodable(_markdown(cleaned, title, images) if format == "markdown" else _FORMS[format](cleaned, title))


def _text(cleaned: Cleaned, title: bool) -> str:
    if title:
        return str(cleaned)
    return cleaned.text + "\n" if cleaned.text else ""


def _markdown(cleaned: Cleaned, title: bool, images: Images) -> str:
    known: dict[str, object] = {**cleaned.metadata.known()}
    if cleaned.suspect:
        known["suspect"] = suspicion_rows(cleaned.suspect)
    parts = []
    if known:
        # YAML is a superset of JSON: a JSON string is a YAML string whatever it holds.
        parts.append("\n".join(["---", *(f"{name}: {_json(value)}" for name, value in known.items()), "---"]))
    if title and cleaned.metadata.title:
        parts.append("# " + " ".join(cleaned.metadata.title.split()))
    body = cleaned.text if cleaned.page is None else _page_body(cleaned, images)
    if body:
        parts.append(body)
    return "\n\n".join(parts) + "\n" if parts else ""


def _page_body(cleaned: Cleaned, images: Images) -> str:
    from wxclean.output.markdown import page_markdown  # no text needs this, nor a parser of HTML

    page = page_markdown(cleaned, images)
    return cleaned.text if page is None else page.text


def _jsonl(cleaned: Cleaned, _: bool) -> str:
    try:
        return _json(_record(cleaned, cleaned.fields)) + "\n"
    except (TypeError, ValueError, RecursionError):
        fields, lost = _writable(cleaned.fields)
        warnings = tuple(f"field {name!r} can't be written as JSON" for name in lost)
        return _json(_record(cleaned.replaced(warnings=cleaned.warnings + warnings), fields)) + "\n"


def as_dict(cleaned: Cleaned) -> dict[str, object]:
    """Return the record that `jsonl` writes, with the values of its `fields` as they are."""
    record = _record(cleaned, cleaned.fields)
    metadata = cleaned.metadata._asdict() | {"tags": list(cleaned.metadata.tags)}
    return record | {"metadata": metadata, "warnings": list(cleaned.warnings)}


def _record(cleaned: Cleaned, fields: Mapping[str, object]) -> dict[str, object]:
    return {
        "id": _identity(cleaned),
        "text": cleaned.text,
        "metadata": cleaned.metadata._asdict(),
        "fields": dict(fields),
        "suspect": suspicion_rows(cleaned.suspect),
        "warnings": cleaned.warnings,
        "source": cleaned.source._asdict(),
    }


def _identity(cleaned: Cleaned) -> str:
    """Return the record's own `id`, or without one 16 hex digits that follow from its payload and its place alone.

    They are the same in each run; the same text in another file, or in another record, has others.
    """
    own = cleaned.fields.get("id")
    if isinstance(own, (str, int)) and not isinstance(own, bool):
        return str(own)
    import hashlib

    _, _, _, record, place = cleaned.source
    parts = (cleaned.payload, cleaned.fields.get("path", ""), place, record)
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _writable(fields: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """Return the fields with null for those that JSON has no form for (NaN, bytes, too deep), and their names."""
    written: dict[str, object] = {}
    lost = []
    for name, value in fields.items():
        try:
            _json(value)
            written[name] = value
        except (TypeError, ValueError, RecursionError):
            written[name] = None
            lost.append(name)
    return written, lost


def _json(value: object) -> str:
    """Return JSON on one line for every reader: C1 controls, line separators and BOMs are escaped, which JSON itself
    leaves bare, and which a YAML reader, a terminal or `str.splitlines` would take for something else.
    """
    import json
    import re

    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _encodable(text: str) -> str:
    """Return text that UTF-8 can hold: U+FFFD stands for each lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


_FORMS: Mapping[OutputFormat, Callable[[Cleaned, bool], str]] = {"text": _text, "jsonl": _jsonl}
