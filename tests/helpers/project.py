"""Where the project lies, and its sample dump."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "wxclean"
PACKS = PACKAGE / "packs"
EXAMPLE = ROOT / "examples" / "dump.txt"
PLUGIN = ROOT / "examples" / "plugin"
TITLE = "青石镇图书馆|夜里九点，阅览室的灯还亮着"
"""What the sample's article is called."""
