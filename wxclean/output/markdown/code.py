"""Code on a page: which elements hold it, in what language, and its lines as they were written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from wxclean.output.markdown.blocks import Code
from wxclean.output.markdown.tree import SKIP, Leave, nothing, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LANGUAGE: Final = re.compile(r"(?:^|\s)(?:(?:language|lang|highlight-source)-|brush:\s*)([A-Za-z][\w+#.-]*)", re.ASCII)
# What highlighters name a language that they don't know, and what WeChat's editor calls its theme.
_NO_LANGUAGE: Final = frozenset(
    {"plain", "plaintext", "text", "txt", "none", "nohighlight", "auto", "undefined", "null"}
)
_NAMES: Final = re.compile(r"[A-Za-z][\w+#.-]{0,30}", re.ASCII)
_LINE_ELEMENTS: Final = frozenset({"p", "div", "li", "ol", "ul", "section", "tr", "blockquote"})
_NO_CODE: Final = frozenset({"img", "table", "h1", "h2", "h3", "h4", "h5", "h6", "iframe", "video"})
_PROSE: Final = frozenset({"section", "p", "blockquote", "ul", "ol"})
_LINE_NUMBERS: Final = re.compile(r"line-?_?(?:index|num)|lnum|gutter|hljs-ln-n", re.IGNORECASE)
_SPACES: Final = str.maketrans({"\xa0": " ", "\u2002": " ", "\u2003": " ", "\r": None, "\u200b": None, "\ufeff": None})
_LOOKED_AT: Final = 2000


def is_code(pre: LexborNode) -> bool:
    """Return whether a `<pre>` is code: editors put whole articles in one, too, with pictures and sections."""
    has_code = has_prose = False
    attributes = pre.attributes
    hinted = bool(_language_of(attributes)) or "code" in (attributes.get("class") or "")
    for count, node in enumerate(pre.traverse()):
        if node.tag in _NO_CODE:
            return False
        has_code = has_code or node.tag == "code"
        has_prose = has_prose or node.tag in _PROSE
        if count >= _LOOKED_AT:
            break
    return has_code or hinted or not has_prose


def code_of(pre: LexborNode) -> Code:
    """Return the lines of a `<pre>` as it shows them, without blank ones at its ends and white space at theirs."""
    reader = _Lines(one_a_line=_has_code_lines(pre))
    reader.read(pre)
    lines = [line.rstrip() for line in "".join(reader.parts).translate(_SPACES).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    first = next((number for number, line in enumerate(lines) if line), len(lines))
    return Code(lines[first:], _language(pre))


class _Lines:
    """Reads the text of an element with its line breaks; one that holds nothing but a break is one empty line."""

    def __init__(self, *, one_a_line: bool) -> None:
        self.parts: list[str] = []
        self._line_elements = _LINE_ELEMENTS | {"code"} if one_a_line else _LINE_ELEMENTS

    def read(self, root: LexborNode) -> None:
        walk(root, self._enter)

    def _enter(self, node: LexborNode) -> Leave | None:
        if node.is_text_node:
            self._add(node)
        elif node.tag == "br":
            self.parts.append("\n")
        elif not _LINE_NUMBERS.search(node.attributes.get("class") or ""):
            is_line = node.tag in self._line_elements
            return partial(self._end_line, self._start_line(), node.tag) if is_line else nothing
        return SKIP

    def _add(self, node: LexborNode) -> None:
        text = node.text_content or ""
        parent = node.parent
        if "code" in self._line_elements and parent is not None and parent.tag == "pre" and not text.strip():
            return  # the source's layout between the elements that are the lines
        if text:
            self.parts.append(text)

    def _start_line(self) -> int:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
        return len(self.parts)

    def _end_line(self, start: int, tag: str | None) -> None:
        empty = len(self.parts) == start
        if tag == "code" if empty else not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def _has_code_lines(pre: LexborNode) -> bool:
    child, count = pre.first_child, 0
    while child is not None and count < 2:
        count += child.tag == "code"
        child = child.next
    return count > 1


def _language(pre: LexborNode) -> str:
    """Return the language that a `<pre>`, the `<code>` in it or the box around it names."""
    code = pre.css_first("code")
    for node in (pre, code, pre.parent):
        if node is not None and (found := _language_of(node.attributes)):
            return found
    return ""


def _language_of(attributes: Mapping[str, str | None]) -> str:
    for name in ("data-lang", "data-language"):
        given = (attributes.get(name) or "").strip()
        if _NAMES.fullmatch(given):
            return "" if given.lower() in _NO_LANGUAGE else given.lower()
    found = _LANGUAGE.search(attributes.get("class") or "")
    return found[1].lower() if found and found[1].lower() not in _NO_LANGUAGE else ""
