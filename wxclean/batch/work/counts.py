"""What came of a shard: plain numbers that add up, and the records that deserve a look."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Mapping
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar, cast

from wxclean.batch.job import Job
from wxclean.batch.work.causes import Cause, CauseCount
from wxclean.batch.work.details import NONE_FOUND, SAMPLES, Details, Found, Limits, limits_of, name_of
from wxclean.batch.work.edge_lines import EdgeLineChoice, Where
from wxclean.batch.work.examples import Example, ExampleChoice
from wxclean.batch.work.groups import GroupCount, Sums
from wxclean.batch.work.lowest import number_of
from wxclean.batch.work.note_store import NoteStore
from wxclean.batch.work.notes import NOTES_KEPT, Note, NoteKind, Packer, shortened, with_packed
from wxclean.batch.work.samples import Sample, SampleLine
from wxclean.document import Edit
from wxclean.result import Cleaned


class Counts(NamedTuple):
    """Sums over records. Bytes are as read and written, characters those of the record as it came (of a saved page
    those of its content) and of the text that is left; `rules` maps `filter.rule` to lines and characters
    (characters only where the job wants details); the histograms map the bit length of a record's number of
    characters to how many records have it. `notes` are the first of each kind, `packed` all that follow them, and
    `causes` counts both. `samples` and what follows them are there only where the job wants details.
    """

    inputs: int = 0
    records: int = 0
    changed: int = 0
    suspects: int = 0
    warnings: int = 0
    failures: int = 0
    skipped: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    chars_in: int = 0
    chars_out: int = 0
    rules: Mapping[str, tuple[int, int]] = {}
    sizes_in: Mapping[int, int] = {}
    sizes_out: Mapping[int, int] = {}
    notes: tuple[Note, ...] = ()
    packed: tuple[tuple[NoteKind, bytes], ...] = ()
    causes: Mapping[str, Cause] = {}
    samples: tuple[Sample, ...] = ()
    groups: Mapping[str, Mapping[str, Sums]] = {}
    examples: Mapping[str, tuple[Example, ...]] = {}
    edge_lines: Mapping[str, Mapping[str, Where]] = {}


SHOWN = ("notes", "packed", "causes", "samples")
"""What counts have that depends on the order of what is counted."""
SUMMED = Counts._fields[:11]
_CONTINUING = bytes(range(0x80, 0xC0))  # the bytes of UTF-8 that continue a character: all others begin one
_RULE = itemgetter(Edit._fields.index("filter"), Edit._fields.index("rule"))
K = TypeVar("K")


def _count(counts: dict[K, int], key: K, number: int = 1) -> None:
    counts[key] = counts.get(key, 0) + number


def _size_in(cleaned: Cleaned, raw: str | bytes) -> int:
    """Return how many characters a record had; of a saved page those of its content, which code is a hundred times."""
    text = raw if cleaned.page is None else cleaned.payload
    return len(text) if isinstance(text, str) else len(text.translate(None, _CONTINUING))


class Tally:
    """Counts while they grow."""

    def __init__(self, *, detail: bool = False, limits: Limits | None = None) -> None:
        self.details = Details(limits) if detail else None
        self.numbers = dict.fromkeys(SUMMED, 0)
        self.rules: Counter[tuple[str, str]] = Counter()
        self.sizes_in: dict[int, int] = {}
        self.sizes_out: dict[int, int] = {}
        self.notes: list[Note] = []
        self._noted: dict[str, int] = {}
        self._packers: dict[NoteKind, Packer] = {}
        self._causes = CauseCount()

    def add(self, cleaned: Cleaned, raw: str | bytes, path: str, place: str) -> None:
        """Count one cleaned record. Don't touch its payload: that would unescape it."""
        size_in = _size_in(cleaned, raw)
        size_out = len(cleaned.text)
        numbers = self.numbers
        numbers["records"] += 1
        numbers["chars_in"] += size_in
        numbers["chars_out"] += size_out
        _count(self.sizes_in, size_in.bit_length())
        _count(self.sizes_out, size_out.bit_length())
        self.rules.update(map(_RULE, cleaned.edits))
        if cleaned.suspect:
            numbers["suspects"] += 1
            for suspicion in cleaned.suspect:
                self._keep(Note("suspect", path, place, suspicion.reason, suspicion.code, size_in, size_out))
        numbers["warnings"] += len(cleaned.warnings)
        for warning in cleaned.warnings:
            self.note("warning", path, place, warning)
        if self.details is not None:
            self.details.add(cleaned, size_in, size_out, path, place)

    def note(self, kind: NoteKind, path: str, place: str, reason: str) -> None:
        """Keep a note."""
        self._keep(Note(kind, path, place, reason))

    def _keep(self, note: Note) -> None:
        """Keep a note as it is, or packed if there are many of its kind already."""
        note = shortened(note)
        _count(self._noted, note.kind)
        if note.reason:
            self._causes.add(note)
        if self._noted[note.kind] <= NOTES_KEPT:
            self.notes.append(note)
        else:
            self._packers.setdefault(note.kind, Packer()).add(note)

    def fail(self, note: Note) -> None:
        """Count one record or file that could not be cleaned."""
        self.numbers["failures"] += 1
        self._keep(note)

    def skip(self, path: str, reason: str) -> None:
        """Count one file that is not for us."""
        self.numbers["skipped"] += 1
        self.note("skipped", path, "", reason)

    def merge(self, counts: Counts) -> None:
        """Add what was counted elsewhere."""
        for name, number in zip(SUMMED, cast("tuple[int, ...]", counts), strict=False):
            self.numbers[name] += number
        for rule, (lines, chars) in counts.rules.items():
            filter_, _, name = rule.partition(".")
            self.rules[filter_, name] += lines
            if chars and self.details is not None:
                _count(self.details.rule_chars, (filter_, name), chars)
        for sums, sizes in ((self.sizes_in, counts.sizes_in), (self.sizes_out, counts.sizes_out)):
            for size, number in sizes.items():
                _count(sums, size, number)
        for note in with_packed(counts.notes, counts.packed):
            self._keep(note)
        if self.details is not None:
            self.details.merge(Found(counts.samples, counts.groups, counts.examples, counts.edge_lines))

    def counts(self) -> Counts:
        """Return the sums so far, frozen."""
        details = self.details
        chars = {} if details is None else details.rule_chars
        rules = {name_of(*rule): (lines, chars.get(rule, 0)) for rule, lines in self.rules.items()}
        found = NONE_FOUND if details is None else details.found()
        return Counts(
            **self.numbers,
            rules=rules,
            sizes_in=dict(self.sizes_in),
            sizes_out=dict(self.sizes_out),
            notes=tuple(self.notes),
            packed=tuple((kind, packer.packed()) for kind, packer in self._packers.items()),
            causes=self._causes.causes(),
            samples=found.samples,
            groups=found.groups,
            examples=found.examples,
            edge_lines=found.edge_lines,
        )


def tally_for(job: Job) -> Tally:
    """Return a tally of what a job wants to know."""
    return Tally(detail=job.detail, limits=limits_of(job.run) if job.run else None)


def all_failed(numbers: Mapping[str, int], job: Job) -> bool:
    """Return whether there were records and none came through: an output made of them takes no older one's place."""
    return numbers["failures"] > 0 and not numbers["records"] and not job.only_dumps  # which lets rows pass uncounted


class Totals:
    """The sum of the counts of many shards, with a bounded number of notes and samples; a `store` takes all notes.

    `under_way` is what was read of large files that are not yet in the sum, in bytes.
    """

    def __init__(self, store: NoteStore | None = None, *, notes: int = 100_000, samples: int = SAMPLES) -> None:
        self.store = store
        self.numbers = dict.fromkeys(SUMMED, 0)
        self.under_way = 0
        self._rules: dict[str, tuple[int, int]] = {}
        self._sizes: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._notes: list[tuple[int, Note]] = []
        self._packed: list[tuple[int, tuple[NoteKind, bytes]]] = []
        self._causes = CauseCount()
        self._samples: list[tuple[int, Sample]] = []
        self._groups, self._examples, self._edge_lines = GroupCount(), ExampleChoice(), EdgeLineChoice()
        self._most = (notes, samples)

    def add(self, order: int, counts: Counts) -> None:
        """Add the counts of the shard that has this place in the plan."""
        numbers = self.numbers
        for name, number in zip(SUMMED, cast("tuple[int, ...]", counts), strict=False):
            numbers[name] += number
        rules = self._rules
        for rule, (lines, chars) in counts.rules.items():
            before = rules.get(rule, (0, 0))
            rules[rule] = (before[0] + lines, before[1] + chars)
        for sums, sizes in zip(self._sizes, (counts.sizes_in, counts.sizes_out), strict=True):
            for size, number in sizes.items():
                _count(sums, size, number)
        self._add_notes(order, counts)
        for sample in counts.samples:
            self._samples.append((number_of(sample.path), sample))
        if len(self._samples) > 10 * self._most[1]:
            self._samples = self._chosen()
        if counts.groups:
            self._groups.merge(counts.groups)
            self._examples.merge(counts.examples)
            self._edge_lines.merge(counts.edge_lines)

    def _add_notes(self, order: int, counts: Counts) -> None:
        self._causes.merge(order, counts.causes)
        if counts.notes and len(self._notes) < self._most[0]:
            self._notes.extend((order, note) for note in counts.notes)
        if self.store is None:
            self._packed.extend((order, each) for each in counts.packed)
        elif counts.notes:
            self.store.add(order, counts.notes, counts.packed)

    def _chosen(self) -> list[tuple[int, Sample]]:
        """Return samples that depend on the inputs alone, spread over all of them by a hash of their names."""
        return sorted(self._samples, key=lambda pair: (pair[0], pair[1].path, pair[1].place))[: self._most[1]]

    def counts(self) -> Counts:
        """Return the sum so far, notes in the order of the plan."""
        notes = sorted(self._notes, key=lambda pair: pair[0])[: self._most[0]]
        return Counts(
            **self.numbers,
            rules=dict(sorted(self._rules.items())),
            sizes_in=dict(sorted(self._sizes[0].items())),
            sizes_out=dict(sorted(self._sizes[1].items())),
            notes=tuple(note for _, note in notes),
            packed=tuple(each for _, each in sorted(self._packed, key=itemgetter(0))),
            causes=dict(sorted(self._causes.causes().items())),
            samples=tuple(sample for _, sample in self._chosen()),
            groups=self._groups.groups(),
            examples=self._examples.examples(),
            edge_lines=self._edge_lines.lines(),
        )


def as_json(counts: Counts) -> dict[str, Any]:
    """Return counts as plain JSON types, without what is nothing."""
    data = {name: value for name, value in zip(Counts._fields, counts, strict=True) if value}
    if counts.notes:
        data["notes"] = [note._asdict() for note in counts.notes]
    if counts.packed:
        data["packed"] = [(kind, base64.b64encode(notes).decode()) for kind, notes in counts.packed]
    if counts.samples:
        data["samples"] = [
            {**sample._asdict(), "lines": [line._asdict() for line in sample.lines]} for sample in counts.samples
        ]
    return data


def from_json(data: dict[str, Any]) -> Counts:
    """Return the counts that `as_json` made, after a way through JSON text."""
    samples = (
        Sample(**{**sample, "lines": tuple(SampleLine(**line) for line in sample["lines"])})
        for sample in data.get("samples", ())
    )
    return Counts(
        **{
            **data,
            "rules": {rule: (lines, chars) for rule, (lines, chars) in data.get("rules", {}).items()},
            "sizes_in": {int(size): count for size, count in data.get("sizes_in", {}).items()},
            "sizes_out": {int(size): count for size, count in data.get("sizes_out", {}).items()},
            "notes": tuple(Note(**note) for note in data.get("notes", ())),
            "packed": tuple((kind, base64.b64decode(notes)) for kind, notes in data.get("packed", ())),
            "causes": {
                cause: (number, tuple((path, place, reason) for path, place, reason in places))
                for cause, (number, places) in data.get("causes", {}).items()
            },
            "samples": tuple(samples),
            "groups": {
                name: {value: Sums(*sums) for value, sums in values.items()}
                for name, values in data.get("groups", {}).items()
            },
            "examples": {
                rule: tuple(Example(*example) for example in found) for rule, found in data.get("examples", {}).items()
            },
            "edge_lines": {
                owner: {line: (path, place) for line, (path, place) in lines.items()}
                for owner, lines in data.get("edge_lines", {}).items()
            },
        }
    )
