"""Patterns that are compiled when they are used."""

from __future__ import annotations

import re

from wxclean.rare_pattern import rare


def test_it_is_used_like_a_pattern() -> None:
    found = rare("(?P<word>乙)+", re.MULTILINE)
    assert (found.pattern, found.flags) == ("(?P<word>乙)+", re.compile("", re.MULTILINE).flags)
    assert found.sub("丙", "甲乙乙") == "甲丙"


def test_a_wrong_pattern_is_found_when_it_is_used() -> None:
    pattern = rare("(")
    try:
        pattern.search("")
    except re.error as error:
        assert error.pattern == "("  # noqa: PT017
    else:
        raise AssertionError


def test_what_was_asked_once_is_kept() -> None:
    pattern = rare("甲")
    assert pattern.search is pattern.search
    assert "search" in vars(pattern)
