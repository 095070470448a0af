"""Which steps run, in which order; plug-ins that fail are named, without a traceback."""

from __future__ import annotations

import pickle
import re
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wxclean
from tests.helpers.documents import document_of
from tests.helpers.packs import HARBOUR
from tests.helpers.plugin_folder import install
from tests.helpers.trail import apply_edits
from wxclean.cleaner.available_steps import active_steps, available_steps
from wxclean.cleaner.cleaner import Cleaner
from wxclean.cleaner.layout import lay_out
from wxclean.cleaner.settings import CleanerSettings, settings_of
from wxclean.document import Document, Edit, Line, Span
from wxclean.edits import document_left
from wxclean.errors import PluginError, UsageError
from wxclean.filters.step import Step
from wxclean.reading.lines.payload import Payload

USUAL = ["unicode", "spacing", "scripts", "wechat"]

Plug = Callable[..., None]


@pytest.fixture
def plug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plug:
    """Install a package: `plug("name", code, filters="tides = name:tides")`."""
    folder = tmp_path / "site"
    folder.mkdir()

    def installed(name: str, code: str, **entries: str) -> None:
        sys.modules.pop(name, None)
        install(folder, name, code, **entries)

    monkeypatch.syspath_prepend(folder)
    return installed


@pytest.fixture
def pack(tmp_path: Path) -> str:
    path = tmp_path / "harbour.toml"
    path.write_text(HARBOUR, encoding="utf-8")
    return str(path)


def names(**choice: object) -> list[str]:
    return [step.name for step in active_steps(settings_of(choice)).active]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"filters": ["wechatt"]}, "no filter is called 'wechatt'; did you mean 'wechat'?"),
        (
            {"filters": ["shop"]},
            "no filter is called 'shop' (known: unicode, spacing, entities, scripts, wechat, ",
        ),
        ({"skip": ["promos"]}, "nothing to skip is called 'promos'; did you mean 'promo'?"),
        ({"skip": ["wechat.tolbar"]}, "no rule is called 'wechat.tolbar'; did you mean 'wechat.toolbar'?"),
        ({"skip": ["wechat.toolbar.count"]}, "no rule is called 'wechat.toolbar.count'; did you mean"),
        ({"skip": ["unicode.bidi"]}, "no rule is called 'unicode.bidi'"),
        ({"skip": ["wechat."]}, "no rule is called 'wechat.'"),
        ({"rules": ["promoo"]}, "no rule pack is called 'promoo'; did you mean 'promo'?"),
        ({"rules": ["mine"]}, "no rule pack is called 'mine' (known: promo, notice, entities)"),
        ({"rules": ["missing.toml"]}, "missing.toml: can't read this rule pack: No such file or directory"),
    ],
)
def test_an_unknown_name_is_an_error_that_says_what_was_meant(choice: dict[str, list[str]], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        active_steps(settings_of(choice))
    assert str(caught.value).startswith(said)


def test_a_pack_may_not_take_the_name_of_another_step(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HARBOUR.replace('"harbour"', '"wechat"'), encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine\.toml: a filter is called 'wechat' already"):
        active_steps(settings_of({"rules": [path]}))


def test_fixes_come_first_and_some_steps_are_off() -> None:
    assert names() == USUAL
    assert [offer.name for offer in available_steps() if not offer.default] == ["entities", "promo", "notice"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"filters": ["wechat", "unicode"]}, ["unicode", "wechat"]),
        ({"filters": []}, []),
        ({"filters": ["promo"]}, ["promo"]),
        ({"skip": ["scripts", "spacing"]}, ["unicode", "wechat"]),
        ({"rules": ["promo"]}, [*USUAL, "promo"]),
        ({"filters": ["wechat"], "skip": ["wechat"]}, []),
        ({"rules": ["promo"], "skip": ["promo"]}, USUAL),
    ],
)
def test_steps_are_chosen_by_name(choice: dict[str, list[str]], expected: list[str]) -> None:
    assert names(**choice) == expected


def test_a_pack_file_runs_after_the_filters_even_beside_chosen_ones(pack: str) -> None:
    assert names(rules=[pack]) == [*USUAL, "harbour"]
    assert names(rules=[pack], filters=["unicode"]) == ["unicode", "harbour"]
    assert names(rules=[pack], filters=["harbour"]) == ["harbour"]
    assert names(rules=[pack], skip=["harbour"]) == USUAL


@pytest.mark.parametrize(
    ("skip", "left"),
    [
        ([], "今日大风"),
        (["harbour.notice.end"], "今日大风\n港务通告完毕"),
        (["harbour.notice"], "今日大风\n潮位仅供参考\n港务通告完毕"),
    ],
)
def test_the_lines_of_a_skipped_rule_stay(pack: str, skip: list[str], left: str) -> None:
    cleaner = Cleaner(rules=[pack], skip=skip)
    assert cleaner.clean("今日大风\n潮位仅供参考\n港务通告完毕").text.split() == left.split()


def test_the_lines_of_a_skipped_block_stay(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text(HARBOUR + '[[block]]\nrule = "table"\nstart = "潮汐表"\nend = "表毕"\n', encoding="utf-8")
    dump = "今日大风\n潮汐表\n六点涨\n表毕"
    assert Cleaner(rules=[path]).clean(dump).text == "今日大风"
    assert Cleaner(rules=[path], skip=["harbour.table"]).clean(dump).text.split() == dump.split()


def test_rules_of_the_page_can_be_skipped() -> None:
    line = "长按二维码向我转账"
    assert Cleaner(filters=["wechat"]).clean(f"一句正文。\n{line}").text == "一句正文。"
    (rule,) = {edit.rule for edit in Cleaner().clean(f"一句正文。\n{line}").edits}
    assert line in Cleaner(skip=[f"wechat.{rule}"]).clean(f"一句正文。\n{line}").text


def test_a_cleaner_with_a_choice_can_be_pickled(pack: str) -> None:
    cleaner = pickle.loads(pickle.dumps(Cleaner(rules=[pack], skip=["spacing"])))  # noqa: S301 - our own bytes
    assert [step.name for step in cleaner.steps] == ["unicode", "scripts", "wechat", "harbour"]


# Plug-ins


def test_plug_ins_appear_by_themselves_after_what_is_built_in(plug: Plug, pack: str) -> None:
    code = (
        "from wxclean import Edit\n"
        "def tides(document):\n"
        "    '''Drops tide tables.\n\n    More words.'''\n"
        "    return [Edit(n.number, 'drop', '', 'table', span=n.span) for n in document.lines if n.text == '潮汐']\n"
        "def dots(text):\n    return text.replace('。。', '。')\n"
        f"path = {pack!r}\n"
    )
    plug("sea", code, filters="tides = sea:tides", fixes="dots = sea:dots", packs="harbour = sea:path")
    steps = active_steps().active
    assert [step.name for step in steps] == ["unicode", "spacing", "dots", "scripts", "wechat", "tides", "harbour"]
    assert (steps[5].summary, steps[5].origin) == ("Drops tide tables", "sea 2.1")
    cleaned = Cleaner().clean("今日大风。。\n潮汐\n港务通告完毕")
    assert cleaned.text == "今日大风。"
    assert [(edit.filter, edit.rule) for edit in cleaned.edits] == [
        ("dots", "dots"),
        ("tides", "table"),
        ("harbour", "notice.end"),
    ]
    assert names(skip=["tides", "harbour", "dots"]) == USUAL


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import no_such_module", "can't be loaded: ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise SystemExit('bye')", "can't be loaded: SystemExit: bye"),
        ("def f(:", "can't be loaded: SyntaxError: "),
        ("", "can't be loaded: AttributeError: "),
        ("tides = 3", "must be a function, not 3"),
    ],
)
def test_a_plug_in_that_cannot_be_loaded_is_named(plug: Plug, code: str, said: str) -> None:
    plug("sea", code, filters="tides = sea:tides")
    (problem,) = Cleaner().problems
    assert problem.startswith(f"plug-in tides (sea 2.1): {said}")
    assert names() == USUAL
    for choice in (CleanerSettings(plugin_errors="stop"), CleanerSettings(filters=("tides",))):
        with pytest.raises(PluginError, match=r"plug-in tides \(sea 2.1\): "):
            active_steps(choice)
    assert active_steps(CleanerSettings(skip=("tides",))).problems == ()


@pytest.mark.parametrize("entry", ["port = sea:port", "port = sea:missing.toml", "port = no_such_module:port.toml"])
def test_a_pack_of_a_plug_in_that_is_missing_or_wrong_is_named(plug: Plug, tmp_path: Path, entry: str) -> None:
    (tmp_path / "port.toml").write_text("[pack]\nname = 'port'\n", encoding="utf-8")
    plug("sea", f"port = {str(tmp_path / 'port.toml')!r}", packs=entry)
    (problem,) = active_steps().problems
    assert problem.startswith("plug-in port (sea 2.1): ")


def test_a_pack_of_a_plug_in_has_the_name_of_its_entry_point(plug: Plug, pack: str) -> None:
    plug("sea", f"path = {pack!r}", packs="port = sea:path")
    (problem,) = active_steps().problems
    assert problem.startswith("plug-in port (sea 2.1): the pack calls itself 'harbour'")


@pytest.mark.usefixtures("_short_patience")
def test_a_pattern_of_a_plug_in_without_end_is_left_out_alone(plug: Plug, tmp_path: Path) -> None:
    path = tmp_path / "slow.toml"
    path.write_text(
        "[pack]\nname='slow'\nsummary='x'\n[[pattern]]\nrule='r'\nregex='(潮|潮潮)+完完'\n"
        "[[phrase]]\nrule='end'\nlines=['全文完']\n",
        encoding="utf-8",
    )
    plug("sea", f"path = {str(path)!r}", packs="slow = sea:path")
    found = Cleaner().clean("潮" * 100 + "完了\n全文完")
    assert found.text == "潮" * 100 + "完了"
    (warning,) = found.warnings
    assert warning.startswith("rule slow.r: the pattern takes too long for this text")


def test_two_plug_ins_of_one_name_are_told_apart(plug: Plug) -> None:
    plug("sea", "def unicode(text): return text", fixes="unicode = sea:unicode")
    (problem,) = active_steps().problems
    assert problem.startswith("plug-in unicode (sea 2.1): a filter is called 'unicode' already (built in)")
    assert names() == USUAL


WRONG_EDITS = {
    "no Edit": ("'drop'", "a filter must yield Edit"),
    "a rewrite": ("Edit(1, 'rewrite', '', 'x', 'y')", "a filter may drop and label, not rewrite"),
    "an unknown action": ("Edit(1, 'delete', '', 'x')", "a filter may drop and label, not delete"),
    "a missing line": ("Edit(9, 'drop', '', 'x')", "there is no line 9 among those that were given"),
    "a blank line": ("Edit(2, 'drop', '', 'x')", "there is no line 2 among those that were given"),
    "no number": ("Edit([1], 'drop', '', 'x')", "the line must be a number"),
    "no rule": ("Edit(1, 'drop', '', '')", "the rule must have a name"),
    "a drop with text": ("Edit(1, 'drop', '', 'x', 'y')", "a drop has neither text nor field"),
    "an unknown field": ("Edit(1, 'label', '', 'x', 'y', 'colour')", "field must be one of title, account"),
    "an empty label": ("Edit(1, 'label', '', 'x', ' ', 'title')", "a label needs text"),
    "a span outside": ("Edit(1, 'drop', '', 'x', span=(2, 99))", "the span lies outside the line"),
    "an empty span": ("Edit(1, 'drop', '', 'x', span=(2, 2))", "the span lies outside the line"),
    "no span": ("Edit(1, 'drop', '', 'x', span=7)", "the span lies outside the line"),
    "two of one line": ("Edit(1, 'drop', '', 'x'), Edit(1, 'drop', '', 'x')", "another edit takes line 1 already"),
}


@pytest.mark.parametrize(("edits", "said"), WRONG_EDITS.values(), ids=WRONG_EDITS)
def test_a_wrong_edit_is_named_and_none_of_the_step_is_applied(plug: Plug, edits: str, said: str) -> None:
    code = f"from wxclean import Edit\ndef tides(document): return [Edit(3, 'drop', '', 'x'), {edits}]"
    plug("sea", code, filters="tides = sea:tides")
    cleaned = Cleaner().clean("今日大风\n\n潮汐")
    assert (cleaned.text, cleaned.edits) == ("今日大风\n\n潮汐", ())
    (warning,) = cleaned.warnings
    assert warning.startswith("plug-in tides (sea 2.1): wrong edit ")
    assert said in warning
    with pytest.raises(PluginError, match="plug-in tides"):
        Cleaner(plugin_errors="stop").clean("今日大风\n\n潮汐")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise KeyError('tide')", "KeyError: 'tide'"),
        ("yield from document.lines[99].text", "IndexError: "),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("return None", "TypeError: "),
        ("document.lines.clear()", "AttributeError: "),
    ],
)
def test_a_filter_that_fails_is_left_out_of_that_text(plug: Plug, body: str, said: str) -> None:
    plug("sea", f"def tides(document): {body}", filters="tides = sea:tides")
    cleaned = Cleaner().clean("今日大风")
    assert cleaned.text == "今日大风"
    assert f"plug-in tides (sea 2.1): {said}" in cleaned.warnings[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return None", "a fix must return text, not None"),
        ("return text + '\\n'", "a fix must return one line, not "),
        ("return text[99]", "IndexError: string index out of range"),
    ],
)
def test_a_fix_that_fails_is_left_out_of_that_text(plug: Plug, body: str, said: str) -> None:
    plug("sea", f"def dots(text): {body}", fixes="dots = sea:dots")
    cleaned = Cleaner().clean("今日大风")
    assert cleaned.text == "今日大风"
    assert f"plug-in dots (sea 2.1): {said}" in cleaned.warnings[0]


def test_a_plug_in_may_label_and_take_parts_of_lines(plug: Plug) -> None:
    code = (
        "from wxclean import Edit\n"
        "def tides(document):\n"
        "    yield Edit(1, 'label', '', 'by', '林海', 'author')\n"
        "    yield Edit(1, 'label', '', 'by', '港务局', 'account')\n"
        "    yield Edit(2, 'drop', '', 'mark', span=(0, 2))\n"
    )
    plug("sea", code, filters="tides = sea:tides")
    cleaned = Cleaner().clean("林海 港务局\n※ 今日大风")
    assert cleaned.warnings == ()
    assert cleaned.text == "今日大风"
    assert (cleaned.metadata.author, cleaned.metadata.account) == ("林海", "港务局")
    assert {edit.filter for edit in cleaned.edits} == {"tides"}


def test_packages_without_plug_ins_are_not_looked_into(plug: Plug) -> None:
    plug("sea", "raise SystemExit", scripts="x = sea:x")
    assert active_steps().problems == ()


# What a step leaves


@pytest.mark.parametrize(
    ("line", "spans", "left"),
    [
        (Line(4, "春夏秋冬"), [(1, 2)], [("春", (0, 1)), ("秋冬", (2, 4))]),
        (Line(4, "春夏秋冬", Span(10, 14)), [(11, 12)], [("春", (10, 11)), ("秋冬", (12, 14))]),
        (Line(4, "春夏秋冬", Span(10, 14)), [(0, 10)], [("春夏秋冬", (10, 14))]),
        (Line(4, "春夏秋冬", Span(10, 14)), [(8, 12)], [("秋冬", (12, 14))]),
        (Line(4, "春夏秋冬", Span(10, 14)), [(13, 20)], [("春夏秋", (10, 13))]),
        (Line(4, "春夏秋冬", Span(10, 14)), [(10, 14)], []),
    ],
)
def test_spans_count_from_the_start_of_the_whole_line(
    line: Line, spans: list[tuple[int, int]], left: list[tuple[str, tuple[int, int]]]
) -> None:
    edits = [Edit(4, "drop", "f", "r", span=Span(*span)) for span in spans]
    assert [(part.text, part.span) for part in document_left(Document([line], ()), edits).lines] == left


@pytest.mark.parametrize(
    ("minds", "odd", "seen"),
    [
        (None, "", ["灯塔", "é", "灯×塔"]),
        ("[×é]", "é×", ["é", "灯×塔"]),
        ("[×é]", "①×", ["灯×塔"]),
        ("[×é]", "①", []),
        ("[\xa1-\xff]", "".join(map(chr, range(0xA1, 0x100))), ["灯塔", "é", "灯×塔"]),
    ],
    ids=["minds all", "two letters", "one letter", "no letter", "so many letters that all lines are looked at"],
)
def test_a_fix_sees_the_lines_that_hold_a_letter_that_it_minds(minds: str | None, odd: str, seen: list[str]) -> None:
    found: list[str] = []

    def fix(text: str) -> str:
        found.append(text)
        return text

    step = Step("f", "fix", "test", "", fix=fix, minds=re.compile(minds) if minds else None)
    step.run(Document([Line(1, "灯塔"), Line(2, "é"), Line(3, "灯×塔")], ()), odd)
    assert found == seen


def test_the_letters_that_a_fix_minds_take_no_memory_for_each_time_that_they_stand() -> None:
    step = Step("f", "fix", "test", "", fix=str, minds=re.compile("\u200d"))
    odd = "\u200d" * 300_000
    tracemalloc.start()
    try:
        step.run(Document([], ()), odd)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


def test_a_fix_sees_what_the_fix_before_it_brought_about() -> None:
    """The mojibake of an em space contains no space."""
    assert wxclean.clean("灯塔â€ƒ手记").text == "灯塔 手记"


WORDS = st.lists(st.text("春夏 。", max_size=4), max_size=6).map("\n".join)


@given(WORDS, st.sampled_from(["", "夏", "春 "]))
def test_the_edits_of_a_fix_rebuild_what_it_leaves(payload: str, without: str) -> None:
    step = Step("f", "fix", "test", "", fix=lambda text: text.replace(without, ""))
    edits, left, _ = step.run(document_of(payload.split("\n")), "")
    assert lay_out(left, Payload(payload)) == apply_edits(payload, edits)


def test_a_pack_that_is_named_twice_is_one(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    lines = 'rule = "end"\nstrength = "strong"\nlines = ["港务通告完毕"]\n'
    path.write_text(f'[pack]\nname = "harbour"\nsummary = "x"\n[[phrase]]\n{lines}', "utf-8")
    (tmp_path / "link.toml").symlink_to(path)
    rules = [str(path), "promo", str(tmp_path / "link.toml"), str(path), "promo"]
    assert names(rules=rules) == names(rules=["promo", str(path)])
    assert wxclean.clean("今日大风。\n港务通告完毕", rules=rules).text == "今日大风。"
