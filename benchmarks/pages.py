"""A folder of saved pages with gold answers, and the parts of a page that people turn into text."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpus import GOLD, CorpusError

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "html"
CONTENT = "js_content"
SCOPES = ("page", "page-content", "js_article")
_UNSEEN = "//script|//style|//noscript|//template"


class Page(NamedTuple):
    """A saved page, and what `gold.jsonl` says of it: `kind`, `body` and metadata."""

    html: str
    gold: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.gold["id"])


class Parts(NamedTuple):
    """HTML of a page by scope: as it was saved, and without code and styles; `content` is the article's element."""

    whole: Mapping[str, str]
    seen: Mapping[str, str]
    content: str


def read_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages that a folder's `gold.jsonl` names, each from `ID.html` or `ID.html.gz`.

    Raises:
        CorpusError: there is no such file, or one can't be read.
    """
    try:
        golds = [json.loads(line) for line in (folder / GOLD).read_text("utf-8").split("\n") if line.strip()]
        yield from (Page(_html(folder, gold["id"]), gold) for gold in golds)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise CorpusError(f"{folder}: {type(error).__name__}: {error}") from error


def parts(html: str) -> Parts:
    """Return the parts that a page has; `content` is empty where the page has no such element."""
    from lxml import html as lxml_html

    tree = lxml_html.document_fromstring(html)
    whole = {"page": html, **_elements(tree)}
    seen = deepcopy(tree)
    for element in seen.xpath(_UNSEEN):
        element.drop_tree()
    return Parts(whole, {"page": _text(seen), **_elements(seen)}, _elements(seen, (CONTENT,)).get(CONTENT, ""))


def _elements(tree: Any, names: tuple[str, ...] = SCOPES[1:]) -> dict[str, str]:
    found = {name: tree.xpath("//*[@id=$name]", name=name) for name in names}
    return {name: _text(elements[0]) for name, elements in found.items() if elements}


def _text(element: Any) -> str:
    from lxml import html as lxml_html

    return str(lxml_html.tostring(element, encoding="unicode", with_tail=False))


def _html(folder: Path, name: str) -> str:
    plain = folder / f"{name}.html"
    raw = plain.read_bytes() if plain.is_file() else gzip.decompress((folder / f"{name}.html.gz").read_bytes())
    return raw.decode("utf-8", "replace").replace("\0", "")
