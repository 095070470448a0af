"""Shows a `Cleaned` in a colour terminal: each change with its line, its rule and what it did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from wxclean.output.changes import Change, Fold, Kept, fold, rows
from wxclean.output.fit import Piece, around_changes, clip, shorten, width, wrap
from wxclean.output.in_line import marks
from wxclean.result import Cleaned
from wxclean.visible import pieces

if TYPE_CHECKING:
    from rich.text import Text

# The terminal's own colours, so that light and dark themes both stay readable; blue and yellow
# are left out, because one of the two always swallows them.
DROP = "red"
LABEL = "magenta"
REWRITE = "bold"
QUIET = "dim"
_MARKS = {"deleted": "red reverse", "inserted": "green reverse", "hidden": "dim italic"}
_ROWS = {"drop": 3, "rewrite": 4, "label": 2}
_NARROWEST = 16


class Frame(NamedTuple):
    """Cells for the line number, for the rule and for the text; the rest are borders."""

    number: int
    rule: int
    text: int


class Gutter(NamedTuple):
    """What stands left of a line."""

    number: str = ""
    rule: str = ""
    sign: str = " "
    style: str = ""
    rule_style: str = ""


_NOTHING = Gutter()


def preview_lines(cleaned: Cleaned, name: str, columns: int) -> Iterator[Text]:
    """Yield the preview of one record line by line: a heading, the rows in a frame, what to look at."""
    found = fold(rows(cleaned))
    frame = _frame(found, columns)
    yield _border(frame, "┬")
    yield _framed(frame, _heading(cleaned, name, frame.text))
    yield _border(frame, "┼")
    last = ""
    for row in found:
        yield from _row(row, frame, last)
        last = row.label if isinstance(row, Change) else last
    for note in _notes(cleaned):
        yield from _wrapped(frame, _text([Piece(note, "same")], "bold"), Gutter(sign="!", style=f"bold {DROP}"))
    yield _border(frame, "┴")


def _notes(cleaned: Cleaned) -> list[str]:
    suspect = [f"suspect: {cleaned.suspect}"] if cleaned.suspect else []
    return suspect + list(cleaned.warnings)


def _frame(found: list[Change | Kept | Fold], columns: int) -> Frame:
    number = max((len(str(row.line)) for row in found if not isinstance(row, Fold)), default=1)
    longest = max((width(row.label) for row in found if isinstance(row, Change)), default=0)
    rule = min(longest, max(12, columns * 3 // 10))
    return Frame(max(number, 3), rule, max(columns - max(number, 3) - rule - 7, _NARROWEST))


def _row(row: Change | Kept | Fold, frame: Frame, last: str) -> Iterator[Text]:
    if isinstance(row, Change):
        yield from _change(row, frame, repeated=row.label == last)
    elif isinstance(row, Kept):
        yield _framed(frame, _text(clip(row.text, frame.text), ""), Gutter(str(row.line)))
    else:
        yield _framed(frame, _text([Piece(shorten(_folded(row), frame.text), "hidden")], ""))


def _folded(row: Fold) -> str:
    lines = "line" if row.lines == 1 else "lines"
    if row.kind == "kept":
        return f"⋯ {row.lines:,} {lines} kept, {row.characters:,} characters"
    return f"⋯ {row.lines:,} blank" if row.kind == "blank" else f"⋯ the same {row.lines:,} times more"


def _change(change: Change, frame: Frame, *, repeated: bool) -> Iterator[Text]:
    style = {"drop": DROP, "rewrite": REWRITE, "label": LABEL}[change.action]
    sign = {"drop": "−", "rewrite": "~", "label": "◆"}[change.action]
    content = change_text(change, frame.text * _ROWS[change.action])
    rule = shorten(change.label, frame.rule)
    yield from _wrapped(frame, content, Gutter(str(change.line), rule, sign, style, QUIET if repeated else style))


def _wrapped(frame: Frame, content: Text, gutter: Gutter) -> Iterator[Text]:
    for index, part in enumerate(content.divide(wrap(content.plain, frame.text))):
        yield _framed(frame, part, _NOTHING if index else gutter)


def change_text(change: Change, cells: int, *, brackets: bool = False) -> Text:
    """Return what a change did, in about so many cells; `brackets` marks characters as `[-…-]{+…+}`, for no colour."""
    if change.action == "drop":
        return _text(clip(change.before, cells), DROP)
    if change.action == "label":
        return _label(change, cells)
    found = around_changes(marks(change.before, change.after or ""), cells)
    return _text([_bracketed(piece) for piece in found] if brackets else found, "")


def _bracketed(piece: Piece) -> Piece:
    opening, closing = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}")}.get(piece.kind, ("", ""))
    return piece._replace(text=f"{opening}{piece.text}{closing}")


def _label(change: Change, cells: int) -> Text:
    """Show a metadata field with the text it came from, and its value where that is another."""
    text = _text([Piece(change.field or "label", "same")], f"{LABEL} bold")
    room = max(cells - len(text.plain) - 2, _NARROWEST)
    value = change.after or ""
    if value == change.before:
        return text.append("  ").append_text(_text(clip(value, room), LABEL))
    before = _text(clip(change.before, room // 2), QUIET)
    return text.append("  ").append_text(before).append(" → ").append_text(_text(clip(value, room // 2 - 3), LABEL))


def _heading(cleaned: Cleaned, name: str, cells: int) -> Text:
    source = cleaned.source
    sure = f" {source.confidence:.0%}" if source.confidence < 1 else ""
    facts = f"{source.wrapper} · {source.encoding}{sure}"
    text = _text([Piece(shorten(name, max(cells - width(facts) - 3, _NARROWEST)), "same")], "bold")
    room = cells - width(text.plain) - 3
    return text.append(f" · {shorten(facts, room)}", QUIET) if room > _NARROWEST else text


def _text(found: list[Piece], style: str) -> Text:
    """Return the pieces as styled text, with unseen characters as marked symbols."""
    from rich.text import Text

    text = Text()
    for piece in found:
        own = _MARKS.get(piece.kind, style)
        for part, is_symbol in pieces(piece.text):
            text.append(part, f"{own} reverse" if is_symbol and "reverse" not in own else own)
    return text


def _framed(frame: Frame, content: Text, gutter: Gutter = _NOTHING) -> Text:
    from rich.text import Text

    text = Text().append(f" {gutter.number:>{frame.number}} ", QUIET)
    text.append(gutter.rule + " " * (frame.rule - width(gutter.rule)), gutter.rule_style)
    text.append(f" {gutter.sign} ", gutter.style)
    return text.append("│ ", QUIET).append_text(content)


def _border(frame: Frame, crossing: str) -> Text:
    from rich.text import Text

    return Text("─" * (frame.number + frame.rule + 5) + crossing + "─" * (frame.text + 1), QUIET)
