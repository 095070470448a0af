"""Charts as inline SVG, drawn from plain numbers, with a title on each bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from wxclean.output.html_page.escape import text

_HEIGHT, _TOP, _LEFT, _FOOT = 150, 12, 64, 26
_GAP, _BAR, _LEAST = 10, 22, 44
_STEPS: Final = (1, 2, 5)
_TICKS: Final = 4


class Bar(NamedTuple):
    """One bar: the name of its series, which is its class, too; how high it is; what is said of it."""

    series: str
    value: int
    title: str


def bars(values: Sequence[tuple[str, int]], unit: str) -> str:
    """Return a horizontal bar for each name; its length is relative to the largest value."""
    values = [(name, value) for name, value in values if value > 0]
    if not values:
        return ""
    most = max(value for _, value in values)
    whole = sum(value for _, value in values)
    return '<div class="bars">' + "".join(_bar(name, value, most, whole, unit) for name, value in values) + "</div>"


def _bar(name: str, value: int, most: int, whole: int, unit: str) -> str:
    label = f"{value:,} {unit}, {100 * value / whole:.1f} %"
    return (
        f'<span>{text(name)}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img">'
        f'<g><title>{text(f"{name}: {label}")}</title><rect width="{100 * value / most:.2f}" height="10"/></g></svg>'
        f"<span>{text(label)}</span>"
    )


def columns(groups: Sequence[tuple[str, Sequence[Bar]]], label: str) -> str:
    """Return upright bars in groups, each with its name below it, and an axis of values to their left.

    The chart scrolls where it is wider than the page. `label` says what it shows.
    """
    most = max((bar.value for _, found in groups for bar in found), default=0)
    if not most:
        return ""
    top, step = _axis(most)
    each = max(_LEAST, _GAP + _BAR * max(len(found) for _, found in groups))
    width, height = _LEFT + each * len(groups) + _GAP, _TOP + _HEIGHT + _FOOT
    drawn = "".join(_tick(value, top, width) for value in range(0, top + 1, step))
    for place, (name, found) in enumerate(groups):
        drawn += _group(_LEFT + each * place, each, name, found, top)
    return (
        f'<div class="scroll"><svg class="chart" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="group" aria-label="{text(label)}">{drawn}</svg></div>'
    )


def _group(x: int, width: int, name: str, found: Sequence[Bar], top: int) -> str:
    drawn = ""
    for place, bar in enumerate(found):
        height = _HEIGHT * bar.value / top
        at = x + (width - _BAR * len(found)) / 2 + _BAR * place
        drawn += (
            f'<rect class="{bar.series}" x="{at:.1f}" y="{_TOP + _HEIGHT - height:.1f}" width="{_BAR - 3}"'
            f' height="{height:.1f}"><title>{text(bar.title)}</title></rect>'
        )
    return f'{drawn}<text x="{x + width / 2:.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{text(name)}</text>'


def _tick(value: int, top: int, width: int) -> str:
    y = _TOP + _HEIGHT - _HEIGHT * value / top
    line = f'<line class="grid" x1="{_LEFT}" x2="{width}" y1="{y:.1f}" y2="{y:.1f}"/>'
    return f'{line}<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:,}</text>'


def _axis(most: int) -> tuple[int, int]:
    """Return where an axis ends and the distance of its marks: round numbers, and a few of them.

    >>> _axis(37), _axis(1), _axis(250_000)
    ((40, 10), (1, 1), (300000, 100000))
    """
    scale = 1
    while True:
        for step in (digit * scale for digit in _STEPS):
            if most <= step * _TICKS:
                return -(-most // step) * step, step
        scale *= 10


def short(number: int) -> str:
    """Return a number in few characters.

    >>> short(512), short(4096)
    ('512', '4k')
    """
    for unit, scale in (("G", 1 << 30), ("M", 1 << 20), ("k", 1 << 10)):
        if number >= scale:
            return f"{number // scale}{unit}"
    return str(number)
