"""`import wxclean`: every public name is there, and none is loaded before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import wxclean


@pytest.mark.parametrize("name", wxclean.__all__)
def test_every_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(wxclean, name) is not None
    assert name in dir(wxclean)


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = wxclean.no_such_name  # type: ignore[attr-defined]


def test_the_import_loads_nothing_before_it_is_used() -> None:
    program = "import sys, wxclean; print(*(name for name in sys.modules if name.startswith('wxclean')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["wxclean._version", "wxclean"]
