"""The console for what is shown: how wide it is, and whether it has colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console

Colour = Literal["auto", "always", "never"]
"""When to use colour; `auto` is where the environment asks for it, else in a terminal."""


def stdout_console(colour: Colour = "auto") -> Console:
    """Return a console on standard output; `COLUMNS` says how wide it is if nothing else does.

    Left to itself, it follows `NO_COLOR`, `FORCE_COLOR` and `TERM`.
    """
    return _console(colour, stderr=False)


def stderr_console(colour: Colour = "auto") -> Console:
    """Return the same on standard error."""
    return _console(colour, stderr=True)


def may_be_terminal(colour: Colour = "auto", *, stderr: bool) -> bool:
    """Return whether a console may be a terminal, or be taken for one: without Rich, which takes long to load."""
    forced = colour == "always" or any(name in os.environ for name in ("FORCE_COLOR", "TTY_COMPATIBLE"))
    return forced or _is_terminal(stderr)


def _console(colour: Colour, *, stderr: bool) -> Console:
    from rich.console import Console

    forced: dict[Colour, dict[str, object]] = {
        "auto": {},
        "always": {"force_terminal": True, "no_color": False, "color_system": "standard"},
        "never": {"force_terminal": _is_terminal(stderr), "no_color": True, "color_system": None},
    }
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, **forced[colour])  # type: ignore[arg-type]


def tell(lines: Iterable[Sequence[tuple[str, str]]], colour: Colour = "auto") -> None:
    """Print lines on standard error, each made of texts with a style of Rich's; a file gets them without Rich."""
    if not may_be_terminal(colour, stderr=True):
        for line in lines:
            print("".join(text for text, _style in line), file=sys.stderr)
        return
    from rich.text import Text

    console = stderr_console(colour)
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)


def _is_terminal(stderr: bool) -> bool:
    stream = sys.stderr if stderr else sys.stdout
    return stream is not None and stream.isatty()


def shows_colour(console: Console) -> bool:
    """Return whether the console is a terminal with colour; `NO_COLOR` counts where it is not empty.

    A console of Windows that knows no escape sequences has none: what is shown goes through a pager, as bytes.
    """
    return bool(console.is_terminal and console.color_system and not (console.no_color or console.legacy_windows))
