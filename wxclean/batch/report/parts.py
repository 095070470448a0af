"""The parts of the report's page while they are gathered: sections, the list of them, and the data of their tables."""

from __future__ import annotations

from wxclean.batch.report.words import Words
from wxclean.output.html_page.escape import text
from wxclean.output.html_page.tables import Data, Table, table_html
from wxclean.output.html_page.words import rest_of_rows


class Parts:
    """What a page has so far."""

    def __init__(self, said: Words) -> None:
        self.said = said
        self.sections: list[str] = []
        self.toc: list[tuple[str, str]] = []
        self.data = Data()

    def add(self, name: str, heading: str, content: str, *, style: str = "") -> None:
        """Add a section, unless there is nothing in it; `content` is HTML."""
        if not content:
            return
        self.toc.append((name, heading))
        of_class = f' class="{style}"' if style else ""
        self.sections.append(f'<section id="{name}"{of_class}><h2>{text(heading)}</h2>\n{content}\n</section>')

    def table(self, table: Table) -> str:
        """Return a table as HTML, and keep its data for the page's script."""
        self.data.add(table)
        return table_html(table, rest_of_rows())

    @staticmethod
    def note(words: str) -> str:
        """Return a few words as a paragraph."""
        return f'<p class="note">{text(words)}</p>'
