"""The cleaner: decode, unwrap, run the steps in their order, apply the edits, gather the metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from wxclean.cleaner.available_steps import PluginErrors, active_steps
from wxclean.cleaner.known_endings import Endings, Known, edits_below
from wxclean.cleaner.layout import lay_out
from wxclean.cleaner.metadata import gathered_metadata
from wxclean.cleaner.page_ending import ending_of
from wxclean.cleaner.step import Step
from wxclean.cleaner.suspicion import suspicion
from wxclean.document import Document, Edit, Ending
from wxclean.errors import NeedsWholePageError, PluginError, SlowRuleError
from wxclean.filters.page import scripts, wechat
from wxclean.reading.decode import decode
from wxclean.reading.lines.odd_characters import odd_letters
from wxclean.reading.lines.payload import Body, PayloadLines, body_lines, payload_text, plain_lines, quick_dump
from wxclean.reading.lines.split import BodyLines
from wxclean.reading.unwrap import unwrap
from wxclean.result import Cleaned, Metadata, Record, Source
from wxclean.rules.matcher import Matcher


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
        self._steps_if_ordinary = [step for step in self.steps if step.minds is None]
        self._by_ending = _matcher_of_endings(self._steps_if_ordinary)
        self._endings = Endings()

    def __reduce__(self) -> tuple[object, ...]:
        return _cleaner_with, (self._settings,)

    def clean(self, raw: str | bytes) -> Cleaned:
        """Clean one text. Several records in it come back as one, their bodies joined."""
        quickly = self._cleaned_quickly(raw)
        if quickly is not None:
            return quickly
        results = [self.clean_record(record, source) for record, source in self._records(raw)]
        return results[0] if len(results) == 1 else _joined(results)

    def clean_records(self, raw: str | bytes) -> Iterator[Cleaned]:
        """Yield one result for each record in a text; an empty text has none."""
        quickly = self._cleaned_quickly(raw)
        if quickly is not None:
            yield quickly
        else:
            for record, source in self._records(raw):
                yield self.clean_record(record, source)

    def _records(self, raw: str | bytes) -> list[tuple[Record, Source]]:
        """Return the records of a text and where each came from; an empty text has none."""
        text, encoding, confidence = self._decoded(raw)
        records = unwrap(text, field=self._settings.field) if text else []
        return [(record, Source(encoding, confidence, record.wrapper, record.number)) for record in records]

    def clean_record(self, record: Record, source: Source) -> Cleaned:
        """Clean a record that is unwrapped already."""
        body = Body(record.payload)
        origin = _Origin(source, record.payload, record.fields, record.warnings)
        cleaned = self._cleaned_above(body, origin)
        if cleaned is not None:
            return cleaned
        return self._cleaned_whole(body, plain_lines(record.payload), origin)

    def _cleaned_quickly(self, raw: str | bytes) -> Cleaned | None:
        """Return the result of a common dump; None where it has to be unwrapped in the common way."""
        dump = quick_dump(raw, self._settings.field) if self._may_be_quick(raw) else None
        if dump is None:
            return None
        body, wrapper = dump
        origin = _Origin(Source("utf-8", 1.0, wrapper), partial(payload_text, body))
        cleaned = self._cleaned_above(body, origin)
        if cleaned is not None:
            return cleaned
        lines = body_lines(body)
        if lines is None or not lines.texts or lines.total == 1:
            return None
        return self._cleaned_whole(body, lines, origin)

    def _cleaned_above(self, body: Body, origin: _Origin) -> Cleaned | None:
        """Return the result of a payload that ends as one before, and of whose end no more is looked at."""
        known = self._endings.of(body) if self._by_ending is not None else None
        cleaned = self._cleaned_with(known, body, origin) if known is not None else None
        if cleaned is not None:
            self._endings.served(body)
        return cleaned

    def _cleaned_with(self, known: Known, body: Body, origin: _Origin) -> Cleaned | None:
        """Return the result of a payload by what is known of its end, None where that doesn't fit below its lines."""
        lines = body_lines(Body(body.raw[: -len(known.raw)], body.quote))
        if lines is None:
            return None
        try:
            return self._cleaned(_document(body, lines, known.ending), lines.odd, origin)
        except NeedsWholePageError:
            return None

    def _cleaned_whole(self, body: Body, lines: BodyLines, origin: _Origin) -> Cleaned:
        """Return the result of a payload all of whose lines are looked at, and keep its end, where it comes again."""
        document = _document(body, lines)
        cleaned = self._cleaned(document, lines.odd, origin)
        if self._by_ending is not None and cleaned.edits and self._endings.wants(body):
            found = ending_of(document, cleaned.edits, self._by_ending)
            if found is not None:
                known = Known(body.raw[PayloadLines(body).place(found[0]) :], found[1])
                if self._cleaned_with(known, body, origin) == cleaned:
                    self._endings.learn(body, known)
        return cleaned

    def _cleaned(self, document: Document, odd: str, origin: _Origin) -> Cleaned:
        edits: list[Edit] = []
        warnings = origin.warnings
        left = document
        for step in self.steps if odd else self._steps_if_ordinary:
            try:
                found, left, slow = _run(step, left, odd)
            except PluginError as error:
                if self._settings.plugin_errors == "stop":
                    raise
                warnings += (f"{error}; it was left out here",)
                continue
            if found and step.fix is not None:
                odd = odd_letters("\n".join(left.texts))
            edits += found
            warnings += slow
        text = lay_out(left)
        if document.ending is not None and not text:
            raise NeedsWholePageError
        fields = origin.fields or {}
        metadata = gathered_metadata(edits, fields, text)
        suspect = suspicion(document, text, edits)
        trail = partial(_trail, edits, document.payload, document.ending)
        return Cleaned(text, metadata, trail, origin.source, origin.payload, fields, warnings, suspect)

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


def _matcher_of_endings(steps: Sequence[Step]) -> Matcher | None:
    """Return the matcher of the page's chrome, where steps leave to the page's own filters what becomes of its end."""
    by_ending = [step.name for step in steps[:2] if step.cut is not None] == [scripts.NAME, wechat.NAME]
    return steps[1].matcher if by_ending else None


def _run(step: Step, document: Document, odd: str) -> tuple[Sequence[Edit], Document, tuple[str, ...]]:
    """Return what a step gives without the rules that are too slow for a document, and what is to be said of those."""
    warnings: tuple[str, ...] = ()
    while True:
        try:
            return (*step.run(document, odd), warnings)
        except SlowRuleError as error:
            warnings += (str(error),)
            if step.without is None:
                return (), document, warnings
            step = step.without(error.rule)


def _document(body: Body, lines: BodyLines, ending: Ending | None = None) -> Document:
    payload = PayloadLines(body, lines.total + (ending.size if ending is not None else 0))
    document = Document.of_columns(lines.numbers, lines.texts, [None] * len(lines.texts), payload, ending)
    document.may_be_collapsed = lines.may_be_collapsed
    return document


def _trail(edits: Iterable[Edit], payload: Sequence[str], ending: Ending | None) -> tuple[Edit, ...]:
    """Return the edits of a page, those of its ending included, in the order of the lines and of their parts."""
    above = sorted(edits, key=lambda edit: (edit.line, edit.span or (0, 0)))
    return (*above, *edits_below(payload, ending)) if ending is not None else tuple(above)


class _Origin:
    """What a result says of the record that it was made of."""

    __slots__ = ("fields", "payload", "source", "warnings")

    def __init__(
        self,
        source: Source,
        payload: str | Callable[[], str],
        fields: Mapping[str, object] | None = None,
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.source = source
        self.payload = payload
        self.fields = fields
        self.warnings = warnings


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
