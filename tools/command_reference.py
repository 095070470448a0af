"""Write the reference of commands: what `wxclean help` says of each, on one page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from wxclean.cli.top_level import COMMANDS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "en" / "commands.md"
COLUMNS = "90"
"""The width of the help on the page, in characters."""
_BELOW = {"filters": ("filters show", "filters test"), "config": ("config show",)}
_INTRODUCTION = """\
# Commands and options

What `wxclean help COMMAND` prints, on one page; `make reference` writes it anew. Most options are
[settings](settings.md), too: a setting is called as the long option, without the hyphens in front.
"""


def reference(help_of: Callable[[str], str]) -> str:
    """Return the page in Markdown, given what returns the help of a command by its name."""
    names = [name for command in COMMANDS for name in (command, *_BELOW.get(command, ()))]
    parts = [f"## wxclean {name}\n\n```text\n{help_of(name).strip()}\n```\n" for name in names]
    return "\n".join([_INTRODUCTION, *parts])


def _help_of(command: str) -> str:
    done = subprocess.run(  # noqa: S603 - the names of commands are ours
        [sys.executable, "-m", "wxclean", "help", *command.split()],
        env=os.environ | {"COLUMNS": COLUMNS, "TERM": "dumb", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode()


if __name__ == "__main__":
    PAGE.write_text(reference(_help_of), encoding="utf-8", newline="\n")
