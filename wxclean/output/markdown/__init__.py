"""The content of a saved page as Markdown: read off its elements, then written."""

from wxclean.output.markdown.convert import PageMarkdown, markdown_of, page_markdown

__all__ = ["PageMarkdown", "markdown_of", "page_markdown"]
