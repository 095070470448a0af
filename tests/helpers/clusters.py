"""Real Ray clusters of several nodes on this machine, on loopback addresses and with a token."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.processes import import_path, processes_of

_SECONDS = 60
_TOKEN = secrets.token_hex(32)  # one for all clusters: a process that connects to several remembers the first


class Cluster:
    """A head at 127.0.0.2 and more nodes at the addresses after it; each is a `ray start` in a session of its own.

    Attributes:
        address: `HOST:PORT` of the cluster.
        environment: what a process needs to connect.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        token = folder / "token"
        token.write_text(_TOKEN)
        token.chmod(0o600)
        self.folder = folder
        self.address = f"127.0.0.2:{_free_port()}"
        self.environment = os.environ | {
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN_PATH": str(token),
            "RAY_USAGE_STATS_ENABLED": "0",
            "PYTHONPATH": import_path(),
            **environment,
        }
        self.nodes: list[subprocess.Popen[bytes]] = []

    def add_node(self) -> None:
        """Start another node, with one core."""
        number = len(self.nodes) + 2
        head = ["--head", "--port", self.address.split(":")[1], "--include-dashboard", "false"]
        head += ["--temp-dir", str(self.folder)]
        command = [os.path.join(sysconfig.get_path("scripts"), "ray"), "start", "--block", "--num-cpus", "1"]
        command += head if not self.nodes else ["--address", self.address]
        command += ["--node-ip-address", f"127.0.0.{number}", "--object-store-memory", "100000000"]
        command += ["--min-worker-port", "0", "--max-worker-port", "0"]
        log = self.folder / f"node-{number}.log"
        with log.open("wb") as out:
            node = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
            )
        self.nodes.append(node)
        deadline = time.monotonic() + _SECONDS
        while b"Ray runtime started" not in log.read_bytes():
            if node.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text(errors="replace"))
            time.sleep(0.05)

    def pids(self, node: int, words: str) -> list[int]:
        """Return the processes of a node whose command line has these words."""
        return [pid for pid, command in processes_of(self.nodes[node].pid) if words in command]

    def kill_node(self, node: int) -> None:
        """Kill all of a node at once, as if its power had gone."""
        for pid, _ in processes_of(self.nodes[node].pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.nodes[node].kill()
        self.nodes[node].wait(_SECONDS)

    def stop(self) -> None:
        """End all nodes, the head last."""
        for node in reversed(range(len(self.nodes))):
            self.kill_node(node)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.2", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def cluster(nodes: int = 2, **environment: str) -> Iterator[Cluster]:
    """Yield a cluster for the time of a test. Its folder has a short name: Ray's sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        made = Cluster(Path(folder), **environment)
        try:
            for _ in range(nodes):
                made.add_node()
            yield made
        finally:
            made.stop()
