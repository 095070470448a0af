"""A saved page, read: its lines, what it says of the article, and its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wxclean.reading.page.content_lines import content_lines
from wxclean.reading.page.facts import Facts, page_facts
from wxclean.reading.page.find_content import find_content
from wxclean.reading.page.page_kind import notice_of, shown_kind
from wxclean.reading.page.page_source import PageSource
from wxclean.reading.page.script_values import ScriptValues
from wxclean.reading.page.tame import parsed
from wxclean.result import PageKind


class SavedPage(NamedTuple):
    """A saved page.

    `text` are its lines as the page shows them, with hidden ones among them: `unseen` says which, counted from 1, and
    by which rule. `facts` is what the page says of its article. `kind` is what kind of page it is, and `notice` are the
    words of a notice in place of the article. `source` finds its elements.
    """

    text: str
    unseen: Mapping[int, str]
    facts: Facts
    kind: PageKind
    notice: str
    source: PageSource

    def holds(self, character: str) -> bool:
        """Return whether a character stands in the page's lines or in what it says of its article."""
        return character in self.text or any(character in str(fact) for fact in self.facts.values())


def read_page(html: bytes) -> SavedPage:
    """Return what a saved page holds, a whole one or its content alone, given in UTF-8."""
    tree = parsed(html)
    scripts = ScriptValues(html)
    kind, notice = shown_kind(tree, scripts), ""
    content = find_content(tree, html, scripts, kind)
    lines = content_lines(content.node) if content is not None else []
    if kind == "article" and not any(line.text and not line.unseen for line in lines):
        kind, notice = notice_of(tree) or (kind, "")
    return SavedPage(
        "\n".join([line.text for line in lines]),
        {number: line.unseen for number, line in enumerate(lines, 1) if line.unseen},
        page_facts(tree, html, scripts),
        kind,
        notice,
        PageSource(html),
    )
