"""What people turn a saved page into text or Markdown with, beside wxclean: how fast, and how right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from statistics import fmean
from typing import NamedTuple

from benchmarks.cleaners import CleanFunction, unused
from benchmarks.converters import CONVERTERS
from benchmarks.generate import MEGABYTE
from benchmarks.measure import Timing
from benchmarks.pages import CONTENT, Page
from benchmarks.section import Bar, Section, Value
from benchmarks.shingles import score, shingles
from wxclean.output.markdown import page_markdown

TEXT, MARKDOWN = "wxclean: text", "wxclean: Markdown"
TRAFILATURA, MARKDOWNIFY = "trafilatura", "markdownify"

Convert = Callable[[str], str]


class Tool(NamedTuple):
    """A way from a page's HTML to text or Markdown, and the packages that it needs."""

    name: str
    packages: Sequence[str]
    convert: Convert


def installed() -> list[Tool]:
    """Return the tools that can run here."""
    return [tool for tool in TOOLS if all(map(_is_there, tool.packages))]


def own(cleaner: CleanFunction) -> list[Tool]:
    """Return what wxclean makes of a page, its bytes decoded by itself, as other tools a string."""
    clean = unused(cleaner)
    return [Tool(TEXT, (), lambda html: clean(html.encode()).text), Tool(MARKDOWN, (), partial(_markdown, clean))]


def mean_f1(tool: Tool, pages: Sequence[Page]) -> float:
    """Return how well what a tool makes of the pages matches their gold, of those that hold an article."""
    whole = [page for page in pages if page.gold["body"]]
    return fmean(score(shingles(page.gold["body"]), shingles(tool.convert(page.html))).f1 for page in whole)


def speed_table(pages: Sequence[Page], timings: Mapping[str, Timing], scores: Mapping[str, float]) -> Section:
    """Return the table of a race of tools over pages."""
    size = sum(len(page.html.encode()) for page in pages)
    rows: list[Sequence[Value]] = [
        (name, size / timing.seconds / MEGABYTE, timing.seconds / len(pages) * 1000, timing.spread, scores[name])
        for name, timing in timings.items()
    ]
    return Section(
        f"saved pages: {len(pages)}, {size / MEGABYTE:.1f} MB of HTML",
        ("tool", "MB/s", "ms a page", "spread", "F1"),
        ("", ".1f", ".2f", ".0%", ".3f"),
        rows,
        bars({name: timing.seconds for name, timing in timings.items()}, scores, size),
    )


def bars(seconds: Mapping[str, float], scores: Mapping[str, float], size: int) -> list[Bar]:
    """Return the bars of speed, against the tools that are here, and of F1 against the best of them."""
    found = [Bar("saved pages: MB/s of HTML", 250, size / seconds[TEXT] / MEGABYTE)]
    if TRAFILATURA in seconds:
        found.append(Bar("saved pages: times trafilatura", 5, seconds[TRAFILATURA] / seconds[TEXT]))
    if MARKDOWNIFY in seconds:
        found.append(Bar("saved pages, Markdown: times markdownify", 3, seconds[MARKDOWNIFY] / seconds[MARKDOWN]))
    best = max((score for name, score in scores.items() if name not in (TEXT, MARKDOWN)), default=0)
    return [*found, *(Bar(f"{name}: F1, best of the others", best, scores[name]) for name in (TEXT, MARKDOWN))]


def _markdown(clean: CleanFunction, html: str) -> str:
    cleaned = clean(html.encode())
    made = page_markdown(cleaned)
    return made.text if made else cleaned.text


def _of_content(convert: Convert) -> Convert:
    """Return a conversion of the article's element alone, which a user who knows the page cuts out."""

    def converted(html: str) -> str:
        from lxml import html as lxml_html

        found = lxml_html.document_fromstring(html).xpath("//*[@id=$name]", name=CONTENT)
        return convert(str(lxml_html.tostring(found[0], encoding="unicode", with_tail=False))) if found else ""

    return converted


def _resiliparse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True, alt_texts=False))


def _justext(html: str) -> str:
    import justext

    # No stop list has Chinese words, so the shape of the paragraphs alone decides, as its manual advises.
    paragraphs = justext.justext(html, frozenset(), stopwords_low=0, stopwords_high=0, length_low=0, length_high=0)
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def _is_there(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


_BY_NAME = {converter.name: converter for converter in CONVERTERS}


def _converter(name: str) -> Tool:
    return Tool(name, _BY_NAME[name].packages, _BY_NAME[name].convert)


def _content_converter(name: str) -> Tool:
    converter = _BY_NAME[name]
    return Tool(f"{name} of #{CONTENT}", ("lxml", *converter.packages), _of_content(converter.convert))


TOOLS = (
    _converter("trafilatura"),
    Tool("resiliparse", ("resiliparse",), _resiliparse),
    _converter("readability"),
    Tool("justext", ("justext",), _justext),
    _converter("lxml"),
    _content_converter("lxml"),
    _converter("inscriptis"),
    _content_converter("inscriptis"),
    _converter("markdownify"),
    _content_converter("markdownify"),
    _content_converter("html-to-markdown"),
)
