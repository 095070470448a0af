"""The lines of a paragraph in Markdown: text with its emphasis, links, code, pictures and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from wxclean.output.markdown.addresses import written
from wxclean.output.markdown.blocks import BREAK, Piece, Style
from wxclean.output.markdown.emphasis import mark_of, settled
from wxclean.output.markdown.escapes import begins_item, escaped, escaped_start, in_code, in_formula
from wxclean.result import Images

_SPACES: Final = re.compile(" {2,}")


def lines_of(pieces: Sequence[Piece], images: Images) -> list[str]:
    """Return the lines of a paragraph, those that more follow with a backslash at their ends, which breaks the line."""
    pairs = any(piece.style.struck or piece.kind == "formula" for piece in pieces) or any(
        sum(piece.text.count(sign) for piece in pieces) > 1 for sign in "~$"
    )
    found = (line_of(line, images, pairs=pairs) for line in _parted(pieces))
    lines = [line for line in found if line]
    ends = ["" if begins_item(below) else "\\" for below in lines[1:]]
    return [line + end for line, end in zip(lines, [*ends, ""], strict=False)]


def line_of(pieces: Sequence[Piece], images: Images, *, pairs: bool) -> str:
    """Return one line; `pairs` says whether two signs such as `~` in its paragraph would mean something."""
    merged = _merged(pieces)
    line = _Writer(images, pairs=pairs).line(_joined(settled(merged))).strip()
    return escaped_start(line) if merged and merged[0].style == Style() and merged[0].kind == "text" else line


def _parted(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    for is_break, line in groupby(pieces, lambda piece: piece is BREAK):
        if not is_break:
            yield list(line)


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces of a line, those of one style together, with no white space at the ends and single spaces."""
    merged: list[Piece] = []
    space = True
    for piece in _joined(_spaces_outside_of_code(_joined(pieces))):
        if piece.kind != "text":
            merged.append(piece)
            space = False
            continue
        text = _SPACES.sub(" ", piece.text)
        if space:
            text = text.lstrip(" ")
        if text:
            merged.append(piece._replace(text=text))
            space = text.endswith(" ")
    return merged


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for (kind, style), group in groupby(pieces, lambda piece: (piece.kind, piece.style)):
        if kind == "text":
            yield Piece(kind, "".join([piece.text for piece in group]), style)
        else:
            yield from group


def _spaces_outside_of_code(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if not (piece.style.code and piece.kind == "text"):
            yield piece
            continue
        text = piece.text.strip(" ")
        if text != piece.text:
            outside = piece._replace(text=" ", style=piece.style._replace(code=False))
            before, after = piece.text.startswith(" "), piece.text.endswith(" ")
            yield from [outside] * before + [piece._replace(text=text)] * bool(text) + [outside] * after
        else:
            yield piece


class _Writer:
    """Writes a line; it knows what stands before each part of it."""

    def __init__(self, images: Images, *, pairs: bool) -> None:
        self._images = images
        self._pairs = pairs

    def line(self, pieces: Iterable[Piece]) -> str:
        """Return the pieces of a line as Markdown."""
        out = ""
        for link, group in groupby(pieces, lambda piece: piece.style.link):
            inside = self._emphasised(list(group))
            if link and inside.strip():
                if out.endswith("!"):
                    out = out[:-1] + "\\!"  # not a picture
                out += self._link(inside, link)
            else:
                out += inside
        return out

    def _link(self, inside: str, link: str) -> str:
        text = inside.strip()
        if text.replace("\\", "") == link and link.startswith("http"):
            return inside.replace(text, link)
        return inside.replace(text, f"[{text}]({written(link)})")

    def _emphasised(self, pieces: Sequence[Piece]) -> str:
        out = ""
        for mark, group in groupby(pieces, lambda piece: mark_of(piece.style)):
            inside = "".join([self._piece(piece) for piece in group])
            out += f"{mark}{inside}{mark}" if inside.strip() else inside
        return out

    def _piece(self, piece: Piece) -> str:
        in_link = bool(piece.style.link)
        if piece.kind == "text":
            if piece.style.code and not (in_link and "]" in piece.text):
                return in_code(piece.text)
            return escaped(piece.text, pairs=self._pairs, in_link=in_link)
        if piece.kind == "formula":
            return f"${in_formula(' '.join(piece.text.split()))}$"
        if piece.kind == "card":
            text = escaped(piece.text, pairs=self._pairs, in_link=True)
            return f"[{text}]({written(piece.address)})" if piece.address else text
        return self._picture(piece)

    def _picture(self, piece: Piece) -> str:
        words = escaped(piece.text, pairs=self._pairs, in_link=True)
        if self._images == "keep" and piece.address:
            return f"![{words}]({written(piece.address)})"
        return words if self._images != "drop" else ""
