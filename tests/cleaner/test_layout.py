"""How the lines that are left are laid out, and how edits turn a payload into text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.trail import apply_edits
from wxclean.cleaner.cleaner import clean
from wxclean.cleaner.layout import lay_out
from wxclean.document import Document, Edit, Line, Span
from wxclean.edits import document_left
from wxclean.reading.lines.payload import Payload


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("", ""),
        (" \n \n", ""),
        ("甲", "甲"),
        ("  甲  ", "甲"),
        ("甲\n乙", "甲\n乙"),
        ("甲\n\n乙", "甲\n\n乙"),
        ("甲\n \n\n\n  乙", "甲\n\n乙"),
        ("\n\n甲\n乙\n\n", "甲\n乙"),
        ("        甲\n        乙", "甲\n乙"),
        ("if x:\n    pass", "if x:\n    pass"),
        ("    if x:\n        pass\n    end", "if x:\n    pass\nend"),
        ("a:\n\tb\n\t\tc", "a:\n    b\n        c"),
        ("            甲\n            乙\n            丙", "甲\n乙\n丙"),
        ("甲\n\u3000\u3000乙\n\u3000\u3000丙", "甲\n乙\n丙"),
        ("a:\n  b\n\n    c:\n      d\n        e\n\nf", "a:\n  b\n\nc:\n  d\n    e\n\nf"),
    ],
)
def test_a_payload_without_edits(payload: str, text: str) -> None:
    assert apply_edits(payload, ()) == text


@pytest.mark.parametrize(
    ("payload", "edits", "text"),
    [
        ("甲\n取消\n乙", [Edit(2, "drop", "f", "r")], "甲\n\n乙"),
        ("题\n甲", [Edit(1, "label", "f", "r", "题", "title")], "甲"),
        ("甲\n乙", [Edit(2, "rewrite", "f", "r", "丙")], "甲\n丙"),
        ("甲\n乙", [Edit(2, "rewrite", "f", "r", "")], "甲"),
        ("甲\n乙", [Edit(2, "rewrite", "f", "r", "丙"), Edit(2, "drop", "f", "r")], "甲"),
        ("甲\n乙", [Edit(1, "rewrite", "f", "r", "丙"), Edit(1, "rewrite", "f", "r", "丁")], "丁\n乙"),
        (
            "题 正文 取消",
            [Edit(1, "drop", "f", "r", span=Span(5, 7)), Edit(1, "label", "f", "r", "题", "title", Span(0, 1))],
            "正文",
        ),
        ("甲 取消 乙", [Edit(1, "drop", "f", "r", span=Span(2, 4))], "甲\n\n乙"),
        ("  甲 取消", [Edit(1, "drop", "f", "r", span=Span(2, 4))], "甲"),
        (
            "x 甲\u200b 取消",
            [Edit(1, "rewrite", "u", "u", "x 甲 取消"), Edit(1, "drop", "f", "r", span=Span(4, 6))],
            "x 甲",
        ),
    ],
)
def test_edits_make_the_text(payload: str, edits: list[Edit], text: str) -> None:
    assert apply_edits(payload, edits) == text


@given(st.lists(st.sampled_from(["", " ", "甲", "    甲", "\t乙", "  丙  ", "    "]), max_size=10))
def test_laid_out_text_is_laid_out_already(lines: list[str]) -> None:
    once = apply_edits("\n".join(lines), ())
    assert apply_edits(once, ()) == once


def test_what_is_left_keeps_its_numbers_and_says_its_part() -> None:
    lines = [Line(1, "题"), Line(3, "甲 取消 乙"), Line(4, "丙")]
    edits = [Edit(1, "drop", "f", "r"), Edit(3, "drop", "f", "r", span=Span(2, 4))]
    payload = ["题", "", "甲 取消 乙", "丙"]
    left = document_left(Document(lines, payload), edits)
    assert left.lines == [Line(3, "甲", Span(0, 1)), Line(3, "乙", Span(5, 6)), Line(4, "丙")]
    assert lay_out(left, Payload("\n".join(payload))) == "甲\n\n乙\n\n丙"


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("标题\n\ndef f():\n    return 1", "标题\n\ndef f():\n    return 1"),
        ("标题\n\n        def f():\n            return 1\n        f()", "标题\n\ndef f():\n    return 1\nf()"),
        ("标题\n\n甲\n\t乙\n\t\t丙", "标题\n\n甲\n    乙\n        丙"),
        ("标题\n\n  甲\n  \t乙\n   丙", "标题\n\n甲\n    乙\n 丙"),
    ],
    ids=["spaces", "deeper", "tabs", "spaces and tabs"],
)
def test_a_wrapped_dump_keeps_its_indentation(payload: str, text: str) -> None:
    escaped = payload.replace("\n", "\\n").replace("\t", "\\t")
    assert clean(f"text:'{escaped}'".encode()).text == clean(payload).text == text
