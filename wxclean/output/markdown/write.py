"""Writes blocks as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wxclean.output.markdown.blocks import BREAK, Block, Code, Listing, Paragraph, Piece, Quote, Table
from wxclean.output.markdown.escapes import escaped_end, fence_for, in_formula
from wxclean.output.markdown.inline import line_of, lines_of
from wxclean.result import Images


def markdown_lines(blocks: Sequence[Block], images: Images) -> list[str]:
    """Return the lines of blocks, a blank one between two of them."""
    lines: list[str] = []
    for block in blocks:
        found = _lines(block, images)
        if found:
            lines += ["", *found] if lines else found
    return lines


def _lines(block: Block, images: Images) -> list[str]:
    if isinstance(block, Paragraph):
        return _paragraph(block, images)
    if isinstance(block, Code):
        return _code(block)
    if isinstance(block, Quote):
        return [f"> {line}".rstrip() for line in markdown_lines(block.blocks, images)]
    if isinstance(block, Listing):
        return list(_list(block, images))
    return list(_table(block, images)) if isinstance(block, Table) else ["***"]


def _paragraph(block: Paragraph, images: Images) -> list[str]:
    pieces = [piece for piece in block.pieces if piece.kind != "text" or piece.text.strip()]
    if len(pieces) == 1 and pieces[0].kind == "formula":
        return ["$$", *(line for line in in_formula(pieces[0].text).splitlines() if line.strip()), "$$"]
    lines = lines_of(block.pieces, images)
    return [f"{'#' * block.level} {escaped_end(line)}" for line in lines] if block.level else lines


def _code(block: Code) -> list[str]:
    if not block.lines:
        return []
    fence = fence_for("\n".join(block.lines))
    return [fence + block.language, *block.lines, fence]


def _list(block: Listing, images: Images) -> Iterator[str]:
    is_tight = all(_is_short(item) for item in block.items)
    is_first = True
    for number, item in enumerate(block.items):
        lines = _tight(item, images) if is_tight else markdown_lines(item, images)
        if not lines:
            continue
        marker = "* " if block.first is None else f"{block.first + number}. "
        if not is_tight and not is_first:
            yield ""
        is_first = False
        yield marker + lines[0]
        yield from (" " * len(marker) + line if line else "" for line in lines[1:])


def _tight(item: Sequence[Block], images: Images) -> list[str]:
    return [line for block in item for line in _lines(block, images)]


def _is_short(item: Sequence[Block]) -> bool:
    """Return whether an item needs no blank lines: it is a paragraph, and perhaps lists below it."""
    return all(isinstance(block, Listing if number else Paragraph) for number, block in enumerate(item))


def _table(block: Table, images: Images) -> Iterator[str]:
    width = max(len(row) for row in block.rows)
    for number, row in enumerate(block.rows):
        cells = [_cell(cell, images) for cell in row]
        if not number:
            cells += [""] * (width - len(row))
        yield f"| {' | '.join(cells)} |"
        if not number:
            yield f"|{' --- |' * width}"


def _cell(pieces: Sequence[Piece], images: Images) -> str:
    pieces = [Piece("text", " ") if piece is BREAK else piece for piece in pieces]
    return line_of(pieces, images, pairs=True).replace("|", "\\|")
