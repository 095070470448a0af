"""The choice of the storage that a path belongs to: this machine's files, or those behind a URL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from wxclean.files import local
from wxclean.files.facts import FoundFile, Place, Skipped, Stat, Wanted
from wxclean.files.plain_text import HEAD


class Storage(Protocol):
    """What `local` and `remote` can do with paths of theirs; each of the two modules is a storage."""

    is_local: bool
    """True where the operating system, and so every other program, knows the paths."""
    is_cheap_to_reread: bool
    """False where to read a file once more takes as long as the work on it."""

    def absolute(self, path: str) -> str:
        """Return the path as it is called from everywhere, links resolved."""

    def all_absolute(self, paths: Iterable[str]) -> Iterator[str]:
        """Yield what `absolute` gives for each of many paths, and look into each folder only once."""

    def joined(self, folder: str, name: str) -> str:
        """Return the path of a name in a folder; with an empty name, the folder with a separator at its end."""

    def parent(self, path: str) -> str:
        """Return the folder that a path lies in."""

    def possible(self, name: str) -> str:
        """Return a name below a folder, perhaps of another storage, as this one can have it."""

    def same_name(self, path: str) -> str:
        """Return what two paths have in common that may lead to one file, as where case makes no difference."""

    def is_folder(self, path: str) -> bool:
        """Return whether there is a folder at the path."""

    def found(self, path: str) -> FoundFile:
        """Return the file at a path; its name is the last part of the path.

        Raises:
            InputError, OSError: there is none, or it is no regular file.
        """

    def files_below(
        self, folder: str, wanted: Wanted, *, in_place: bool = False, leave_out: str | None = None
    ) -> Iterator[FoundFile | Skipped]:
        """Yield every wanted file below a folder, in an order that follows from the names, without hidden ones.

        A link to a file counts if it stays inside the folder; in place it doesn't, since its target is found by
        itself. `leave_out` is a folder not to enter: the output.

        Raises:
            InputError: the folder can't be listed.
        """

    def names_in(self, folder: str) -> set[str]:
        """Return the names of what is in a folder; none where there is no folder."""

    def stat(self, path: str) -> Stat | None:
        """Return size and time of the file at a path; None where there is none."""

    def stamp(self, path: str) -> str:
        """Return what changes whenever the file's content may have; empty where there is no file or no way to tell."""

    def open_read(self, path: str) -> BinaryIO:
        """Return a readable binary file that can be peeked into and, but for streams behind some URLs, seeked in.

        Raises:
            InputError: it can't be read, or not as a file: a FIFO or a device could block for ever.
        """

    def read_file(self, path: str, limit: int) -> bytes:
        """Return all bytes of a file, or one more than `limit` where there are more.

        Raises:
            InputError: as `open_read` does.
        """

    def place(self, path: str) -> Place:
        """Return where a new content for a path goes."""

    def put(self, temporary: str, place: Place) -> Stat | None:
        """Move a local file to its place; return its size and time there if these are not what they were.

        Raises:
            Exception: whatever this storage has against it.
        """

    def sync_folder(self, folder: str) -> None:
        """Make what was put into a folder last through a power cut, where the storage needs that."""

    def remove(self, path: str) -> None:
        """Remove a file if it is there."""

    def remove_folder(self, path: str) -> None:
        """Remove a folder and what is in it, if it is there and can be removed."""


def storage_of(path: str) -> Storage:
    """Return the storage that a path belongs to: `remote` for `scheme://…`, else `local`."""
    if "://" not in path:
        return local
    scheme = path.partition("://")[0]
    if len(scheme) == 1 or not (scheme.isascii() and scheme.replace("+", "").isalnum()):  # a letter alone is a drive
        return local
    from wxclean.files import remote  # most runs never meet a URL

    return remote


def read_head(path: str) -> bytes:
    """Return the first bytes of a file, as many as are looked at.

    Raises:
        InputError: it can't be read.
    """
    with storage_of(path).open_read(path) as file:
        return file.read(HEAD)
