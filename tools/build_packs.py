"""The build hook that puts each rule pack into the wheel a second time, compiled, so that wxclean starts faster."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePacks(BuildHookInterface):  # type: ignore[type-arg]
    """The compiled form of `wxclean/packs/*.toml` in the wheel; an editable install keeps to the files themselves."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled packs to a folder of their own, and name them to the builder."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from wxclean.rules.shipped import COMPILED, compiled_json

        self.folder = tempfile.TemporaryDirectory()
        for name in COMPILED:
            content = Path(self.root, "wxclean", "packs", f"{name}.toml").read_bytes()
            target = Path(self.folder.name, f"{name}.json")
            target.write_text(compiled_json(content), encoding="utf-8")
            build_data["force_include"][str(target)] = f"wxclean/packs/{name}.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - as the hook is called
        """Take the folder away."""
        if version != "editable":
            self.folder.cleanup()
