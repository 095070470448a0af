"""The words of tables and charts, for all pages."""

from __future__ import annotations

from wxclean.language import _, translated


def script_words() -> dict[str, str]:
    """Return the words that a page's script shows; what stands in braces is filled in."""
    return {
        "search": translated(_("Search")),
        "before": translated(_("← Before")),
        "next": translated(_("Next →")),
        "place": translated(_("{first}–{last} of {all}")),
        "none": translated(_("Nothing matches.")),
    }


def rest_of_rows() -> str:
    """Return the words for the rows of a table that only scripts show."""
    return translated(_("… and {number} more"))


def made_by() -> str:
    """Return the words for what made a page, and when."""
    return translated(_("wxclean {version}, finished {finished}"))


def needs_scripts() -> str:
    """Return the words for who reads a page without scripts."""
    return translated(_("Without scripts, only the first rows of each table are shown, and nothing opens."))
