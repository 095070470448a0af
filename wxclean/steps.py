"""The steps of a cleaning: fixes work inside a line, filters decide over lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from wxclean.document import Document, Edit, Line, Span
from wxclean.filters import scripts, spacing, unicode, wechat
from wxclean.layout import parts_outside
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
        gone: dict[int, list[Span]] = {}
        for edit in edits:
            gone.setdefault(edit.line, []).append(edit.span or Span(0, 1 << 62))
        lines: list[Line] = []
        for line in document.lines:
            spans = gone.get(line.number)
            lines.extend(parts_outside(line.number, line.text, spans) if spans else [line])
        return edits, lines


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


def active_steps(*, filters: Sequence[str] | None, skip: Sequence[str], rules: Sequence[str | Path]) -> tuple[Step, ...]:
    text = (files("wxclean") / "packs" / "wechat.toml").read_text(encoding="utf-8")
    pack = parse_pack(text, path="wechat.toml")
    return (
        Step("unicode", unicode.SUMMARY, fix=unicode.clean_unicode),
        Step("spacing", spacing.SUMMARY, fix=spacing.clean_spacing),
        Step("scripts", scripts.SUMMARY, filter=scripts.script_edits),
        Step("wechat", wechat.SUMMARY, filter=partial(wechat.wechat_edits, matcher=matcher([pack]))),
    )
