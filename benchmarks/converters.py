"""What people make text or Markdown of a page with: each is loaded where it is used, and left out where absent."""

from __future__ import annotations

import html as entities
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from benchmarks.inner_text import inner_text

Convert = Callable[[str], str]

_TAG = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)


class Converter(NamedTuple):
    """A way from HTML to text: its name, the packages that it needs, and the function.

    `shows_code`: scripts and styles come out as text. `is_markdown`: line breaks are syntax, so nobody collapses them.
    """

    name: str
    packages: Sequence[str]
    convert: Convert
    shows_code: bool = False
    is_markdown: bool = False


def installed() -> tuple[list[Converter], list[str]]:
    """Return those that can run here, and a line for each that can't."""
    absent = {c.name: [name for name in c.packages if not _is_there(name)] for c in CONVERTERS}
    said = [f"absent: {name} ({', '.join(missing)} not installed)" for name, missing in absent.items() if missing]
    return [c for c in CONVERTERS if not absent[c.name]], said


def versions(converters: Sequence[Converter]) -> list[str]:
    """Return the packages of the converters with their versions, each once."""
    names = {name for converter in converters for name in converter.packages if name != _PANDOC}
    return sorted(f"{name} {version(name)}" for name in names)


def _is_there(package: str) -> bool:
    if package == _PANDOC:
        return _pandoc() is not None
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def _beautiful_soup(separator: str, strip: bool) -> Convert:
    def convert(html: str) -> str:
        from bs4 import BeautifulSoup

        return str(BeautifulSoup(html, "lxml").get_text(separator, strip=strip))

    return convert


def _lxml(html: str) -> str:
    from lxml import html as lxml_html

    return str(lxml_html.fromstring(html).text_content())


def _inscriptis(html: str) -> str:
    import inscriptis

    return str(inscriptis.get_text(html))


def _html2text(width: int | None) -> Convert:
    def convert(html: str) -> str:
        import html2text

        converter = html2text.HTML2Text(**({} if width is None else {"bodywidth": width}))
        return str(converter.handle(html))

    return convert


def _markdownify(html: str) -> str:
    import markdownify

    return str(markdownify.markdownify(html))


def _html_to_markdown(html: str) -> str:
    import html_to_markdown

    result = html_to_markdown.convert(html)
    return str(getattr(result, "content", result) or "")


def _trafilatura(html: str) -> str:
    import trafilatura

    return str(trafilatura.extract(html, include_comments=False) or "")


def _readability(html: str) -> str:
    import readability

    return _html2text(0)(readability.Document(html).summary())


def _html_text(html: str) -> str:
    import html_text

    return str(html_text.extract_text(html))


def _selectolax(html: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    return str(LexborHTMLParser(html).text(separator="\n", strip=True))


def _resiliparse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, alt_texts=False))


def _pandoc() -> str | None:
    if path := shutil.which(_PANDOC):
        return path
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return None


def _with_pandoc(form: str) -> Convert:
    def convert(html: str) -> str:
        command = [_pandoc() or _PANDOC, "--from=html", f"--to={form}", "--wrap=none"]
        return subprocess.run(command, input=html.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()

    return convert


def _without_tags(html: str) -> str:
    return entities.unescape(_TAG.sub("", html))


_PANDOC = "pandoc"
_SOUP = ("beautifulsoup4", "lxml")

CONVERTERS = (
    Converter("bs4", _SOUP, _beautiful_soup("", strip=False)),
    Converter("bs4-lines", _SOUP, _beautiful_soup("\n", strip=True)),
    Converter("bs4-spaces", _SOUP, _beautiful_soup(" ", strip=True)),
    Converter("bs4-glued", _SOUP, _beautiful_soup("", strip=True)),
    Converter("lxml", ("lxml",), _lxml, shows_code=True),
    Converter("tags-out", (), _without_tags, shows_code=True),
    Converter("inner-text", ("lxml",), inner_text),
    Converter("inscriptis", ("inscriptis",), _inscriptis),
    Converter("html-text", ("html-text",), _html_text),
    Converter("selectolax", ("selectolax",), _selectolax),
    Converter("resiliparse", ("resiliparse",), _resiliparse),
    Converter("html2text", ("html2text",), _html2text(0), is_markdown=True),
    Converter("html2text-wrapped", ("html2text",), _html2text(None), is_markdown=True),
    Converter("markdownify", ("markdownify",), _markdownify, is_markdown=True),
    Converter("html-to-markdown", ("html-to-markdown",), _html_to_markdown, is_markdown=True),
    Converter("pandoc-gfm", (_PANDOC,), _with_pandoc("gfm-raw_html"), is_markdown=True),
    Converter("pandoc-plain", (_PANDOC,), _with_pandoc("plain")),
    Converter("trafilatura", ("trafilatura",), _trafilatura),
    Converter("readability", ("readability-lxml", "html2text"), _readability, is_markdown=True),
)
