"""A filter that writes lines anew says so line by line, and leaves a document of which the same is known."""

from __future__ import annotations

import pytest

from wxclean.document import Document, Edit, Line
from wxclean.edits import rewritten_lines


@pytest.mark.parametrize(("coded", "may_be_collapsed"), [(True, False), (False, True)])
def test_lines_are_written_anew_or_dropped(coded: bool, may_be_collapsed: bool) -> None:
    document = Document([Line(1, "灯塔"), Line(2, "取消 []"), Line(4, "[]")], ["灯塔", "取消 []", "", "[]"])
    document.coded, document.may_be_collapsed = coded, may_be_collapsed
    edits, left = rewritten_lines(document, ["灯塔", "取消", ""], "page", "link")
    assert edits == [Edit(2, "rewrite", "page", "link", "取消"), Edit(4, "drop", "page", "link")]
    assert (left.numbers, left.texts) == ([1, 2], ["灯塔", "取消"])
    assert (left.coded, left.may_be_collapsed) == (coded, may_be_collapsed)
