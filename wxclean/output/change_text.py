"""What a change looks like in a terminal: its colours, and the characters that it took away or put in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wxclean.output.changes import Change
from wxclean.output.fit import Piece, around_changes, clip
from wxclean.output.in_line import stretches
from wxclean.visible import visible_parts

if TYPE_CHECKING:
    from rich.text import Text

# The terminal's own colours, so that light and dark themes both stay readable; blue and yellow
# are left out, because one of the two always swallows them.
DROP = "red"
LABEL = "magenta"
REWRITE = "bold"
QUIET = "dim"
_STYLES = {"deleted": "red reverse", "inserted": "green reverse", "hidden": "dim italic"}
_NARROWEST = 16


def change_text(change: Change, cells: int, *, brackets: bool = False) -> Text:
    """Return what a change did, in about so many cells; `brackets` marks characters as `[-…-]{+…+}`, for no colour."""
    if change.action == "drop":
        return styled(clip(change.before, cells), DROP)
    if change.action == "label":
        return _label(change, cells)
    found = around_changes(stretches(change.before, change.after or ""), cells)
    return styled(map(_bracketed, found) if brackets else found, "")


def styled(found: Iterable[Piece], style: str) -> Text:
    """Return the pieces as styled text, with unseen characters as marked symbols."""
    from rich.text import Text

    text = Text()
    for piece in found:
        own = _STYLES.get(piece.kind, style)
        for part, is_symbol in visible_parts(piece.text):
            text.append(part, f"{own} reverse" if is_symbol and "reverse" not in own else own)
    return text


def _bracketed(piece: Piece) -> Piece:
    opening, closing = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}")}.get(piece.kind, ("", ""))
    return piece._replace(text=f"{opening}{piece.text}{closing}")


def _label(change: Change, cells: int) -> Text:
    """Return a metadata field with the text it came from, and its value where that is another."""
    text = styled([Piece(change.field or "label", "same")], f"{LABEL} bold")
    room = max(cells - len(text.plain) - 2, _NARROWEST)
    value = change.after or ""
    if value == change.before:
        return text.append("  ").append_text(styled(clip(value, room), LABEL))
    before = styled(clip(change.before, room // 2), QUIET)
    return text.append("  ").append_text(before).append(" → ").append_text(styled(clip(value, room // 2 - 3), LABEL))
