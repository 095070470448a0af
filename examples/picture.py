"""Draws the README's picture: the diff of the dump beside this file, as a terminal shows it."""

from __future__ import annotations

from pathlib import Path

import wxclean
from wxclean.output import preview_svg

HERE = Path(__file__).parent
PICTURE = HERE.parent / "docs" / "preview.svg"


def picture() -> str:
    """The picture as SVG; the same for the same dump and rules."""
    cleaned = wxclean.clean(HERE.joinpath("dump.txt").read_text(encoding="utf-8"))
    return preview_svg(cleaned, name="dump.txt", columns=96)


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
