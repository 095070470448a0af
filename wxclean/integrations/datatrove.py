"""A datatrove step that cleans the text of each document and adds the page's metadata to the document's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from wxclean.batch.formats.format import SupportsClean
from wxclean.batch.formats.rows import merged, metadata_of
from wxclean.batch.work.context import cleaner_for, not_cleaned
from wxclean.cleaner.settings import CleanerSettings

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError:
    raise ImportError("datatrove is not installed: pip install 'wxclean[datatrove]'") from None

if TYPE_CHECKING:
    from datatrove.data import Document


class WxcleanStep(PipelineStep):  # type: ignore[misc]  # datatrove is not always installed
    """A step that cleans `text` and adds title, account, published and so on to `metadata`.

    If `metadata` already has a different value under a name, the page's is stored as `wxclean_…`. A document that
    can't be cleaned keeps its text. Suspect and failed documents are passed on with the reason as `suspect` in their
    metadata, and are counted in datatrove's statistics. `cleaner` is a `wxclean.Cleaner` with your own options.
    """

    name = "wxclean"
    type = "FORMAT"

    def __init__(self, cleaner: SupportsClean | None = None) -> None:
        super().__init__()
        self.cleaner = cleaner

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002
        """Yield the documents, cleaned one after the other."""
        cleaner = self.cleaner or cleaner_for(CleanerSettings())
        for document in data:
            self.stat_update("total")
            with self.track_time():
                self._clean(document, cleaner)
            yield document

    def _clean(self, document: Any, cleaner: SupportsClean) -> None:
        try:
            cleaned = cleaner.clean(document.text)
        except Exception as error:  # noqa: BLE001 - one bad document must not stop the others
            document.metadata = merged(document.metadata, {"suspect": not_cleaned(error)})
            self.stat_update("failed")
            return
        self.stat_update("changed" if cleaned.text != document.text else "unchanged")
        if cleaned.suspect:
            self.stat_update("suspect")
        document.text = cleaned.text
        document.metadata = merged(document.metadata, metadata_of(cleaned))
