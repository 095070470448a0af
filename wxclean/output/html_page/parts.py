"""The parts of a page while they are gathered: sections, the list of them, and the data of their tables."""

from __future__ import annotations

from collections.abc import Sequence

from wxclean.language import translated
from wxclean.output.html_page.about import About
from wxclean.output.html_page.escape import text
from wxclean.output.html_page.frame import page_html
from wxclean.output.html_page.tables import Data, Table, table_html
from wxclean.output.html_page.words import made_by, needs_scripts, rest_of_rows


class Parts:
    """What a page has so far."""

    def __init__(self) -> None:
        self._sections: list[str] = []
        self._toc: list[tuple[str, str]] = []
        self._data = Data()

    def add(self, name: str, heading: str, content: str, *, style: str = "") -> None:
        """Add a section, unless there is nothing in it; `content` is HTML."""
        if not content:
            return
        self._toc.append((name, heading))
        of_class = f' class="{style}"' if style else ""
        self._sections.append(f'<section id="{name}"{of_class}><h2>{text(heading)}</h2>\n{content}\n</section>')

    def table(self, table: Table) -> str:
        """Return a table as HTML, and keep its data for the page's script."""
        self._data.add(table)
        return table_html(table, rest_of_rows())

    @staticmethod
    def note(words: str) -> str:
        """Return a few words as a paragraph."""
        return f'<p class="note">{text(words)}</p>'

    def page(self, title: str, about: About | None, facts: Sequence[tuple[str, str]], notes: Sequence[str] = ()) -> str:
        """Return the whole page: its title, what it was made by, a few facts, then the list of sections and these.

        `notes` are HTML.
        """
        head = [f"<h1>{text(title)}</h1>"]
        if about is not None:
            made = made_by().format(version=about.version, finished=about.finished.replace("T", " "))
            head += [f'<p class="about">{text(made)}</p>', f'<p class="about"><code>{text(about.command)}</code></p>']
        shown = "".join(
            f"<div><dt>{text(translated(name))}</dt><dd>{text(translated(value))}</dd></div>" for name, value in facts
        )
        toc = "".join(f'<a href="#{name}">{text(heading)}</a>' for name, heading in self._toc)
        head += [*notes, f"<dl>{shown}</dl>", f"<noscript>{self.note(needs_scripts())}</noscript>"]
        head += [f'<nav class="toc">{toc}</nav>', *self._sections]
        return page_html(title, "\n".join(head), self._data)
