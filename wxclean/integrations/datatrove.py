"""A step for datatrove: cleans the text of each document, and adds what its page says to the document's metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from wxclean.batch.formats.format import SupportsClean
from wxclean.batch.formats.rows import merged, metadata_of
from wxclean.batch.work.records import fault
from wxclean.batch.work.shard import cleaner_for
from wxclean.cleaner.settings import CleanerSettings

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError:
    raise ImportError("datatrove is not installed: pip install 'wxclean[datatrove]'") from None

if TYPE_CHECKING:
    from datatrove.data import Document


class WxcleanStep(PipelineStep):  # type: ignore[misc]  # datatrove is not always there to be checked
    """Cleans `text`; adds title, account, published and so on to `metadata`, beside what is there.

    Where `metadata` has another value of a name already, that of the page is called `wxclean_…`. A document that
    can't be cleaned stays as it is. Suspect and failed documents go on with the reason as `suspect` in their
    metadata, and are counted in datatrove's statistics. `cleaner` is a `wxclean.Cleaner` with options of yours.
    """

    name = "wxclean"
    type = "FORMAT"

    def __init__(self, cleaner: SupportsClean | None = None) -> None:
        super().__init__()
        self.cleaner = cleaner

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002
        """Cleans one document after the other."""
        cleaner = self.cleaner or cleaner_for(CleanerSettings())
        for document in data:
            self.stat_update("total")
            with self.track_time():
                self._clean(document, cleaner)
            yield document

    def _clean(self, document: Any, cleaner: SupportsClean) -> None:
        try:
            cleaned = cleaner.clean(document.text)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, the others go on
            document.metadata = merged(document.metadata, {"suspect": f"could not be cleaned: {fault(error)}"})
            self.stat_update("failed")
            return
        self.stat_update("changed" if cleaned.text != document.text else "unchanged")
        if cleaned.suspect:
            self.stat_update("suspect")
        document.text = cleaned.text
        document.metadata = merged(document.metadata, metadata_of(cleaned))
