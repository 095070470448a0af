"""The top level of the command line: the commands, what a beginner reads first, the version, who types the input."""

from __future__ import annotations

import os
import sys

from wxclean.language import _, translated

COMMANDS = ("clean", "explain", "inspect", "learn", "review", "filters", "config", "help")
"""The commands in the order of the help; each is a module of `commands/` with a function `add_to(app)`."""

DEFAULT_COMMAND = "clean"

EXAMPLES = (
    ("wxclean dump.txt > article.txt", _("clean a file")),
    ("cat dump.txt | wxclean", _("clean what comes through a pipe")),
    ("wxclean dumps/ -o cleaned/", _("clean a folder, with all cores")),
    ("wxclean -i dump.jsonl", _("clean a file in place")),
    ("wxclean --diff dump.txt", _("show what would change, and write nothing")),
    ("wxclean explain dump.txt", _("list what goes, and by which rule")),
)
"""What people do most, and what it does."""


def reads_terminal() -> bool:
    """Return whether reading standard input would wait for somebody to type."""
    return sys.stdin is not None and sys.stdin.isatty()


def looks_like_a_command(word: str) -> bool:
    """Return whether a word may be a command, known or mistyped: nothing but letters, and no file of that name."""
    return word.isascii() and word.replace("-", "").isalpha() and not os.path.lexists(word)


def print_version() -> None:
    """Print the version, and whether this is the faster build."""
    from wxclean._version import __version__

    print(f"wxclean {__version__}{' (compiled)' if is_compiled() else ''}", flush=True)


def is_compiled() -> bool:
    """Return whether the modules that take the time are compiled: whether one of them is, without loading it."""
    from importlib.machinery import EXTENSION_SUFFIXES

    module = os.path.join(os.path.dirname(os.path.dirname(__file__)), "document")
    return any(os.path.exists(module + suffix) for suffix in EXTENSION_SUFFIXES)


def print_welcome() -> None:
    """Print what a person needs to know who calls the command without anything."""
    about = _("wxclean turns raw text dumps of WeChat public-account articles into clean text.")
    more = _("wxclean --help lists all commands and options.")
    print("\n\n".join([translated(about), examples_text(), translated(more)]), flush=True)


def examples_text() -> str:
    """Return the examples, each with what it does beside it."""
    width = max(len(command) for command, _ in EXAMPLES)
    return "\n".join(f"  {command:<{width}}  # {translated(purpose)}" for command, purpose in EXAMPLES)
