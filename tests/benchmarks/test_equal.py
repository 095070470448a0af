"""The comparison of two trees: equal ones agree, and what they don't agree on is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.equal import main, texts_to_compare
from benchmarks.measure import ROOT

MADE = """
from types import SimpleNamespace as Made

class Cleaner:
    def clean_records(self, raw):
        text, edits, warnings, suspect = "a", [(1, "drop")], [], []
        known = {{"title": "b"}}
        {change}
        yield Made(text=text, metadata=Made(known=lambda: known), edits=edits, warnings=warnings, suspect=suspect)
"""
ANOTHER = "class Cleaner:\n    def clean_records(self, raw):\n        raise ValueError('what is it')\n"


def test_the_texts_are_the_same_each_time_and_none_is_like_another() -> None:
    base = ["一\n二\n三\n四", "甲\n乙", "text:'子\\n丑\\n寅'"]
    texts = list(texts_to_compare(base, 200))
    assert texts == list(texts_to_compare(base, 200))
    assert len(set(texts)) > 100
    assert list(texts_to_compare(base, 2)) == base[:2]


@pytest.mark.parametrize(("old", "code", "said"), [("same", 0, "20 texts, 0 of"), ("another", 1, "20 texts, 20 of")])
def test_two_trees_agree_or_it_is_shown_where_they_dont(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, code: int, said: str
) -> None:
    tree = ROOT if old == "same" else tmp_path
    (tmp_path / "wxclean").mkdir()
    (tmp_path / "wxclean" / "__init__.py").write_text(ANOTHER, "utf-8")
    nowhere = str(tmp_path / "nowhere")
    assert main([str(tree), "--count", "20", "--corpus", nowhere, "--pages", nowhere, "--show", "1"]) == code
    out = capsys.readouterr().out
    assert out.startswith(said)
    assert ("ValueError" in out, out.count("\n== ")) == (code == 1, code)


@pytest.mark.parametrize(
    "change",
    ["text = 'c'", "edits = [(2, 'drop')]", "warnings = ['c']", "suspect = ['c']", "known = {'title': 'c'}", ""],
)
def test_all_of_a_result_is_compared(tmp_path: Path, change: str) -> None:
    for name, changed in (("old", ""), ("new", change)):
        (tmp_path / name / "wxclean").mkdir(parents=True)
        (tmp_path / name / "wxclean" / "__init__.py").write_text(MADE.format(change=changed or "pass"), "utf-8")
    nowhere = str(tmp_path / "nowhere")
    trees = [str(tmp_path / "old"), str(tmp_path / "new")]
    assert main([*trees, "--count", "3", "--corpus", nowhere, "--pages", nowhere, "--show", "0"]) == bool(change)
