"""The top level of the command line: the commands by name, the version, and whether anybody types the input."""

from __future__ import annotations

import sys

COMMANDS = ("clean", "explain", "inspect", "filters", "config")
"""The commands in the order of the help; each is a module of `commands/` with a function `add_to(app)`."""

DEFAULT_COMMAND = "clean"


def reads_terminal() -> bool:
    """Return whether reading standard input would wait for somebody to type."""
    return sys.stdin is not None and sys.stdin.isatty()


def print_version() -> None:
    """Print the version."""
    from wxclean._version import __version__

    print(f"wxclean {__version__}", flush=True)
