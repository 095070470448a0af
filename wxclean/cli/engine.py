"""What does the work of a run: this machine, or a Ray cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from wxclean.batch.run.options import MakeExecutor
from wxclean.cli.corpus_options import CorpusOptions


@contextlib.contextmanager
def executor_for(corpus: CorpusOptions) -> Iterator[MakeExecutor | None]:
    """Connect to what does the work before anything is read, and yield its factory; None stands for this machine."""
    if corpus.engine == "local":
        yield None
        return
    from wxclean.batch.run.ray_engine import connected

    with connected(corpus.ray_address, corpus.jobs) as executor:
        yield executor
