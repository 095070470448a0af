"""The cleaner: reads a dump, runs the steps, lays out what they leave, and gathers what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from wxclean.cleaner.arguments import takes_a_dump
from wxclean.cleaner.available_steps import active_steps
from wxclean.cleaner.joined_pages import CleanedPage, joined_pages, joined_results, sure_records
from wxclean.cleaner.known_endings import KnownEndings
from wxclean.cleaner.layout import lay_out
from wxclean.cleaner.outcome import Outcome
from wxclean.cleaner.run_steps import run_steps
from wxclean.cleaner.scope import scope_of
from wxclean.cleaner.settings import CleanerSettings, settings_of
from wxclean.language import _
from wxclean.reading.codec_names import codec_name
from wxclean.reading.pages import SeveralPagesError, pages_of, parted_starts
from wxclean.reading.read import Failed, Reading, readings, record_reading
from wxclean.result import Cleaned, Record, Source

if TYPE_CHECKING:
    from typing import Unpack

    from wxclean.cleaner.given_settings import GivenSettings


class Cleaner:
    """A configured cleaner: built once, used for many texts, and picklable for workers.

    `steps` are the ones that it runs, in their order; `problems` say which plug-ins it does without, and why.

    Args:
        **settings: those that differ from the defaults of `CleanerSettings`; `GivenSettings` says what each means.

    Raises:
        UsageError: a name is unknown, that of an encoding among them, or a pack is invalid.
        PluginError: a plug-in that must load can't be loaded.
    """

    def __init__(self, **settings: Unpack[GivenSettings]) -> None:
        self._settings = settings_of(settings)
        if self._settings.encoding is not None:
            codec_name(self._settings.encoding)  # or a wrong name would only be told in the middle of the work
        self.steps, self.problems = active_steps(self._settings)
        self._steps_if_ordinary = [step for step in self.steps if step.minds is None]
        self._endings = KnownEndings(self.steps)
        self._reference = self._settings.day

    def __reduce__(self) -> tuple[object, ...]:
        return cleaner_with, (self._settings,)

    @takes_a_dump
    def clean(self, raw: str | bytes) -> Cleaned:
        """Clean one dump; several records in it are returned as one, with their bodies joined and a warning.

        Raises:
            TypeError: `raw` is neither text nor bytes.
            InputError: the bytes are not text, or it can't be told which member of an object is the text.
        """
        results = [self._as_one(reading) for reading in self._readings(raw)]
        if len(results) == 1:
            return results[0]
        joined = joined_results(results)
        if not results:
            return joined
        warning = _("{count} records, joined to one text; clean_records returns each").format(count=len(results))
        return joined.replaced(warnings=(*joined.warnings, warning))

    @takes_a_dump
    def clean_records(self, raw: str | bytes, *, failed: Failed | None = None) -> Iterator[Cleaned]:
        """Return an iterator over the result for each record in a dump, and each page of a text; an empty one has none.

        Where one of several records is no dump but something else, such as a PDF, the others can go on: `failed` is
        called with that record and the error, which is raised where there is no such function.

        Raises:
            TypeError: `raw` is neither text nor bytes.
            InputError: the bytes are not text, or it can't be told which member of an object is the text.
        """
        return self._all_records(self._readings(raw, failed))

    def _all_records(self, found: Iterable[Reading]) -> Iterator[Cleaned]:
        number = 0
        for reading in found:
            for record in self._records(reading):
                number = max(number + 1, record.source.record)
                yield record if number == record.source.record else _numbered(record, number)

    def clean_record(self, record: Record, source: Source) -> Cleaned:
        """Clean a record that is already unwrapped."""
        return self._as_one(record_reading(record, source, self._endings.of))

    def _as_one(self, reading: Reading) -> Cleaned:
        """Return the result of a reading; several pages in it are joined."""
        if reading.page is not None:
            return self._cleaned(reading)
        try:
            return self._endings.cleaned(reading, self._cleaned)
        except SeveralPagesError as found:
            pages = self._pages(reading, found)
        return joined_pages(pages, reading.payload.text().split("\n"), told=True)

    def _records(self, reading: Reading) -> Iterable[Cleaned]:
        """Return the results of a reading: one for each page in it."""
        if reading.page is not None:
            return [self._cleaned(reading)]
        try:
            cleaned = self._endings.cleaned(reading, self._cleaned)
        except SeveralPagesError as found:
            pages = self._pages(reading, found)
        else:
            starts = parted_starts(reading)
            if not starts:
                return [cleaned]
            pages = self._pages(reading, SeveralPagesError(starts))
        lines = reading.payload.text().split("\n")
        return [joined_pages(record, lines) for record in sure_records(pages)]

    def _pages(self, reading: Reading, found: SeveralPagesError) -> list[CleanedPage]:
        return [
            CleanedPage(page, self._endings.cleaned(page.reading, self._cleaned))
            for page in pages_of(reading, found.starts, self._endings.of)
        ]

    def dated(self, day: date) -> Cleaner:
        """Return a cleaner with the same settings but for the day on which words such as `昨天` were true."""
        return cleaner_with(self._settings._replace(reference_date=day.isoformat()))

    def _readings(self, raw: str | bytes, failed: Failed | None = None) -> list[Reading]:
        settings = self._settings
        return readings(
            raw,
            encoding=settings.encoding,
            errors=settings.errors,
            field=settings.field,
            ending_of=self._endings.of,
            failed=failed,
        )

    def _cleaned(self, reading: Reading) -> Cleaned:
        """Run the steps over a reading, lay out what they leave, and gather what is known of it.

        Raises:
            NeedsWholePageError: what stands above the known ending could change what becomes of it.
            PluginError: a plug-in fails, and the settings say to stop.
            SeveralPagesError: the text holds several pages.
        """
        steps = self.steps if reading.odd else self._steps_if_ordinary
        fields, page = reading.fields or {}, reading.page
        told = page.facts if page is not None else {}
        scope_after = partial(scope_of, fields={**fields, **told} if told else fields, account=self._settings.account)
        on_error = self._settings.plugin_errors
        edits, left, warnings = run_steps(steps, reading.document, reading.odd, on_error, scope_after)
        text = lay_out(left, reading.payload)
        outcome = Outcome(reading, edits, left, text, self._reference)
        return Cleaned(
            text,
            outcome,
            outcome.trail,
            reading.source,
            reading.payload.text,
            fields,
            reading.warnings + warnings,
            outcome.suspicions,
            None if page is None else page.source,
        )


def cleaner_with(settings: CleanerSettings) -> Cleaner:
    """Return a cleaner with these settings, loading what they name.

    Raises:
        UsageError: a name is unknown, or a pack is invalid.
        PluginError: a plug-in that must load can't be loaded.
    """
    return Cleaner(**settings._asdict())


@takes_a_dump
def clean(raw: str | bytes, **settings: Unpack[GivenSettings]) -> Cleaned:
    r"""Clean one dump; `settings` are those of `Cleaner`.

    Examples:
        >>> clean("text:'\\n  你好，世界。  \\n'").text
        '你好，世界。'
    """
    return _cleaner(**settings).clean(raw)


@takes_a_dump
def clean_records(raw: str | bytes, **settings: Unpack[GivenSettings]) -> Iterator[Cleaned]:
    """Yield a result for each record in a dump; `settings` are those of `Cleaner`."""
    return _cleaner(**settings).clean_records(raw)


def _cleaner(**settings: Unpack[GivenSettings]) -> Cleaner:
    return Cleaner(**settings) if settings else _default_cleaner()


@cache
def _default_cleaner() -> Cleaner:
    return Cleaner()


def _numbered(cleaned: Cleaned, number: int) -> Cleaned:
    return cleaned.replaced(source=cleaned.source._replace(record=number))
