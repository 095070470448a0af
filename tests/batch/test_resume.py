"""`--resume`: what counts as done, and what is cleaned again."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.helpers.batch import batch, cleaned, contents, dump, expected, jsonl, tree
from tests.helpers.plugin_folder import install
from wxclean.batch.job import InputPart, Job
from wxclean.batch.plan import make_plan as plan_module
from wxclean.batch.plan import parts as parts_module
from wxclean.batch.plan.inputs import Request, find_inputs
from wxclean.batch.plan.make_plan import Plan, make_plan
from wxclean.batch.run import fingerprint as fingerprint_module
from wxclean.batch.run import tasks as tasks_module
from wxclean.batch.run.fingerprint import fingerprint
from wxclean.batch.run.options import Options
from wxclean.batch.run.runner import run
from wxclean.batch.work import join as join_module
from wxclean.batch.work.content_hash import content_of
from wxclean.batch.work.counts import Totals
from wxclean.cleaner.settings import CleanerSettings
from wxclean.files import staged as staged_module
from wxclean.files.fsync import synced


def test_resume_skips_what_is_done_and_counts_it(tmp_path: Path) -> None:
    tree(tmp_path / "in", 30)
    first = batch(tmp_path / "in", output=tmp_path / "out")
    again = batch(tmp_path / "in", output=tmp_path / "out", resume=True)
    assert (again.resumed, again.counts._replace(bytes_out=0)) == (30, first.counts._replace(bytes_out=0))


@pytest.mark.parametrize("change", ["input", "output", "gone", "settings"])
def test_resume_makes_again_what_is_not_the_same(tmp_path: Path, change: str) -> None:
    tree(tmp_path / "in", 3)
    batch(tmp_path / "in", output=tmp_path / "out")
    job = None
    if change == "input":
        (tmp_path / "in" / "000" / "00001.txt").write_text(dump(7), "utf-8")
    elif change == "output":
        (tmp_path / "out" / "000" / "00001.txt").write_text("touched", "utf-8")
    elif change == "gone":
        (tmp_path / "out" / "000" / "00001.txt").unlink()
    else:
        job = Job(CleanerSettings(), fingerprint="another")
    summary = batch(tmp_path / "in", output=tmp_path / "out", resume=True, job=job)
    assert summary.resumed == (0 if change == "settings" else 2)
    assert contents(tmp_path / "out") == expected(tmp_path / "in")


def looks_as_before(path: Path, change: bytes) -> None:
    """Write other content of the same size, and restore the modification time."""
    before = path.stat()
    assert len(change) == before.st_size
    path.write_bytes(change)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_resume_knows_a_copied_or_touched_input_by_its_content(tmp_path: Path) -> None:
    tree(tmp_path / "in", 4)
    batch(tmp_path / "in", output=tmp_path / "out")
    os.utime(tmp_path / "in" / "000" / "00001.txt")
    copy = tmp_path / "in" / "000" / "00002.txt"
    data = copy.read_bytes()
    copy.unlink()
    copy.write_bytes(data)
    assert [batch(tmp_path / "in", output=tmp_path / "out", resume=True).resumed for _ in range(2)] == [4, 4]


def test_resume_notices_a_change_that_keeps_size_and_time(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    batch(tmp_path / "in", output=tmp_path / "out")
    changed = tmp_path / "in" / "000" / "00001.txt"
    looks_as_before(changed, changed.read_bytes().replace("第1篇".encode(), "第7篇".encode()))
    assert batch(tmp_path / "in", output=tmp_path / "out", resume=True).resumed == 2
    assert contents(tmp_path / "out") == expected(tmp_path / "in")


def test_resume_in_place_notices_a_change_that_keeps_size_and_time(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    batch(tmp_path / "in", resume=True)
    changed = tmp_path / "in" / "000" / "00001.txt"
    dirty = changed.read_bytes().replace("修表匠".encode(), "\u200b修表".encode())
    looks_as_before(changed, dirty)
    assert batch(tmp_path / "in", resume=True).resumed == 2
    assert changed.read_bytes() == cleaned(dirty).encode() != dirty


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_resume_reads_the_parts_of_a_large_file_that_looks_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(parts_module, "RANGE", 10_000)
    path = jsonl(tmp_path / "a.jsonl", 60)
    if suffix == ".parquet":
        table = pa.Table.from_pylist([{"text": dump(number)} for number in range(60)])
        path = tmp_path / "a.parquet"
        pq.write_table(table, path, row_group_size=10)
    out = tmp_path / ("out" + suffix)
    batch(path, output=out)
    os.utime(path)
    assert batch(path, output=out, resume=True).resumed == 1
    data = path.read_bytes()
    at = len(data) // 2
    looks_as_before(path, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert batch(path, output=out, resume=True).resumed == 0


@pytest.fixture(params=[0, 1 << 30], ids=["lasting parts", "fleeting parts"])
def in_parts(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Return the plan for a file that is cleaned in parts, each of them a task, which last or are soon joined."""
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(parts_module, "RANGE", 10_000)
    monkeypatch.setattr(tasks_module, "MANY", 1)
    monkeypatch.setattr(plan_module, "_LASTING", request.param)
    path = jsonl(tmp_path / "a.jsonl", 60)
    return make_plan(Request((str(path),), output=str(tmp_path / "out.jsonl")), Job())


def test_resume_goes_on_with_parts_that_last(in_parts: Plan) -> None:
    count = len(in_parts.shards)
    left: list[int] = []

    def interrupt(_totals: Totals, number: int) -> None:
        if number == count // 2:
            raise KeyboardInterrupt

    first = run(in_parts, Options(1, resume=True), interrupt)
    again = run(in_parts, Options(1, resume=True), lambda _totals, number: left.append(number))
    assert (first.stopped, left[0]) == ("interrupted", count if in_parts.shards[0].job.fleeting else count // 2)
    assert (again.exit_code, again.counts.records) == (0, 60)


def test_a_run_that_ends_early_leaves_only_parts_that_last(in_parts: Plan) -> None:
    def interrupt(_totals: Totals, number: int) -> None:
        if number == len(in_parts.shards) // 2:
            raise KeyboardInterrupt

    assert run(in_parts, Options(1), interrupt).stopped == "interrupted"
    assert Path(in_parts.parts).exists() != in_parts.shards[0].job.fleeting


def test_only_parts_that_last_come_to_disk_by_themselves(in_parts: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[str] = []

    def noted(paths: Sequence[str]) -> list[Exception | None]:
        brought.extend(paths)
        return synced(paths)

    monkeypatch.setattr(staged_module, "synced", noted)
    assert run(in_parts, Options(1)).exit_code == 0
    assert len(brought) == 1 + (0 if in_parts.shards[0].job.fleeting else len(in_parts.shards))


@pytest.mark.parametrize("in_place", [True, False])
def test_nothing_reads_an_input_while_it_is_replaced(
    in_place: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows replaces no file that is open."""
    beside: list[bool] = []

    def noted(inputs: Sequence[InputPart]) -> str:
        beside.append(threading.current_thread() is not threading.main_thread())
        return content_of(inputs)

    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(parts_module, "RANGE", 10_000)
    monkeypatch.setattr(tasks_module, "MANY", 1)
    monkeypatch.setattr(join_module, "content_of", noted)
    path = jsonl(tmp_path / "a.jsonl", 60)
    output = None if in_place else tmp_path / "out.jsonl"
    assert batch(path, output=output, resume=True).counts.changed == 60
    assert beside == ([] if in_place else [True])
    assert batch(path, output=output, resume=True).resumed == 1


def test_a_change_in_one_range_leaves_the_others_done(tmp_path: Path) -> None:
    lines = [f"line {number:03}\n".encode() for number in range(100)]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(lines))

    def hashes() -> list[str]:
        source = next(find_inputs(Request((str(path),)), leave_out=None))
        assert isinstance(source, InputPart)
        edges = [0, 250, 500, 750, 900]
        return [content_of((source._replace(start=a, stop=b),)) for a, b in pairwise(edges)]

    before = hashes()
    # The line that begins at byte 747 belongs to the range that ends at 750, with all its bytes.
    lines[83] = b"line 08X\n"
    path.write_bytes(b"".join(lines))
    assert [one == two for one, two in zip(before, hashes(), strict=True)] == [True, True, False, False]


def test_another_version_cleans_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(CleanerSettings())
    monkeypatch.setattr(fingerprint_module, "__version__", "99")
    assert fingerprint(CleanerSettings()) != before


def test_a_new_plug_in_cleans_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(CleanerSettings())
    monkeypatch.syspath_prepend(install(tmp_path, "plugged", "def fix(text): return text", fixes="plugged=plugged:fix"))
    assert fingerprint(CleanerSettings()) != before


def test_resume_in_place_knows_its_own_outputs(tmp_path: Path) -> None:
    tree(tmp_path / "in", 5)
    wanted = expected(tmp_path / "in")
    batch(tmp_path / "in", resume=True)
    assert batch(tmp_path / "in", resume=True).resumed == 5
    assert contents(tmp_path / "in") == wanted


def test_failures_come_again_with_resume(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{bad\n{"text": "好"}\n', "utf-8")
    assert batch(tmp_path / "a.jsonl", output=tmp_path / "b.jsonl").exit_code == 3
    again = batch(tmp_path / "a.jsonl", output=tmp_path / "b.jsonl", resume=True)
    assert (again.resumed, again.exit_code, again.counts.failures) == (1, 3, 1)
