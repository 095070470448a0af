"""The notes of a release: what the changelog says of it, and only of the version that the package has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import release_notes
from tools.release_notes import main, notes_of, version_in
from wxclean import __version__

CHANGELOG = """# Changelog

## [Unreleased]

## [1.1.0] - 2027-01-02

### Added

- A thing.

## [1.0.0] - 2026-12-01

- All of it.
"""


def test_the_notes_end_at_the_next_version() -> None:
    assert notes_of(CHANGELOG, "1.1.0") == "### Added\n\n- A thing."
    assert notes_of(CHANGELOG, "1.0.0") == "- All of it."


@pytest.mark.parametrize("version", ["Unreleased", "1.1", "2.0.0"])
def test_a_version_without_notes_is_an_error(version: str) -> None:
    with pytest.raises(ValueError, match=f"says nothing of {version}"):
        notes_of(CHANGELOG, version)


def test_the_version_is_the_packages_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert version_in(f'__version__ = "{__version__}"\n') == __version__
    with pytest.raises(ValueError, match="states no version"):
        version_in("version = 1")
    assert main("99.0") == 1
    assert capsys.readouterr().err == "release_notes: CHANGELOG.md says nothing of 99.0\n"


def test_a_tag_of_another_version_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wxclean").mkdir()
    (tmp_path / "wxclean" / "_version.py").write_text('__version__ = "1.1.0"\n', "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    monkeypatch.setattr(release_notes, "_ROOT", tmp_path)
    assert (main("1.1.0"), main("1.0.0")) == (0, 1)
    out, err = capsys.readouterr()
    assert out == "### Added\n\n- A thing.\n"
    assert err == "release_notes: the package is version 1.1.0, not 1.0.0\n"
