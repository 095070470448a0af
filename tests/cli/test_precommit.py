"""The hooks, with the real pre-commit in a real repository: dirty, fixed, clean, and all that is no dump left alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_only_dumps import OTHERS
from tests.helpers.batch import cleaned, dump
from tests.helpers.project import ROOT

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PRE_COMMIT.exists() or not shutil.which("git"), reason="no pre-commit here"),
]
HOOKS = ("wxclean", "wxclean-check")
NAMES = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **NAMES})


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with this project as it stands."""
    folder = tmp_path_factory.mktemp("hooks") / "wxclean"
    ignored = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, folder, ignore=ignored)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    return folder


@pytest.fixture
def repository(tmp_path: Path, hooks: Path) -> Path:
    """Return a repository that uses the hooks: dumps in all forms, in GBK and with CRLF, and files that are none."""
    git(tmp_path, "init", "-q")
    config = {"repos": [{"repo": str(hooks), "rev": "HEAD", "hooks": [{"id": name} for name in HOOKS]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(json.dumps(config), "utf-8")
    (tmp_path / "dirty.txt").write_text(dump(1), "utf-8")
    (tmp_path / "gbk.txt").write_bytes(dump(2).encode("gb18030"))
    (tmp_path / "clean.txt").write_text(cleaned(dump(3)), "utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\1")
    (tmp_path / "crlf.md").write_bytes(dump(4).encode() + b"\r\n")
    (tmp_path / "records.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in ("a  ", dump(5))))
    for name, data in OTHERS.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "code.py").write_text("print( 1 )   \n", "utf-8")
    git(tmp_path, "add", "-A")
    return tmp_path


def run_hook(repository: Path, name: str) -> tuple[int, str]:
    """Run a hook over all files; what it is installed to is kept for the next one."""
    command = [str(PRE_COMMIT), "run", name, "--all-files", "--verbose"]
    kept = {**os.environ, "PRE_COMMIT_HOME": str(repository / ".git" / "pre-commit")}
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False, env=kept)
    return done.returncode, done.stdout + done.stderr


def test_the_hooks_fix_once_and_pass_the_second_time(repository: Path) -> None:
    before = {path.name: path.read_bytes() for path in repository.glob("[a-z]*.*")}
    code, said = run_hook(repository, "wxclean-check")
    assert code == 1
    assert said.count("would change") == 4
    assert {path.name: path.read_bytes() for path in repository.glob("[a-z]*.*")} == before
    code, said = run_hook(repository, "wxclean")
    assert code == 1
    assert "files were modified by this hook" in said
    assert "gbk.txt: converted from gb18030 to UTF-8" in said
    assert "binary.txt: left alone: is a picture" in said
    after = {path.name: path.read_bytes() for path in repository.glob("[a-z]*.*")}
    rows = after.pop("records.jsonl").splitlines()
    assert rows[0] == b'{"text": "a  "}'
    assert json.loads(rows[1])["metadata"]["account"] == "青石镇图书馆"
    assert before.pop("records.jsonl").splitlines()[0] == rows[0]
    assert after == {
        **before,
        "dirty.txt": cleaned(dump(1)).encode(),
        "gbk.txt": cleaned(dump(2)).encode(),
        "crlf.md": cleaned(dump(4)).encode().replace(b"\n", b"\r\n"),
    }
    git(repository, "add", "-A")
    assert run_hook(repository, "wxclean")[0] == 0
    assert run_hook(repository, "wxclean-check")[0] == 0
