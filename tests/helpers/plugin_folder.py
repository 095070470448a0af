"""Packages with plug-ins as pip installs them, written into a folder."""

from __future__ import annotations

from pathlib import Path


def install(folder: Path, name: str, code: str, **entries: str) -> Path:
    """Write a package of one module with entry points: `filters`, `fixes` or `packs` as `name=object`."""
    (folder / f"{name}.py").write_text(code, encoding="utf-8")
    info = folder / f"{name}-2.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.1\n", encoding="utf-8")
    groups = [f"[wxclean.{group}]\n{entry}\n" for group, entry in entries.items()]
    (info / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
    return folder
