"""The words of tables and charts, for all pages."""

from __future__ import annotations


def script_words() -> dict[str, str]:
    """Return the words that a page's script shows; what stands in braces is filled in."""
    return {
        "search": "Search",
        "before": "← Before",
        "next": "Next →",
        "place": "{first}–{last} of {all}",
        "none": "Nothing matches.",
    }


def rest_of_rows() -> str:
    """Return the words for the rows of a table that only scripts show."""
    return "… and {number} more"
