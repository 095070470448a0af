"""What a report knows of records: the same however they are split, ordered, resumed or shared out, and bounded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from tests.helpers.batch import batch, dump, tree
from wxclean.batch.job import Job
from wxclean.batch.report.unknown_lines import unknown_lines
from wxclean.batch.report.write import write_report
from wxclean.batch.work import edge_lines, examples, groups
from wxclean.batch.work.counts import Counts, Tally, Totals, as_json, from_json
from wxclean.batch.work.details import Limits
from wxclean.batch.work.edge_lines import EdgeLineChoice
from wxclean.batch.work.examples import Example, example_of
from wxclean.batch.work.groups import Sums
from wxclean.batch.work.language import language_of
from wxclean.batch.work.lowest import HIGHEST, Lowest, number_of
from wxclean.cleaner.cleaner import clean
from wxclean.document import Edit, Span
from wxclean.output.html_page.about import command_line
from wxclean.result import Cleaned, suspicion_of

DETAILED = Job(detail=True, run="one")
STRANGE = ("打开星辰阅读器看全文", "星辰阅读器")


def record(number: int, account: str = "", *, strange: bool = False, suspect: bool = False) -> Cleaned:
    """Return a cleaned record with metadata of its own."""
    found = clean(dump(number))
    text = found.text + ("\n" + "\n".join(STRANGE) if strange else "")
    metadata = found.metadata._replace(account=account or None, published=f"{2015 + number % 4}-05-01")
    return found.replaced(text=text, metadata=metadata, suspect=(suspicion_of("notice"),) if suspect else ())


RECORDS = [record(number, f"账号{number % 7}", strange=number % 7 < 5, suspect=number % 5 == 0) for number in range(40)]


def counted(numbers: Sequence[int], limits: Limits | None = None) -> Counts:
    tally = Tally(detail=True, limits=limits)
    for number in numbers:
        tally.add(RECORDS[number], RECORDS[number].payload, f"/in/{number % 6}.txt", f"record {number}")
    return tally.counts()


def shown(counts: Counts) -> tuple[object, ...]:
    return counts.rules, counts.groups, counts.examples, counts.edge_lines


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make all bounds so small that they count."""
    monkeypatch.setattr(groups, "MOST", 3)
    monkeypatch.setattr(examples, "MOST", 4)
    monkeypatch.setattr(edge_lines, "OWNERS", 4)
    monkeypatch.setattr(edge_lines, "_LINES", 3)


@given(st.permutations(range(len(RECORDS))), st.lists(st.integers(0, len(RECORDS)), max_size=5), st.booleans())
def test_parts_in_any_order_give_what_all_give(order: list[int], cuts: list[int], together: bool) -> None:
    whole, limits = Totals(), Limits() if together else None
    whole.add(0, counted(range(len(RECORDS))))
    parts = Totals()
    edges = [0, *sorted(cuts), len(order)]
    for place, (start, stop) in enumerate(pairwise(edges)):
        parts.add(place, counted(order[start:stop], limits))
    assert shown(parts.counts()) == shown(whole.counts())


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_what_is_bounded_is_the_same_in_any_parts(step: int) -> None:
    whole, parts, nested = Totals(), Totals(), Tally(detail=True)
    whole.add(0, counted(range(len(RECORDS))))
    for start in range(step):
        part = counted(range(start, len(RECORDS), step))
        parts.add(start, part)
        nested.merge(part)
    found = whole.counts()
    assert shown(parts.counts()) == shown(found)
    assert nested.counts().groups == found.groups
    assert (len(found.groups["account"]), len(found.examples), len(found.edge_lines)) == (3, 4, 4)
    assert {len(lines) for lines in found.edge_lines.values()} <= {1, 2, 3}
    assert all(sums.records in (5, 6) for sums in found.groups["account"].values()), "each with all its records"


def test_groups_sum_up_to_all_records() -> None:
    counts = counted(range(len(RECORDS)))
    for name, values in counts.groups.items():
        sums = [sum(column) for column in zip(*values.values(), strict=True)]
        assert sums == [counts.records, counts.suspects, counts.chars_in, counts.chars_out], name
    assert counts.groups["year"].keys() == {"2015", "2016", "2017", "2018"}
    assert counts.groups["account"]["账号0"].records == 6
    assert counts.groups["language"].keys() == {"zh-Hans"}
    assert counts.groups["kind"].keys() == {"article"}


def test_a_suspect_says_how_much_went() -> None:
    note = counted([0]).notes[0]
    assert (note.kind, note.chars_in, note.chars_out) == ("suspect", len(RECORDS[0].payload), len(RECORDS[0].text))


def test_examples_show_what_a_rule_did_between_its_neighbours() -> None:
    found = counted(range(len(RECORDS))).examples
    assert {len(each) for each in found.values()} == {3}
    for rule, each in found.items():
        for one in each:
            record = RECORDS[int(one.place.split()[1])]
            lines = [line.strip() for line in record.payload.split("\n")]
            sides = lines[: one.line - 1][::-1], lines[one.line :]
            above, below = (next(filter(None, side), "") for side in sides)
            [edit] = [edit for edit in record.edits if (edit.line, f"{edit.filter}.{edit.rule}") == (one.line, rule)]
            after = None if edit.action == "drop" else edit.text
            assert one[3:] == (lines[one.line - 1], after, above, below)


LINES = ["上一行", "", " 微信扫一扫 ", *[""] * 20, "下一行", "长" * 300]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(3, "drop", "wechat", "scan"), ("微信扫一扫", None, "上一行", "")),
        (Edit(3, "rewrite", "spaces", "outer", "扫"), ("微信扫一扫", "扫", "上一行", "")),
        (Edit(3, "drop", "wechat", "scan", span=Span(1, 3)), ("微信", None, "上一行", "")),
        (Edit(1, "label", "wechat", "title", "上一行", "title"), ("上一行", "上一行", "", "微信扫一扫")),
        (Edit(4, "drop", "wechat", "scan"), ("", None, "微信扫一扫", "下一行")),
        (Edit(25, "rewrite", "spaces", "outer", "短" * 300), ("长" * 200, "短" * 200, "下一行", "")),
    ],
)
def test_an_example_of_one_edit(edit: Edit, expected: tuple[str, str | None, str, str]) -> None:
    assert example_of(edit, LINES, "/in/a", "line 9") == Example("/in/a", "line 9", edit.line, *expected)


def test_characters_of_rules_are_those_that_went() -> None:
    edits = (
        Edit(1, "label", "wechat", "title", "上一行", "title"),
        Edit(3, "drop", "wechat", "scan", span=Span(1, 3)),
        Edit(3, "drop", "wechat", "scan", span=Span(3, 6)),
        Edit(24, "rewrite", "spaces", "outer", "行"),
        Edit(25, "rewrite", "spaces", "outer", "短" * 301),
    )
    tally = Tally(detail=True)
    tally.add(RECORDS[0].replaced(payload="\n".join(LINES), edits=edits), "", "/in/a", "")
    assert tally.counts().rules == {"wechat.title": (1, 3), "wechat.scan": (2, 5), "spaces.outer": (2, 2)}


def test_what_later_records_displace_is_not_kept() -> None:
    limits = Limits()
    limits.owners, limits.samples = Lowest(2), Lowest(1)
    first, second = sorted(range(6), key=lambda number: number_of(f"/in/{number}.txt"), reverse=True)[:2]
    tallies = [Tally(detail=True, limits=limits) for _ in range(2)]
    for tally, number in zip(tallies, (first, second), strict=True):
        tally.add(RECORDS[number], RECORDS[number].payload, f"/in/{number}.txt", "")
    assert [[each.path for each in tally.counts().samples] for tally in tallies] == [[], [f"/in/{second}.txt"]]
    found = counted(range(len(RECORDS)), limits)
    assert list(found.edge_lines) == sorted(sorted({f"账号{number}" for number in range(7)}, key=number_of)[:2])


NAMES = [f"第{number:02}行" for number in range(30)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (NAMES[:9], NAMES[:9]),
        (NAMES, NAMES[:3] + NAMES[-8:]),
        ([*NAMES[:9], "长" * 700, *NAMES[9:]], NAMES[:3] + NAMES[-8:]),
        ([*NAMES[:2], "长" * 700, *NAMES[-2:]], NAMES[:2] + NAMES[-2:]),
        (["长" * 700], []),
        (["短行", "", "三个字", "长" * 60, "长" * 61], ["三个字", "长" * 60]),
    ],
)
def test_which_lines_are_near_the_edges(text: list[str], lines: list[str]) -> None:
    assert edge_lines.edge_lines("\n".join(text)) == lines


def test_details_survive_json() -> None:
    counts = counted(range(9))
    assert from_json(json.loads(json.dumps(as_json(counts)))) == counts


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_workers_counts_the_same(tmp_path: Path, jobs: int) -> None:
    tree(tmp_path / "in", 60)
    lines = "".join(json.dumps({"text": dump(number)}) + "\n" for number in range(300))
    (tmp_path / "in" / "all.jsonl").write_text(lines, "utf-8")
    once = batch(tmp_path / "in", output=tmp_path / "one", job=Job(detail=True)).counts
    again = batch(tmp_path / "in", output=tmp_path / "out", job=DETAILED._replace(run=f"{jobs}"), jobs=jobs)
    assert shown(again.counts) == shown(once)
    assert again.counts.samples == once.samples
    resumed = batch(tmp_path / "in", output=tmp_path / "out", job=DETAILED, jobs=jobs, resume=True)
    assert resumed.resumed == 61
    assert shown(resumed.counts) == shown(once)
    assert resumed.counts.samples == once.samples


def test_without_a_report_nothing_more_is_kept(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    counts = batch(tmp_path / "in", output=tmp_path / "out").counts
    assert (counts.groups, counts.examples, counts.edge_lines, counts.samples) == ({}, {}, {}, ())


def test_lines_of_many_accounts_that_no_rule_knows_are_told() -> None:
    found = unknown_lines(counted(range(len(RECORDS))))
    assert [(one.line, one.accounts, one.looked_at) for one in found] == [(STRANGE[0], 5, 7), (STRANGE[1], 5, 7)]
    assert found[0].places[0] == ("/in/0.txt", "record 0")


@pytest.mark.parametrize(
    ("line", "accounts", "is_told"),
    [
        ("打开星辰阅读器看全文", 5, True),
        ("打开星辰阅读器看全文", 4, False),  # too few
        ("微信扫一扫", 9, False),  # a rule knows it
        ("参考资料：", 9, False),  # the article's own
        ("这一句话有二十多个字，是许多账号都转载的同一篇文章里的一句。", 9, False),  # prose
        ("12", 9, False),  # nothing but a number
    ],
)
def test_which_lines_are_told(line: str, accounts: int, is_told: bool) -> None:
    choice = EdgeLineChoice()
    for number in range(accounts):
        choice.add(f"账号{number}", [line], (f"/in/{number}", ""))
    assert bool(unknown_lines(Counts(edge_lines=choice.lines()))) == is_told


@pytest.mark.parametrize(("accounts", "is_told"), [(5, False), (6, True)])
def test_of_many_accounts_a_share_must_have_a_line(accounts: int, is_told: bool) -> None:
    choice = EdgeLineChoice()
    for number in range(edge_lines.OWNERS):
        choice.add(f"账号{number}", STRANGE[:1] if number < accounts else (), (f"/in/{number}", ""))
    assert bool(unknown_lines(Counts(edge_lines=choice.lines()))) == is_told


def test_a_line_with_another_number_is_the_same_line() -> None:
    choice = EdgeLineChoice()
    for number in range(6):
        choice.add(f"账号{number}", [f"第{number + 3}次打开星辰阅读器"], (f"/in/{number}", ""))
    assert [one.accounts for one in unknown_lines(Counts(edge_lines=choice.lines()))] == [6]


def test_the_json_report_has_the_details(tmp_path: Path) -> None:
    tree(tmp_path / "in", 5)
    for number in range(5):
        path = tmp_path / "in" / f"{number}.txt"
        path.write_text(f"{'山水田园风'[number]}里的雾散了。\n\n" + "\n".join(STRANGE), "utf-8")
    summary = batch(tmp_path / "in", output=tmp_path / "out", job=DETAILED)
    write_report(str(tmp_path / "report.json"), summary, title="wxclean")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert sum(row["records"] for row in report["groups"]["account"]) == report["records"] == 10
    assert {line["line"] for line in report["unknown_lines"]} == set(STRANGE)
    assert {example["rule"] for example in report["examples"]} == {rule["name"] for rule in report["rules"]}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", ""),
        ("2023 / 12", ""),
        ("It rained for three days.", "other"),
        ("Три дня шёл дождь.", "other"),
        ("渡口三日雨", "zh"),
        ("他们说这里的雨下了三天，门前的车也开不进来。", "zh-Hans"),
        ("他們說這裏的雨下了三天，門前的車也開不進來。", "zh-Hant"),
        ("三日間雨が降りました。", "ja"),
        ("사흘 동안 비가 내렸다.", "ko"),
        ("店名叫「雨の日」，他们说这里的书很多，还有门前的车。", "zh-Hans"),
    ],
)
def test_language_of(text: str, language: str) -> None:
    assert language_of(text) == language


@given(st.lists(st.integers(0, HIGHEST)), st.integers(1, 5))
def test_the_lowest_of_many(numbers: list[int], most: int) -> None:
    lowest = Lowest(most)
    for number in numbers:
        lowest.takes(number)
    kept = sorted(set(numbers))[:most]
    assert [lowest.takes(number) for number in kept] == [True] * len(kept)
    assert lowest.limit == (kept[-1] if len(kept) == most else HIGHEST)


def test_sums_start_with_nothing() -> None:
    assert Sums() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("argument", "shown_as"),
    [
        ("in", "in"),
        ("a b?c", "'a b?c'"),
        ("https://h/a?sig=1#2", "'https://h/a?…'"),
        ("s3://k:s@b/x", "'s3://…@b/x'"),
    ],
)
def test_a_command_line_holds_no_secrets(argument: str, shown_as: str) -> None:
    assert command_line([argument]) == f"wxclean {shown_as}"


def test_the_command_line_tells_of_such_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        text = f"{'山水田园风'[number]}里的雾散了。\n\n" + "\n".join(STRANGE)
        (tmp_path / "in" / f"{number}.txt").write_text(text, "utf-8")
    told = run("in", "-o", "out", "--report", "report.html").err
    assert "2 lines repeated over many accounts, and known to no rule: new chrome? See report.html" in told
    assert "known to no rule" not in run("-q", "in", "-o", "again", "--report", "report.html").err
    assert "known to no rule" not in run("in", "-o", "more").err
