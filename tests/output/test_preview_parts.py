"""The parts of the preview as laws: stretches of a line, fitting to cells, rows and counts."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.helpers.preview_samples import cleaned, collapsed, edit, market
from wxclean.document import Edit, Span
from wxclean.output.changes import Blank, Change, Kept, rows
from wxclean.output.chrome import fitting_years
from wxclean.output.fit import clip, shorten, width
from wxclean.output.fold import Fold, fold
from wxclean.output.in_line import changed_characters, stretches
from wxclean.output.summary import Count, summary, total
from wxclean.result import Cleaned


@given(st.text("甲乙丙ab ", max_size=400), st.text("甲乙丙ab ", max_size=400))
def test_stretches_hold_both_lines_and_turn_about(before: str, after: str) -> None:
    found = stretches(before, after)
    assert "".join(stretch.before for stretch in found) == before
    assert "".join(stretch.after for stretch in found) == after
    assert all(left.changed != right.changed for left, right in pairwise(found))


def test_stretches_find_small_changes_far_apart() -> None:
    before = ("河边的人" * 500 + "\u200b") * 5 + "末"
    assert changed_characters(before, before.replace("\u200b", "")) == 5


def test_stretches_of_a_huge_line_take_little_time() -> None:
    start = time.process_time()
    stretches("甲乙" * 500_000, "乙丙" * 500_000)
    stretches("甲乙丙丁戊己庚辛壬癸" * 100_000, "乙丙丁甲辛戊己癸壬庚" * 100_000)
    assert time.process_time() - start < 5


def test_stretches_find_one_character_in_a_row_of_the_same() -> None:
    assert stretches("=" * 900 + "\u200b" + "=" * 900, "=" * 1800)[1] == ("\u200b", "")


@given(st.text(max_size=300), st.integers(24, 60))
def test_clip_fits_and_counts_what_it_hides(text: str, cells: int) -> None:
    found = clip(text, cells)
    assert sum(width(piece.text) for piece in found) <= max(cells, 24) or len(found) == 1
    hidden = [int(piece.text.split()[1].replace(",", "")) for piece in found if piece.kind == "hidden"]
    assert sum(len(piece.text) for piece in found if piece.kind == "same") + sum(hidden) == len(text)


@given(st.text(max_size=60), st.integers(4, 30))
def test_shorten_fits(text: str, cells: int) -> None:
    assert cell_len(shorten(text, cells)) <= cells


def test_rows_of_a_broken_line_are_its_parts_in_order() -> None:
    kinds = [type(row) for row in rows(collapsed())]
    assert kinds == [Change, Kept, Change, Change]


def test_spans_count_in_what_a_rewrite_of_the_line_left() -> None:
    part = Edit(1, "drop", "a", "c", span=Span(0, 2))
    found = list(rows(cleaned("  甲\u200b乙丙", edit(1, "rewrite", "a.b", "甲乙丙"), part)))
    assert [row.before if isinstance(row, Change) else row for row in found] == ["甲\u200b乙丙", "甲乙", Kept(1, "丙")]


def test_a_newline_at_the_end_makes_no_line() -> None:
    assert list(rows(cleaned("甲\n\n"))) == [Kept(1, "甲"), Blank(2)]


@pytest.mark.parametrize(
    ("payload", "folded"),
    [
        ("", []),
        ("\n\n", []),
        ("\n\n\n", [Fold("blank", 3)]),
        ("甲\n\n乙", [Kept(1, "甲"), Kept(3, "乙")]),
        ("一\n二\n三\n四\n五", [Kept(n, text) for n, text in enumerate("一二三四五", 1)]),
        (
            "一\n\n二\n三三\n\n\n\n四\n五\n六",
            [Kept(1, "一"), Kept(3, "二"), Fold("kept", 2, 3), Kept(9, "五"), Kept(10, "六")],
        ),
    ],
)
def test_fold(payload: str, folded: list[object]) -> None:
    assert fold(rows(cleaned(payload))) == folded


def test_fold_keeps_three_alike_and_folds_four() -> None:
    three = cleaned("取消\n\n" * 3, *(edit(n, "drop", "a.b") for n in (1, 3, 5)))
    four = cleaned("取消\n\n" * 4, *(edit(n, "drop", "a.b") for n in (1, 3, 5, 7)))
    assert len(fold(rows(three))) == 3
    assert fold(rows(four))[1:] == [Fold("same", 3, 6)]


@pytest.mark.parametrize(("found", "rewritten_away"), [(market(), len("\u200b\u200b&nbsp;")), (collapsed(), 0)])
def test_summary_accounts_for_every_line_and_character(found: Cleaned, rewritten_away: int) -> None:
    counts = summary(found)
    parts = (counts.kept, counts.dropped, counts.labelled, counts.layout)
    assert sum(part.lines for part in parts) == len(list(rows(found)))
    assert sum(part.characters for part in parts) + rewritten_away == len(found.payload)


def test_total_adds_records() -> None:
    one = summary(market())
    both = total([one, one])
    assert both.dropped == Count(2 * one.dropped.lines, 2 * one.dropped.characters)
    assert [part.name for part in both.filters] == ["wechat", "scripts", "unicode"]


@pytest.mark.parametrize(
    ("ranges", "years"),
    [
        ([], None),
        (["", "soon"], None),
        (["2018"], "2018"),
        (["2014-2022", "2018-2026"], "2018-2022"),
        (["2014-2016", "2018-2022", "2020-2026"], "2020-2022"),
        (["2019-"], "2019-"),
        (["2022-2014"], None),
    ],
)
def test_fitting_years(ranges: list[str], years: str | None) -> None:
    assert fitting_years(ranges) == years
