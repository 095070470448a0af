"""The metadata hook that gives a package index the README with links that work there, and the project's addresses.

An index knows no file beside the README. Where the repository is, the variables say that GitHub sets while it builds a
release; elsewhere the README stays as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?!\w+:|#)([^()\s]+)\)")
_SOURCE = re.compile(r'(<img\b[^<>]*\bsrc=")(?!\w+:)')
_FENCED = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)


class IndexReadme(MetadataHookInterface):
    """The fields `readme` and `urls` of a distribution."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the fields; `urls` has nothing where it is not known where the repository is."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        home, version = repository(os.environ)
        if home:
            text = with_addresses(text, home, version)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
        metadata["urls"] = urls(home, version) if home else {}


def repository(environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the address of the repository, empty where it isn't known, and the tag or branch that is built."""
    server, name = environment.get("GITHUB_SERVER_URL", ""), environment.get("GITHUB_REPOSITORY", "")
    return f"{server}/{name}" if server and name else "", environment.get("GITHUB_REF_NAME", "HEAD")


def urls(home: str, version: str) -> dict[str, str]:
    """Return what an index lists beside a project."""
    return {
        "Documentation": f"{home}/blob/{version}/docs/en/index.md",
        "中文文档": f"{home}/blob/{version}/docs/zh/index.md",
        "Changelog": f"{home}/blob/{version}/CHANGELOG.md",
        "Source": home,
        "Issues": f"{home}/issues",
    }


def with_addresses(text: str, home: str, version: str) -> str:
    """Return Markdown whose links to files are addresses in the repository, but for those in fenced code."""

    def absolute(match: re.Match[str]) -> str:
        sort = "raw" if match[1] else "blob"
        return f"{match[1]}[{match[2]}]({home}/{sort}/{version}/{match[3]})"

    def with_sources(part: str) -> str:
        return _SOURCE.sub(rf"\g<1>{home}/raw/{version}/", part)

    parts = _FENCED.split(text)
    return "".join(part if number % 2 else with_sources(_LINK.sub(absolute, part)) for number, part in enumerate(parts))
