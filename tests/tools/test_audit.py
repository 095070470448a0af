"""The audit of what wxclean runs on: it fails on a known weakness, and says where nobody answered."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tools import audit

WEAK = {"id": "GHSA-sea", "affected": [{"package": {"name": "ftfy", "ecosystem": "PyPI"}}]}


@contextmanager
def service(status: int, answer: object) -> Iterator[str]:
    """Yield the address of a vulnerability service that answers so for ftfy, and knows no weakness in anything else."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]["name"]
            content = json.dumps(answer if asked == "ftfy" else {}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "answer", "code", "said"),
    [
        (200, {}, 0, "No known vulnerabilities found"),
        (200, {"vulns": [WEAK]}, 1, "GHSA-sea"),
        (200, {"vulns": [WEAK | {"withdrawn": "2026-01-01"}]}, 0, "No known vulnerabilities found"),
        (503, {}, 0, "nothing could be looked up: "),
    ],
)
def test_only_a_known_weakness_fails(
    status: int, answer: object, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with service(status, answer) as address:
        assert audit.main("--vulnerability-service=osv", f"--osv-url={address}") == code
    assert said in capsys.readouterr().out


@pytest.mark.slow
def test_without_a_network_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with service(200, {}) as address:
        pass
    assert audit.main("--vulnerability-service=osv", f"--osv-url={address}") == 0
    assert capsys.readouterr().out.startswith("nothing could be looked up: ")


@pytest.mark.slow
def test_a_call_that_pip_audit_does_not_take_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main("--no-such-option") == 2
    assert "--no-such-option" in capsys.readouterr().out


def test_all_that_wxclean_runs_on_is_looked_up_and_no_tool_of_its_developers() -> None:
    packages = set(audit.runtime_packages())
    assert {"chardet", "ftfy", "pathspec", "regex", "rich", "typer", "pyarrow", "zstandard", "fsspec"} <= packages
    assert {"wcwidth", "markdown-it-py"} <= packages, "what those need in their turn"
    assert not {"wxclean", "pytest", "mypy", "ruff", "pip_audit"} & packages
