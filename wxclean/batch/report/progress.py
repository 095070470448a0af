"""The progress of a run on standard error, only if that is a terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.run.options import Watcher, watch_nothing
from wxclean.batch.work.counts import Totals
from wxclean.language import _, joined, translated
from wxclean.output.console import Colour, may_be_terminal, stderr_console
from wxclean.visible import counted


@contextlib.contextmanager
def progress(plan: Plan, *, quiet: bool = False, colour: Colour = "auto") -> Iterator[Watcher]:
    """Yield a callback that draws a progress bar with files, records, faults, MB/s and time left."""
    if quiet or not may_be_terminal(colour, stderr=True):
        yield watch_nothing
        return
    console = stderr_console(colour)
    if not console.is_terminal:
        yield watch_nothing
        return
    total = sum(shard.size for shard in plan.shards)
    with _bar(console) as bar:
        task = bar.add_task("", total=max(1, total), facts="")

        def watch(totals: Totals, _left: int) -> None:
            done = totals.numbers["bytes_in"] + totals.under_way
            bar.update(task, completed=min(done, total), facts=facts(totals))

        yield watch


def _bar(console: Any) -> Any:
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    return Progress(
        BarColumn(bar_width=None),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[facts]}", markup=False),
        TransferSpeedColumn(),
        TimeRemainingColumn(compact=True),
        console=console,
        refresh_per_second=5,
        transient=True,
        expand=True,
    )


def facts(totals: Totals) -> str:
    """Return the sums in a few words.

    >>> facts(Totals())
    '0 files, 0 records'
    """
    numbers = totals.numbers
    parts = [counted(numbers["inputs"], "file"), counted(numbers["records"], "record")]
    parts += [said.format(number=numbers[name]) for name, said in _FAULTS if numbers[name]]
    return translated(joined(", ", parts))


_FAULTS = (("suspects", _("{number:,} suspect")), ("failures", _("{number:,} failed")))
