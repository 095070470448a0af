"""A result as a notebook shows it: the article, what the page says of it, and what went, in the colours of the diff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from wxclean.language import _, translated
from wxclean.output.preview_lines import preview_lines
from wxclean.output.summary import summary, total
from wxclean.output.summary_lines import summary_lines
from wxclean.result import Cleaned
from wxclean.visible import counted, visible

_COLUMNS = 110
_BOX = "max-height: 30em; overflow: auto; white-space: pre-wrap; margin: 0.5em 0"
_CODE = (
    '<pre style="overflow-x: auto; line-height: 1.25; margin: 0.5em 0; padding: 0.5em; '
    'background: #fff; color: #222">{code}</pre>'  # the colours are those of a terminal that is white
)


def notebook_html(cleaned: Cleaned) -> str:
    """Return a piece of HTML without scripts and links; what is in the dump is only shown, never read."""
    return "".join(
        [
            '<div class="wxclean">',
            f"<strong>{_shown(cleaned.metadata.title or '')}</strong>" if cleaned.metadata.title else "",
            f'<div style="{_BOX}">{_shown(cleaned.text)}</div>',
            *_warnings(cleaned),
            _folded(_("What the page says"), _table(cleaned.metadata.known().items())),
            _folded(_("What went: {changes}").format(changes=counted(len(cleaned.edits), "change")), _changes(cleaned)),
            "</div>",
        ]
    )


def _shown(text: str) -> str:
    """Return text for a page, line by line with what can't be seen as symbols."""
    return "\n".join(escape(visible(line)) for line in text.split("\n"))


def _warnings(cleaned: Cleaned) -> Iterator[str]:
    for note in (*(f"suspect: {one}" for one in cleaned.suspect), *cleaned.warnings):
        yield f"<div>⚠ {_shown(note)}</div>"


def _folded(title: str, inner: str) -> str:
    return f"<details><summary>{escape(translated(title))}</summary>{inner}</details>" if inner else ""


def _table(values: Iterable[tuple[str, object]]) -> str:
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{_shown(_said(value))}</td></tr>" for name, value in values if name != "title"
    )
    return f"<table>{rows}</table>" if rows else ""


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _changes(cleaned: Cleaned) -> str:
    """Return the diff in colour; nothing where nothing changed."""
    if not cleaned.edits:
        return ""
    import io

    from rich.console import Console

    console = Console(record=True, file=io.StringIO(), width=_COLUMNS, color_system="truecolor", force_terminal=True)
    for line in preview_lines(cleaned, "dump", _COLUMNS):
        console.print(line, soft_wrap=True, highlight=False)
    for line in summary_lines(total([summary(cleaned)]), _COLUMNS):
        console.print(line, soft_wrap=True, highlight=False)
    return console.export_html(inline_styles=True, code_format=_CODE)
