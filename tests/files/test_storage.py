"""Storages: local files and URLs give the same answers, and each path finds its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest

from wxclean.errors import InputError
from wxclean.files import local, remote
from wxclean.files.facts import FoundFile, Stat, Wanted
from wxclean.files.plain_text import HEAD
from wxclean.files.staged import Staged, atomic_writer, commit
from wxclean.files.storage import Storage, read_head, storage_of

CONTENTS = {"a.txt": b"one\ntwo\n", "b.bin": b"", "sub/c.txt": b"three", "sub/deep/d.txt": b"4", ".hidden/e.txt": b"5"}
ALL = Wanted(lambda _: True, lambda _: True)
TEXTS = Wanted(lambda name: name.endswith(".txt"), lambda _: True)


@pytest.mark.parametrize(
    ("path", "storage"),
    [
        ("a.txt", local),
        ("/a/b.txt", local),
        ("C:\\a\\b.txt", local),
        ("a b://c", local),
        ("://c", local),
        ("长://c", local),
        ("s3://bucket/a.txt", remote),
        ("memory://a.txt", remote),
        ("git+ssh://host/a.txt", remote),
    ],
)
def test_a_path_has_its_storage(path: str, storage: Storage) -> None:
    assert storage_of(path) is storage


@pytest.fixture
def roots(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Provide a folder here and one at a URL that hold the same files."""
    both = (str(tmp_path / "root"), "memory://root")
    for root in both:
        for name, data in CONTENTS.items():
            with atomic_writer(f"{root}/{name}", parents=True) as file:
                file.write(data)
    yield both
    fsspec.filesystem("memory").rm("/", recursive=True)


def below(storage: Storage, root: str, wanted: Wanted) -> list[tuple[str, bytes]]:
    """Return the names of what is found below a folder, with what is in these files."""
    found = [item for item in storage.files_below(root, wanted) if isinstance(item, FoundFile)]
    return sorted((item.name, storage.read_file(item.path, item.size)) for item in found)


def refused(call: Callable[[], object]) -> str:
    """Return what an input error says."""
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)


def opened(storage: Storage, path: str) -> tuple[bytes, bytes, bytes]:
    """Return the first bytes of a file without reading them, a line, and what stands at an offset."""
    with storage.open_read(path) as file:
        peeked = file.peek(3)[:3]  # type: ignore[attr-defined]
        line = file.readline()
        file.seek(2)
        return peeked, line, file.read(3)


def stamps(storage: Storage, path: str) -> tuple[bool, bool]:
    """Return whether a stamp stays while a file does, and changes with it."""
    before = storage.stamp(path)
    same = storage.stamp(path) == before != ""
    with atomic_writer(path) as file:
        file.write(b"other")
    return same, storage.stamp(path) != before


def removed(storage: Storage, path: str) -> Stat | None:
    """Return what is left of a file that is removed twice."""
    storage.remove(path)
    storage.remove(path)
    return storage.stat(path)


def folder_removed(storage: Storage, path: str) -> set[str]:
    """Return what is left of a folder that is removed twice."""
    storage.remove_folder(path)
    storage.remove_folder(path)
    return storage.names_in(path)


QUESTIONS: dict[str, tuple[Callable[[Storage, str], object], object]] = {
    "the size of a file": (lambda s, root: s.stat(f"{root}/a.txt").size, 8),  # type: ignore[union-attr]
    "the time of a file": (lambda s, root: s.stat(f"{root}/a.txt").mtime_ns > 10**18, True),  # type: ignore[union-attr]
    "no file": (lambda s, root: s.stat(f"{root}/none.txt"), None),
    "no stamp": (lambda s, root: s.stamp(f"{root}/none.txt"), ""),
    "stamps": (lambda s, root: stamps(s, f"{root}/a.txt"), (True, True)),
    "what is found": (lambda s, root: s.found(f"{root}/sub/c.txt")[1:3], ("c.txt", 5)),
    "size and time of what is found": (
        lambda s, root: s.found(f"{root}/a.txt")[2:4] == s.stat(f"{root}/a.txt"),
        True,
    ),
    "the stamp of what is found": (lambda s, root: s.found(f"{root}/a.txt").stamp == s.stamp(f"{root}/a.txt"), True),
    "an open file": (lambda s, root: opened(s, f"{root}/a.txt"), (b"one", b"one\n", b"e\nt")),
    "an open file that is not there": (
        lambda s, root: refused(lambda: s.open_read(f"{root}/none.txt")),
        "No such file or directory",
    ),
    "a whole file": (lambda s, root: s.read_file(f"{root}/a.txt", 8), b"one\ntwo\n"),
    "a byte too many": (lambda s, root: s.read_file(f"{root}/a.txt", 3), b"one\n"),
    "an empty file": (lambda s, root: s.read_file(f"{root}/b.bin", 10), b""),
    "a whole file that is not there": (
        lambda s, root: refused(lambda: s.read_file(f"{root}/none.txt", 1)),
        "No such file or directory",
    ),
    "a head": (lambda _, root: read_head(f"{root}/a.txt"), b"one\ntwo\n"),
    "a folder": (lambda s, root: s.is_folder(f"{root}/sub"), True),
    "a file is no folder": (lambda s, root: s.is_folder(f"{root}/a.txt"), False),
    "nothing is no folder": (lambda s, root: s.is_folder(f"{root}/none"), False),
    "names": (lambda s, root: s.names_in(f"{root}/sub"), {"c.txt", "deep"}),
    "no names": (lambda s, root: s.names_in(f"{root}/none"), set()),
    "all files": (
        lambda s, root: below(s, root, ALL),
        [("a.txt", b"one\ntwo\n"), ("b.bin", b""), ("sub/c.txt", b"three"), ("sub/deep/d.txt", b"4")],
    ),
    "wanted files": (lambda s, root: below(s, root + "/sub", TEXTS), [("c.txt", b"three"), ("deep/d.txt", b"4")]),
    "a name in a folder": (lambda s, root: s.joined(root, "x.txt").removeprefix(root), "/x.txt"),
    "a name in a folder with a separator": (lambda s, root: s.joined(root + "/", "x").removeprefix(root), "/x"),
    "a folder with a separator": (lambda s, root: s.joined(root, "").removeprefix(root), "/"),
    "the parent": (lambda s, root: s.parent(f"{root}/sub/c.txt").removeprefix(root), "/sub"),
    "an absolute path": (lambda s, root: s.absolute(f"{root}/a.txt").removeprefix(root), "/a.txt"),
    "absolute paths": (
        lambda s, root: [path.removeprefix(root) for path in s.all_absolute([f"{root}/a.txt", f"{root}/sub/none"])],
        ["/a.txt", "/sub/none"],
    ),
    "a removed file": (lambda s, root: removed(s, f"{root}/a.txt"), None),
    "a removed folder": (lambda s, root: folder_removed(s, f"{root}/sub"), set()),
    "a synced folder": (lambda s, root: s.sync_folder(root), None),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_storages_answer_alike(roots: tuple[str, str], question: str) -> None:
    ask, expected = QUESTIONS[question]
    assert [ask(storage_of(root), root) for root in roots] == [expected, expected]


def test_what_is_committed_is_as_it_says(roots: tuple[str, str]) -> None:
    for root in roots:
        storage, path = storage_of(root), f"{root}/new/x.txt"
        with Staged(path) as staged:
            staged.write(b"new")
        assert storage.stat(path) is None
        assert commit([staged]) == [None]
        assert (storage.read_file(path, 9), storage.stat(path)) == (b"new", staged.stat)
        assert not Path(staged.path).exists()


def test_a_file_that_changed_meanwhile_is_left_alone(roots: tuple[str, str]) -> None:
    for root in roots:
        storage, path = storage_of(root), f"{root}/a.txt"
        with Staged(path, expected=storage.stat(path)) as staged:
            staged.write(b"new")
        with atomic_writer(path) as file:
            file.write(b"edited meanwhile")
        assert "it changed while it was read" in str(commit([staged])[0])
        assert storage.read_file(path, 99) == b"edited meanwhile"


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("memory://out/a.txt", "memory://out"),
        ("memory://a.txt", "memory://"),
        ("file:///a.txt", "file:///"),
        ("file:///out/a.txt", "file:///out"),
    ],
)
def test_the_parent_of_a_url_leads_back(path: str, folder: str) -> None:
    assert remote.parent(path) == folder
    assert remote.joined(folder, "a.txt") == path


def test_compressions_are_told_apart_without_their_libraries() -> None:
    code = (
        "import sys; from wxclean.files.compression import compression_by_content, compression_by_name\n"
        "assert compression_by_name('a.txt.xz') == compression_by_content(b'\\xfd7zXZ\\x00...') == 'xz'\n"
        "assert not {'bz2', 'gzip', 'lzma', 'zstandard'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_fsspec_is_left_alone_by_local_paths(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    code = (
        "import sys; from wxclean.files.storage import storage_of; from wxclean.files.staged import atomic_writer\n"
        "storage_of(sys.argv[1]).read_file(sys.argv[1], 9)\n"
        "with atomic_writer(sys.argv[1]) as file: file.write(b'two')\n"
        "assert not {'fsspec', 'wxclean.files.remote'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.txt")], check=True)
    assert (tmp_path / "a.txt").read_bytes() == b"two"


def test_a_head_is_no_more_than_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * (HEAD + 1))
    assert read_head(str(tmp_path / "a.txt")) == b"x" * HEAD
