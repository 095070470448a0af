"""The steps of a cleaning, run one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wxclean.cleaner.settings import PluginErrors
from wxclean.document import Document, Edit
from wxclean.errors import PluginError
from wxclean.filters.step import Changes, Scope, Step
from wxclean.language import _
from wxclean.reading.lines.odd_characters import odd_letters


def run_steps(
    steps: Sequence[Step],
    document: Document,
    odd: str,
    on_error: PluginErrors,
    scope_after: Callable[[Sequence[Edit]], Scope] = lambda _: Scope(),
) -> Changes:
    """Return what the steps change, each in the document that the ones before it left.

    `scope_after` returns whose article it is, by what is known after some edits. Rules that depend on it look at the
    edges of a text: what a later filter takes away shows them new ones, so they run once more.

    Raises:
        PluginError: a plug-in fails, and `on_error` is `stop`.
    """
    edits: list[Edit] = []
    left = document
    warnings: tuple[str, ...] = ()
    place, scoped = 0, -1
    while place < len(steps):
        step = steps[place]
        place += 1
        before = left
        if step.scoped is not None:
            scoped = place - 1 if scoped < 0 else scoped
            step = step.scoped(scope_after(edits))
        try:
            found, left, said = step.run(left, odd)
        except PluginError as error:
            if on_error == "stop":
                raise
            warnings += (_("{error}; it was left out here").format(error=error),)
            continue
        edits += found
        warnings += said
        if found and step.fix is not None:
            odd += odd_letters("".join([edit.text for edit in found]))
        elif 0 <= scoped < place - 1 and len(left.texts) < len(before.texts):
            place = scoped
    return edits, left, warnings
