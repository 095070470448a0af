"""The records of a file, or of standard input, one after the other for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator

from wxclean.batch.job import Range
from wxclean.batch.stream.first_rows import looked_through
from wxclean.batch.stream.source import Source
from wxclean.batch.work.context import Context, context_of
from wxclean.batch.work.counts import Tally
from wxclean.batch.work.records import Found, records_in
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.inputs import Input, Show, failing, records_of, shown_result
from wxclean.cli.job import job_of
from wxclean.cli.messages import complain, described
from wxclean.cli.settings import STANDARD
from wxclean.cli.streams import opened_source
from wxclean.errors import UsageError
from wxclean.result import Record


def shown_records(one: Input, show: Show, corpus: CorpusOptions, failed: list[str]) -> Iterator[bytes]:
    """Yield what `show` makes of each record of an input; what fails is reported and added to `failed`."""
    job = job_of(one.options, corpus)
    try:
        with opened_source(one, job) as opened:
            source = looked_through(opened, job) if one.name == STANDARD else opened
            if source.format.read is None:
                text = source.file.read()
                yield shown_result(one, show, records_of(one, text, failed), text)
            else:
                yield from _each(one, show, source, context_of(job, Tally()), failed)
    except (UsageError, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one input, the others go on
        complain(described(error), one.label)
        failed.append(one.name)


def _each(one: Input, show: Show, source: Source, context: Context, failed: list[str]) -> Iterator[bytes]:
    if source.format.read is None:
        raise TypeError(f"{source.format.name} has no records")
    for item in source.format.read(source.file, Range(), context.job):
        record = one._replace(place=item.place, is_row=not isinstance(item.value, (bytes, Record)))
        try:
            records = list(records_in(item, source.format.name, context, failing(record, failed)))
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the others go on
            complain(described(error), record.label)
            failed.append(record.label)
            continue
        if records:
            cleaned = [found.cleaned for found in records]
            yield shown_result(record, show, cleaned, _raw(records))


def _raw(records: list[Found]) -> bytes:
    raw = records[0].raw
    return raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
