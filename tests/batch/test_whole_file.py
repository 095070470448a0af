"""One large file that can only be read from its beginning: all workers clean it, and give what one process gives."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.helpers.batch import contents, dump
from wxclean.batch.run import local_engine, tasks
from wxclean.batch.run.engine import Reply, Task
from wxclean.batch.stream import chunks, in_order, whole_file
from wxclean.batch.stream.clean_chunk import Outcome

ROWS = [
    {"n": number, "text": "{\\rtf1 x}" if number == 17 else dump(number) if number % 3 else '甲，“乙”\n丙；\r\n"丁"'}
    for number in range(40)
]


def csv_of(delimiter: str, end: str = "\n", head: str = "n,text") -> str:
    quoted = (f'{row["n"]}{delimiter}"{str(row["text"]).replace(chr(34), chr(34) * 2)}"' for row in ROWS)
    return head.replace(",", delimiter) + end + "".join(row + end for row in quoted)


JSONL = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
FILES = {
    "a.csv": csv_of(",").encode(),
    "bom.csv": csv_of(";", "\r\n", '"n","text"').encode("utf-8-sig"),
    "gb.csv": csv_of(",").encode("gb18030"),
    "wide.csv": csv_of(",").encode("utf-16"),
    "mac.csv": csv_of(",").replace("\r\n", " ").replace("\n", "\r").encode(),
    "bad.csv": csv_of(",").encode() + b'98,"\xff"\n99,ok\n',
    "open.csv": csv_of(",").encode() + b'98,"never closed\n99,ok\n',
    "prose.csv": ("n,text\n" + "1,春天来了。 \n" * 900).encode("gb18030"),
    "a.json": json.dumps(ROWS, ensure_ascii=False).encode(),
    "lines.json": json.dumps(ROWS, ensure_ascii=False, indent=2).encode(),
    "odd.json": b"\xef\xbb\xbf [ 1e5,\n"
    + b" , ".join(json.dumps(r).encode() for r in ROWS).replace(b": 17,", b": 1.70E1,")
    + b"\n]\n",
    "gb.json": json.dumps(ROWS, ensure_ascii=False).encode("gb18030"),
    "wide.json": json.dumps(ROWS, ensure_ascii=False).encode("utf-16"),
    "row.json": JSONL.encode(),
    "bad.json": json.dumps(ROWS).encode().replace(b'"n": 20', b'"n": 20, "n": 21').replace(b'"n": 0', b'"\xff": 0'),
    "open.json": json.dumps(ROWS).encode()[:-1],
    "broken.json": json.dumps(ROWS).encode().replace(b'{"n": 30', b"{n: 30"),
    "a.json.gz": gzip.compress(json.dumps(ROWS).encode()),
    "cut.json.gz": gzip.compress(json.dumps(ROWS).encode())[:-9],
    "a.tsv": csv_of("\t").encode(),
    "a.csv.gz": gzip.compress(csv_of(",").encode()),
    "a.jsonl.gz": gzip.compress(JSONL.encode()),
    "gb.jsonl.gz": gzip.compress(JSONL.encode("gb18030")),
    "bad.jsonl.gz": gzip.compress(JSONL.encode() + b"{broken\n"),
    "cut.jsonl.gz": gzip.compress(JSONL.encode())[:-9],
}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small files be large ones."""
    monkeypatch.setattr(whole_file, "LITTLE", 1)
    monkeypatch.setattr(tasks, "LITTLE", 1000)
    monkeypatch.setattr(in_order, "_ALONE", 1)
    monkeypatch.setattr(chunks, "FIRST", 3000)
    monkeypatch.setattr(chunks, "SIZE", 3000)


@pytest.fixture
def shared_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many chunks each run has shared out."""
    counts: list[int] = []
    plain = in_order._Queue.emptied

    def emptied(queue: in_order._Queue) -> Iterator[Outcome]:
        try:
            yield from plain(queue)
        finally:
            counts.append(queue.begun)

    monkeypatch.setattr(in_order._Queue, "emptied", emptied)
    return counts


class PretendedWorkers:
    """Workers that are this process; what they are given and give goes the way to another one, and the last ends first.

    They cost nothing to start, so that they can do what a few real ones do with every kind of file.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.started = 0
        self.replies: list[Reply] = []

    @property
    def running(self) -> list[Task]:
        return [reply.task for reply in self.replies]

    @property
    def has_room(self) -> bool:
        return len(self.replies) < 2 * self.count

    def start_ahead(self, _first: Task) -> None:
        self.started += 1

    def start(self, task: Task) -> None:
        function, arguments = _sent((task.function, task.arguments))
        self.replies.append(Reply(task, _sent(function(*arguments))))

    def wait(self) -> list[Reply]:
        return [self.replies.pop()]

    def stop(self) -> None:
        self.started = 0
        self.replies.clear()


def _sent(value: Any) -> Any:
    """Return what is left of a value on its way to another process."""
    return ForkingPickler.loads(ForkingPickler.dumps(value))


@pytest.fixture
def _pretended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_engine, "Workers", PretendedWorkers)


OF_ONE_RUN = dict.fromkeys(("seconds", "samples", "command", "finished"))
TARGETS = ("in place", "only dumps", "out.jsonl", "out.csv.gz", "out.txt", "check")
REAL = [
    ("a.csv", "own"),
    ("a.jsonl.gz", "own"),
    ("gb.csv", "check"),
    ("bad.json", "in place"),
    ("cut.jsonl.gz", "only dumps"),
    ("gb.json", "out.jsonl"),
    ("a.tsv", "out.csv.gz"),
    ("a.json.gz", "out.txt"),
]
"""Files that real workers clean, one for each way of reading and of writing."""
QUICK = [
    *((name, "own") for name in FILES),
    *(("gb.csv", target) for target in TARGETS),
    ("cut.jsonl.gz", "only dumps"),
    ("odd.json", "in place"),
    ("odd.json", "out.jsonl"),
    ("bad.json", "in place"),
    ("bad.json", "only dumps"),
    ("broken.json", "in place"),
    ("gb.json", "only dumps"),
    ("prose.csv", "only dumps"),
]
SLOW = [(name, target) for name in FILES for target in TARGETS if (name, target) not in QUICK]


@pytest.mark.parametrize(("name", "target"), REAL)
def test_workers_give_what_one_process_gives(
    run: Run, tmp_path: Path, shared_out: list[int], name: str, target: str
) -> None:
    assert_alike(run, tmp_path, shared_out, name, target)


@pytest.mark.usefixtures("_pretended")
@pytest.mark.parametrize(("name", "target"), [*QUICK, *(pytest.param(*each, marks=pytest.mark.slow) for each in SLOW)])
def test_what_is_shared_out_is_what_one_process_gives(
    run: Run, tmp_path: Path, shared_out: list[int], name: str, target: str
) -> None:
    assert_alike(run, tmp_path, shared_out, name, target)


def assert_alike(run: Run, tmp_path: Path, shared_out: list[int], name: str, target: str) -> None:
    over = {"in place": ("-i",), "check": ("--check",), "only dumps": ("-i", "--only-dumps")}
    into = over.get(target, ("-o", f"out-{name}" if target == "own" else target))
    found = []
    for jobs in ("1", "2"):
        (tmp_path / name).write_bytes(FILES[name])
        written = tmp_path / (name if target in over else into[1])
        code = run(name, *into, "-j", jobs, "--report", "report.json", "--failures", "failed.jsonl").code
        told = json.loads((tmp_path / "report.json").read_bytes())
        kept = (tmp_path / "failed.jsonl").read_bytes()
        found.append((code, _unpacked(written), {**told, **OF_ONE_RUN}, kept))
    assert found[0] == found[1]
    if name != "mac.csv":
        assert shared_out[-1] > 1


def _unpacked(path: Path) -> bytes:
    """Return what a file holds, and take the file away; nothing where there is none."""
    data = path.read_bytes() if path.exists() else b""
    path.unlink(missing_ok=True)
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") and not path.name.startswith("cut") else data


@pytest.mark.parametrize("name", ["a.csv", "lines.json", "a.jsonl.gz"])
def test_a_large_file_beside_others_is_shared_out_once_these_are_done(
    run: Run, tmp_path: Path, shared_out: list[int], name: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(FILES[name])
    for number in range(5):
        (folder / f"{number:02}.txt").write_text(dump(number), "utf-8")
    for jobs in ("1", "2"):
        assert run("-q", "in", "-o", f"out-{jobs}", "-j", jobs).code == 3  # for one row is RTF
        assert run("-q", "in", "-o", f"all-{jobs}.jsonl", "-j", jobs).code == 3
    ones, twos = (contents(tmp_path / f"out-{jobs}") for jobs in ("1", "2"))
    assert ones == twos
    assert len(ones) == 6
    assert (tmp_path / "all-1.jsonl").read_bytes() == (tmp_path / "all-2.jsonl").read_bytes()
    assert sum(count > 1 for count in shared_out) >= 1


@pytest.mark.usefixtures("_pretended")
@pytest.mark.parametrize("form", ["json", "jsonl", "text"])
@pytest.mark.parametrize("name", [name for name in FILES if ".json" in name and ".jsonl" not in name])
def test_what_is_shared_out_is_printed_as_one_process_prints_it(
    run: Run, tmp_path: Path, shared_out: list[int], name: str, form: str
) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    one, two = (run("-v", "-f", form, "-j", jobs, name) for jobs in ("1", "2"))
    assert (one.code, one.out, sorted(one.err.splitlines())) == (two.code, two.out, sorted(two.err.splitlines()))
    assert shared_out[-1] > 1


@pytest.mark.parametrize(
    ("name", "into", "place"),
    [
        ("a.csv", ("-o", "out.jsonl"), "第 1 至 20 行"),
        ("a.json", ("-i",), "第 1 条记录至第 8 条记录"),
    ],
)
def test_a_file_of_which_no_worker_survives_a_part_fails_as_a_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, into: tuple[str, ...], place: str
) -> None:
    monkeypatch.setattr(in_order, "_numbered", _dying)
    monkeypatch.setenv("WXCLEAN_LANG", "zh")
    (tmp_path / name).write_bytes(FILES[name])
    found = run(name, *into, "-j", "2")
    assert found.code == 3
    assert (tmp_path / name).read_bytes() == FILES[name]
    assert not (tmp_path / "out.jsonl").exists()
    assert f"{name}: {place}: 工作进程两次自行退出（退出码 7）" in found.err


def _dying(number: int, *arguments: Any) -> Any:
    """Clean a part as workers do, but end the process over the first one."""
    if number == 0:
        os._exit(7)
    return _PLAIN(number, *arguments)


_PLAIN = in_order._numbered
