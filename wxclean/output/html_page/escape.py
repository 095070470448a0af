"""Text from anywhere as text of a page: shown, and never obeyed."""

from __future__ import annotations

from html import escape


def text(value: str) -> str:
    """Return text escaped for HTML, with control characters and bidi controls made visible and harmless."""
    return escape(harmless(value))


def harmless(value: str) -> str:
    """Return text with control characters and bidi controls made visible."""
    if value.isprintable():
        return value
    return "".join(char if _is_plain(char) else f"⟨{ord(char):04X}⟩" for char in value)


def _is_plain(char: str) -> bool:
    return char in "\n\t\u3000" or (char.isprintable() and not 0xD800 <= ord(char) <= 0xDFFF)
