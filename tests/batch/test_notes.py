"""Notes: all of them are kept in little room, in the order of the plan, and counted by their causes."""

from __future__ import annotations

import itertools
import sqlite3
import tracemalloc
from typing import Any

import pytest

from wxclean.batch.work import causes, note_store
from wxclean.batch.work.causes import CauseCount
from wxclean.batch.work.counts import Counts, Tally, Totals
from wxclean.batch.work.note_store import NoteStore
from wxclean.batch.work.notes import NOTES_KEPT, Note, Packer, cause_of, joined, unpacked

EVIL = "a\nb\udc80\u202e'\"\x00春"


def failure(number: int, reason: str = "not JSON at column 7") -> Note:
    return Note("failure", "/in/a.jsonl", f"line {number}", reason)


@pytest.mark.parametrize(
    ("same", "cause"),
    [
        (["not JSON at column 1", "not JSON at column 1,024"], "not JSON at column …"),
        (["byte 0xff in position 3", "byte 0x80 in position 77"], "byte … in position …"),
        (["/in/a.jsonl: broken", "/out/b/春.jsonl: broken", "s3://bucket/a: broken"], "…: broken"),
        (["no column 'text'", 'no column "body"', "no column “文”"], "no column …"),
        (["no text; there are: id, body; use it", "no text; there are: x; use it"], "no text; there are: …; use it"),
        (["can't be read, isn't there", "can't be read, isn't there"], "can't be read, isn't there"),
        (["is not utf-8 text"], "is not utf-8 text"),
        (["either/or, and/or"], "either/or, and/or"),
        (["grew 500.5 times (64MiB)"], "grew … times (…MiB)"),
        ([""], ""),
    ],
)
def test_a_cause_is_what_stays_the_same(same: list[str], cause: str) -> None:
    assert {cause_of(reason) for reason in same} == {cause}


def packed(notes: list[Note]) -> bytes:
    packer = Packer()
    for note in notes:
        packer.add(note)
    assert packer.packed() == packer.packed()
    return packer.packed()


@pytest.mark.parametrize("pack", [joined, packed])
def test_notes_come_out_as_they_went_in(pack: Any) -> None:
    notes = [
        Note("suspect", EVIL, EVIL, EVIL, "empty"),
        *(failure(number)._replace(kind="suspect") for number in range(300)),
    ]
    assert list(unpacked("suspect", pack(notes))) == notes
    assert list(unpacked("suspect", pack([]))) == []


def test_a_packer_that_is_full_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxclean.batch.work.notes._MOST_PACKED", 1000)
    notes = [failure(pow(number, 40, 2**61 - 1)) for number in range(5_000)]
    found = list(unpacked("failure", packed(notes)))
    assert 0 < len(found) < 4_000
    assert found == notes[: len(found)]


def tallied(count: int) -> Counts:
    tally = Tally()
    for number in range(count):
        tally.fail(failure(number))
    return tally.counts()


def test_a_shard_carries_some_notes_and_packs_the_rest() -> None:
    counts = tallied(1234)
    assert (counts.failures, len(counts.notes)) == (1234, NOTES_KEPT)
    store = NoteStore()
    store.add(0, counts.notes, counts.packed)
    assert list(store.of("failure")) == [failure(number) for number in range(1234)]
    assert list(store.of("suspect")) == []
    first = tuple(("/in/a.jsonl", f"line {number}", "not JSON at column 7") for number in range(3))
    assert counts.causes == {"failure: not JSON at column …": (1234, first)}


def test_many_notes_take_little_room() -> None:
    tally = Tally()
    tracemalloc.start()
    for number in range(10_000):
        tally.fail(failure(number, f"not JSON at column {number % 50}"))
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size < 700_000
    assert sum(len(data) for _, data in tally.counts().packed) < 150_000


@pytest.mark.parametrize("in_memory", [0, 300, 1 << 20])
def test_the_order_is_that_of_the_plan(monkeypatch: pytest.MonkeyPatch, in_memory: int) -> None:
    monkeypatch.setattr(note_store, "_IN_MEMORY", in_memory)
    for order in itertools.permutations(range(4)):
        store = NoteStore()
        for place in order:
            store.add(
                place,
                [failure(place), Note("skipped", str(place), "", "x")],
                [("failure", joined([failure(place + 10)]))],
            )
        assert [note.place for note in store.of("failure")] == [f"line {n}" for n in (0, 10, 1, 11, 2, 12, 3, 13)]
        assert [note.path for note in store.of("skipped")] == ["0", "1", "2", "3"]


def test_a_full_disk_loses_no_more_than_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(note_store, "_IN_MEMORY", 0)
    monkeypatch.setattr("sqlite3.connect", full)
    totals = Totals(NoteStore())
    totals.add(0, tallied(1234))
    assert totals.store is not None
    assert list(totals.store.of("failure")) == []
    assert totals.counts().failures == 1234


def test_causes_do_not_depend_on_the_order_of_what_is_added() -> None:
    parts = []
    for place in range(5):
        count = CauseCount()
        for number in range(2):
            count.add(failure(place * 10 + number))
        parts.append((place, count.causes()))
    sums = []
    for order in itertools.permutations(parts):
        total = CauseCount()
        for place, part in order:
            total.merge(place, part)
        sums.append(total.causes())
    assert sums == [sums[0]] * len(sums)
    number, first = sums[0]["failure: not JSON at column …"]
    assert (number, [place for _, place, _ in first]) == (10, ["line 0", "line 1", "line 10"])


def test_more_causes_than_can_be_told_apart_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(causes, "MOST", 3)
    count = CauseCount()
    for reason in ("a", "b", "c", "d", "e", "a"):
        count.add(failure(1, reason))
    found = {name: number for name, (number, _) in count.causes().items()}
    assert found == {"failure: a": 2, "failure: b": 1, "failure: c": 1, "failure: other reasons": 2}
