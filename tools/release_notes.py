"""Prints what CHANGELOG.md says of a release: `python tools/release_notes.py 1.2.3`; fails where it says nothing."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def notes_of(changelog: str, version: str) -> str:
    """Return the text under the heading of a version, up to the next one.

    Raises:
        ValueError: there is no such heading, or nothing below it.
    """
    parts = re.split(r"^## \[([^]]+)\].*$", changelog, flags=re.MULTILINE)
    notes = dict(zip(parts[1::2], parts[2::2], strict=True)).get(version, "").strip()
    if not notes:
        raise ValueError(f"CHANGELOG.md says nothing of {version}")
    return notes


def version_in(source: str) -> str:
    """Return the version that a module states.

    Raises:
        ValueError: it states none.
    """
    found = re.search(r'^__version__ = "([^"]+)"', source, re.MULTILINE)
    if not found:
        raise ValueError("wxclean/_version.py states no version")
    return found[1]


def main(version: str) -> int:
    """Print the notes of a version, which has to be the package's own; return the exit code."""
    try:
        own = version_in((_ROOT / "wxclean" / "_version.py").read_text(encoding="utf-8"))
        notes = notes_of((_ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    except ValueError as error:
        return _refused(str(error))
    if own != version:
        return _refused(f"the package is version {own}, not {version}")
    print(notes)
    return 0


def _refused(reason: str) -> int:
    print(f"release_notes: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
