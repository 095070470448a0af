"""What the options of a command line ask of every record."""

from __future__ import annotations

import os

from wxclean.batch.job import Job
from wxclean.batch.run.fingerprint import fingerprint
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.settings import CleanOptions
from wxclean.cli.sizes import parse_size
from wxclean.rules.shipped import is_shipped


def job_of(options: CleanOptions, corpus: CorpusOptions) -> Job:
    """Return the job that the options describe.

    Raises:
        UsageError: an option makes no sense.
    """
    rules = tuple(pack if is_shipped(pack) else os.path.abspath(pack) for pack in options.cleaner.rules)
    settings = options.cleaner._replace(rules=rules)
    standard = Job()
    chosen = options.format != "text" or "format" in options.given
    return Job(
        settings,
        fingerprint(settings),
        target=options.format if chosen else None,
        title=options.title,
        images=options.images,
        text_column=corpus.text_column or options.cleaner.field,
        keep_raw=corpus.keep_raw,
        max_record=parse_size(corpus.max_record_size, "--max-record-size")
        if corpus.max_record_size
        else standard.max_record,
        max_ratio=corpus.max_ratio or standard.max_ratio,
        csv_formulas=corpus.csv_formulas,
        all_hosts=corpus.all_hosts,
        only_dumps=options.only_dumps,
        line_ends=options.line_ends,
        strict=options.strict,
        dry=options.check,
        detail=corpus.report is not None,
        run=os.urandom(8).hex() if corpus.report else "",
    )
