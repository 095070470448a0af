"""A rule pack learned from a corpus: inputs in two steps through workers, in memory bounded by one account."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from wxclean.batch.job import InputPart, Job
from wxclean.batch.learning.tasks import (
    Grouping,
    Read,
    common_lines,
    hashes_at,
    learn_partition,
    read_articles,
)
from wxclean.batch.plan.inputs import Problem, Request, find_inputs
from wxclean.batch.plan.parts import split_all
from wxclean.batch.run.engine import Executor, Reply, Task
from wxclean.batch.run.inline_engine import Inline
from wxclean.batch.run.local_engine import Workers
from wxclean.batch.run.tasks import A_FILE, LITTLE, cores, died
from wxclean.batch.work.notes import Note
from wxclean.errors import InputError
from wxclean.language import Message, _
from wxclean.learning.account import FEWEST
from wxclean.learning.across import Known, frequent
from wxclean.learning.learn import Learned, pack_of
from wxclean.rules.rule import RulePack
from wxclean.visible import counted

Watch = Callable[[str, int, int], None]
"""A function that is told the step, and how much of it is done, of how much."""

_TASKS, _SMALLEST = 128, 1 << 20
"""The most tasks that inputs are cut into, and the bytes that one is worth at least."""


class LearnRequest(NamedTuple):
    """What to learn from, and how: `known` tells which lines a rule knows already, `old` is what was decided before."""

    inputs: Request
    job: Job
    grouping: Grouping
    known: Known
    old: RulePack | None = None
    name: str = "learned"
    jobs: int | None = None


class LearnedCorpus(NamedTuple):
    """What came of it: the pack, how many accounts had too few articles, records of nobody, and what failed."""

    pack: RulePack
    records: int
    accounts: int
    few: tuple[str, ...]
    nameless: int
    failures: tuple[Note, ...]


def learn_corpus(request: LearnRequest, watch: Watch = lambda *_: None) -> LearnedCorpus:
    """Learn from a corpus; the pack follows from its articles alone, not from their order or the number of workers.

    Raises:
        InputError: a worker died twice at the same work.
        OSError: there is no room for the articles in the folder for temporary files.
    """
    parts, failures = _inputs(request.inputs)
    with tempfile.TemporaryDirectory(prefix="wxclean-learn-") as folder:
        read = _read_all(parts, request, folder, watch)
        learned, common, counts = _learn_all(folder, request.jobs, watch)
    pack = pack_of(learned, common, counts, request.known, old=request.old, name=request.name)
    few = sorted(one.account.name for one in learned if not one.is_enough)
    return LearnedCorpus(
        pack,
        sum(each.records for each in read),
        len(learned) - len(few),
        tuple(few),
        sum(each.nameless for each in read),
        (*failures, *(note for each in read for note in each.failures)),
    )


def _inputs(request: Request) -> tuple[list[InputPart], list[Note]]:
    parts, failures = [], []
    for found in find_inputs(request, leave_out=request.output):
        if isinstance(found, InputPart):
            parts.append(found)
        elif isinstance(found, Problem):
            failures.append(Note("failure", found.path, "", found.reason))
    return split_all(parts), failures


def _read_all(parts: Sequence[InputPart], request: LearnRequest, folder: str, watch: Watch) -> list[Read]:
    total = sum(part.size + A_FILE for part in parts)
    groups = _groups(parts, max(_SMALLEST, total // _TASKS))
    tasks = [
        Task(read_articles, (group, request.job, request.grouping, folder, number))
        for number, group in enumerate(groups)
    ]
    jobs = 1 if total < LITTLE else request.jobs or cores()
    return _results(tasks, jobs, lambda done: watch(_("cleaning"), done, len(tasks)))


def _groups(parts: Sequence[InputPart], size: int) -> list[tuple[InputPart, ...]]:
    """Return inputs in groups that are each worth about so many bytes."""
    groups: list[list[InputPart]] = []
    left = 0
    for part in parts:
        if left <= 0:
            groups.append([])
            left = size
        groups[-1].append(part)
        left -= part.size + A_FILE
    return list(map(tuple, groups))


def _learn_all(folder: str, jobs: int | None, watch: Watch) -> tuple[list[Learned], list[Any], dict[int, int]]:
    runs: dict[int, list[str]] = {}
    size = 0
    for entry in os.scandir(folder):
        runs.setdefault(int(entry.name[:2]), []).append(entry.path)
        size += entry.stat().st_size
    places = [os.path.join(folder, f"{partition:02}") for partition in sorted(runs)]
    tasks = [Task(learn_partition, (sorted(runs[int(place[-2:])]), place)) for place in places]
    workers = 1 if size < LITTLE else jobs or cores()
    found = _results(tasks, workers, lambda done: watch(_("learning"), done, len(tasks)))
    counts = frequent(hashes_at(places))
    common = _results([Task(common_lines, (place, frozenset(counts))) for place in places] if counts else [], workers)
    learned = sorted((one for each in found for one in each), key=lambda one: one.account.name)
    return learned, [line for each in common for line in each], counts


def _results(tasks: Sequence[Task], jobs: int, watch: Callable[[int], None] = lambda _: None) -> list[Any]:
    """Return what tasks return, in their order.

    Raises:
        InputError: a worker died twice at one of them.
    """
    order = {id(task): number for number, task in enumerate(tasks)}
    workers: Executor = Inline() if jobs == 1 or len(tasks) <= 1 else Workers(min(jobs, len(tasks)))
    found: dict[int, Any] = {}
    waiting = list(reversed(tasks))
    retried: set[int] = set()
    try:
        while waiting or workers.running:
            while waiting and workers.has_room:
                workers.start(waiting.pop())
            for reply in workers.wait():
                number = order[id(reply.task)]
                if _died(reply, number, retried):
                    waiting.append(reply.task)
                    continue
                found[number] = reply.value
                watch(len(found))
    finally:
        workers.stop()
    return [found[number] for number in range(len(tasks))]


def _died(reply: Reply, number: int, retried: set[int]) -> bool:
    if reply.error is not None:
        raise reply.error
    if reply.value is not None:
        return False
    if number in retried:
        raise InputError(_("{reason}; --jobs 1 takes less memory").format(reason=died(reply.exit_code)))
    retried.add(number)
    return True


def skipped_accounts(names: Sequence[str]) -> Message:
    """Return in words which accounts have too few articles; an empty string if none has."""
    if not names:
        return Message("")
    some = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return _("learned nothing from {accounts} with fewer than {fewest} articles: {some}").format(
        accounts=counted(len(names), "account"), fewest=FEWEST, some=some
    )
