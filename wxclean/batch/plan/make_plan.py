"""Makes the plan: which shards there are and where their outputs go, all before anything is written.

The plan follows from the inputs and the options alone (no clock, no number of workers), so that any
executor, on any machine, at any time writes the same files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from wxclean.batch.formats.kinds import is_split_at_newlines, kind_by_name, packing_by_content, renamed
from wxclean.batch.job import Job, Join, Shard, Source, source_size
from wxclean.batch.plan.folders import Skipped
from wxclean.batch.plan.inputs import Problem, Request, find_inputs
from wxclean.errors import InputError, UsageError
from wxclean.files.storage import is_url, joined, open_read, read_head
from wxclean.visible import printable

WORK = ".wxclean"
"""The hidden folder, in the output folder, for the state, the lock and parts of outputs."""
RANGE = 32 << 20
SPLIT_FROM = 96 << 20


class Plan(NamedTuple):
    """All work of a run. `root` is the folder whose hidden work folder holds the run's state and lock.

    `shared` is the hidden folder for parts of outputs and for failed records, which all that do tasks have
    to see: the work folder, or for outputs at a URL a folder beside them.
    """

    job: Job
    shards: list[Shard]
    joins: list[Join]
    skipped: list[Skipped]
    problems: list[Problem]
    root: str
    shared: str

    @property
    def work(self) -> str:
        """The hidden folder for state and lock."""
        return os.path.join(self.root, WORK)

    @property
    def outputs(self) -> list[str]:
        """The files that the run is to make, without the parts of any."""
        parts = {part for join in self.joins for part in join.parts}
        return [
            *(shard.output for shard in self.shards if shard.output not in parts),
            *(join.output for join in self.joins),
        ]


def make_plan(request: Request, job: Job, expect: Callable[[Source], None] = lambda _: None) -> Plan:
    """The plan for a request; `expect` is told of each input as soon as it is found.

    Raises:
        UsageError: two inputs would land on one output, an output is an input, or nothing was found.
    """
    output = _absolute(request.output)
    sources: list[Source] = []
    skipped: list[Skipped] = []
    problems: list[Problem] = []
    for item in find_inputs(request, leave_out=output):
        if isinstance(item, Source):
            sources.append(item)
            expect(item)
        elif isinstance(item, Skipped):
            skipped.append(item)
        else:
            problems.append(item)
    single = len(sources) == 1 and not sources[0].walked and len(request.paths) == 1 and not request.shard_size
    root = _root(request, output, sources, single=single)
    shared = joined(_url_root(output) or root, WORK)
    failures = joined(shared, "failures") if request.keep_failures and not job.dry else None
    job = job._replace(in_place=output is None, failures=failures)
    draft = Plan(job, [], [], skipped, problems, root, shared)
    if output is None:
        outputs = _in_place(sources, job)
    elif single and not _is_folder(request.output):
        outputs = [(output, (sources[0],))]
    elif _is_one_file(request, output, job):
        draft, outputs = _merged(draft, sources, output, request.shard_size)
    elif request.shard_size:
        raise UsageError("with --shard-size, name one .jsonl or .parquet file with --output; it gets numbers")
    else:
        folder = joined(output, "")
        outputs = [(folder + renamed(source.name, job.target), (source,)) for source in sources]
    _refuse_clashes(outputs, in_place=output is None)
    for path, group in sorted(dict(outputs).items()):
        _add(draft, path, group)
    return draft


def _absolute(output: str | None) -> str | None:
    if output is None or is_url(output):
        return output
    return os.path.realpath(output)


def _is_folder(output: str | None) -> bool:
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))


def _is_one_file(request: Request, output: str, job: Job) -> bool:
    """True where the output's name is that of a file of records: everything goes into it."""
    kind = kind_by_name(output)
    if _is_folder(request.output) or not kind.known:
        return False
    if kind.format not in ("jsonl", "parquet") or job.target not in (None, kind.format):
        raise UsageError(f"{printable(output)}: several inputs go into a folder, or into one .jsonl or .parquet file")
    return True


def _root(request: Request, output: str | None, sources: list[Source], *, single: bool) -> str:
    if output is None:
        local = [os.path.dirname(source.path) for source in sources if not is_url(source.path)]
        named = [os.path.realpath(path) for path in request.paths if os.path.isdir(path)]
        folders = named or local
        return os.path.commonpath(folders) if folders else os.getcwd()
    if is_url(output):
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        return os.path.join(cache, "wxclean", hashlib.blake2b(output.encode(), digest_size=12).hexdigest())
    whole = (single or kind_by_name(output).known) and not _is_folder(request.output)
    return os.path.dirname(output) if whole else output


def _url_root(output: str | None) -> str | None:
    """The folder of an output at a URL."""
    if output is None or not is_url(output):
        return None
    return output.rpartition("/")[0] if kind_by_name(output).known else output


def _in_place(sources: list[Source], job: Job) -> list[tuple[str, tuple[Source, ...]]]:
    unlike = [source for source in sources if job.target not in (None, source.format)]
    if unlike and job.target != "text":
        raise UsageError(f"{printable(unlike[0].path)}: in place the format stays; to convert, name an output with -o")
    return [(source.path, (source,)) for source in sources]


def _merged(
    plan: Plan, sources: list[Source], output: str, shard_size: int | None
) -> tuple[Plan, list[tuple[str, tuple[Source, ...]]]]:
    """One output for all, or numbered ones for about `shard_size` bytes of input each."""
    kind = kind_by_name(output)
    plan = plan._replace(job=plan.job._replace(target=kind.format, merge=True))  # type: ignore[arg-type]
    if shard_size is None:
        return plan, [(output, tuple(sources))] if sources else []
    suffixes = output[len(kind.stem) :]
    groups = _grouped([piece for source in sources for piece in split(source)], shard_size)
    return plan, [(f"{kind.stem}-{number:05d}{suffixes}", group) for number, group in enumerate(groups)]


def _grouped(sources: list[Source], size: int) -> Iterator[tuple[Source, ...]]:
    """Sources in their order, so many together that they reach a size."""
    group: list[Source] = []
    reached = 0
    for source in sources:
        group.append(source)
        reached += source_size(source)
        if reached >= size:
            yield tuple(group)
            group, reached = [], 0
    if group:
        yield tuple(group)


def _refuse_clashes(outputs: list[tuple[str, tuple[Source, ...]]], *, in_place: bool) -> None:
    first: dict[str, tuple[Source, ...]] = {}
    for path, sources in outputs:
        other = first.setdefault(path, sources)
        if other is not sources and other[0].path != sources[0].path:
            raise UsageError(
                f"{printable(other[0].path)} and {printable(sources[0].path)} would both be written to "
                f"{printable(path)}"
            )
    if in_place:
        return
    inputs = {source.path for _, sources in outputs for source in sources}
    folders: dict[str, _Folder] = {}
    for path in first:
        if _real(path, folders) in inputs:
            raise UsageError(f"{printable(path)} is an input; choose another output, or --in-place")


class _Folder(NamedTuple):
    """A folder, with the separator at its end: links resolved, and the names of the links in it."""

    path: str
    links: frozenset[str]


def _real(path: str, folders: dict[str, _Folder]) -> str:
    """The path with links resolved; each folder is looked into only once."""
    cut = max(path.rfind("/"), path.rfind(os.sep)) + 1
    folder = path[:cut]
    found = folders.get(folder)
    if found is None:
        found = folders[folder] = _folder(folder)
    name = path[cut:]
    return os.path.realpath(path) if name in found.links else found.path + name


def _folder(path: str) -> _Folder:
    return _Folder(path, frozenset()) if is_url(path) else _Folder(joined(os.path.realpath(path), ""), _links_in(path))


def _links_in(folder: str) -> frozenset[str]:
    """The names of the links in a folder; none where there is no folder."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries if entry.is_symlink())
    except OSError:
        return frozenset()


def _add(plan: Plan, output: str, sources: tuple[Source, ...]) -> None:
    """Adds the shards for one output: one, or several and the join that makes one file of theirs."""
    pieces: list[tuple[Source, ...]]
    if len(sources) == 1 and sources[0].size < SPLIT_FROM:
        plan.shards.append(Shard(sources, output, plan.job))
        return
    if len(sources) == 1:
        pieces = [(piece,) for piece in split(sources[0])]
    else:
        pieces = list(_grouped([piece for source in sources for piece in split(source)], RANGE))
    if len(pieces) == 1:
        plan.shards.append(Shard(pieces[0], output, plan.job))
        return
    digest = hashlib.blake2b(output.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    folder = joined(plan.shared, "parts/" + digest)
    suffixes = _suffixes(output)
    parts = tuple(joined(folder, f"{number:06d}{suffixes}") for number in range(len(pieces)))
    plan.shards.extend(Shard(piece, part, plan.job) for piece, part in zip(pieces, parts, strict=True))
    plan.joins.append(Join(parts, sources, output, plan.job))


def _suffixes(path: str) -> str:
    name = os.path.basename(path)
    return name[len(os.path.basename(kind_by_name(path).stem)) :]


def split(source: Source) -> list[Source]:
    """The source in ranges of its own where it is large and can be read from the middle, else whole."""
    if source.size < SPLIT_FROM or source.packing or source.stop is not None:
        return [source]
    try:
        return _split(source)
    except (InputError, OSError):
        return [source]  # who cleans it will say what is wrong with it


def _split(source: Source) -> list[Source]:
    if source.format == "parquet":
        return _split_groups(source)
    if source.format not in ("jsonl", "lines"):
        return [source]
    head = read_head(source.path)
    if packing_by_content(head) or not is_split_at_newlines(head):
        return [source]
    count = -(-source.size // RANGE)
    edges = [source.size * number // count for number in range(count + 1)]
    return [source._replace(start=start, stop=stop) for start, stop in pairwise(edges)]


def _split_groups(source: Source) -> list[Source]:
    """Runs of row groups, each of about RANGE bytes of the file; `size` is the run's share."""
    from wxclean.batch.formats.parquet import group_sizes

    with open_read(source.path) as file:
        sizes = group_sizes(file)
    scale = source.size / max(1, sum(sizes))
    pieces: list[Source] = []
    start, held = 0, 0.0
    for number, size in enumerate(sizes):
        held += size * scale
        if held >= RANGE or number == len(sizes) - 1:
            pieces.append(source._replace(start=start, stop=number + 1, size=int(held)))
            start, held = number + 1, 0.0
    return pieces if len(pieces) > 1 else [source]
