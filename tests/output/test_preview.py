"""The preview as people see it: nothing in a dump acts on the terminal, and every change has line and rule."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from tests.helpers.preview_samples import PARAGRAPH, cleaned, collapsed, edit, market
from wxclean.document import Edit, Span
from wxclean.output.chrome import RuleFacts
from wxclean.output.diff import diff_output
from wxclean.output.explain import explain_output, explain_rows
from wxclean.output.inspect import inspect_output, inspect_row
from wxclean.output.tables import table_output
from wxclean.output.unified import cleaned_diff, text_diff
from wxclean.result import Cleaned, Metadata, Source, Suspicion

HOSTILE = (
    "\x1b]52;c;ZXZpbA==\x07",  # writes the clipboard
    "\x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31mred",
    "\x9b2J\x9d0;title\x9c",
    "\u202eabc\u2066def\u2069",
    "a\u200bb\u200cc\ufeffd",
    "[/foo][red]bold[/]:smile:",
    "\r\x00\x08\x7f\t",
    "\ud800\u2028\u2029\u0085",
)
SGR = re.compile(r"\x1b\[[0-9;]*m")
ACTING = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\u2028\u2029]"
)


def console(width: int = 80, *, colour: bool = True, terminal: bool = True) -> Console:
    settings: dict[str, object] = {"TERM": "xterm"} if colour else {"TERM": "xterm", "NO_COLOR": "1"}
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        legacy_windows=False,
        _environ=settings,  # type: ignore[arg-type]
    )


def shown(found: Cleaned, width: int = 80) -> list[str]:
    """Return the lines of the colour preview, without their colours."""
    return SGR.sub("", diff_output([found], name="dump.txt", console=console(width))).split("\n")


def outputs(found: Cleaned, name: str) -> list[tuple[str, bool]]:
    """Return everything that the preview can write about a result, with whether it may hold colours."""

    def facts(_: object) -> RuleFacts:
        return RuleFacts(name, name)

    every = []
    for colour, terminal in ((True, True), (False, True), (False, False)):
        screen = console(colour=colour, terminal=terminal)
        every += [
            (diff_output([found], name=name, console=screen), colour),
            (explain_output([found, found], console=screen), colour),
            (inspect_output([found], name=name, lookup=facts, console=screen), colour),
            (table_output(("a", "b"), [(name, found.payload)], console=screen), colour),
            (explain_output([found], console=screen, as_json=True), False),
            (inspect_output([found], name=name, lookup=facts, console=screen, as_json=True), False),
        ]
    return every


def assert_harmless(found: Cleaned, name: str) -> None:
    for output, colour in outputs(found, name):
        plain = SGR.sub("", output) if colour else output
        # Tabs are the plain diff's and the plain tables' own.
        assert not ACTING.search(plain.replace("\t", "")), output
        plain.encode()


class TestHostileInput:
    """What a dump, a rule or a file name holds never acts on the terminal."""

    @pytest.mark.parametrize("text", HOSTILE)
    def test_is_shown_and_never_executed_wherever_it_stands(self, text: str) -> None:
        found = cleaned(
            f"{text}\n{text}标题\n甲{text}乙\n丙{text}",
            Edit(1, "drop", text, text),
            Edit(2, "label", text, text, text, text),
            Edit(3, "rewrite", text, text, f"甲{text}丁"),
            text=f"甲{text}丁\n丙{text}",
            metadata=Metadata(title=text),
            source=Source(text, 0.5, text),
            warnings=(text,),
            suspect=(Suspicion(text, text),),
            fields={text: text},
        )
        assert_harmless(found, f"{text}.txt")

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_never_lets_a_character_through_that_acts(self, data: st.DataObject) -> None:
        text = st.one_of(
            st.text(max_size=20), st.text("\x1b[]/;m\x07\x9b\u202e\u200b\n\r甲a", max_size=40), st.sampled_from(HOSTILE)
        )
        payload = data.draw(text)
        edits = [
            Edit(
                line=data.draw(st.integers(1, payload.count("\n") + 2)),
                action=data.draw(st.sampled_from(["drop", "rewrite", "label"])),
                filter=data.draw(text),
                rule=data.draw(text),
                text=data.draw(text),
                field=data.draw(st.none() | text),
                span=data.draw(st.none() | st.builds(Span, st.integers(0, 9), st.integers(0, 9))),
            )
            for _ in range(data.draw(st.integers(0, 4)))
        ]
        assert_harmless(cleaned(payload, *edits, text=data.draw(text), warnings=(data.draw(text),)), data.draw(text))

    def test_is_recognisable_by_its_symbols(self) -> None:
        page = "\n".join(shown(cleaned("\x1b[2J\u202e甲\x9b", edit(1, "drop", "a.b"))))
        assert "␛[2J<U+202E>甲<U+009B>" in page

    def test_markup_stays_as_it_was_written(self) -> None:
        assert any(
            "[/foo][red]:smile:" in line for line in shown(cleaned("[/foo][red]:smile:", edit(1, "drop", "a.b")))
        )


class TestColourPreview:
    """What a person sees in a colour terminal."""

    @pytest.mark.parametrize("width", [40, 80, 160])
    @pytest.mark.parametrize("found", [market(), collapsed()])
    def test_fits_the_terminal(self, found: Cleaned, width: int) -> None:
        framed = [line for line in shown(found, width) if "│" in line or "─" in line]
        assert framed
        assert max(map(cell_len, framed)) <= width

    @pytest.mark.parametrize(
        ("number", "rule", "sign", "text"),
        [
            (1, "wechat.header.title", "◆", "title  河街晨报|老菜市场"),
            (10, "wechat.header.wechat-id", "−", "微信号"),
            (15, "wechat.header.date", "◆", "published  2019年10月31日 → 2019-10-31"),
            (27, "", " ", "第1节　河边的人"),
            (35, "unicode.zero-width", "~", "十月末"),
            (56, "scripts.first-screen", "−", "var first_sceen__time"),
        ],
    )
    def test_names_line_rule_and_change(self, number: int, rule: str, sign: str, text: str) -> None:
        row = next(line for line in shown(market(), 160) if line.startswith(f"{number:>4} "))
        gutter, _, content = row.partition("│")
        assert gutter.split() == [str(number), *rule.split(), *sign.split()]
        assert content.startswith(f" {text}")

    def test_marks_the_changed_characters_inside_the_line(self) -> None:
        page = diff_output([market()], name="dump.txt", console=console(160))
        assert re.search(r"卖豆\x1b\[[0-9;]*31m<U\+200B>\x1b\[0m腐", page)

    def test_folds_kept_and_blank_lines_and_repeats_with_their_count(self) -> None:
        page = "\n".join(shown(market()))
        for note in ("⋯ 3 lines kept, 237 characters", "⋯ 11 blank", "⋯ the same 4 times more"):
            assert note in page

    def test_folds_long_lines_around_the_change(self) -> None:
        before = PARAGRAPH * 20 + "甲" + PARAGRAPH * 20
        after = before.replace("甲", "乙")
        page = "\n".join(shown(cleaned(before, edit(1, "rewrite", "a.b", after), text=after)))
        assert "甲乙" in page
        assert len(page) < 2000
        assert re.search(r"⋯ [\d,]+ chars ⋯.*甲乙", page)

    def test_ends_with_a_summary(self) -> None:
        page = [" ".join(line.split()) for line in shown(market())]
        for line in (
            "kept 12 lines 947 characters 73%",
            "dropped 17 lines 288 characters 22%",
            "labelled 4 lines 55 characters 4%",
            "rewritten 1 line 8 characters of the kept",
            "wechat 13 · 89 – 4 · 55",
        ):
            assert line in page

    def test_tells_what_is_suspect(self) -> None:
        found = cleaned(
            "甲", edit(1, "drop", "a.b"), suspect=(Suspicion("notice", "nothing is left", 2),), warnings=("cut off",)
        )
        page = "\n".join(shown(found))
        assert "! │ suspect: notice: nothing is left (line 2)" in page
        assert "! │ cut off" in page

    def test_heads_each_of_several_records(self) -> None:
        first, second = market(), market()
        second = second.replaced(source=second.source._replace(record=2))
        page = diff_output([first, second], name="dump.txt", console=console())
        assert "dump.txt#1" in page
        assert "dump.txt#2" in page
        assert page.count("characters of white space") == 1

    @pytest.mark.parametrize(("terminal", "colour"), [(True, True), (True, False), (False, False)])
    def test_shows_nothing_where_nothing_changes(self, terminal: bool, colour: bool) -> None:
        found = cleaned("甲\n", text="甲", source=Source("utf-8", 1.0, "plain"))
        assert diff_output([found], name="x", console=console(colour=colour, terminal=terminal)) == ""


class TestUnifiedDiff:
    """What pipes and terminals without colour get."""

    CASES = (
        market(),
        collapsed(),
        cleaned("", text=""),
        cleaned("甲", text="甲"),
        cleaned("甲\n乙\n", edit(1, "drop", "a.b"), edit(2, "drop", "a.b"), text=""),
        cleaned("一\n\t二\n\n三", edit(3, "drop", "a.b"), text="一\n    二\n\n三"),
        cleaned("\n".join("一二三四五六七八九十甲乙丙丁戊己庚辛"), edit(9, "drop", "a.b"), text="换"),
        cleaned("正文\n标题\n", edit(2, "label", "a.b", "标题", "title"), text="正文", metadata=Metadata(title="标题")),
        cleaned("甲\n乙\n", text="没有\n关系"),
    )

    def test_is_what_a_pipe_and_no_colour_get(self) -> None:
        for screen in (console(colour=False), console(terminal=False, colour=False)):
            diff = diff_output([market()], name="dump.txt", console=screen)
            if screen.is_terminal:
                summary, _, diff = diff.partition("\n")
                assert summary == "# dump.txt: 22 changes, 288 characters gone; by wechat 17, scripts 4, unicode 1"
            assert diff.startswith("--- a/dump.txt\n+++ b/dump.txt\n@@ -1,")

    @pytest.mark.skipif(not shutil.which("patch"), reason="needs the patch program")
    @pytest.mark.parametrize("found", CASES)
    @pytest.mark.parametrize("name", ["dump.txt", "河街 晨报.txt"])
    def test_applies_with_patch(self, found: Cleaned, name: str, tmp_path: Path) -> None:
        assert _patched(found, name, tmp_path) == str(found)

    @pytest.mark.skipif(not shutil.which("git"), reason="needs git")
    def test_applies_with_git(self, tmp_path: Path) -> None:
        (tmp_path / "my dump.txt").write_text(market().payload)
        diff = cleaned_diff(market(), "my dump.txt")
        subprocess.run(["git", "apply"], input=diff.encode(), cwd=tmp_path, check=True)
        assert (tmp_path / "my dump.txt").read_text() == str(market())

    @given(st.text("甲乙 \n", max_size=40), st.text("甲乙 \n", max_size=40))
    def test_holds_both_texts_whatever_they_are(self, before: str, after: str) -> None:
        diff = cleaned_diff(cleaned(before), "x", after=after)
        assert (diff == "") == (before == after)
        assert _applied(before, diff) == after
        assert _applied(before, text_diff(before, after, "x")) == after

    def test_of_a_long_dump_takes_linear_time(self) -> None:
        payload = "取消\n正文\n" * 20_000
        edits = [edit(number, "drop", "a.b") for number in range(1, 40_000, 2)]
        diff = cleaned_diff(cleaned(payload, *edits, text="正文\n" * 19_999 + "正文"), "x")
        assert diff.count("\n-取消") == 20_000
        assert "+" not in diff.split("@@", 2)[2]


def _patched(found: Cleaned, name: str, folder: Path) -> str:
    target = folder / name
    target.write_text(found.payload, newline="")
    diff = cleaned_diff(found, name)
    if diff:
        subprocess.run(["patch", "-p1"], input=diff.encode(), cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return target.read_text() if target.exists() else ""


def _applied(before: str, diff: str) -> str:
    """Apply a unified diff, checking every line that it claims to find."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", before)
    out: list[str] = []
    position = 0
    for hunk in re.split(r"^@@ ", diff, flags=re.MULTILINE)[1:]:
        head, _, body = hunk.partition("\n")
        start, length = re.match(r"-(\d+)(?:,(\d+))?", head).groups()  # type: ignore[union-attr]
        begin = int(start) - (0 if length == "0" else 1)
        out += lines[position:begin]
        position = begin
        for line in re.findall(r"([ +-][^\n]*\n)(\\ No newline at end of file\n)?", body):
            sign, text = line[0][0], line[0][1:-1] if line[1] else line[0][1:]
            if sign != "+":
                assert lines[position] == text
                position += 1
            if sign != "-":
                out.append(text)
    return "".join(out + lines[position:])


class TestExplain:
    """The list of edits, for people and for scripts."""

    def test_gives_scripts_one_object_an_edit_with_stable_keys(self) -> None:
        lines = explain_output([market()], console=console(), as_json=True).split("\n")
        assert [json.loads(line) for line in lines if line] == explain_rows(market())
        assert json.loads(lines[4]) == {
            "record": 1,
            "line": 15,
            "action": "label",
            "filter": "wechat",
            "rule": "header.date",
            "before": "2019年10月31日",
            "after": "2019-10-31",
            "field": "published",
            "span": None,
            "element": None,
        }

    def test_gives_a_drop_no_after_and_a_part_its_span(self) -> None:
        row = explain_rows(collapsed())[1]
        assert (row["before"], row["after"], row["span"]) == ("长按二维码向我转账", None, [121, 130])

    def test_an_edit_finds_what_the_one_before_it_left(self) -> None:
        found = cleaned(" a ", edit(1, "rewrite", "x.y", "b"), edit(1, "drop", "x.z"))
        assert [(row["before"], row["after"]) for row in explain_rows(found)] == [("a", "b"), ("b", None)]

    def test_json_keeps_the_characters_it_escapes(self) -> None:
        text = "\x1b\x9b\u202e\U000e0041甲"
        line = explain_output([cleaned(text, edit(1, "drop", "a.b"))], console=console(), as_json=True)
        assert json.loads(line)["before"] == text
        assert all(unicodedata.category(character) not in ("Cc", "Cf") for character in line[:-1])

    def test_is_a_line_an_edit_with_tabs_in_a_pipe(self) -> None:
        output = explain_output([market()], console=console(terminal=False, colour=False))
        assert output.split("\n")[2] == "10\tdrop\twechat.header.wechat-id\t\t微信号\t"

    def test_marks_rewritten_characters_without_colour_too(self) -> None:
        found = cleaned("甲乙丙丁戊", edit(1, "rewrite", "a.b", "甲乙己丁戊"), text="甲乙己丁戊")
        assert "甲乙[-丙-]{+己+}丁戊" in explain_output([found], console=console(colour=False))


class TestInspect:
    """The facts of a record."""

    RULES = (
        ("微信号", RuleFacts("zh-Hans", "2014-2022")),
        ("赞赏", RuleFacts("zh-Hans", "2018-")),
        ("阅读", RuleFacts("en", "2013")),
    )

    def row(self, found: Cleaned) -> dict[str, object]:
        return inspect_row(found, name="x", records=1, lookup=lambda change: dict(self.RULES).get(change.before))

    def test_tells_language_and_years_that_most_rules_fit(self) -> None:
        row = self.row(market())
        assert (row["languages"], row["years"]) == (["zh-Hans", "en"], "2018-2022")

    def test_tells_none_where_no_rule_knows(self) -> None:
        row = self.row(collapsed())
        assert (row["languages"], row["years"]) == ([], None)

    def test_tells_source_sizes_and_metadata(self) -> None:
        row = self.row(market())
        assert (row["encoding"], row["confidence"], row["wrapper"]) == ("utf-8", 1.0, "text:'…'")
        assert (row["lines"], row["characters"]) == (102, 2151)
        assert row["kept"] == {"lines": 12, "characters": 947}
        assert row["metadata"] == market().metadata._asdict() | {"tags": []}

    def test_json_is_the_same_as_data(self) -> None:
        screen = console()
        line = inspect_output([market()], name="x", lookup=lambda _: None, console=screen, as_json=True)
        assert json.loads(line) == inspect_row(market(), name="x", records=1, lookup=lambda _: None)
