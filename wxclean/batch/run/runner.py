"""The run of a plan: hands out tasks, retries, joins parts, records what is done and sums up."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wxclean.batch.job import Join, Shard
from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.run.engine import LOSSES, Executor, Reply, Task
from wxclean.batch.run.guards import held, remove_parts, remove_useless_parts, seldom_collecting, swept
from wxclean.batch.run.inline_engine import Inline
from wxclean.batch.run.options import DEFAULTS, MakeExecutor, Options, Watcher, watch_nothing
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.run.tasks import cores, died, failed, is_little, shards_of, task_of, tasks_of
from wxclean.batch.work.counts import Counts, Totals, all_failed
from wxclean.batch.work.join import join_parts
from wxclean.batch.work.note_store import NoteStore
from wxclean.batch.work.notes import Note
from wxclean.batch.work.outcome import Outcome, outcome_of
from wxclean.batch.work.shard import Result
from wxclean.batch.work.state_row import StateRow, counts_in, row_of
from wxclean.files.terminable import terminable
from wxclean.language import _

if TYPE_CHECKING:
    from wxclean.batch.run.state import State


def run(
    plan: Plan, options: Options = DEFAULTS, watch: Watcher = watch_nothing, executor: MakeExecutor | None = None
) -> RunSummary:
    """Run a plan and return its summary; Ctrl-C, SIGTERM and SIGHUP end it early, with whole files only.

    Faults are counted, not raised. Without an executor, the local engine does the work.

    Raises:
        UsageError: another run has locked the output folder, or a setting is wrong.
    """
    with held(plan), terminable(), seldom_collecting():
        return _Run(plan, options, watch, executor).summary()


class _Run:
    """The state of one run: what is still to do, what is in progress, and the results so far."""

    def __init__(self, plan: Plan, options: Options, watch: Watcher, executor: MakeExecutor | None) -> None:
        self.plan, self.options, self.watch, self.executor = plan, options, watch, executor
        self.jobs = options.jobs or cores()
        self.started = time.monotonic()
        self.totals = Totals(NoteStore())
        self.order = {shard.output: number for number, shard in enumerate(plan.shards)}
        self.join_of = {part: join for join in plan.joins for part in join.parts}
        self.parts: dict[str, dict[str, Counts | None]] = {join.output: {} for join in plan.joins}
        self.state = self._open_state()
        self.recorded = self.state is not None or bool(plan.joins)
        self.queue: deque[Task] = deque()
        self.retried: set[str] = set()
        self.losses: Counter[str] = Counter()
        self.abandoned: list[Shard] = []
        self.left = self.resumed = 0  # the tasks to come, and the outputs done before
        self.waiting: set[str] = set()  # the outputs to come
        self.unjoined: set[str] = set()  # those of which parts are done, and which will not be made
        self.workers: Executor = Inline()

    def _open_state(self) -> State | None:
        job = self.plan.job
        if job.dry or (job.in_place and not self.options.resume):
            return None
        from wxclean.batch.run.state import State  # a run over a few files does without SQLite

        return State(self.plan.state)

    def summary(self) -> RunSummary:
        """Do everything there is to do and return the summary."""
        self._count_problems()
        try:
            self._do_all()
            stopped = _("failed fast") if self._is_over() and self.left else None
        except KeyboardInterrupt:
            stopped = _("interrupted")
        finally:
            self._end()
        outputs = len(self.plan.shards) - len(self.join_of) + len(self.plan.joins)
        seconds = time.monotonic() - self.started
        counts, store = self.totals.counts(), self.totals.store
        unmade = frozenset(self.waiting | self.unjoined)
        return RunSummary(counts, outputs, self.resumed, len(self.waiting), seconds, stopped, store, unmade)

    def _do_all(self) -> None:
        """Do what is still to do; files that all workers share come last, shared out by this process."""
        pending, last = self._pending(), self.options.last
        swept(self.plan, pending)
        first = [shard for shard in pending if last is None or shard.output not in last.outputs]
        self.queue.extend(tasks_of(first, recorded=self.recorded, jobs=self.jobs))
        if self.queue or last is None:
            self.workers = self._workers_for(first)
            self._work()
        if last is not None and not self._is_over():
            if self.executor is None:
                self.workers.stop()
            self.workers = Inline(self._report_progress)
            rest = [shard for shard in pending if shard.output in last.outputs]
            self.queue.extend(task_of([shard], recorded=self.recorded, ways=last.ways) for shard in rest)
            self._work()

    def _end(self) -> None:
        """Stop what is under way, and leave nothing half written."""
        under_way = list(self.workers.running)
        self.workers.stop()
        swept(self.plan, [*shards_of(under_way), *self.abandoned])
        if self.state is not None:
            self.state.close()
        remove_useless_parts(self.plan, self.waiting | self.unjoined)

    def _count_problems(self) -> None:
        notes = [Note("failure", problem.path, "", problem.reason) for problem in self.plan.problems]
        notes += [Note("skipped", skipped.path, "", skipped.reason) for skipped in self.plan.skipped]
        counts = Counts(failures=len(self.plan.problems), skipped=len(self.plan.skipped), notes=tuple(notes))
        self.totals.add(-1, counts)

    def _pending(self) -> list[Shard]:
        """Return the shards still to be done; add the counts of the others to the sums."""
        done_joins = {join.output for join in self.plan.joins if self._is_done(join)}
        pending = []
        for shard in self.plan.shards:
            join = self.join_of.get(shard.output)
            if join is not None and join.output in done_joins:
                continue
            if not self._is_done(shard):
                pending.append(shard)
        self.left = len(pending)
        self.waiting.update(shard.output for shard in pending if shard.output not in self.join_of)
        for join in self.plan.joins:
            if join.output not in done_joins:
                self.waiting.add(join.output)
                self._join_if_ready(join)
        return pending

    def _is_done(self, unit: Shard | Join) -> bool:
        counts = self.state.find(unit) if self.state is not None and self.options.resume else None
        if counts is None:
            return False
        self.totals.add(self.order.get(unit.output, 0), counts)
        if unit.output in self.join_of:
            self.parts[self.join_of[unit.output].output][unit.output] = counts
        else:
            self.resumed += 1
        return True

    def _workers_for(self, pending: list[Shard]) -> Executor:
        if self.executor is not None:
            return self.executor(self.plan)
        if self.jobs == 1 or is_little(pending):
            return Inline(self._report_progress)
        from wxclean.batch.run.local_engine import Workers  # who needs none does without multiprocessing

        return Workers(min(self.jobs, max(1, len(self.queue))))

    def _is_over(self) -> bool:
        """Return whether to stop at the first failure, and there is one."""
        return self.options.fail_fast and bool(self.totals.numbers["failures"])

    def _work(self) -> None:
        workers = self.workers
        self._report_progress()
        replies: list[Reply] = []
        while self.queue or workers.running or replies:
            while self.queue and workers.has_room:  # before handling replies, or workers would sit idle
                workers.start(self.queue.popleft())
            for reply in replies:
                self._take(reply)
            self._report_progress()
            if self._is_over():
                return
            replies = workers.wait() if workers.running else []

    def _report_progress(self) -> None:
        self.totals.under_way = getattr(self.workers, "bytes_read", 0)  # not every executor knows
        self.watch(self.totals, self.left)

    def _take(self, reply: Reply) -> None:
        if reply.error is not None:
            raise reply.error
        if reply.value is None:
            self._retry(reply)
        elif reply.task.function is join_parts:
            self._joined(reply.task.arguments[0], reply.value)
        else:
            self._cleaned(reply.task.arguments[0], reply.value)

    def _retry(self, reply: Reply) -> None:
        """Queue the work of a dead worker once more, each shard alone; fail what has already had a retry."""
        if reply.lost and self._try_elsewhere(reply.task):
            return
        reason = died(reply.exit_code)
        if reply.task.function is join_parts:
            join = reply.task.arguments[0]
            if join.output in self.retried:
                self._joined(join, failed(join, reason))
            else:
                self.retried.add(join.output)
                self.queue.appendleft(reply.task)
            return
        shards = reply.task.arguments[0]
        self.abandoned.extend(shards)
        for shard in shards:
            if shard.output in self.retried and len(shards) == 1:
                self._cleaned([shard], outcome_of([shard], [failed(shard, reason)], self.recorded))
            else:
                self.retried.add(shard.output)
                self.queue.append(task_of([shard], recorded=self.recorded))

    def _try_elsewhere(self, task: Task) -> bool:
        """Queue a task again whose machine is gone; return False if that has happened to it too often."""
        first = next(iter(shards_of([task])), task.arguments[0])
        self.losses[first.output] += 1
        if self.losses[first.output] > LOSSES:
            return False
        self.abandoned.extend(shards_of([task]))
        self.queue.appendleft(task)
        return True

    def _cleaned(self, shards: Sequence[Shard], outcome: Outcome) -> None:
        self.left -= len(shards)
        self.waiting.difference_update(shard.output for shard in shards)
        self.totals.add(self.order[shards[0].output], outcome.counts)
        for place, counts in outcome.noted.items():
            self.totals.add(self.order[shards[place].output], counts)
        rows = [*zip(shards, outcome.rows, strict=True)] if self.recorded else []
        self._record([row for shard, row in rows if row is not None and not shard.job.fleeting])
        for shard, row in rows if self.join_of else ():
            join = self.join_of.get(shard.output)
            if join is not None:
                self.parts[join.output][shard.output] = None if row is None else counts_in(row)
                self._join_if_ready(join)

    def _join_if_ready(self, join: Join) -> None:
        parts = self.parts[join.output].values()
        if len(parts) < len(join.parts):
            return
        if self.plan.job.dry:
            self.waiting.discard(join.output)
            return
        done = [counts for counts in parts if counts is not None]
        sums = {name: sum(getattr(counts, name) for counts in done) for name in ("records", "failures", "changed")}
        if len(done) == len(parts) and not all_failed(sums, self.plan.job):
            self.left += 1
            self.queue.append(Task(join_parts, (join, sums["changed"] > 0)))
        else:
            self.waiting.discard(join.output)
            self.unjoined.add(join.output)
            what = _("a part of it") if len(done) < len(parts) else _("each record of it")
            note = Note("failure", join.output, "", _("not written, since {what} failed").format(what=what))
            self.totals.add(self.order[join.parts[0]], Counts(notes=(note,)))

    def _joined(self, join: Join, result: Result) -> None:
        self.left -= 1
        self.waiting.discard(join.output)
        self.totals.add(self.order[join.parts[0]], result.counts)
        if not result.done:
            self.unjoined.add(join.output)
        else:
            sums = Totals()
            sums.add(len(join.parts), result.counts)
            for number, part in enumerate(join.parts):
                sums.add(number, self.parts[join.output][part] or Counts())
            self._record([row_of(join, result._replace(counts=sums.counts()))], now=True)
            remove_parts(join)

    def _record(self, rows: Sequence[StateRow], *, now: bool = False) -> None:
        """Record outputs as done; if that fails, count a failure and go on without a record."""
        if self.state is None:
            return
        import sqlite3

        try:
            self.state.add(rows)
            if now:
                self.state.commit()
        except sqlite3.Error as error:
            reason = _("{error}; --resume will make again what comes after this").format(error=error)
            note = Note("failure", self.plan.state, "", reason)
            self.totals.add(len(self.order), Counts(failures=1, notes=(note,)))
            self.state.close()
            self.state = None
