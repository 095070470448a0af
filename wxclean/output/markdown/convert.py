"""From the content of a saved page to Markdown, and to the addresses of its pictures."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from wxclean.document import Span
from wxclean.output.markdown.blocks import Block, Listing, Paragraph, Piece, Quote, Table
from wxclean.output.markdown.read_blocks import blocks_of
from wxclean.output.markdown.write import markdown_lines
from wxclean.result import Cleaned, Images

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


class PageMarkdown(NamedTuple):
    """A page's content as Markdown, without a newline at its end, and the addresses of its pictures in their order."""

    text: str
    pictures: tuple[str, ...]


_SPACING: Final = "spacing"
"""The fix that makes odd spaces plain ones, as is done here anyway."""


def page_markdown(cleaned: Cleaned, images: Images = "keep") -> PageMarkdown | None:
    """Return what is left of a saved page as Markdown: without the lines that the steps dropped. None for a text."""
    if cleaned.page is None:
        return None
    whole = [edit for edit in cleaned.edits if edit.span is None]
    gone = {edit.line for edit in whole if edit.action != "rewrite"}
    new = {edit.line: edit.text for edit in whole if edit.action == "rewrite" and edit.filter != _SPACING}
    content = cleaned.page.content(gone, new, _cuts(cleaned, {edit.line for edit in whole}))
    return PageMarkdown("", ()) if content is None else markdown_of(content, images)


def _cuts(cleaned: Cleaned, edited: Container[int]) -> dict[int, set[Span]]:
    """Return the parts of lines that steps took out; in a line that was edited as a whole, too, they lie elsewhere."""
    cuts: dict[int, set[Span]] = {}
    for edit in cleaned.edits:
        if edit.span is not None and edit.action != "rewrite" and edit.line not in edited:
            cuts.setdefault(edit.line, set()).add(edit.span)
    return cuts


def markdown_of(content: LexborNode, images: Images = "keep") -> PageMarkdown:
    """Return the content of a page as Markdown. Nothing is fetched.

    Args:
        content: the element that is the content, which counts as shown even where its style hides it.
        images: what becomes of pictures: `keep`, `alt` (only the words that describe them) or `drop`.
    """
    blocks = blocks_of(content)
    if 1 in {block.level for block in _paragraphs(blocks)}:
        blocks = [_lowered(block) for block in blocks]  # the article's title is the heading above all others
    pictures = [p.address for p in _pieces(blocks) if p.kind in ("picture", "emoji") and p.address]
    return PageMarkdown("\n".join(markdown_lines(blocks, images)), tuple(dict.fromkeys(pictures)))


def _lowered(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(level=min(block.level + 1, 6)) if block.level else block
    if isinstance(block, Quote):
        return Quote([_lowered(inner) for inner in block.blocks])
    if isinstance(block, Listing):
        return block._replace(items=[[_lowered(inner) for inner in item] for item in block.items])
    return block


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Quote):
            yield from _paragraphs(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _paragraphs(item)
        elif isinstance(block, Table):
            yield from (Paragraph(cell) for row in block.rows for cell in row)


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    for paragraph in _paragraphs(blocks):
        yield from paragraph.pieces
