"""Characters that a terminal obeys or hides are shown as symbols."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxclean.visible import safe, visible, visible_parts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("中文，“引号”！　全角", "中文，“引号”！　全角"),
        ("עברית العربية", "עברית العربية"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("葛\U000e0100", "葛<U+E0100>"),
        ("\x1b[0m", "␛[0m"),
        ("a\tb\nc\x7f", "a␉b␊c␡"),
        ("\x9b\u202e\u200b\ufeff\ud800", "<U+009B><U+202E><U+200B><U+FEFF><U+D800>"),
        ("甲\u200d乙", "甲<U+200D>乙"),
        ("1\u00a02\u20093\u202f4", "1<U+00A0>2<U+2009>3<U+202F>4"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(shown) == shown


def test_safe_leaves_what_is_only_unseen() -> None:
    assert safe("a\tb\u200bc\x1b\u202e") == "a\tb\u200bc␛<U+202E>"


@given(st.text())
def test_the_parts_make_up_the_visible_text(text: str) -> None:
    assert "".join(part for part, _ in visible_parts(text)) == visible(text)
