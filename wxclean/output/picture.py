"""Draws the preview as an SVG picture, for a README or a page."""

from __future__ import annotations

import re
from html import unescape
from typing import Literal

from wxclean.output.diff import diff_output
from wxclean.result import Cleaned

_TEXT = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]*)<')


def preview_svg(
    cleaned: Cleaned,
    *,
    name: str,
    columns: int = 100,
    title: str = "wxclean --diff",
    theme: Literal["dark", "light"] = "dark",
) -> str:
    """Return the preview of `cleaned` in a terminal of so many columns, as SVG; the same for the same input."""
    from io import StringIO

    from rich.console import Console
    from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
    from rich.text import Text

    settings = {"width": columns, "force_terminal": True, "color_system": "standard", "no_color": False}
    console = Console(file=StringIO(), legacy_windows=False, _environ={"TERM": "xterm"}, **settings)  # type: ignore[arg-type]
    shown = diff_output([cleaned], name=name, console=console)
    recorder = Console(file=StringIO(), record=True, legacy_windows=False, _environ={"TERM": "xterm"}, **settings)  # type: ignore[arg-type]
    recorder.print(Text.from_ansi(shown), soft_wrap=True)
    colours = SVG_EXPORT_THEME if theme == "dark" else DEFAULT_TERMINAL_THEME
    return _widened(recorder.export_svg(title=title, theme=colours, unique_id="wxclean"))


def _widened(svg: str) -> str:
    """Give each stretch of text the width of its cells: Rich counts characters, so Chinese comes out squeezed."""
    from rich.cells import cell_len

    def corrected(match: re.Match[str]) -> str:
        text = unescape(match[3])
        length = float(match[1]) * cell_len(text) / max(len(text), 1)
        return f'textLength="{length:g}"{match[2]}>{match[3]}<'

    return _TEXT.sub(corrected, svg)
