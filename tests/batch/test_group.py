"""Small files go through each step together; the result of one never depends on the others in its task."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.batch import batch, cleaned, contents, dump, jsonl, leftovers
from wxclean.batch.job import Job, Shard
from wxclean.batch.plan.inputs import Request
from wxclean.batch.plan.make_plan import make_plan
from wxclean.batch.work.counts import Totals
from wxclean.batch.work.interleave import Stages, in_lockstep
from wxclean.batch.work.outcome import outcome_of
from wxclean.batch.work.shard import clean_group
from wxclean.batch.work.state_row import counts_in
from wxclean.files.staged import sealed


def work(name: str, steps: int, seen: list[str]) -> Stages[str]:
    """Yield after each of `steps` steps but the last; note them all in `seen`."""
    for step in range(steps):
        seen.append(f"{name}{step}")
        if step < steps - 1:
            yield
    return name.upper()


def test_each_step_is_done_for_all_before_the_next() -> None:
    seen: list[str] = []
    ended = list(in_lockstep([work("a", 3, seen), work("b", 1, seen), work("c", 2, seen)]))
    assert seen == ["a0", "b0", "c0", "a1", "c1", "a2"]
    assert ended == [(1, "B"), (2, "C"), (0, "A")]


def test_what_ended_is_told_before_another_fails() -> None:
    def failing() -> Stages[str]:
        yield
        raise ValueError("no")

    ended = in_lockstep([work("a", 1, []), failing()])
    assert next(ended) == (0, "A")
    with pytest.raises(ValueError, match="no"):
        next(ended)


def mixed(folder: Path) -> list[Shard]:
    """Return shards of all kinds: texts, a broken one, rows, a binary, one that exists already."""
    (folder / "in").mkdir()
    for number in range(3):
        (folder / "in" / f"{number}.txt").write_text(dump(number), "utf-8")
    (folder / "in" / "3.txt").write_bytes(b"\xff\xfe\x00binary\x00\x01\x80")
    (folder / "in" / "4.json").write_text(json.dumps({"text": dump(4)}), "utf-8")
    jsonl(folder / "in" / "5.jsonl", 3)
    (folder / "in" / "6.txt").write_text(dump(6), "utf-8")
    (folder / "out").mkdir()
    (folder / "out" / "6.txt").write_text(cleaned(dump(6)), "utf-8")
    return make_plan(Request((str(folder / "in"),), output=str(folder / "out")), Job()).shards


def test_a_group_gives_what_its_shards_give_one_by_one(tmp_path: Path) -> None:
    for name in ("one", "group"):
        (tmp_path / name).mkdir()
    alone = [clean_group([shard])[0] for shard in mixed(tmp_path / "one")]
    together = clean_group(mixed(tmp_path / "group"))
    assert [(a.counts[:11], a.done, a.content) for a in alone] == [(b.counts[:11], b.done, b.content) for b in together]
    assert contents(tmp_path / "one" / "out") == contents(tmp_path / "group" / "out")
    assert leftovers(tmp_path) == []


def test_the_outcome_of_a_group_says_what_its_results_say(tmp_path: Path) -> None:
    shards = [shard._replace(job=shard.job._replace(only_dumps=True)) for shard in mixed(tmp_path)]
    (tmp_path / "in" / "0.txt").unlink()
    (tmp_path / "in" / "2.txt").write_bytes(bytes(range(256)) * 9)
    results = clean_group(shards)
    outcome = outcome_of(shards, results, recorded=True)
    singles, sums = Totals(), Totals()
    for place, result in enumerate(results):
        singles.add(place, result.counts)
    for place, counts in [(0, outcome.counts), *outcome.noted.items()]:
        sums.add(place, counts)
    assert sums.counts() == singles.counts()
    assert [note.kind for note in sums.counts().notes] == ["failure", "skipped"]
    assert [row and row[0] for row in outcome.rows] == [None, *(shard.output for shard in shards[1:])]
    assert [row and counts_in(row) for row in outcome.rows] == [None, *(result.counts for result in results[1:])]
    assert outcome_of(shards, results, recorded=False) == outcome._replace(rows=[])


def test_a_file_that_cant_be_placed_is_the_one_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shards = mixed(tmp_path)
    real = os.replace

    def fails(source: str, target: str) -> None:
        if target.endswith("1.txt"):
            raise OSError(errno.EIO, "Input/output error")
        real(source, target)

    monkeypatch.setattr(os, "replace", fails)
    results = clean_group(shards)
    failed = [os.path.basename(shard.output) for shard, result in zip(shards, results, strict=True) if not result.done]
    assert "1.txt" in failed
    assert "0.txt" not in failed
    assert "5.jsonl" not in failed
    assert leftovers(tmp_path) == []


def test_what_was_written_is_taken_back_when_the_group_ends_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards = mixed(tmp_path)
    (tmp_path / "out" / "6.txt").unlink()
    real = sealed

    def ends(target: str, *rest: Any) -> object:
        if target.endswith("6.txt"):
            raise KeyboardInterrupt
        return real(target, *rest)

    monkeypatch.setattr("wxclean.batch.work.whole_text.sealed", ends)
    with pytest.raises(KeyboardInterrupt):
        clean_group(shards)
    assert contents(tmp_path / "out") == {}
    assert leftovers(tmp_path) == []


def test_a_file_that_grew_since_the_plan_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text("旧", "utf-8")
    plan = make_plan(Request((str(tmp_path / "in"),), output=str(tmp_path / "out")), Job())
    (tmp_path / "in" / "a.txt").write_text(dump(1, paragraphs=40), "utf-8")
    clean_group(plan.shards)
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == cleaned(dump(1, paragraphs=40))
    assert (tmp_path / "out" / "b.txt").read_text("utf-8") == cleaned("旧")


def test_a_text_is_written_on_until_all_of_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[: len(data) // 2 + 1]))
    assert batch(tmp_path / "a.txt", output=tmp_path / "b.txt").exit_code == 0
    assert (tmp_path / "b.txt").read_text("utf-8") == cleaned(dump(1))


def test_a_text_that_did_not_arrive_whole_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:3]) and len(data))
    summary = batch(tmp_path / "a.txt", output=tmp_path / "b.txt")
    assert [note.kind for note in summary.counts.notes] == ["failure"]
    assert not (tmp_path / "b.txt").exists()
    assert leftovers(tmp_path) == []
