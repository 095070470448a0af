"""What a saved page adds to a result: its kind, the edits for what it hides, and why it should be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wxclean.cleaner.kind import shows_notice
from wxclean.document import Edit
from wxclean.result import PageKind, Suspicion, suspicion_of

if TYPE_CHECKING:
    from wxclean.reading.page.read_page import SavedPage

_FILTER: Final = "page"
_GONE: Final = frozenset(("notice", "deleted", "violation", "migrated", "verification"))
# How much of a notice is told.
_LONGEST: Final = 60


def page_kind(page: SavedPage, text: str, edits: Sequence[Edit]) -> PageKind:
    """Return the kind of a saved page; `text` is what the steps left of it."""
    if not text and page.kind == "article" and shows_notice(edits):
        return "notice"
    return page.kind


def unseen_edits(page: SavedPage) -> list[Edit]:
    """Return the edits that drop what a page doesn't show."""
    return [Edit(number, "drop", _FILTER, rule) for number, rule in page.unseen.items()]


def page_suspicions(page: SavedPage, kind: PageKind | None, text: str) -> tuple[Suspicion, ...]:
    """Return why the result of a saved page should be looked at: it holds no article, or only part of one."""
    if kind in _GONE:
        return (suspicion_of("notice", page.notice[:_LONGEST]),)
    if kind == "preview":
        return (suspicion_of("cut-preview"),)
    return () if text else (suspicion_of("no-article", kind or ""),)
