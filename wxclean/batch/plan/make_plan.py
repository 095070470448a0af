"""The plan of a run: which shards there are and where their outputs go, all before anything is written.

The plan follows from the inputs and the options alone (no clock, no number of workers), so that any
executor, on any machine, at any time writes the same files.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from wxclean.batch.formats.registry import FORMATS, output_format
from wxclean.batch.job import FormatName, InputPart, Job, Join, Shard
from wxclean.batch.plan.clashes import Output, refuse_clashes
from wxclean.batch.plan.inputs import Problem, Request, find_inputs
from wxclean.batch.plan.output_names import format_of_output, numbered, part_names, renamed, short_name
from wxclean.batch.plan.parts import grouped, pieces_of, split_all
from wxclean.batch.plan.told_apart import told_apart
from wxclean.errors import UsageError
from wxclean.files.facts import Skipped
from wxclean.files.storage import storage_of
from wxclean.language import _
from wxclean.visible import printable

WORK = ".wxclean"
"""The hidden folder, in the output folder, for the state, the lock and parts of outputs."""
_FAILURES = "failures"
"""The folder, in the shared one, for failed records."""
_LASTING = 128 << 20
"""The bytes of inputs from which on a killed run keeps the parts of an output: those of fewer are soon made again."""
_ONE_WAY = _(
    "such a file is only read, so it can't be cleaned in place; name an output, as in -o FOLDER/ or -o all.jsonl"
)
_GATHERING = ", ".join(each.output_suffix for each in FORMATS.values() if each.gathers)


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
    def state(self) -> str:
        """The file that holds the run's state."""
        return os.path.join(self.work, "state.sqlite")

    @property
    def parts(self) -> str:
        """The folder for parts of outputs."""
        return storage_of(self.shared).joined(self.shared, "parts")

    @property
    def outputs(self) -> list[str]:
        """The files that the run is to make, without the parts of any."""
        parts = {part for join in self.joins for part in join.parts}
        return [
            *(shard.output for shard in self.shards if shard.output not in parts),
            *(join.output for join in self.joins),
        ]


class _Inputs(NamedTuple):
    """What was found for a request; `single` where one file was named and nothing else."""

    parts: list[InputPart]
    skipped: list[Skipped]
    problems: list[Problem]
    single: bool


def make_plan(request: Request, job: Job, expect: Callable[[InputPart], None] = lambda _: None) -> Plan:
    """Return the plan for a request; `expect` is told of each input as soon as it is found.

    Raises:
        UsageError: two inputs would land on one output, an output is an input, or nothing was found.
    """
    output = None if request.output is None else storage_of(request.output).absolute(request.output)
    over = output is None and not job.dry
    inputs = _find(request, output, expect, over=over, passes=job.only_dumps)
    root, shared = _work_folders(request, output, inputs)
    failures = storage_of(shared).joined(shared, _FAILURES) if request.keep_failures and not job.dry else None
    job, outputs = _outputs(request, output, job._replace(in_place=output is None, failures=failures), inputs)
    refuse_clashes(outputs, output)
    plan = Plan(job, [], [], inputs.skipped, inputs.problems, root, shared)
    for path, parts in sorted(dict(outputs).items()):
        _add(plan, path, parts)
    return plan


def _find(
    request: Request, output: str | None, expect: Callable[[InputPart], None], *, over: bool, passes: bool
) -> _Inputs:
    """Return what was found; files that are to be written `over` must have a format that can be written.

    With `passes`, one that was named and has none is passed over, as those of folders are.
    """
    parts: list[InputPart] = []
    skipped: list[Skipped] = []
    problems: list[Problem] = []
    for found in find_inputs(request, leave_out=output):
        if isinstance(found, InputPart) and over and FORMATS[found.format].one_way:
            if found.walked or passes:
                skipped.append(Skipped(found.path, _ONE_WAY))
            else:
                problems.append(Problem(found.path, _ONE_WAY))
        elif isinstance(found, InputPart):
            parts.append(found)
            expect(found)
        elif isinstance(found, Skipped):
            skipped.append(found)
        else:
            problems.append(found)
    single = len(parts) == 1 and not parts[0].walked and len(request.paths) == 1 and not request.shard_size
    return _Inputs(parts, skipped, problems, single)


def _is_folder(output: str | None) -> bool:
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))


def _work_folders(request: Request, output: str | None, inputs: _Inputs) -> tuple[str, str]:
    """Return the plan's `root` and `shared`; for a URL the root is cached here: lock and state need a file system."""
    if output is None:
        root = _common_folder(request, inputs.parts)
        return root, os.path.join(root, WORK)
    storage = storage_of(output)
    whole = (inputs.single or format_of_output(output) is not None) and not _is_folder(request.output)
    folder = storage.parent(output) if whole else output
    shared = storage.joined(folder, WORK)
    if storage.is_local:
        return folder, shared
    cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
    return os.path.join(cache, "wxclean", short_name(output)), shared


def _common_folder(request: Request, inputs: list[InputPart]) -> str:
    """Return the folder of this machine that inputs share which are cleaned in place."""
    named = [os.path.realpath(path) for path in request.paths if os.path.isdir(path)]
    folders = named or [os.path.dirname(part.path) for part in inputs if storage_of(part.path).is_local]
    try:
        return os.path.commonpath(folders) if folders else os.getcwd()
    except ValueError:  # on several drives
        return min(folders)


def _outputs(request: Request, output: str | None, job: Job, inputs: _Inputs) -> tuple[Job, list[Output]]:
    """Return the job with the format that follows from the output's name, and what goes where."""
    if output is None:
        return job, _in_place(inputs.parts, job)
    target = None if _is_folder(request.output) else format_of_output(output)
    if inputs.single and not _is_folder(request.output):
        return job._replace(target=target or job.target), [(output, (inputs.parts[0],))]
    if target is not None:
        _refuse_silent_join(request, output, target)
        stay_rows = all(part.format == target and FORMATS[target].rows for part in inputs.parts)
        parts = told_apart(inputs.parts)
        return job._replace(target=target, merge=not stay_rows), _merged(parts, output, request.shard_size)
    if request.shard_size:
        raise UsageError(
            _("with --shard-size, name one file of records with --output ({formats}); it gets numbers").format(
                formats=_GATHERING
            )
        )
    storage = storage_of(output)
    folder = storage.joined(output, "")
    return job, [(folder + storage.possible(renamed(part.name, job.target)), (part,)) for part in inputs.parts]


def _refuse_silent_join(request: Request, output: str, target: FormatName) -> None:
    """Raise an error unless a file of this format can take several inputs, or is asked to."""
    if not (FORMATS[target].gathers or request.join):
        raise UsageError(
            _(
                "{output}: several inputs go into a folder, or into one file of records ({formats}); with "
                "--join, into one text"
            ).format(output=printable(output), formats=_GATHERING)
        )


def _in_place(inputs: list[InputPart], job: Job) -> list[Output]:
    as_it_is = job._replace(target=None)
    for part in inputs if job.target else ():
        if output_format(part, job) is not output_format(part, as_it_is):
            raise UsageError(
                _("{path}: in place the format stays; to convert, name an output with -o").format(
                    path=printable(part.path)
                )
            )
    return [(part.path, (part,)) for part in inputs]


def _merged(inputs: list[InputPart], output: str, shard_size: int | None) -> list[Output]:
    """Return one output for all, or numbered ones for about `shard_size` bytes of input each."""
    if shard_size is None:
        return [(output, tuple(inputs))] if inputs else []
    groups = grouped(split_all(inputs), shard_size)
    return [(numbered(output, number), group) for number, group in enumerate(groups)]


def _add(plan: Plan, output: str, inputs: tuple[InputPart, ...]) -> None:
    """Add the shards for one output: one, or several and the join that makes one file of theirs."""
    pieces = pieces_of(inputs, plan.job)
    if len(pieces) == 1:
        plan.shards.append(Shard(pieces[0], output, plan.job))
        return
    parts = part_names(plan.parts, output, len(pieces))
    job = plan.job._replace(in_parts=True, fleeting=sum(part.size for part in inputs) < _LASTING)
    plan.shards.extend(Shard(piece, part, job) for piece, part in zip(pieces, parts, strict=True))
    plan.joins.append(Join(parts, inputs, output, plan.job))
