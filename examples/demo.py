"""Show what wxclean does with the dump beside this file: before, after, what went by which rule, and its diff."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

import wxclean
from wxclean.output.diff import diff_output

DUMP = Path(__file__).with_name("dump.txt")


def dropped(cleaned: wxclean.Cleaned) -> Table:
    """Return how many lines each rule took, with one of them, in the order of the page."""
    lines = cleaned.payload.split("\n")
    counts = Counter((edit.action, edit.filter, edit.rule) for edit in cleaned.edits)
    first = {(edit.action, edit.filter, edit.rule): edit for edit in reversed(cleaned.edits)}
    table = Table("Lines", "Action", "Filter", "Rule", "For example", title="What was changed")
    table.columns[0].justify = "right"
    for key in reversed(first):
        example = Text(lines[first[key].line - 1].strip(), overflow="ellipsis", no_wrap=True)
        table.add_row(str(counts[key]), *key, example)
    return table


def main() -> None:
    """Print the demonstration."""
    console = Console(highlight=False)
    raw = DUMP.read_text(encoding="utf-8")
    cleaned = wxclean.clean(raw)
    before = f"{raw[:400]} …\n\n({len(raw):,} characters, {len(cleaned.payload.split(chr(10)))} lines in one string)"
    console.print(Panel(Text(before), title="Before: examples/dump.txt", border_style="red"))
    console.print(Panel(Text(str(cleaned).rstrip()), title="After: wxclean examples/dump.txt", border_style="green"))
    console.print(dropped(cleaned))
    if not console.is_terminal:
        return
    console.print("\nEvery change, line by line: wxclean --diff examples/dump.txt\n", style="bold")
    console.file.write(diff_output([cleaned], name="examples/dump.txt", console=console))


if __name__ == "__main__":
    main()
