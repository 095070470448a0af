"""The steps of a cleaning: fixes work inside a line, filters decide over lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from wxclean.document import Document, Edit
from wxclean.filters import scripts, spacing, unicode, wechat
from wxclean.layout import document_left
from wxclean.packfile import parse_pack
from wxclean.rules import matcher

Filter = Callable[[Document], Iterable[Edit]]
Fix = Callable[[str], str]


class Step(NamedTuple):
    name: str
    summary: str
    filter: Filter | None = None
    fix: Fix | None = None
    spares_ordinary: bool = False

    def run(self, document: Document) -> tuple[list[Edit], Document]:
        if self.fix is not None:
            return _fixed(self.name, self.fix, document)
        assert self.filter is not None
        edits = list(self.filter(document))
        return edits, document_left(document, edits) if edits else document


def _fixed(name: str, fix: Fix, document: Document) -> tuple[list[Edit], Document]:
    texts = list(map(fix, document.texts))
    if texts == document.texts:
        return [], document
    edits = [
        Edit(number, "rewrite", name, name, text)
        for number, text, before in zip(document.numbers, texts, document.texts, strict=True)
        if text != before
    ]
    texts = [text.strip() for text in texts]
    columns = [list(compress(column, texts)) for column in (document.numbers, texts, document.spans)]
    return edits, Document.of_columns(*columns, document.payload)


def active_steps(
    *, filters: Sequence[str] | None, skip: Sequence[str], rules: Sequence[str | Path]
) -> tuple[Step, ...]:
    # Beside this file, wheels being unpacked: importlib.resources would cost the start of a pipe 10 to 20 ms.
    text = Path(__file__).with_name("packs").joinpath("wechat.toml").read_text(encoding="utf-8")
    pack = parse_pack(text, path="wechat.toml")
    return (
        Step("unicode", unicode.SUMMARY, fix=unicode.clean_unicode, spares_ordinary=True),
        Step("spacing", spacing.SUMMARY, fix=spacing.clean_spacing, spares_ordinary=True),
        Step("scripts", scripts.SUMMARY, filter=scripts.script_edits),
        Step("wechat", wechat.SUMMARY, filter=partial(wechat.wechat_edits, matcher=matcher([pack]))),
    )
