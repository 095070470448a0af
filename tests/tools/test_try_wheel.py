"""What tells whether a wheel is compiled: the modules it looks for, and what it says of a package that isn't."""

from __future__ import annotations

import shutil
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from tests.helpers.project import PACKAGE
from tools import try_wheel


def test_the_hot_modules_are_to_be_compiled_and_the_others_not() -> None:
    named = set(try_wheel.to_compile())
    assert {"wxclean/document.py", "wxclean/cleaner/cleaner.py", "wxclean/reading/lines/split.py"} <= named
    assert named.isdisjoint(("wxclean/cleaner/settings.py", "wxclean/cli/top_level.py", "wxclean/filters/built_in.py"))


def test_a_plain_package_is_no_compiled_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "wxclean"
    (package / "packs").mkdir(parents=True)
    shutil.copy(PACKAGE / "packs" / "wechat.toml", package / "packs")
    (package / f"document{EXTENSION_SUFFIXES[0]}").touch()
    monkeypatch.setattr(try_wheel, "said", lambda *_: b"wxclean 0.1.0\n")
    found = list(try_wheel.faults(package))
    assert "wxclean/document.py is not compiled" not in found
    assert "wxclean/edits.py is not compiled" in found
    assert "packs/wechat.json is missing" in found
    assert "wxclean --version says 'wxclean 0.1.0'" in found
