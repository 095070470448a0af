"""What the records of one shard have in common: their cleaner and job, what is counted, and what becomes of faults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from wxclean.batch.formats.format import SupportsClean
from wxclean.batch.job import InputPart, Job
from wxclean.batch.work.counts import Tally
from wxclean.batch.work.failed_records import Failures
from wxclean.batch.work.notes import Note
from wxclean.cleaner.is_dump import is_dump
from wxclean.cleaner.settings import OF_FILE, CleanerSettings
from wxclean.errors import InputError, SuspectError, UsageError, code_of, reason_of
from wxclean.filters.dates import day_in_china
from wxclean.language import _, joined
from wxclean.reading.read import Failed
from wxclean.result import Cleaned, Record, Source, suspicion_of, suspicion_rows


class SupportsRecords(SupportsClean, Protocol):
    """What is needed of `wxclean.Cleaner`."""

    def clean_records(self, raw: str | bytes, *, failed: Failed | None = None) -> Iterator[Cleaned]:
        """Yield all records of a text, cleaned; `failed` is told which can't be, where others can."""

    def dated(self, day: date) -> SupportsRecords:
        """Return the cleaner with another day of reference."""


class Strict:
    """A cleaner to which a suspect record is a failed one; where only dumps are wanted, one that is a dump."""

    def __init__(self, cleaner: SupportsRecords, job: Job) -> None:
        self._cleaner = cleaner
        self._job = job

    def clean(self, raw: str | bytes) -> Cleaned:
        """Return one text, cleaned."""
        return self._unsuspected(self._cleaner.clean(raw))

    def clean_record(self, record: Record, source: Source) -> Cleaned:
        """Return a record that is already unwrapped, cleaned."""
        return self._unsuspected(self._cleaner.clean_record(record, source))

    def clean_records(self, raw: str | bytes, *, failed: Failed | None = None) -> Iterator[Cleaned]:
        """Yield all records of a text, cleaned."""
        return map(self._unsuspected, self._cleaner.clean_records(raw, failed=failed))

    def _unsuspected(self, cleaned: Cleaned) -> Cleaned:
        if cleaned.suspect and (not self._job.only_dumps or is_dump(cleaned, self._job.cleaner.field)):
            reasons = joined("; ", map(str, cleaned.suspect))
            raise SuspectError(_("suspect: {reasons}").format(reasons=reasons), code=cleaned.suspect[0].code)
        return cleaned

    def dated(self, day: date) -> Strict:
        """Return the cleaner with another day of reference."""
        return Strict(self._cleaner.dated(day), self._job)


class NoDumpError(Exception):
    """Raised for a file that can't be read as one of dumps, where only these are wanted; `content` is a hash of it."""

    def __init__(self, reason: str, content: str = "") -> None:
        super().__init__(_("left alone: {reason}").format(reason=reason))
        self.reason, self.content = reason, content

    def __reduce__(self) -> tuple[type[NoDumpError], tuple[str, str]]:
        """Return what makes it anew where a worker sent it."""
        return type(self), (self.reason, self.content)


class Context(NamedTuple):
    """What the records of one shard have in common."""

    cleaner: SupportsRecords
    job: Job
    tally: Tally
    failures: Failures

    def leaves(self, cleaned: Cleaned) -> bool:
        """Return whether a record is to stay as it is, since it is no dump; count it then."""
        if not self.job.only_dumps or is_dump(cleaned, self.job.cleaner.field):
            return False
        self.tally.numbers["records"] += 1
        return True

    def skips(self, error: Exception) -> bool:
        """Return whether what can't be read stays as it is, since only dumps are wanted."""
        return self.job.only_dumps and isinstance(error, InputError) and not isinstance(error, SuspectError)

    def dated(self, part: InputPart) -> Context:
        """Return what an input's records have in common: the day of the file's last change, too, if asked for."""
        if self.job.cleaner.reference_date != OF_FILE or not part.mtime_ns:
            return self
        return self._replace(cleaner=self.cleaner.dated(day_in_china(part.mtime_ns / 1e9)))

    def fail(self, part: InputPart, place: str, error: Exception, raw: object = None) -> None:
        """Count one record that could not be cleaned, or without a place a whole file."""
        note = Note("failure", part.path, place, reason_of(error), code_of(error))
        self.tally.fail(note)
        if place:
            self.failures.add(note, raw)


NOT_KEPT = Failures(None, "")
"""Failed records that are only told."""


@lru_cache(maxsize=4)
def cleaner_for(settings: CleanerSettings) -> SupportsRecords:
    """Return the cleaner of these settings; a worker builds it once."""
    from wxclean.cleaner.cleaner import cleaner_with

    return cleaner_with(settings)


def context_of(job: Job, tally: Tally, failures: Failures = NOT_KEPT) -> Context:
    """Return what records have in common that are cleaned for a job."""
    cleaner = cleaner_for(job.cleaner)
    return Context(Strict(cleaner, job) if job.strict else cleaner, job, tally, failures)


def of_record(error: Exception) -> Exception:
    """Return an error that is the fault of one record, whatever a filter or a plug-in may raise.

    Raises:
        UsageError, OSError, MemoryError: these are no fault of the record.
    """
    if isinstance(error, (UsageError, OSError, MemoryError)):
        raise error
    return error


def not_cleaned(error: Exception) -> list[dict[str, object]]:
    """Return, as JSON has suspicions, that a record could not be cleaned and stays as it was.

    Raises:
        UsageError, OSError, MemoryError: these are no fault of the record.
    """
    return suspicion_rows((suspicion_of("failed", reason_of(of_record(error))),))
