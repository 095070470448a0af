"""`wxclean filters`: what there is, what runs, the rules behind it, and packs that test themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.packs import HARBOUR
from tests.helpers.plugin_folder import install
from tests.helpers.project import PACKS
from wxclean.rules.shipped import SHIPPED, shipped_pack

WRONG_EXAMPLE = """
[[example]]
raw = "今日大风\\n港务通告完毕"
clean = "今日小风"
"""


@pytest.fixture
def pack(run: Run) -> str:
    """Write the pack as `harbour.toml` in the folder of the run."""
    Path("harbour.toml").write_text(HARBOUR, encoding="utf-8")
    return "harbour.toml"


def rows(output: bytes) -> list[list[str]]:
    return [line.split("\t") for line in output.decode().splitlines()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "wechatt"], "no filter is called 'wechatt'; did you mean 'wechat'?"),
        (["show", "missing.toml"], "missing.toml: can't read this rule pack: No such file or directory"),
        (["test", "missing.toml"], "missing.toml: can't read this rule pack: No such file or directory"),
        (["test", "unicode"], "unicode is no rule pack: it has no examples"),
        (["--skip", "nothing"], "nothing to skip is called 'nothing'"),
        (["shwo"], "filters has no command 'shwo'; did you mean 'show'?"),
    ],
)
def test_wrong_names_are_one_line(run: Run, arguments: list[str], said: str) -> None:
    result = run("filters", *arguments)
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith(f"wxclean: {said}")
    assert result.err.count("\n") == 1


def test_the_list_is_in_the_order_of_running(run: Run, pack: str) -> None:
    found = rows(run("filters", "--rules", pack).out)
    assert [row[:4] for row in found] == [
        ["unicode", "fix", "yes", "built in"],
        ["spacing", "fix", "yes", "built in"],
        ["entities", "fix", "no", "built in"],
        ["scripts", "filter", "yes", "built in"],
        ["wechat", "filter", "yes", "built in"],
        ["harbour", "pack", "yes", "harbour.toml"],
        ["promo", "pack", "no", "built in"],
        ["notice", "pack", "no", "built in"],
    ]
    assert all(len(row) == 5 and row[4] for row in found)


def test_the_list_follows_options_and_settings(run: Run) -> None:
    Path("wxclean.toml").write_text('rules = ["promo"]\nskip = ["scripts"]', encoding="utf-8")
    running = [row[0] for row in rows(run("filters").out) if row[2] == "yes"]
    assert running == ["unicode", "spacing", "wechat", "promo"]
    assert [row[0] for row in rows(run("filters", "--isolated", "--filter", "spacing").out) if row[2] == "yes"] == [
        "spacing"
    ]


def test_a_plug_in_that_fails_is_in_the_list(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(install(tmp_path, "lost", "import no_such_module", filters="tides = lost:tides"))
    (row,) = [row for row in rows(run("filters").out) if row[0] == "tides"]
    assert row[2:4] == ["fails", "lost 2.1"]
    assert "No module named 'no_such_module'" in row[4]
    result = run(stdin="春天来了。".encode())
    assert (result.code, result.out.decode()) == (0, "春天来了。\n")
    assert result.err.startswith("wxclean: warning: plug-in tides (lost 2.1): can't be loaded")
    assert run("-q", stdin="春天来了。".encode()).err == ""
    assert run("--plugin-errors", "stop", stdin=b"x").code == 2


def test_show_tells_the_rules_of_a_pack(run: Run, pack: str) -> None:
    found = rows(run("filters", "show", pack).out)
    assert found == [
        ["kind", "pack"],
        ["from", "harbour.toml"],
        ["what it does", "What the harbour master writes under his notices"],
        ["notice.end", "strong", "any", "zh-Hans", "2019-2021", "phrase", "港务通告完毕"],
        ["notice.end", "strong", "any", "zh-Hans", "2019-2021", "phrase", "通告{n}完毕"],
        ["notice.end", "weak", "any", "any", "", "phrase", "完毕"],
        ["notice.tide", "strong", "any", "any", "", "pattern", "潮位.{1,9}"],
    ]


def test_show_tells_the_same_as_json(run: Run, pack: str) -> None:
    (line,) = run("filters", "show", "--json", pack).out.decode().splitlines()
    found = json.loads(line)
    assert (found["name"], found["kind"], found["from"]) == ("harbour", "pack", "harbour.toml")
    assert [(rule["rule"], rule["strength"], rule["phrases"], rule["patterns"]) for rule in found["rules"]] == [
        ("notice.end", "strong", ["港务通告完毕", "通告{n}完毕"], []),
        ("notice.end", "weak", ["完毕"], []),
        ("notice.tide", "strong", [], ["潮位.{1,9}"]),
    ]
    assert json.loads(run("filters", "show", "--json", "unicode").out)["rules"] == []


def test_show_puts_the_phrases_under_their_rule_for_a_person(run: Run, pack: str) -> None:
    shown = run("filters", "show", "--color", "always", "--pager", "never", pack).out.decode()
    plain = [line.rstrip() for line in re.sub("\x1b[^m]*m", "", shown).splitlines()]
    at = plain.index(" notice.end  strong, anywhere, zh-Hans, 2019-2021")
    assert plain[at + 1 : at + 3] == ["   港务通告完毕", "   通告{n}完毕"]
    assert "   pattern 潮位.{1,9}" in plain


def test_show_lists_each_phrase_of_the_page(run: Run) -> None:
    listed = {tuple(row) for row in rows(run("filters", "show", "wechat").out)}
    for phrase, rule in shipped_pack("wechat").phrases.items():
        kind = "label" if rule.field else "phrase"
        assert (rule.name, rule.strength, rule.zone, rule.lang or "any", rule.years, kind, phrase) in listed


@pytest.mark.parametrize("name", ["unicode", "scripts"])
def test_show_tells_of_what_has_no_rules_what_it_does(run: Run, name: str) -> None:
    assert [row[0] for row in rows(run("filters", "show", name).out)] == ["kind", "from", "what it does"]


def test_right_examples_pass(run: Run, pack: str) -> None:
    assert run("filters", "test", pack) == (0, b"harbour: 2 examples, none failed\n", "")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_pack_of_ours_may_be_named_as_its_file(run: Run, name: str) -> None:
    path = PACKS / f"{name}.toml"
    assert run("filters", "test", str(path)) == run("filters", "test", name)
    Path(f"{name}.toml").write_bytes(path.read_bytes())
    assert "rename the pack" in run("filters", "test", f"{name}.toml").err


def test_a_wrong_example_is_a_diff_and_ends_with_1(run: Run, pack: str) -> None:
    Path(pack).write_text(HARBOUR + WRONG_EXAMPLE, encoding="utf-8")
    result = run("filters", "test", pack, "wechat")
    assert result.code == 1
    lines = result.out.decode().splitlines()
    assert "harbour example 3" in lines[0]
    assert "-今日小风" in lines
    assert "+今日大风" in lines
    assert "harbour: 3 examples, 1 failed" in lines
    assert lines[-1].startswith("wechat: ")


def test_the_packs_that_come_with_wxclean_pass(run: Run) -> None:
    result = run("filters", "test")
    assert result.code == 0, result.out.decode()
    assert [line.partition(":")[0] for line in result.out.decode().splitlines()] == list(SHIPPED)
