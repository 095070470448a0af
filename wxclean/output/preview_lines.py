"""The preview of a `Cleaned` for a colour terminal: each change with its line, its rule and what it did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wxclean.language import _, translated
from wxclean.output.change_text import DROP, LABEL, QUIET, REWRITE, change_text, styled
from wxclean.output.changes import Change, Kept, rows
from wxclean.output.fit import Piece, breaks, clip, shorten, width
from wxclean.output.fold import Fold, fold
from wxclean.result import Cleaned
from wxclean.visible import counted

if TYPE_CHECKING:
    from rich.text import Text

HUNK = "@@"
"""What the head of a hunk begins with."""
_END = Fold("kept", 0)
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
    heads = _heads(found)
    for place, row in enumerate(found):
        if place in heads:
            yield heads[place]
        yield from _row(row, frame, last)
        last = row.label if isinstance(row, Change) else last
    for note in _notes(cleaned):
        yield from _wrapped(frame, styled([Piece(note, "same")], "bold"), Gutter(sign="!", style=f"bold {DROP}"))
    yield _border(frame, "┴")


def _heads(found: Sequence[Change | Kept | Fold]) -> dict[int, Text]:
    """Return the head of each hunk, by the place of its first row; folded lines that stay part hunks.

    Heads begin as those of a unified diff do, so that one pattern finds both.
    """
    from rich.text import Text

    heads = {}
    start = 0
    for end, row in enumerate([*found, _END]):
        if not (isinstance(row, Fold) and row.kind == "kept"):
            continue
        hunk = found[start:end]
        changes = sum(isinstance(each, Change) for each in hunk)
        numbers = [each.line for each in hunk if not isinstance(each, Fold)]
        if changes:
            said = translated(counted(changes, "change"))
            heads[start] = Text(f"{HUNK} {numbers[0]}–{numbers[-1]} {HUNK} {said}", QUIET)
        start = end + 1
    return heads


def _notes(cleaned: Cleaned) -> list[str]:
    suspect = [_("suspect: {reasons}").format(reasons=suspicion) for suspicion in cleaned.suspect]
    return [translated(note) for note in (*suspect, *cleaned.warnings)]


def _frame(found: list[Change | Kept | Fold], columns: int) -> Frame:
    number = max((len(str(row.line)) for row in found if not isinstance(row, Fold)), default=1)
    longest = max((width(row.label) for row in found if isinstance(row, Change)), default=0)
    rule = min(longest, max(12, columns * 3 // 10))
    return Frame(max(number, 3), rule, max(columns - max(number, 3) - rule - 7, _NARROWEST))


def _row(row: Change | Kept | Fold, frame: Frame, last: str) -> Iterator[Text]:
    if isinstance(row, Change):
        yield from _change(row, frame, repeated=row.label == last)
    elif isinstance(row, Kept):
        yield _framed(frame, styled(clip(row.text, frame.text), ""), Gutter(str(row.line)))
    else:
        yield _framed(frame, styled([Piece(shorten(_folded(row), frame.text), "hidden")], ""))


def _folded(row: Fold) -> str:
    if row.kind == "kept":
        lines, characters = counted(row.lines, "line"), counted(row.characters, "character")
        return translated(_("⋯ {lines} kept, {characters}").format(lines=lines, characters=characters))
    said = _("⋯ {count:,} blank") if row.kind == "blank" else _("⋯ the same {count:,} times more")
    return translated(said.format(count=row.lines))


def _change(change: Change, frame: Frame, *, repeated: bool) -> Iterator[Text]:
    style = {"drop": DROP, "rewrite": REWRITE, "label": LABEL}[change.action]
    sign = {"drop": "−", "rewrite": "~", "label": "◆"}[change.action]
    content = change_text(change, frame.text * _ROWS[change.action])
    rule = shorten(change.label, frame.rule)
    yield from _wrapped(frame, content, Gutter(str(change.line), rule, sign, style, QUIET if repeated else style))


def _wrapped(frame: Frame, content: Text, gutter: Gutter) -> Iterator[Text]:
    """Yield content in as many lines as it takes; the gutter stands beside the first."""
    for index, part in enumerate(content.divide(breaks(content.plain, frame.text))):
        yield _framed(frame, part, _NOTHING if index else gutter)


def _heading(cleaned: Cleaned, name: str, cells: int) -> Text:
    source = cleaned.source
    sure = f" {source.confidence:.0%}" if source.confidence < 1 else ""
    facts = f"{source.wrapper} · {source.encoding}{sure}"
    text = styled([Piece(shorten(name, max(cells - width(facts) - 3, _NARROWEST)), "same")], "bold")
    room = cells - width(text.plain) - 3
    return text.append(f" · {shorten(facts, room)}", QUIET) if room > _NARROWEST else text


def _framed(frame: Frame, content: Text, gutter: Gutter = _NOTHING) -> Text:
    """Return a line of the preview: the gutter, a border, the content."""
    from rich.text import Text

    text = Text().append(f" {gutter.number:>{frame.number}} ", QUIET)
    text.append(gutter.rule + " " * (frame.rule - width(gutter.rule)), gutter.rule_style)
    text.append(f" {gutter.sign} ", gutter.style)
    return text.append("│ ", QUIET).append_text(content)


def _border(frame: Frame, crossing: str) -> Text:
    from rich.text import Text

    return Text("─" * (frame.number + frame.rule + 5) + crossing + "─" * (frame.text + 1), QUIET)
