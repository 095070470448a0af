"""What kind of page a text is from, by the rules that removed its chrome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Final

from wxclean.document import Document, Edit
from wxclean.result import PageKind

TEXT_SHARE: Final = "page.text-share"
PAID_PREVIEW: Final = "header.paid-preview"
# The rules of phrases that only such a page has; `notice.` phrases may also stand in an article's footer.
_KINDS: Final[Mapping[str, PageKind]] = {TEXT_SHARE: "text-share", PAID_PREVIEW: "preview"}
_NOTICE: Final = "notice."
_RULE: Final[Callable[[Edit], str]] = attrgetter("rule")
_PAGE_FILTERS: Final = frozenset(("wechat", "scripts"))  # the names of both, whose types mypyc can't tell here


def kind_of(document: Document, edits: Sequence[Edit], text: str) -> PageKind | None:
    """Return the kind of a page; None if no edit shows that the document was one. `text` is what is left of it."""
    if document.below is None and not any(edit.filter in _PAGE_FILTERS for edit in edits):
        return None
    if text and _KINDS.keys().isdisjoint(map(_RULE, edits)):
        return "article"
    rules = {edit.rule for edit in edits if edit.filter in _PAGE_FILTERS}
    for rule, kind in _KINDS.items():
        if rule in rules:
            return kind
    return "notice" if not text and shows_notice(edits) else "article"


def shows_notice(edits: Sequence[Edit]) -> bool:
    """Return whether the page's own rules found a notice. Rules of packs, and learned ones, may be called so, too."""
    return any(edit.filter in _PAGE_FILTERS and edit.rule.startswith(_NOTICE) for edit in edits)
