"""Lookups are cached for the next page, within bounds."""

from __future__ import annotations

from wxclean.rules.line_cache import LONGEST_CACHED, LineCache


def test_what_was_found_is_kept() -> None:
    memory: LineCache[int | None] = LineCache()
    assert memory.keep("灯塔", 3) == 3
    assert memory.keep("渡口", None) is None
    assert memory == {"灯塔": 3, "渡口": None}


def test_a_long_line_is_not_kept() -> None:
    memory: LineCache[int] = LineCache()
    assert memory.keep("灯" * (LONGEST_CACHED + 1), 3) == 3
    assert not memory


def test_a_full_memory_begins_anew() -> None:
    memory: LineCache[int] = LineCache()
    for number in range(100_000):
        memory.keep(str(number), number)
    assert 0 < len(memory) < 10_000
    assert memory["99999"] == 99999
