"""The work folder of a run that learns: articles in sorted runs, and which inputs they are from, so that it resumes."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wxclean.batch.job import InputPart
from wxclean.batch.work.content_hash import content_of, digest_of
from wxclean.batch.work.notes import Note
from wxclean.files.lock import locked
from wxclean.files.staged import atomic_writer
from wxclean.files.system import reachable

_DONE = ".done"


class Read(NamedTuple):
    """What came of some inputs: how many records there were, how many of nobody, what failed, and the files of runs."""

    records: int
    nameless: int
    failures: tuple[Note, ...]
    runs: tuple[str, ...] = ()


@contextlib.contextmanager
def work_folder(output: str | None, *, resume: bool) -> Iterator[str]:
    """Yield a folder beside the output, locked; without an output, a temporary one.

    What an earlier run left there stays only with `resume`. It is removed at the end, but not where the run is stopped.

    Raises:
        UsageError: another run has it.
        OSError: it can't be made.
    """
    if output is None:
        with tempfile.TemporaryDirectory(prefix="wxclean-learn-") as folder:
            yield folder
        return
    above, name = os.path.split(os.path.abspath(output))
    outer = os.path.join(above, f".wxclean-learn-{digest_of(os.fsencode(name))[:12]}")
    folder = os.path.join(outer, "articles")
    with locked(outer, temporary=True):
        if not resume:
            shutil.rmtree(reachable(folder), ignore_errors=True)
        os.makedirs(reachable(folder), exist_ok=True)
        yield folder
        shutil.rmtree(reachable(folder), ignore_errors=True)


def key_of(parts: Sequence[InputPart], settings: str) -> str:
    """Return what names the work on some inputs: other inputs, or other settings, are other work."""
    described = [(*part[:4], part.start, part.stop) for part in parts]
    return digest_of(repr((settings, described)).encode("utf-8", "surrogateescape"))[:16]


def record(folder: str, key: str, parts: Sequence[InputPart], read: Read) -> None:
    """Record that inputs are done, now that their runs are on disk; not where one of them could not be read at all."""
    if any(not note.place for note in read.failures):
        return
    entry = {"stamps": _stamps(parts), "content": content_of(parts), "read": read}
    with atomic_writer(os.path.join(folder, f"{key}{_DONE}")) as file:
        file.write(json.dumps(entry).encode())


def recorded(folder: str, key: str, parts: Sequence[InputPart]) -> Read | None:
    """Return what is recorded of inputs, if their content is as it was and all of their runs are there; else None."""
    try:
        with open(reachable(os.path.join(folder, f"{key}{_DONE}")), "rb") as file:
            entry = json.load(file)
        records, nameless, failures, runs = entry["read"]
        is_same = entry["stamps"] == _stamps(parts) and all(part.stamp for part in parts)
        if not is_same and (not entry["content"] or entry["content"] != content_of(parts)):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not all(os.path.exists(reachable(os.path.join(folder, run))) for run in runs):
        return None
    return Read(records, nameless, tuple(Note(*note) for note in failures), tuple(runs))


def _stamps(parts: Sequence[InputPart]) -> list[str]:
    return [part.stamp for part in parts]
