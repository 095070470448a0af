"""Where the content of a saved page is: in an element, in a script, or all of a text that is no whole page."""

from __future__ import annotations

from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wxclean.reading.page.page_kind import notice_of, shown_kind
from wxclean.reading.page.script_values import CONTENT, ScriptValues
from wxclean.reading.page.tame import parsed
from wxclean.reading.page.tell_page import begins_as_document
from wxclean.result import PageKind

# The elements that hold a page's content, in all its generations, the surest first.
_CONTENTS: Final = (
    "#js_content",
    ".rich_media_content",
    "#js_article_content",
    "#page-content .text",
    "#img-content",
    "#page-content",
)
_SHARES: Final = ("text-share", "picture-share")
# Where a share has its text once its scripts have run.
_SHARED: Final = ("#js_text_desc", "#js_image_desc", ".share_notice")
# Their description is all the text that they have.
_PLAYED: Final = ("video", "audio")


class Content(NamedTuple):
    """The element that holds a page's content, and the selector by which it is named."""

    node: LexborNode
    selector: str


def content_of(html: bytes) -> Content | None:
    """Return the content of a page; None if it has none."""
    tree, scripts = parsed(html), ScriptValues(html)
    return find_content(tree, html, scripts, shown_kind(tree, scripts))


def find_content(tree: LexborHTMLParser, html: bytes, scripts: ScriptValues, kind: PageKind) -> Content | None:
    """Return the content of a page that is parsed already; None if it has none."""
    if kind in _SHARES and (in_script := scripts.content()):
        return _of_script(in_script.replace("\n", "<br>"))
    shared = [selector for selector in _SHARED if has_words(tree.css_first(selector))] if kind in _SHARES else ()
    node, selector = next(
        ((node, selector) for selector in (*shared, *_CONTENTS) if (node := tree.css_first(selector)) is not None),
        (None, ""),
    )
    if node is not None and has_words(node):
        return Content(node, selector)
    in_script = scripts.content() or (scripts.get("desc", "msg_desc") if kind in _PLAYED else None)
    if in_script:
        return _of_script(in_script.replace("\n", "<br>") if kind in _PLAYED else in_script)
    if node is not None or (begins_as_document(html) and notice_of(tree) is not None):
        return None
    return Content(tree.body, "body") if tree.body is not None else None


def has_words(node: LexborNode | None) -> bool:
    """Return whether there is an element, and it has any text."""
    return node is not None and any(
        (text.text_content or "").strip() for text in node.traverse(include_text=True) if text.is_text_node
    )


def _of_script(html: str) -> Content | None:
    body = parsed(html.encode("utf-8", "ignore")).body
    return Content(body, CONTENT) if body is not None else None
