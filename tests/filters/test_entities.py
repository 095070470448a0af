"""The `entities` fix: one level of HTML entities, and only where it is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.processes import wxclean
from wxclean import Cleaner, clean
from wxclean.filters.fixes.entities import unescape_entities

CASES = {
    "a &lt; b &gt; c": "a < b > c",
    "&amp;lt;": "&lt;",
    "&amp;amp;lt;": "&amp;lt;",
    "&quot;灯塔&quot;&hellip;&mdash;": '"灯塔"…—',
    "&#28783;&#x5854;": "灯塔",
    "甲&nbsp;乙": "甲 乙",
    "甲&#8203;乙": "甲乙",
    "&copy;2018": "©2018",
}
KEPT = (
    "&copyright=1",
    "a & b",
    "&foo;",
    "&lt",
    "&#10;",
    "&#13;",
    "&#x2028;",
    "&#0;",
    "&#55357;",
    "R&D; AT&T;",
    "&&&;;;",
)


@pytest.mark.parametrize(("escaped", "text"), CASES.items())
def test_one_level_is_undone_where_it_is_asked_for(escaped: str, text: str) -> None:
    assert unescape_entities(escaped) == text
    assert clean(escaped).text == escaped
    found = clean(f"甲。\n{escaped}", rules=["entities"])
    assert found.text == f"甲。\n{text}"
    assert [(edit.action, edit.filter, edit.line) for edit in found.edits] == [("rewrite", "entities", 2)]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_entity_or_would_break_the_line_stays(text: str) -> None:
    assert clean(f"甲。\n{text}", rules=["entities"]).text == f"甲。\n{text}"


def test_it_is_chosen_as_other_steps_are(tmp_path: Path) -> None:
    def names(**settings: object) -> list[str]:
        return [step.name for step in Cleaner(**settings).steps]  # type: ignore[arg-type]

    assert "entities" not in names()
    assert "entities" in names(rules=["entities"])
    assert names(filters=["entities"]) == ["entities"]
    assert "entities" not in names(rules=["entities"], skip=["entities"])
    (tmp_path / "wxclean.toml").write_text('rules = ["entities"]\n', "utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "a &lt; b"}) + "\n", "utf-8")
    assert wxclean(stdin=b"a &lt; b", cwd=tmp_path).stdout == b"a < b\n"
    assert wxclean("--isolated", "--rules", "entities", stdin=b"a &lt; b", cwd=tmp_path).stdout == b"a < b\n"
    assert wxclean("-q", "a.jsonl", "-o", "b.jsonl", cwd=tmp_path).returncode == 0
    assert json.loads((tmp_path / "b.jsonl").read_text("utf-8"))["text"] == "a < b"
