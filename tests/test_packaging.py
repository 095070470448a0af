"""What is published agrees with what is here: version, entry points, hooks, licence, typing."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from fnmatch import fnmatch

import pytest
import yaml

import wxclean
from tests.helpers.project import ROOT
from wxclean._version import __version__

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CLASSIFIERS = PROJECT["project"]["classifiers"]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_one_version_everywhere() -> None:
    assert wxclean.__version__ == __version__ == importlib.metadata.version("wxclean")


def test_the_command_is_installed() -> None:
    (script,) = importlib.metadata.entry_points(group="console_scripts", name="wxclean")
    assert script.load() is __import__("wxclean.cli").cli.main


def test_the_package_is_typed() -> None:
    assert (ROOT / "wxclean" / "py.typed").exists()


def test_the_licence_is_what_the_project_says() -> None:
    assert PROJECT["project"]["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


PYTHONS = re.findall(r"^Programming Language :: Python :: (3\.\d+)$", "\n".join(CLASSIFIERS), re.MULTILINE)


def test_the_pythons_are_the_same_wherever_they_are_named() -> None:
    minors = [int(version.removeprefix("3.")) for version in PYTHONS]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert PROJECT["project"]["requires-python"] == f">={PYTHONS[0]}"
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py3{minors[0]}"
    built = PROJECT["tool"]["cibuildwheel"]["build"]
    assert [minor for minor in range(8, 30) if fnmatch(f"cp3{minor}-manylinux_x86_64", built)] == minors
    assert f"{PYTHONS[0]} to {PYTHONS[-1]}" in (ROOT / "docs" / "en" / "start.md").read_text(encoding="utf-8")
    assert set(re.findall(r"FROM python:([\d.]+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))) == {PYTHONS[-1]}


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_every_dependency_has_a_lower_bound(requirement: str) -> None:
    assert re.fullmatch(r"[a-z-]+>=[\d.]+", requirement)


def test_every_ruff_exception_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = re.findall(r'^  "[A-Z]+\d*",.*$', text, re.MULTILINE)
    assert rules
    assert [line for line in rules if " # " not in line] == []


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_every_hook_runs_the_command_once_for_all_files(hook: dict[str, object]) -> None:
    assert str(hook["entry"]).split()[0] == "wxclean"
    assert hook["language"] == "python"
    assert hook["require_serial"] is True


def test_the_changelog_has_a_place_for_the_next_line() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
