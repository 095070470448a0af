"""What does the work of a run: this machine, or a Ray cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from wxclean.batch.run.options import MakeExecutor
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.errors import UsageError
from wxclean.language import _


@contextlib.contextmanager
def executor_for(corpus: CorpusOptions) -> Iterator[MakeExecutor | None]:
    """Connect to what does the work before anything is read, and yield its factory; None stands for this machine.

    Raises:
        UsageError: an address goes with an engine that has none, or nothing answers there.
    """
    if corpus.engine == "local":
        if corpus.ray_address:
            raise UsageError(_("--ray-address goes with --engine ray"))
        yield None
        return
    from wxclean.batch.run.ray_engine import connected

    with connected(corpus.ray_address, corpus.jobs) as executor:
        yield executor
