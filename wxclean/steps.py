"""The steps of a cleaning: fixes work inside a line, filters decide over lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from wxclean.document import Document, Edit, Line
from wxclean.filters import scripts, spacing, unicode, wechat
from wxclean.layout import lines_left
from wxclean.packfile import parse_pack
from wxclean.rules import matcher

Filter = Callable[[Document], Iterable[Edit]]
Fix = Callable[[str], str]


class Step(NamedTuple):
    name: str
    summary: str
    filter: Filter | None = None
    fix: Fix | None = None

    def run(self, document: Document) -> tuple[list[Edit], Sequence[Line]]:
        if self.fix is not None:
            return _fixed(self.name, self.fix, document)
        assert self.filter is not None
        edits = list(self.filter(document))
        return edits, lines_left(document.lines, edits) if edits else document.lines


def _fixed(name: str, fix: Fix, document: Document) -> tuple[list[Edit], Sequence[Line]]:
    edits = []
    lines = []
    for line in document.lines:
        text = fix(line.text)
        if text != line.text:
            edits.append(Edit(line.number, "rewrite", name, name, text))
            line = line._replace(text=text.strip())
        if line.text:
            lines.append(line)
    return edits, lines


def active_steps(
    *, filters: Sequence[str] | None, skip: Sequence[str], rules: Sequence[str | Path]
) -> tuple[Step, ...]:
    # Beside this file, wheels being unpacked: importlib.resources would cost the start of a pipe 10 to 20 ms.
    text = Path(__file__).with_name("packs").joinpath("wechat.toml").read_text(encoding="utf-8")
    pack = parse_pack(text, path="wechat.toml")
    return (
        Step("unicode", unicode.SUMMARY, fix=unicode.clean_unicode),
        Step("spacing", spacing.SUMMARY, fix=spacing.clean_spacing),
        Step("scripts", scripts.SUMMARY, filter=scripts.script_edits),
        Step("wechat", wechat.SUMMARY, filter=partial(wechat.wechat_edits, matcher=matcher([pack]))),
    )
