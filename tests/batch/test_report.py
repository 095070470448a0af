"""The report: the same figures for terminal, JSON and a page that a real browser shows, whatever the dumps hold."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.batch import batch, dump, tree
from wxclean.batch.job import Job
from wxclean.batch.report import html_faults
from wxclean.batch.report.faults import fault_lines, line_of
from wxclean.batch.report.figures import print_summary
from wxclean.batch.report.html import page
from wxclean.batch.report.write import write_report
from wxclean.batch.run.summary import RunSummary
from wxclean.batch.work.counts import Counts, Totals, as_json, from_json
from wxclean.batch.work.notes import Note
from wxclean.batch.work.samples import Sample, SampleLine
from wxclean.errors import UsageError
from wxclean.output.html_page.about import About

EVIL = "</pre><script>document.title='pwned'</script><img src=x onerror=alert(1)>\x1b]52;c;eA==\x07\u202e&\udc80"
COUNTS = Counts(
    inputs=3,
    records=5,
    changed=4,
    suspects=1,
    failures=1,
    bytes_in=5000,
    bytes_out=900,
    chars_in=2000,
    chars_out=500,
    rules={"wechat.reward.qr-code": (3, 120), "scripts.inline": (40, 1300), f"evil.{EVIL}": (1, 5)},
    sizes_in={8: 2, 10: 3},
    sizes_out={0: 1, 7: 4},
    causes={
        f"failure: {EVIL}": (1, ((f"/in/{EVIL}", EVIL, EVIL),)),
        "suspect: empty: nothing is left": (1, (("/in/b.txt", "", "empty: nothing is left"),)),
    },
    notes=(
        Note("failure", f"/in/{EVIL}", "line 3", EVIL),
        Note("suspect", "/in/b.txt", "", "nothing is left", "nothing-left"),
    ),
    samples=tuple(
        Sample(f"/in/{number}.txt", EVIL, (SampleLine(7, "wechat", "a.b", EVIL, None),), 2, EVIL) for number in range(3)
    ),
)
SUMMARY = RunSummary(COUNTS, outputs=3, resumed=1, left=0, seconds=2.5)


class Tags(HTMLParser):
    """A parser that collects the tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attributes if name in ("src", "href", "action")]


def test_nothing_in_the_page_comes_from_elsewhere_or_runs() -> None:
    shown = page(SUMMARY, title=f"wxclean {EVIL}")
    tags = Tags()
    tags.feed(shown)
    assert [address for address in tags.addresses if not address.startswith("#")] == []
    assert tags.tags.count("script") == 2, "the data, and what shows them"
    assert "default-src 'none'" in shown
    assert "unsafe" not in shown
    assert "img" not in tags.tags
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


def test_the_json_report_has_the_figures_and_the_records(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    (tmp_path / "in" / "bad.jsonl").write_text("{bad\n", "utf-8")
    summary = batch(tmp_path / "in", output=tmp_path / "out", job=Job(detail=True))
    write_report(str(tmp_path / "report.json"), summary, title="wxclean")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (report["records"], report["failures"], report["exit_code"], report["left"]) == (3, 1, 3, 0)
    assert report["failed_records"][0]["place"] == "line 1"
    assert sum(rule["lines"] for rule in report["rules"]) > 0
    assert sum(share["chars"] for share in report["filters"]) == sum(rule["chars"] for rule in report["rules"]) > 0
    assert len(report["samples"]) == 3


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> RunSummary:
    """Return what came of 10,005 broken records of two causes in three files, done by two workers."""
    folder = tmp_path_factory.mktemp("failed")
    for name, lines in (("a", ["{bad\n"] * 7000), ("b", ['{"id": 1}\n'] * 5), ("c", ["{<script>\n"] * 3000)):
        (folder / f"{name}.jsonl").write_text("".join(lines) + '{"text": "春天来了。"}\n', "utf-8")
    return batch(*(folder / f"{name}.jsonl" for name in "abc"), output=folder / "out", jobs=2)


def test_the_json_report_lists_all_failures(tmp_path: Path, failed: RunSummary) -> None:
    write_report(str(tmp_path / "report.json"), failed, title="wxclean")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["failures"] == len(report["failed_records"]) == 10_005
    lines = [(note["path"][-7:], int(note["place"].removeprefix("line "))) for note in report["failed_records"]]
    assert lines == [("a.jsonl", n + 1) for n in range(7000)] + [("b.jsonl", n + 1) for n in range(5)] + [
        ("c.jsonl", n + 1) for n in range(3000)
    ]
    assert [(cause["kind"], cause["number"]) for cause in report["causes"]] == [("failure", 10_000), ("failure", 5)]


def data_of(shown: str) -> Any:
    """Return the data of a page's tables, each text of a cell in its place."""
    (found,) = re.findall(r'<script type="application/json" id="data">(.*)</script>', shown)
    assert "<" not in found
    data = json.loads(found)
    texts = data["texts"]
    return {name: table | {"texts": texts} for name, table in data["tables"].items()}


def cells(table: Any, column: int) -> list[str]:
    return [table["texts"][row[column]] for row in table["rows"]]


def test_the_page_lists_all_failures_with_their_causes(failed: RunSummary) -> None:
    shown = page(failed, title="wxclean")
    assert "<h2>Failures (10,005)</h2>" in shown
    tables = data_of(shown)
    assert [row[0] for row in tables["failure-causes"]["rows"]] == [10_000, 5]
    assert [tables["failure"]["groups"].count(place) for place in (0, 1)] == [10_000, 5]
    assert {path[-7:] for path in cells(tables["failure"], 0)} == {"a.jsonl", "b.jsonl", "c.jsonl"}
    others = [place for place, group in enumerate(tables["failure"]["groups"]) if group == 1]
    assert [cells(tables["failure"], 1)[place] for place in others] == [f"line {n}" for n in range(1, 6)]


def test_without_scripts_the_page_shows_causes_and_some_of_the_list(failed: RunSummary) -> None:
    shown = page(failed, title="wxclean").split('<script type="application/json"')[0]
    assert shown.count("<tr><td") == 2 + 10
    assert "… and 9,995 more" in shown
    assert shown.count("b.jsonl, line") == 3, "the first places of a cause"


def test_a_page_that_would_be_too_long_says_so(monkeypatch: pytest.MonkeyPatch, failed: RunSummary) -> None:
    monkeypatch.setattr(html_faults, "_LISTED", 1000)
    shown = page(failed, title="wxclean")
    assert "This page lists 1,005 of 10,005; a JSON report lists all." in shown
    found = data_of(shown)["failure"]["groups"]
    assert [found.count(place) for place in (0, 1)] == [1000, 5]


def test_suspects_stand_by_how_much_went() -> None:
    notes = tuple(
        Note("suspect", f"/in/{name}", "", "the page is a notice", "notice", size, left)
        for name, size, left in (("half", 100, 50), ("all", 50, 0), ("most", 1000, 100), ("more", 2000, 200))
    )
    causes = {"suspect: notice: the page is a notice": (4, ())}
    summary = SUMMARY._replace(counts=Counts(notes=notes, causes=causes))
    table = data_of(page(summary, title="wxclean"))["suspect"]
    assert cells(table, 2) == ["/in/all", "/in/more", "/in/most", "/in/half"]
    assert [row[:2] for row in table["rows"]] == [[1.0, 50], [0.9, 1800], [0.9, 900], [0.5, 50]]


def test_the_page_says_by_what_it_was_made() -> None:
    made = About("1.2.3", f"wxclean {EVIL}", "2026-11-29T20:00:00+08:00")
    shown = page(SUMMARY, title="wxclean", about=made)
    assert "wxclean 1.2.3, finished 2026-11-29 20:00:00+08:00" in shown
    assert "<script>document" not in shown


def test_records_cleaned_before_without_a_report_are_told(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    batch(tmp_path / "in", output=tmp_path / "out", job=Job())
    tree(tmp_path / "in", 5)
    summary = batch(tmp_path / "in", output=tmp_path / "out", job=Job(detail=True), resume=True)
    assert "Cleaned before without a report, and only in the sums on top: 3 records." in page(summary, title="wxclean")


def test_a_terminal_gets_the_causes(failed: RunSummary, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(failed)
    lines = capsys.readouterr().err.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("failure: "))
    assert [line.split(": ")[1] for line in lines[at::2][:2]] == ["10,000 times", "5 times"]
    assert lines[at + 1].endswith("a.jsonl, line 1, line 2, line 3; …")
    assert lines[at + 4 :] == ["  --report FILE.json lists all 10,005"]


def test_few_failures_are_told_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{bad\n" * 20, "utf-8")
    summary = batch(tmp_path / "a.jsonl", output=tmp_path / "b.jsonl")
    assert list(fault_lines(summary, "failure")) == [line_of(note) for note in summary.counts.notes]
    (tmp_path / "a.jsonl").write_text("{bad\n" * 21, "utf-8")
    assert len(list(fault_lines(batch(tmp_path / "a.jsonl", output=tmp_path / "b.jsonl"), "failure"))) == 3


def test_a_run_that_is_resumed_lists_all_failures_again(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{bad\n" * 500, "utf-8")
    first = batch(tmp_path / "a.jsonl", output=tmp_path / "out")
    again = batch(tmp_path / "a.jsonl", output=tmp_path / "out", resume=True)
    assert (first.resumed, again.resumed) == (0, 1)
    assert list(first.notes("failure")) == list(again.notes("failure"))
    assert len(list(again.notes("failure"))) == 500
    assert again.counts.causes == first.counts.causes


def test_a_report_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.json or \.html"):
        write_report(str(tmp_path / "report.pdf"), SUMMARY, title="wxclean")


def test_the_terminal_gets_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(SUMMARY)
    err = capsys.readouterr().err
    assert "75.0 % of the characters" in err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", err)
    assert "\x1b" not in line_of(COUNTS.notes[0])


def test_counts_survive_json() -> None:
    assert from_json(json.loads(json.dumps(as_json(COUNTS)))) == COUNTS
    assert from_json({}) == Counts()


def test_sums_do_not_depend_on_the_order() -> None:
    forth, back = Totals(), Totals()
    parts = [COUNTS, COUNTS._replace(records=7, notes=()), Counts(records=1)]
    for order, part in enumerate(parts):
        forth.add(order, part)
    for order, part in reversed(list(enumerate(parts))):
        back.add(order, part)
    assert forth.counts() == back.counts()
    assert forth.counts().records == 13


def test_a_sample_shows_what_went(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    sample = batch(tmp_path / "a.txt", output=tmp_path / "b.txt", job=Job(detail=True)).counts.samples[0]
    assert any(line.after is None for line in sample.lines)
    assert sample.text == (tmp_path / "b.txt").read_text("utf-8")
