"""Dumps made of saved pages by other people's tools, as a corpus with gold answers: `python -m benchmarks.render`.

Of each page, what each converter makes of the whole page, of `#page-content` and of `#js_article`, dressed in one of
the forms that dumps have. Gold is what the same converter makes of `#js_content` alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import pages
from benchmarks.converters import Converter, installed, versions
from benchmarks.corpus import GOLD, CorpusError
from benchmarks.dress import dress_of, dressed
from benchmarks.pages import Page, Parts
from benchmarks.shingles import bare, score, shingles

RESULTS = Path(__file__).parent / "results" / "renderings"
CODE = "+code"
_FIELDS = ("title", "account", "wechat_id", "description")
# A converter that lost more of the article than this, on its own, says nothing about a cleaner.
_LEAST_HELD = 0.995
_STAMP = "stamp"
_MAKERS = ("pages", "inner_text", "converters", "dress", "render")


class Rendering(NamedTuple):
    """A dump, and the line of `gold.jsonl` that says what is right."""

    raw: bytes
    gold: Mapping[str, Any]


def renderings(page: Page, converters: Iterable[Converter]) -> Iterator[Rendering]:
    """Yield the dumps of a page, but those for which a converter fails or loses part of the article itself."""
    found = pages.parts(page.html)
    for converter in converters:
        yield from _by(converter, page, found)


def _by(converter: Converter, page: Page, found: Parts) -> Iterator[Rendering]:
    body = _converted(converter, found.content) if page.gold["kind"] == "article" else page.gold["body"]
    for scope, html in found.seen.items():
        text = _converted(converter, html)
        if body is None or text is None or (page.gold["kind"] == "article" and not _holds(text, body)):
            continue
        gold = {"body": body, **_said(page.gold, text, body), "kind": page.gold["kind"], "converter": converter.name}
        gold["year"] = (page.gold["published"] or "unknown")[:4]
        yield _rendering(page.id, scope, text, gold, converter)
        if converter.shows_code and (code := _converted(converter, found.whole[scope])):
            yield _rendering(page.id, scope + CODE, code, gold, converter)


def _rendering(page: str, scope: str, text: str, gold: Mapping[str, Any], converter: Converter) -> Rendering:
    name = f"{page}.{converter.name}.{scope}"
    dress = dress_of(name, may_collapse=not converter.is_markdown)
    return Rendering(dressed(text, dress), {"id": name, "style": str(dress), "scope": scope, **gold, **dress._asdict()})


def _converted(converter: Converter, html: str) -> str | None:
    # Converters fail on some pages in ways of their own, which are not this bench's business.
    try:
        return converter.convert(html).replace("\0", "") if html else None
    except Exception:
        return None


def _holds(text: str, body: str) -> bool:
    return bool(bare(body)) and score(shingles(body), shingles(text)).recall >= _LEAST_HELD


def _said(gold: Mapping[str, Any], text: str, body: str) -> dict[str, str]:
    """Return those fields of a page's gold that its text says outside the article."""
    around, article = bare(text), bare(body)
    said = {name: gold[name] for name in _FIELDS if gold.get(name) and _occurs(bare(gold[name]), around, article)}
    if gold["published"] and any(_occurs(form, around, article) for form in _date_forms(gold["published"])):
        said["published"] = gold["published"]
    return said


def _occurs(words: str, around: str, article: str) -> bool:
    return bool(words) and around.count(words) > article.count(words)


def _date_forms(day: str) -> Iterator[str]:
    year, month, date = day.split("-")
    yield day
    yield f"{year}年{int(month)}月{int(date)}日"
    yield f"{year}年{month}月{date}日"


def write_renderings(folder: Path, target: Path) -> list[str]:
    """Write the renderings of a folder's pages, unless the same ones are there, and return what is to be said.

    Raises:
        CorpusError: the pages can't be read.
    """
    converters, said = installed()
    stamp = _stamp(folder, converters)
    if (target / _STAMP).is_file() and (target / _STAMP).read_text("utf-8") == stamp:
        return said
    shutil.rmtree(target, ignore_errors=True)
    for page in pages.read_pages(folder):
        for rendering in renderings(page, converters):
            place = target / rendering.gold["converter"]
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{rendering.gold['id']}.raw").write_bytes(rendering.raw)
            with (place / GOLD).open("a", encoding="utf-8") as file:
                file.write(json.dumps(rendering.gold, ensure_ascii=False) + "\n")
    (target / _STAMP).write_text(stamp, "utf-8")
    return said


def _stamp(folder: Path, converters: Sequence[Converter]) -> str:
    """Return what the renderings depend on: the pages, the converters and this code."""
    files = sorted((path.name, path.stat().st_size) for path in folder.glob("*"))
    code = hashlib.sha256(b"".join(Path(__file__).with_name(f"{name}.py").read_bytes() for name in _MAKERS))
    names = [converter.name for converter in converters]
    return json.dumps([str(folder), files, names, versions(converters), code.hexdigest()])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.render", description=__doc__)
    add = parser.add_argument
    add("folder", nargs="?", type=Path, default=pages.DEFAULT, help="the saved pages (default: ../shared/html)")
    add("--output", type=Path, default=RESULTS, metavar="DIR", help="where to (default: benchmarks/results/renderings)")
    options = parser.parse_args(arguments)
    try:
        said = write_renderings(options.folder, options.output)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join([*said, f"written: {options.output}"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
