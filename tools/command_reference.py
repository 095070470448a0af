"""Write the references of commands: what `wxclean help` says of each, on one page for each language."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from wxclean.cli.top_level import COMMANDS
from wxclean.language import LANGUAGES

ROOT = Path(__file__).parents[1]
PAGES = {language: ROOT / "docs" / language / "commands.md" for language in LANGUAGES}
COLUMNS = "90"
"""The width of the help on the pages, in columns of a terminal."""
_BELOW = {"filters": ("filters show", "filters test"), "config": ("config show",)}
_INTRODUCTIONS = {
    "en": """\
# Commands and options

What `wxclean help COMMAND` prints, on one page; `make reference` writes it anew. Most options are
[settings](settings.md), too: a setting is called as the long option, without the hyphens in front.
""",
    "zh": """\
# 命令与选项

这一页就是 `wxclean --lang zh help 命令` 的输出。大多数选项也可以写进[配置文件](start.md)，去掉前面的连字符即可。
""",
}


def reference(language: str, help_of: Callable[[str], str]) -> str:
    """Return the page of a language in Markdown; `help_of` returns the help of a command in it."""
    names = [name for command in COMMANDS for name in (command, *_BELOW.get(command, ()))]
    parts = [f"## wxclean {name}\n\n```text\n{help_of(name).strip()}\n```\n" for name in names]
    return "\n".join([_INTRODUCTIONS[language], *parts])


def _help_of(command: str, language: str) -> str:
    done = subprocess.run(  # noqa: S603 - the names of commands are ours
        [sys.executable, "-m", "wxclean", "--lang", language, "help", *command.split()],
        env=os.environ | {"COLUMNS": COLUMNS, "TERM": "dumb", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode()


if __name__ == "__main__":
    for language, page in PAGES.items():
        page.write_text(reference(language, partial(_help_of, language=language)), encoding="utf-8", newline="\n")
