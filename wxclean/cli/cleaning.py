"""Which way a cleaning goes, by what its inputs and options are: a corpus, a preview, or few inputs."""

from __future__ import annotations

from collections.abc import Sequence

from wxclean.cli.corpus_options import CorpusOptions, is_corpus
from wxclean.cli.few_inputs import clean_inputs
from wxclean.cli.on_windows import expanded
from wxclean.cli.output_choice import refuse_image_list, refuse_silent_join, with_format_of_output
from wxclean.cli.settings import CleanOptions


def clean_named(names: Sequence[str], options: CleanOptions, corpus: CorpusOptions) -> int:
    """Clean inputs as the options say, and return the exit code.

    Raises:
        UsageError: an option makes no sense; nothing was read or written.
        OutputError: the output can't be written.
    """
    names = expanded(names)
    options = with_format_of_output(options)
    if is_corpus(names, options, corpus):
        from wxclean.cli.corpus import clean_corpus

        refuse_silent_join(names, options)
        refuse_image_list(options)
        return clean_corpus(names, options, corpus)
    if options.diff or options.check:
        from wxclean.cli.previews import preview_inputs

        return preview_inputs(names, options, corpus)
    return clean_inputs(names, options, corpus)
