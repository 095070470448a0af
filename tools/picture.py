"""Draw the pictures of the READMEs and the manual: the diff of the example dump, as a terminal shows it."""

from __future__ import annotations

import re
from html import unescape
from io import StringIO
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
_TEXT = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]*)<')


def picture(language: str) -> str:
    """Return the diff of the example dump as SVG; one text for one dump, one state of the rules and one language."""
    cleaned = wxclean.clean(DUMP.read_text(encoding="utf-8"))
    with speaking(language):
        shown = diff_output([cleaned], name=DUMP.name, console=_terminal())
    recorder = _terminal(record=True)
    recorder.print(Text.from_ansi(shown), soft_wrap=True)
    return _widened(recorder.export_svg(title="wxclean --diff", theme=SVG_EXPORT_THEME, unique_id="wxclean"))


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
