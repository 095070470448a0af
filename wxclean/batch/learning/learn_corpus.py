"""A rule pack learned from a corpus: inputs in two steps through workers, in memory bounded by one account."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from wxclean.batch.job import InputPart, Job
from wxclean.batch.learning.tasks import Grouping, common_lines, hashes_at, learn_partition, read_articles
from wxclean.batch.learning.work_folder import Read, key_of, recorded, work_folder
from wxclean.batch.plan.clashes import refuse_taken
from wxclean.batch.plan.inputs import Problem, Request, find_inputs
from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.plan.parts import split_all
from wxclean.batch.run.engine import LOSSES, Executor, Reply, Task
from wxclean.batch.run.inline_engine import Inline
from wxclean.batch.run.local_engine import Workers
from wxclean.batch.run.options import MakeExecutor
from wxclean.batch.run.tasks import A_FILE, LITTLE, cores, died
from wxclean.batch.work.notes import Note
from wxclean.batch.work.state_row import settings_of
from wxclean.errors import InputError
from wxclean.files.terminable import terminable
from wxclean.language import Message, _
from wxclean.learning.account import FEWEST
from wxclean.learning.across import Known, fewest_of, frequent
from wxclean.learning.learn import Learned, pack_of
from wxclean.rules.learned_rule import LearnedAccount
from wxclean.rules.rule import RulePack
from wxclean.visible import counted

Watch = Callable[[str, int, int], None]
"""A function that is told the step, and how much of it is done, of how much."""

_TASKS, _SMALLEST = 128, 1 << 20
"""The most tasks that inputs are cut into, and the bytes that one is worth at least."""


class LearnRequest(NamedTuple):
    """What to learn from, and how: `known` tells which lines a rule knows already, `old` is what was decided before.

    With an `output`, the work lies beside it until it is done, and `resume` goes on with what is there. `executor`
    makes what does the work, from a plan that holds the job and the work folder; without, this machine does.
    `written` are the files to be written, by the options that name them: none may be an input.
    """

    inputs: Request
    job: Job
    grouping: Grouping
    known: Known
    old: RulePack | None = None
    name: str = "learned"
    jobs: int | None = None
    output: str | None = None
    resume: bool = False
    executor: MakeExecutor | None = None
    written: Mapping[str, str | None] = MappingProxyType({})


class LearnedCorpus(NamedTuple):
    """What came of it: the pack, how many accounts had too few articles, records of nobody, and what failed."""

    pack: RulePack
    records: int
    accounts: int
    few: tuple[str, ...]
    nameless: int
    failures: tuple[Note, ...]


def learn_corpus(
    request: LearnRequest, watch: Watch = lambda *_: None, write: Callable[[LearnedCorpus], None] = lambda _: None
) -> LearnedCorpus:
    """Learn from a corpus; the pack follows from its articles alone, not from their order or the number of workers.

    `write` is given what was learned while all work on it is still on disk: where it fails, a run can resume.

    Raises:
        UsageError: another run is at work on the same output, or what is to be written is an input.
        InputError: a worker died twice at the same work.
        OSError: there is no room for the articles.
    """
    parts, failures = _inputs(request.inputs)
    refuse_taken(request.written, (part.path for part in parts), ())
    with work_folder(request.output, resume=request.resume) as folder, terminable():
        engine = _Engine(request, folder)
        read = _read_all(parts, request, engine, watch)
        learned, common, counts = _learn_all(read, engine, watch)
        pack = pack_of(learned, common, counts, request.known, old=request.old, name=request.name)
        few = sorted(one.account.name for one in learned if not one.is_enough)
        found = LearnedCorpus(
            pack,
            sum(each.records for each in read),
            len(learned) - len(few),
            tuple(few),
            sum(each.nameless for each in read),
            (*failures, *(note for each in read for note in each.failures)),
        )
        write(found)
    return found


class _Engine(NamedTuple):
    """What does the work, and where."""

    request: LearnRequest
    folder: str

    def workers(self, tasks: int, size: int) -> Executor:
        """Return an executor for some tasks on so many bytes."""
        if self.request.executor is not None:
            return self.request.executor(Plan(self.request.job, [], [], [], [], self.folder, self.folder))
        jobs = 1 if size < LITTLE else self.request.jobs or cores()
        return Inline() if jobs == 1 or tasks <= 1 else Workers(min(jobs, tasks))


def _inputs(request: Request) -> tuple[list[InputPart], list[Note]]:
    parts, failures = [], []
    for found in find_inputs(request, leave_out=request.output):
        if isinstance(found, InputPart):
            parts.append(found)
        elif isinstance(found, Problem):
            failures.append(Note("failure", found.path, "", found.reason))
    return split_all(parts), failures


def _read_all(parts: Sequence[InputPart], request: LearnRequest, engine: _Engine, watch: Watch) -> list[Read]:
    total = sum(part.size + A_FILE for part in parts)
    settings = repr((settings_of(request.job), request.grouping))
    tasks: list[Task] = []
    found: list[Read] = []
    for group in _groups(parts, max(_SMALLEST, total // _TASKS)):
        key = key_of(group, settings)
        done = recorded(engine.folder, key, group) if request.resume else None
        if done is not None:
            found.append(done)
        else:
            tasks.append(Task(read_articles, (group, request.job, request.grouping, engine.folder, key)))
    before = len(found)
    left = sum(part.size + A_FILE for task in tasks for part in task.arguments[0])
    return found + _results(
        tasks, engine.workers(len(tasks), left), lambda done: watch(_("cleaning"), before + done, before + len(tasks))
    )


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


def _learn_all(read: Sequence[Read], engine: _Engine, watch: Watch) -> tuple[list[Learned], list[Any], dict[int, int]]:
    runs: dict[str, list[str]] = {}
    for name in sorted(name for each in read for name in each.runs):
        runs.setdefault(os.path.join(engine.folder, name[:2]), []).append(os.path.join(engine.folder, name))
    size = sum(os.path.getsize(path) for paths in runs.values() for path in paths)
    tasks = [Task(learn_partition, (paths, place)) for place, paths in sorted(runs.items())]
    found = _results(tasks, engine.workers(len(tasks), size), lambda done: watch(_("learning"), done, len(tasks)))
    places = sorted(runs)
    counts = frequent(hashes_at(places), fewest_of(sum(map(len, found))))
    last = [Task(common_lines, (place, frozenset(counts))) for place in places] if counts else []
    common = _results(last, engine.workers(len(last), size))
    learned = sorted((one for each in found for one in each), key=lambda one: one.account.name)
    return learned, [line for each in common for line in each], counts


def _results(tasks: Sequence[Task], workers: Executor, watch: Callable[[int], None] = lambda _: None) -> list[Any]:
    """Return what tasks return, in their order.

    Raises:
        InputError: a worker died twice at one of them.
    """
    order = {id(task): number for number, task in enumerate(tasks)}
    found: dict[int, Any] = {}
    waiting = list(reversed(tasks))
    deaths: Counter[int] = Counter()
    losses: Counter[int] = Counter()
    try:
        while waiting or workers.running:
            while waiting and workers.has_room:
                workers.start(waiting.pop())
            for reply in workers.wait():
                number = order[id(reply.task)]
                if _is_again(reply, number, deaths, losses):
                    waiting.append(reply.task)
                    continue
                found[number] = reply.value
                watch(len(found))
    finally:
        workers.stop()
    return [found[number] for number in range(len(tasks))]


def _is_again(reply: Reply, number: int, deaths: Counter[int], losses: Counter[int]) -> bool:
    """Return whether a task has to be done again, as its worker or its machine is gone."""
    if reply.error is not None:
        raise reply.error
    if reply.value is not None:
        return False
    if reply.lost and losses[number] < LOSSES:
        losses[number] += 1
        return True
    if deaths[number]:
        raise InputError(_("{reason}; --jobs 1 takes less memory").format(reason=died(reply.exit_code)))
    deaths[number] += 1
    return True


def shared_names(accounts: Iterable[LearnedAccount]) -> list[tuple[str, ...]]:
    """Return the names of accounts with the same WeChat ID, or the same mark in their addresses: they may be one."""
    by_mark: dict[str, list[str]] = {}
    for account in accounts:
        for mark in {account.wechat_id, account.biz} - {""}:
            by_mark.setdefault(mark, []).append(account.name)
    return sorted({tuple(sorted(names)) for names in by_mark.values() if len(names) > 1})


def skipped_accounts(names: Sequence[str]) -> Message:
    """Return in words which accounts have too few articles; an empty string if none has."""
    if not names:
        return Message("")
    some = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return _("learned nothing from {accounts} with fewer than {fewest} articles: {some}").format(
        accounts=counted(len(names), "account"), fewest=FEWEST, some=some
    )
