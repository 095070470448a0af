"""The steps of a cleaning, run one after the other."""

from __future__ import annotations

from collections.abc import Iterable

from wxclean.cleaner.settings import PluginErrors
from wxclean.document import Document, Edit
from wxclean.errors import PluginError
from wxclean.filters.step import Changes, Step
from wxclean.reading.lines.odd_characters import odd_letters


def run_steps(steps: Iterable[Step], document: Document, odd: str, on_error: PluginErrors) -> Changes:
    """Return what the steps change, each in the document that the ones before it left.

    Raises:
        PluginError: a plug-in fails, and `on_error` is `stop`.
    """
    edits: list[Edit] = []
    left = document
    warnings: tuple[str, ...] = ()
    for step in steps:
        try:
            found, left, said = step.run(left, odd)
        except PluginError as error:
            if on_error == "stop":
                raise
            warnings += (f"{error}; it was left out here",)
            continue
        edits += found
        warnings += said
        if found and step.fix is not None:
            odd = odd_letters("\n".join(left.texts))
    return edits, left, warnings
