"""The example plug-in, built and installed by pip, and what wxclean does with it in a separate process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.processes import import_path, pip, wxclean
from tests.helpers.project import PLUGIN

DUMP = "灯还亮着。。。\n图1\n借阅须知\n开放时间：9:00至22:00\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the plug-in installed, as in a fresh environment."""
    folder = tmp_path_factory.mktemp("site")
    pip("install", "--target", str(folder), str(PLUGIN))
    return folder


def printed(site: Path, *arguments: str) -> str:
    """Return what a run over the dump prints, with the plug-in at hand."""
    done = wxclean(*arguments, stdin=DUMP.encode(), cwd=site, variables={"PYTHONPATH": import_path(site)})
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_it_works_as_soon_as_it_is_installed(site: Path) -> None:
    assert printed(site) == "灯还亮着……\n"


def test_each_edit_names_the_plug_in(site: Path) -> None:
    edits = [line.split("\t")[:3] for line in printed(site, "explain").splitlines()]
    assert edits == [
        ["1", "rewrite", "ellipsis.ellipsis"],
        ["2", "drop", "figures.number"],
        ["3", "drop", "library.loan"],
        ["4", "drop", "library.opening-hours"],
    ]


def test_the_list_says_where_it_comes_from(site: Path) -> None:
    rows = [line.split("\t") for line in printed(site, "filters").splitlines()]
    assert [row[:4] for row in rows if row[3] != "built in"] == [
        ["ellipsis", "fix", "yes", "wxclean-example 1.0"],
        ["figures", "filter", "yes", "wxclean-example 1.0"],
        ["library", "pack", "yes", "wxclean-example 1.0"],
    ]


def test_the_examples_of_its_pack_pass(site: Path) -> None:
    assert "library: 2 examples, none failed\n" in printed(site, "filters", "test")


def test_it_can_be_left_out(site: Path) -> None:
    left = printed(site, "--skip", "ellipsis", "--skip", "figures", "--skip", "library.loan")
    assert left == "灯还亮着。。。\n图1\n借阅须知\n"
