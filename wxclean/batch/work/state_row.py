"""The state's row for a finished output: plain values, built by workers and stored by the state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from wxclean.batch.job import InputPart, Job, Join, Shard
from wxclean.batch.work.counts import Counts, as_json, from_json
from wxclean.batch.work.shard import Result
from wxclean.language import message_from_data, messages_as_data

StateRow = tuple[str | int | None, ...]
"""Output, settings, inputs, what was seen of them, their content, size and time of the output, counts."""

_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def row_of(unit: Shard | Join, result: Result) -> StateRow:
    """Return the row for an output and what came of it."""
    size, mtime_ns = result.output or (None, None)
    inputs = (unit.inputs[0]._replace(stamp=result.stamp),) if result.stamp else unit.inputs
    return (
        text_of(unit.output),
        settings_of(unit.job),
        inputs_of(unit),
        seen_of(inputs),
        result.content,
        size,
        mtime_ns,
        _ENCODER.encode(messages_as_data(as_json(result.counts))),
    )


def counts_in(row: Sequence[object]) -> Counts:
    """Return the counts in a row."""
    return from_json(json.loads(str(row[-1]), object_hook=message_from_data))


@lru_cache(maxsize=8)
def settings_of(job: Job) -> str:
    """Return what changes whenever the same input could give another output: settings, rules, version, format."""
    parts = (job.fingerprint, job.target, job.merge, job.title, job.text_column, job.keep_raw, job.in_place, job.strict)
    limits = (job.max_record, job.max_ratio, job.csv_formulas, job.only_dumps, job.line_ends, job.all_hosts, job.images)
    return _digest([repr(parts), repr(limits)])


def inputs_of(unit: Shard | Join) -> str:
    """Return what changes whenever other inputs go into an output, or other parts of them."""
    return _digest(_text_of_part(part) for part in unit.inputs)


def _text_of_part(part: InputPart) -> str:
    path, name, form, compression, _, _, start, stop, *_ = part
    return f"{path}\0{name}\0{form}\0{compression}\0{start}\0{stop}"


def seen_of(inputs: tuple[InputPart, ...]) -> str:
    """Return what changes whenever an input may have, as far as can be seen without reading it."""
    return inputs[0].stamp if len(inputs) == 1 else _digest(part.stamp for part in inputs)


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogateescape") + b"\1")
    return digest.hexdigest()


def text_of(path: str) -> str:
    """Return a path as SQLite can hold it: a name that is no UTF-8 gets its odd bytes written out."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
