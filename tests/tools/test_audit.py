"""The audit of the dependencies: it fails on a weakness, and never takes silence for a clean bill."""

from __future__ import annotations

import urllib.error
from email.message import Message
from typing import Any

import pytest

import audit

WEAK = {"id": "GHSA-sea", "fixed_in": ["9.9"], "link": "https://osv.example/GHSA-sea"}


def answers(monkeypatch: pytest.MonkeyPatch, known: dict[str, Any]) -> list[str]:
    """Let PyPI answer with what is `known` of a path, and 404 to all else; returns what it is asked."""
    asked: list[str] = []

    def answer(path: str) -> Any:
        asked.append(path)
        if path not in known:
            raise urllib.error.HTTPError(path, 404, "Not Found", Message(), None)
        return {"info": {"version": "1.0"}, "vulnerabilities": known[path]}

    monkeypatch.setattr(audit, "_asked", answer)
    monkeypatch.setattr(audit, "runtime_packages", lambda: {"lamp": "1.0", "sea": "1.0"})
    return asked


@pytest.mark.parametrize(
    ("known", "code", "said"),
    [
        ({"lamp/1.0": [], "sea/1.0": [WEAK]}, 1, "sea 1.0: GHSA-sea, fixed in 9.9"),
        ({"lamp/1.0": [], "sea": [WEAK]}, 1, "sea 1.0: GHSA-sea"),
        ({"sea/1.0": [WEAK]}, 1, "lamp 1.0: PyPI could not be asked"),
        ({"lamp/1.0": []}, 2, "1 not looked up: is there a network?"),
        ({}, 2, "2 not looked up"),
        ({"lamp/1.0": [], "sea/1.0": [{**WEAK, "withdrawn": "2026-01-01"}]}, 0, "2 without a known weakness"),
        ({"lamp/1.0": [], "sea/1.0": []}, 0, "2 without a known weakness, 0 with one"),
    ],
)
def test_the_exit_code_says_what_was_found(
    known: dict[str, Any], code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, known)
    assert audit.main() == code
    assert said in capsys.readouterr().out


def test_the_newest_version_does_not_speak_for_an_older_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, {"sea": []})
    with pytest.raises(urllib.error.HTTPError):
        audit.weaknesses("sea", "0.9")


def test_all_that_wxclean_runs_on_is_looked_up() -> None:
    packages = audit.runtime_packages()
    assert {"chardet", "ftfy", "pathspec", "regex", "rich", "typer", "pyarrow", "zstandard", "fsspec"} <= set(packages)
    assert {"wcwidth", "pygments", "markdown-it-py"} <= set(packages), "what those need in their turn"
    assert not {"wxclean", "pytest", "mypy", "ruff"} & set(packages)
