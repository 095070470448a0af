"""What came of a cleaning, from which a result learns what somebody asks of it: few ask for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wxclean.cleaner.broken_characters import broken_characters
from wxclean.cleaner.kind import kind_of
from wxclean.cleaner.known_endings import edits_below
from wxclean.cleaner.metadata import gathered_metadata, told_title
from wxclean.cleaner.saved_page import page_kind, page_suspicions, unseen_edits
from wxclean.cleaner.suspicion import suspicions
from wxclean.document import Document, Edit
from wxclean.reading.read import Reading
from wxclean.result import Metadata, PageKind, Suspicion


class Outcome:
    """A reading, the edits of the steps, and what they left of it, as lines and as text.

    `reference` is the day on which words such as `昨天` were true.
    """

    __slots__ = ("_edits", "_left", "_reading", "_reference", "_text")

    def __init__(
        self, reading: Reading, edits: Sequence[Edit], left: Document, text: str, reference: date | None
    ) -> None:
        self._reading = reading
        self._edits = edits
        self._left = left
        self._text = text
        self._reference = reference

    @property
    def title(self) -> str | None:
        """The title in the metadata."""
        return told_title(self._edits, self._reading.fields or {}, self._told())

    def metadata(self) -> Metadata:
        """Return what is known of the article."""
        fields, told, kind = self._reading.fields or {}, self._told(), self._kind()
        return gathered_metadata(self._edits, fields, self._text, kind=kind, told=told, reference=self._reference)

    def trail(self) -> tuple[Edit, ...]:
        """Return the edits of a page, including those of its ending, in the order of lines and of parts in a line."""
        reading, ending = self._reading, self._reading.ending
        unseen = [] if reading.page is None else unseen_edits(reading.page)
        above = sorted([*unseen, *self._edits], key=lambda edit: (edit.line, edit.span or (0, 0)))
        return (*above, *edits_below(ending, reading.payload)) if ending is not None else tuple(above)

    def suspicions(self) -> tuple[Suspicion, ...]:
        """Return why the result should be looked at."""
        reading, text, left = self._reading, self._text, self._left
        if reading.page is None:
            below = () if reading.ending is None else edits_below(reading.ending, reading.payload)
            found = suspicions(reading.document, text, [*self._edits, *below], left)
        else:
            found = page_suspicions(reading.page, self._kind(), text)
        return found + broken_characters(left, text, reading.odd)

    def _kind(self) -> PageKind | None:
        page = self._reading.page
        if page is None:
            return kind_of(self._reading.document, self._edits, self._text)
        return page_kind(page, self._text, self._edits)

    def _told(self) -> Mapping[str, Any]:
        page = self._reading.page
        return {} if page is None else page.facts
