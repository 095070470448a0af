"""The console for what is shown: how wide it is, and whether it has colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def stdout_console() -> Console:
    """Return a console on standard output that follows `NO_COLOR`, `FORCE_COLOR`, `TERM` and `COLUMNS`."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def shows_colour(console: Console) -> bool:
    """Return whether the console is a terminal with colour; `NO_COLOR` counts where it is not empty."""
    return bool(console.is_terminal and console.color_system and not console.no_color and not console.is_dumb_terminal)
