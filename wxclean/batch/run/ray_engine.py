"""The Ray engine: an executor that runs tasks on an existing cluster.

A task is one plain Ray task. Ray's own retries are off: the run decides what to retry, as with local workers, so
that a shard that always kills its worker ends up as a failure. No more tasks are submitted than the cluster can
soon start, so memory use on the driver and in the cluster doesn't grow with the length of the plan.
"""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from wxclean.batch.plan.make_plan import Plan
from wxclean.batch.run.engine import GARBAGE_EVERY, Reply, Task
from wxclean.batch.run.fingerprint import fingerprint
from wxclean.batch.run.guards import has_work_folder, seldom_collecting
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import OutputError, UsageError, WxcleanError, system_message
from wxclean.files.hidden import hidden_name
from wxclean.files.staged import atomic_writer
from wxclean.files.storage import storage_of
from wxclean.language import _
from wxclean.visible import printable

AHEAD = 3
"""Tasks in flight for each core of the cluster: one runs, the others are ready when it ends."""
_CONNECT_SECONDS = 5.0
_LOOK_SECONDS = 5.0
_WAIT_SECONDS = 1.0
_STOP_SECONDS = 0.5
_FIRST_SECONDS = 5.0

_AFTER = _("see that all nodes have this version of wxclean, and go on with --resume")
HOW_TO_START = _(
    "start one, on this machine: ray get-auth-token --generate; RAY_AUTH_MODE=token ray start --head "
    "--port 6379; on others, with the same ~/.ray/auth_token: RAY_AUTH_MODE=token ray start --address "
    "HEAD:6379; and set RAY_AUTH_MODE=token for wxclean, too"
)


@seldom_collecting()  # or importing takes a fifth longer
def ray_module() -> Any:
    """Return the module `ray`.

    Raises:
        UsageError: the extra is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError:
        raise UsageError(_("--engine ray needs Ray; install it with: pip install 'wxclean[ray]'")) from None
    return ray


@contextlib.contextmanager
def connected(address: str | None, limit: int | None) -> Iterator[Callable[[Plan], RayWorkers]]:
    """Connect to a cluster and yield a function that makes a plan's executor.

    `address` is `HOST:PORT`, or `auto` or None for the cluster that this machine belongs to. `limit` is the most tasks
    in flight, None for no limit. A cluster is never started.

    Raises:
        UsageError: there is no cluster, or it rejects the connection.
    """
    ray = ray_module()
    address = address or os.environ.get("RAY_ADDRESS") or "auto"
    _require_reachable(address)
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", namespace="wxclean")
    except ray.exceptions.AuthenticationError as error:
        raise UsageError(
            _("the Ray cluster at {address} refuses us: {error}").format(address=address, error=_first_line(error))
        ) from None
    except (ConnectionError, RuntimeError, ValueError, OSError, ray.exceptions.RayError) as error:
        raise UsageError(
            _("no Ray cluster at {address} ({error}); {remedy}").format(
                address=address, error=_first_line(error), remedy=HOW_TO_START
            )
        ) from None
    try:
        tasks = _first_task(ray)
        yield lambda plan: RayWorkers(plan, tasks, limit)
    finally:
        ray.shutdown()


def _require_reachable(address: str) -> None:
    """Check that something listens at the address, as Ray itself would keep trying for a minute."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdigit():
        if address != "auto":
            raise UsageError(_("--ray-address {address}: name auto, or HOST:PORT").format(address=address))
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), _CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise UsageError(
            _("no Ray cluster at {address} ({error}); {remedy}").format(
                address=address, error=_first_line(error), remedy=HOW_TO_START
            )
        ) from None


def _first_line(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return system_message(error)
    return str(error).strip().split("\n", 1)[0].rstrip(".")


class RemoteTasks(NamedTuple):
    """The remote function that performs tasks, and the reference of the first task, which does nothing."""

    function: Any
    first: Any


@seldom_collecting()  # Ray imports more modules here
def _first_task(ray: Any) -> RemoteTasks:
    """Submit an empty task, so that workers, which take a second to start, do so while the plan is made.

    A single task makes a node start two workers, one of them ahead of need. More tasks before these are up would make
    it start a third even on two cores, which is useless and takes 0.6 s of CPU time from the others.
    """
    function = ray.remote(num_cpus=1, max_retries=0)(perform)
    return RemoteTasks(function, function.remote(None, Task(_nothing, ())))


def _nothing() -> None:
    """Do nothing, as the first task."""


class Surroundings(NamedTuple):
    """What a node must have in common with the driver for its outputs to be correct and in the right place.

    `probe` is a file that the run wrote to the work folder of the output, None if there is no such folder.
    """

    settings: CleanerSettings
    fingerprint: str
    probe: str | None


@lru_cache(maxsize=8)
def require(surroundings: Surroundings) -> None:
    """Check the machine that this is called on, once per process.

    Raises:
        UsageError: its outputs would differ, or end up somewhere else.
    """
    where = _("the node {name}").format(name=socket.gethostname())
    if fingerprint(surroundings.settings) != surroundings.fingerprint:
        raise UsageError(
            _("{where} has another version of wxclean, of a rule pack or of a plug-in than this machine").format(
                where=where
            )
        )
    probe = surroundings.probe
    if probe is not None and storage_of(probe).stat(probe) is None:
        folder = storage_of(probe).parent(probe)
        raise UsageError(
            _("{where} does not see {folder}; all nodes need the same folders, or use URLs").format(
                where=where, folder=printable(folder)
            )
        )


def perform(surroundings: Surroundings | None, task: Task) -> Any:
    """Do a task on a node of the cluster and return its value, after a check of the surroundings."""
    gc.set_threshold(GARBAGE_EVERY, 20, 100)
    if surroundings is not None:
        require(surroundings)
    return task.function(*task.arguments)


class RayWorkers:
    """An executor on the cores of a cluster, which may come and go."""

    def __init__(self, plan: Plan, remote: RemoteTasks, limit: int | None = None) -> None:
        self.ray = ray_module()
        if not self.ray.is_initialized():  # or Ray would start its own cluster
            raise UsageError(_("the connection to the Ray cluster is closed"))
        self.ray.wait([remote.first], timeout=_FIRST_SECONDS, fetch_local=False)  # limited, as others may use all cores
        self.surroundings = Surroundings(plan.job.cleaner, plan.job.fingerprint, _new_probe(plan))
        self._function = remote.function
        self._tasks: dict[Any, Task] = {}
        self._limit = limit
        self._most = 0
        self._looked = 0.0

    @property
    def running(self) -> list[Task]:
        """The tasks in flight."""
        return list(self._tasks.values())

    @property
    def has_room(self) -> bool:
        """Whether fewer tasks are in flight than the cluster's cores will soon need."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            cores = int(self.ray.cluster_resources().get("CPU", 0))
            self._most = min(self._limit or AHEAD * cores, AHEAD * cores) or 1
            self._looked = time.monotonic()
        return len(self._tasks) < self._most

    def start(self, task: Task) -> None:
        """Submit a task."""
        self._tasks[self._function.remote(self.surroundings, task)] = task

    def wait(self) -> list[Reply]:
        """Return the replies to tasks that have ended; wait up to a second if none has."""
        waiting = list(self._tasks)
        ended, _ = self.ray.wait(waiting, num_returns=1, timeout=_WAIT_SECONDS, fetch_local=False)
        if ended and len(waiting) > 1:
            ended, _ = self.ray.wait(waiting, num_returns=len(waiting), timeout=0, fetch_local=False)
        return [self._reply(reference) for reference in ended]

    def _reply(self, reference: Any) -> Reply:
        errors = self.ray.exceptions
        task = self._tasks.pop(reference)
        try:
            return Reply(task, self.ray.get(reference))
        except (errors.WorkerCrashedError, errors.OutOfMemoryError):
            return Reply(task)
        except (errors.NodeDiedError, errors.ObjectLostError):
            return Reply(task, lost=True)
        except errors.RayTaskError as error:
            return Reply(task, error=_cause(error))
        except errors.RayError as error:
            return Reply(
                task,
                error=OutputError(_("Ray: {error}; {remedy}").format(error=_first_line(error), remedy=_AFTER)),
            )

    def stop(self) -> None:
        """Stop the tasks in flight by disconnecting; the cluster stays up.

        Nodes kill the workers of a driver that disconnects. Cancelling each task would be cleaner, but in Ray 2.60 that
        crashes the driver if a task ends at the same moment.
        """
        if self._tasks:
            self.ray.shutdown()
            time.sleep(_STOP_SECONDS)
        self._tasks = {}
        if self.surroundings.probe is not None:
            with contextlib.suppress(OSError):
                storage_of(self.surroundings.probe).remove(self.surroundings.probe)


def _cause(error: Any) -> BaseException:
    """Return what a task raised or, if a node could not even load the task, an error that says what to do."""
    cause = error.cause
    if isinstance(cause, (WxcleanError, OSError, MemoryError)):
        return cause
    if "No module named 'wxclean" in str(error):
        return UsageError(_("a node of the cluster has no wxclean; install the same version on all of them"))
    return (
        cause
        if isinstance(cause, Exception)
        else OutputError(_("Ray: {error}; {remedy}").format(error=_first_line(error), remedy=_AFTER))
    )


def _new_probe(plan: Plan) -> str | None:
    """Write a file that all nodes must see, and return its path."""
    if not has_work_folder(plan):
        return None
    path = storage_of(plan.shared).joined(plan.shared, hidden_name())
    with atomic_writer(path, parents=True) as file:
        file.write(b"seen by all nodes\n")
    return path
