"""The formats of carriers. What reads one is loaded when there is one to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from wxclean.batch.formats.format import Format, Item
from wxclean.batch.job import Job, Range


def read_feed(file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield the items of a feed, as `feed.read` does."""
    from wxclean.batch.formats.carriers import feed

    return feed.read(file, part, job)


def read_mhtml(file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield the pages in a file of MHTML, as `mhtml.read` does."""
    from wxclean.batch.formats.carriers import mhtml

    return mhtml.read(file, part, job)


def read_warc(file: BinaryIO, part: Range, job: Job) -> Iterator[Item]:
    """Yield the pages and texts of a web archive, as `warc.read` does."""
    from wxclean.batch.formats.carriers import warc

    return warc.read(file, part, job)


FEED = Format(
    "feed", suffixes=(".rss", ".atom", ".xml"), kinds=("feed",), shared=(".xml",), one_way=True, read=read_feed
)
MHTML = Format("mhtml", suffixes=(".mhtml", ".mht"), kinds=("mhtml",), one_way=True, read=read_mhtml)
WARC = Format("warc", suffixes=(".warc", ".wet"), kinds=("warc", "wet"), one_way=True, read=read_warc)
