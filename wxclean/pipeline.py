"""The cleaner: decode, unwrap, run the steps in their order, apply the edits, gather the metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, count
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from wxclean.decode import decode
from wxclean.document import Cleaned, Document, Edit, Metadata, Record, Source
from wxclean.errors import PluginError, SlowRuleError
from wxclean.guard import suspicion
from wxclean.layout import lay_out
from wxclean.metadata import gathered_metadata
from wxclean.ordinary import is_ordinary
from wxclean.quick import quick_dump
from wxclean.registry import PluginErrors, active_steps
from wxclean.steps import Step
from wxclean.unwrap import unwrap


class Cleaner:
    """A configured cleaner: made once, used for many texts, and picklable for workers.

    `steps` are what it runs, in their order; `problems` say which plug-ins it does without, and why.
    """

    def __init__(
        self,
        *,
        filters: Sequence[str] | None = None,
        skip: Sequence[str] = (),
        rules: Sequence[str | Path] = (),
        encoding: str | None = None,
        errors: str = "strict",
        field: str | None = None,
        plugin_errors: PluginErrors = "skip",
    ) -> None:
        self._settings = _Settings(
            None if filters is None else tuple(filters),
            tuple(skip),
            tuple(map(str, rules)),
            encoding,
            errors,
            field,
            plugin_errors,
        )
        self.steps, self.problems = active_steps(filters=filters, skip=skip, rules=rules, plugin_errors=plugin_errors)

    def __reduce__(self) -> tuple[object, ...]:
        return _cleaner_with, (self._settings,)

    def clean(self, raw: str | bytes) -> Cleaned:
        """Clean one text. Several records in it come back as one, their bodies joined."""
        results = list(self.clean_records(raw))
        return results[0] if len(results) == 1 else _joined(results)

    def clean_records(self, raw: str | bytes) -> Iterator[Cleaned]:
        """Yield one result for each record in a text; an empty text has none."""
        dump = quick_dump(raw, self._settings.field) if self._may_be_quick(raw) else None
        if dump is not None:
            document = Document.of_columns(dump.numbers, dump.texts, [None] * len(dump.texts), dump.payload)
            yield self._cleaned(document, Source("utf-8", 1.0, dump.wrapper), dump.payload)
            return
        text, encoding, confidence = self._decoded(raw)
        if not text:
            return
        for record in unwrap(text, field=self._settings.field):
            yield self.clean_record(record, Source(encoding, confidence, record.wrapper, record.number))

    def clean_record(self, record: Record, source: Source) -> Cleaned:
        """Clean a record that is unwrapped already."""
        payload = record.payload.split("\n")
        texts = list(map(str.strip, payload))
        numbers = list(compress(count(1), texts))
        texts = list(filter(None, texts))
        document = Document.of_columns(numbers, texts, [None] * len(texts), payload)
        return self._cleaned(document, source, record.payload, record.fields, record.warnings)

    def _cleaned(
        self,
        document: Document,
        source: Source,
        payload: str | Sequence[str],
        fields: Mapping[str, object] | None = None,
        warnings: tuple[str, ...] = (),
    ) -> Cleaned:
        edits: list[Edit] = []
        left = document
        ordinary = is_ordinary(document.texts)
        for step in self.steps:
            if ordinary and step.spares_ordinary:
                continue
            try:
                found, left, slow = _run(step, left)
            except PluginError as error:
                if self._settings.plugin_errors == "stop":
                    raise
                warnings += (f"{error}; it was left out here",)
                continue
            edits += found
            warnings += slow
        text = lay_out(left.lines, document.payload)
        metadata = gathered_metadata(edits, fields or {}, text)
        suspect = suspicion(document, text, edits)
        return Cleaned(text, metadata, tuple(edits), source, payload, fields, warnings, suspect)

    def _may_be_quick(self, raw: str | bytes) -> TypeGuard[bytes]:
        return isinstance(raw, bytes) and self._settings.encoding is None

    def _decoded(self, raw: str | bytes) -> tuple[str, str, float]:
        if isinstance(raw, str):
            return raw, "str", 1.0
        decoded = decode(raw, encoding=self._settings.encoding, errors=self._settings.errors)
        return decoded.text, decoded.encoding, decoded.confidence


def clean(raw: str | bytes, **settings: Any) -> Cleaned:
    r"""Clean one text; `settings` are those of `Cleaner`.

    >>> clean("text:'\\n  你好，世界。  \\n'").text
    '你好，世界。'
    """
    return _cleaner(**settings).clean(raw)


def clean_records(raw: str | bytes, **settings: Any) -> Iterator[Cleaned]:
    """Yield one result for each record in a text; `settings` are those of `Cleaner`."""
    return _cleaner(**settings).clean_records(raw)


def _cleaner(**settings: Any) -> Cleaner:
    return Cleaner(**settings) if settings else _default_cleaner()


@cache
def _default_cleaner() -> Cleaner:
    return Cleaner()


def _run(step: Step, document: Document) -> tuple[Sequence[Edit], Document, tuple[str, ...]]:
    """Return what a step gives without the rules that are too slow for a document, and what is to be said of those."""
    warnings: tuple[str, ...] = ()
    while True:
        try:
            return (*step.run(document), warnings)
        except SlowRuleError as error:
            warnings += (str(error),)
            if step.without is None:
                return (), document, warnings
            step = step.without(error.rule)


class _Settings(NamedTuple):
    filters: tuple[str, ...] | None
    skip: tuple[str, ...]
    rules: tuple[str, ...]
    encoding: str | None
    errors: str
    field: str | None
    plugin_errors: PluginErrors


def _cleaner_with(settings: _Settings) -> Cleaner:
    return Cleaner(**settings._asdict())


def _joined(results: Sequence[Cleaned]) -> Cleaned:
    """Return several records as one: payloads and bodies with a blank line between, edits renumbered."""
    if not results:
        return Cleaned("", Metadata(), (), Source("str", 1.0, "plain"), "")
    edits: list[Edit] = []
    above = 0
    for result in results:
        edits += [edit._replace(line=edit.line + above) for edit in result.edits]
        above += result.payload.count("\n") + 2
    suspects = [result.suspect for result in results if result.suspect]
    return results[0].replaced(
        text="\n\n".join(result.text for result in results if result.text),
        edits=tuple(edits),
        payload="\n\n".join(result.payload for result in results),
        warnings=tuple(warning for result in results for warning in result.warnings),
        suspect="; ".join(suspects) or None,
    )
