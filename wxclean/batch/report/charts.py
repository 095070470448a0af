"""Charts as inline SVG and HTML, drawn from plain numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape


def text(value: str) -> str:
    """Return text escaped for HTML, with control characters and bidi controls made visible and harmless."""
    return escape(harmless(value))


def harmless(value: str) -> str:
    """Return text with control characters and bidi controls made visible."""
    return "".join(char if _is_plain(char) else f"⟨{ord(char):04X}⟩" for char in value)


def _is_plain(char: str) -> bool:
    return char in "\n\t\u3000" or (char.isprintable() and not 0xD800 <= ord(char) <= 0xDFFF)


def bars(values: Sequence[tuple[str, int]], unit: str) -> str:
    """Return a horizontal bar for each name; its length is relative to the largest value."""
    values = [(name, value) for name, value in values if value > 0]
    if not values:
        return ""
    most = max(value for _, value in values)
    whole = sum(value for _, value in values)
    return '<div class="bars">' + "".join(_bar(name, value, most, whole, unit) for name, value in values) + "</div>"


def _bar(name: str, value: int, most: int, whole: int, unit: str) -> str:
    width = 100 * value / most
    label = f"{value:,} {unit}, {100 * value / whole:.1f} %"
    return (
        f'<div class="bar"><span>{text(name)}</span>'
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{text(label)}">'
        f'<rect width="{width:.2f}" height="10"/></svg><span>{label}</span></div>'
    )


def histogram(before: Mapping[int, int], after: Mapping[int, int]) -> str:
    """Return two bars for each power of two: the records of that many characters, before and after."""
    if not before and not after:
        return ""
    classes = range(min([*before, *after]), max([*before, *after]) + 1)
    most = max([*before.values(), *after.values()])
    columns = "".join(_columns(at, size, before, after, most) for at, size in enumerate(classes))
    width = max(1, len(classes)) * 60
    return (
        f'<div class="scroll"><svg class="histogram" viewBox="0 0 {width} 190" role="img"'
        f' aria-label="Records by their number of characters, before and after" style="min-width:{width // 2}px">'
        f"{columns}</svg></div>"
        '<p class="legend"><span class="before"></span> before <span class="after"></span> after; '
        "characters of a record, by powers of two</p>"
    )


def _columns(at: int, size: int, before: Mapping[int, int], after: Mapping[int, int], most: int) -> str:
    x = at * 60
    drawn = []
    for name, values, offset in (("before", before, 6), ("after", after, 30)):
        count = values.get(size, 0)
        height = 140 * count / most
        drawn.append(
            f'<rect class="{name}" x="{x + offset}" y="{160 - height:.1f}" width="22" height="{height:.1f}">'
            f"<title>{count:,} records {name}</title></rect>"
        )
    label = "0" if size == 0 else f"≥ {_short(2 ** (size - 1))}"
    return "".join(drawn) + f'<text x="{x + 30}" y="178" text-anchor="middle">{label}</text>'


def _short(number: int) -> str:
    for unit, scale in (("G", 1 << 30), ("M", 1 << 20), ("k", 1 << 10)):
        if number >= scale:
            return f"{number // scale}{unit}"
    return str(number)
