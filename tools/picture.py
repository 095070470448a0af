"""Draw the pictures of the READMEs and the manual: the diff of the example dump as a terminal shows it, shortened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from io import StringIO
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

import wxclean
from wxclean.language import LANGUAGES, speaking
from wxclean.output.diff import diff_output

ROOT = Path(__file__).parents[1]
DUMP = ROOT / "examples" / "dump.txt"
PICTURES = {language: ROOT / "docs" / language / "preview.svg" for language in LANGUAGES}
_COLUMNS = 96
_SHOWN = 3
"""How many rows of one rule are shown that follow each other."""
_NUMBERED = re.compile(r" *\d+ (\S*) +(\S?) ?│")
_FONT_FACE = re.compile(r" *@font-face \{.*?\}\n", re.DOTALL)
"""Where a browser that has no such font would fetch it from another server."""
_TEXT = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]*)<')


def picture(language: str) -> str:
    """Return the diff of the example dump as SVG; one text for one dump, one state of the rules and one language."""
    cleaned = wxclean.clean(DUMP.read_text(encoding="utf-8"))
    with speaking(language):
        shown = diff_output([cleaned], name=DUMP.name, console=_terminal())
    recorder = _terminal(record=True)
    recorder.print(Text.from_ansi("\n".join(shortened(shown.split("\n")))), soft_wrap=True)
    drawn = recorder.export_svg(title="wxclean --diff", theme=SVG_EXPORT_THEME, unique_id="wxclean")
    return _widened(_FONT_FACE.sub("", drawn))


def shortened(rows: Iterable[str]) -> Iterator[str]:
    """Yield the rows, but of those that go by one rule after each other only the first few, and a row that says so."""
    for rule, run in groupby(rows, _rule_of()):
        same = list(run)
        if rule and len(same) > _SHOWN + 1:
            yield from same[:_SHOWN]
            yield f"\x1b[2m{'│':>{Text.from_ansi(same[0]).plain.index('│') + 1}} ⋯\x1b[0m"
        else:
            yield from same


def _rule_of() -> Callable[[str], str]:
    """Return a function of row after row: the rule by which it goes, that of the row above where it has no number."""
    rule = ""

    def of(row: str) -> str:
        nonlocal rule
        found = _NUMBERED.match(Text.from_ansi(row).plain)
        if found:
            rule = found[1] if found[2] == "−" else ""
        elif "│" not in row:
            rule = ""
        return rule

    return of


def _terminal(*, record: bool = False) -> Console:
    """Return a colour terminal that no variable of the environment changes."""
    return Console(
        file=StringIO(),
        width=_COLUMNS,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        record=record,
        _environ={"TERM": "xterm"},
    )


def _widened(svg: str) -> str:
    """Return the SVG with each stretch of text as wide as its cells: Rich counts characters, which squeezes Chinese."""

    def corrected(match: re.Match[str]) -> str:
        text = unescape(match[3])
        length = float(match[1]) * cell_len(text) / max(len(text), 1)
        return f'textLength="{length:g}"{match[2]}>{match[3]}<'

    return _TEXT.sub(corrected, svg)


if __name__ == "__main__":
    for language, path in PICTURES.items():
        path.write_text(picture(language), encoding="utf-8")
