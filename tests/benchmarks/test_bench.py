"""The speed bench: its corpora are the same everywhere, its peers do their work, its tables say what was measured."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

import wxclean
from benchmarks import bench, generate, peers, sections
from benchmarks import extractors as page_tools
from benchmarks.cleaners import as_is, unused
from benchmarks.generate import PHRASES, Corpus
from benchmarks.measure import Timing, race
from benchmarks.real import unlike_renderings
from benchmarks.section import Bar, Section
from benchmarks.sections import Setup, extractors, speed_table, throughput
from benchmarks.tables import markdown, table
from tests.helpers.project import ROOT
from wxclean.cleaner import cleaner as pipeline
from wxclean.document import Edit

SIZE = 40_000
MAKERS = [generate.wrapped, generate.untemplated, generate.jsonl, generate.clean]
ALWAYS = set(PHRASES) - set(generate.REWARD)


def payload(record: bytes) -> str:
    return str(ast.literal_eval(record.decode().removeprefix("text:")))


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.split("\n")}


@pytest.mark.parametrize("make", MAKERS)
def test_a_seed_makes_the_same_bytes(make: Callable[..., Iterator[bytes]]) -> None:
    assert list(make(SIZE)) == list(make(SIZE))
    assert list(make(SIZE, 1)) != list(make(SIZE, 2))


@pytest.mark.parametrize("make", MAKERS)
def test_a_corpus_is_as_large_as_asked(make: Callable[..., Iterator[bytes]]) -> None:
    records = list(make(SIZE))
    assert sum(map(len, records[:-1])) < SIZE <= sum(map(len, records))


def test_bodies_vary() -> None:
    lengths = [len(record) for record in generate.wrapped(20 * SIZE)]
    assert max(lengths) > 3 * min(lengths)


def test_wrapped_dumps_are_one_line_of_python() -> None:
    for record in generate.wrapped(SIZE):
        assert b"\n" not in record
        assert lines(payload(record)) > ALWAYS


def test_clean_text_holds_no_chrome() -> None:
    assert not any(lines(record.decode()) & set(PHRASES) for record in generate.clean(SIZE))


def test_jsonl_holds_pages() -> None:
    assert all(lines(json.loads(record)["text"]) > ALWAYS for record in generate.jsonl(SIZE))


def test_pages_of_one_template_end_alike() -> None:
    assert len(ends(generate.wrapped(20 * SIZE))) <= 8 < len(ends(generate.untemplated(20 * SIZE)))


def ends(records: Iterable[bytes]) -> set[bytes]:
    """Return what stands in the records below the article, white space included."""
    return {record[record.index(b"var first_sceen") :] for record in records}


def test_odd_shapes() -> None:
    assert len(generate.one_long_record(SIZE)) > SIZE
    assert len(generate.one_long_line(SIZE)) > SIZE
    assert b"\n" not in generate.one_long_line(SIZE)
    for indented in (True, False):
        blanks = [line for line in payload(generate.blank_lines(5000, indented)).split("\n") if not line.strip()]
        assert len(blanks) >= 5000


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    peers.write_shell_files(tmp_path)
    return generate.save(peers.WRAPPED, list(generate.wrapped(SIZE)), tmp_path)


def test_every_contestant_leaves_something(corpus: Corpus) -> None:
    found, _ = peers.contestants(as_is)
    left = {entrant.name: entrant.run(corpus) for entrant in found if peers.WRAPPED in entrant.corpora}
    assert left[peers.FLOOR] == corpus.size
    breaks = sum(record.count(b"\\n") for record in corpus.records)
    assert left["floor, escaped breaks split"] == corpus.size - breaks
    assert all(0.3 * corpus.size < size <= 1.01 * corpus.size for size in left.values())


def test_edits_that_are_made_when_asked_for_are_read_in_a_row_of_their_own(corpus: Corpus) -> None:
    asked: list[bytes] = []

    def edits(raw: bytes) -> tuple[Edit, ...]:
        asked.append(raw)
        return ()

    found, _ = peers.contestants(lambda raw: as_is(raw).replaced(edits=partial(edits, raw)))
    by_name = {entrant.name: entrant for entrant in found}
    by_name[peers.WXCLEAN].run(corpus)
    assert not asked
    by_name["wxclean, its edits read"].run(corpus)
    assert asked == list(corpus.records)


PAGE = """<html><body><div id="js_article"><h1>{0}</h1><div id="js_content"><p>{0}</p></div>
<p>微信扫一扫</p></div></body></html>"""


def real_folders(folder: Path) -> tuple[Path, Path]:
    """Return a folder of real dumps, one of them not UTF-8, and one of saved pages."""
    real, saved = folder / "real", folder / "saved"
    real.mkdir()
    saved.mkdir()
    (real / "gold.jsonl").write_text('{"id": "a", "body": "灯塔"}\n{"id": "b", "body": "灯塔"}\n', "utf-8")
    (real / "a.raw").write_text("灯塔", "utf-8")
    (real / "b.raw").write_bytes("灯塔".encode("gb18030"))
    gold = {"kind": "article", "published": "2023-05-20", "title": "灯塔"}
    for name in "abcd":
        (saved / f"{name}.html").write_text(PAGE.format(f"灯塔的第{name}封信，写在海边的夜里。"), "utf-8")
    rows = [json.dumps({"id": name, "body": f"灯塔的第{name}封信，写在海边的夜里。", **gold}) for name in "abcd"]
    (saved / "gold.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    return real, saved


@pytest.mark.parametrize("there", [True, False])
def test_real_dumps_are_raced_over_first_where_there_are_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    monkeypatch.setattr(sections, "race", partial(race, least=0))
    real, saved = real_folders(tmp_path) if there else (tmp_path / "none", tmp_path / "none")
    found, _ = peers.contestants(as_is)
    entrants = [entrant for entrant in found if entrant.name in (peers.FLOOR, peers.WXCLEAN)]
    setup = Setup(tmp_path, 1000, 1000, 10, 1, 1, "benchmarks.cleaners:as_is", as_is, real, saved)
    names = [section.title.split(":")[0] for section in throughput(setup, entrants)]
    assert names[: len(names) - 4] == list(peers.UNLIKE) * there
    tools = [row[0] for section in extractors(setup, entrants) for row in section.rows]
    assert tools[:2] == [page_tools.TEXT, page_tools.MARKDOWN] * there
    assert ("lxml" in tools) == there


def test_a_rendering_is_made_of_each_page_and_all_are_text_that_anyone_can_read(tmp_path: Path) -> None:
    _, saved = real_folders(tmp_path)
    for is_markdown in (True, False):
        made = list(unlike_renderings(saved, markdown=is_markdown))
        assert 0 < len(made) <= 4
        assert len({raw.decode() for raw in made}) == len(made)


def test_each_round_cleans_real_dumps_with_a_cleaner_that_knows_none_of_them() -> None:
    assert unused(as_is) is as_is
    assert unused(wxclean.clean).__self__ is not unused(wxclean.clean).__self__  # type: ignore[attr-defined]


def test_a_tree_without_wxclean_is_said_in_a_line() -> None:
    found, absent = peers.contestants(None)
    assert peers.WXCLEAN not in [entrant.name for entrant in found]
    assert "absent: wxclean (no wxclean.clean in this tree)" in absent


@pytest.mark.skipif(not shutil.which("mawk") or sys.platform != "linux", reason="mawk or GNU sed are not here")
@pytest.mark.parametrize("script", [peers.sed_grep, peers.sed_mawk])
def test_the_shell_pipelines_drop_all_chrome(script: Callable[[str], list[str]], tmp_path: Path) -> None:
    article = "故事从一座桥开始。"
    record = next(generate.wrapped(1)).replace(b"\\n", f"\\n  {article}\\n".encode(), 1)
    one = generate.save("one", [record], tmp_path)
    peers.write_shell_files(tmp_path)
    left = lines(peers.shell(script("sed"), one.file, tmp_path).decode())
    assert article in left
    assert not left & set(PHRASES)


def test_race_takes_the_rounds_in_turns() -> None:
    calls: list[str] = []
    timings = race({name: partial(calls.append, name) for name in "ab"}, rounds=2, least=0)
    assert calls == ["a", "b"] * 3
    assert all(timing.seconds > 0 for timing in timings.values())


@pytest.mark.parametrize(("mode", "least"), [("stream", 8 * 20_000_000), ("record", 15_000_000)])
def test_memory_growth_counts_what_is_kept(mode: str, least: int, tmp_path: Path) -> None:
    file = tmp_path / "stream.txt"
    file.write_bytes(b"line\n" * 11)
    command = [sys.executable, "-m", "benchmarks.memory", mode, "tests.helpers.hoarder:hoards", str(file)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert int(done.stdout) > least


@pytest.mark.parametrize(
    ("bar", "met"),
    [
        (Bar("speed", 0.2, 0.19), False),
        (Bar("speed", 0.2, 0.2), True),
        (Bar("cost", 1.5, 1.6, most=True), False),
        (Bar("cost", 1.5, 1.5, most=True), True),
    ],
)
def test_bars(bar: Bar, met: bool) -> None:
    assert bar.met is met
    assert bench.bar_rows([bar])[0][3] == ("yes" if met else "NO")


def speeds() -> Section:
    timings = {"floor": Timing(0.1, 0), "wxclean": Timing(0.2, 0), "ftfy": Timing(1, 0), "sed | mawk": Timing(0.4, 0)}
    sizes = {**dict.fromkeys(timings, 10_000_000), "ftfy": 1_000_000}
    return speed_table(Corpus(peers.WRAPPED, (b"x" * 10_000_000,), Path()), sizes, timings)


def test_speed_table_counts_the_bytes_that_each_got() -> None:
    section = speeds()
    assert [row[1] for row in section.rows] == pytest.approx([100, 50, 1, 25])
    assert [bar.reached for bar in section.bars] == pytest.approx([0.5, 50, 2])
    assert bench.cells(section)[1] == ["wxclean", "50.0", "0%", "0.500", "1.000"]


def test_no_value_is_a_dash() -> None:
    assert bench.cells(Section("t", ("a", "b"), ("", ".1f"), [("x", None)])) == [["x", "-"]]


def test_tables() -> None:
    heads, rows = ("name", "MB/s"), [("floor", "420.0"), ("wxclean", "9.5")]
    assert table(heads, rows) == "name      MB/s\nfloor    420.0\nwxclean    9.5"
    assert markdown(heads, rows) == "| name | MB/s |\n| --- | ---: |\n| floor | 420.0 |\n| wxclean | 9.5 |"


@pytest.mark.parametrize(
    ("module", "name", "form"),
    [
        ("pipeline.py", "quick", "wxclean plain Python"),
        ("pipeline.cpython-311-x86_64-linux-gnu.so", "quick-compiled", "wxclean compiled"),
        ("pipeline.cp311-win_amd64.pyd", "quick-compiled", "wxclean compiled"),
    ],
)
def test_the_command_saves_what_it_measured(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: str,
    name: str,
    form: str,
) -> None:
    monkeypatch.setattr(bench, "SECTIONS", {"throughput": lambda setup, entrants: iter([speeds()])})
    monkeypatch.setattr(pipeline, "__file__", module)
    arguments = ["--quick", "--cleaner", "benchmarks.cleaners:as_is", "--output", str(tmp_path)]
    assert bench.main([*arguments, "--real", str(tmp_path), "--pages", str(tmp_path / "none")]) == 0
    assert re.findall(r"^absent: /.*", capsys.readouterr().out, re.MULTILINE) == [f"absent: {tmp_path / 'none'}"]
    saved = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
    assert form in saved["machine"]
    assert [row["contestant"] for row in saved["tables"][speeds().title]] == ["floor", "wxclean", "ftfy", "sed | mawk"]
    assert all(bar["met"] for bar in saved["bars"])
    assert "| wxclean | 50.0 |" in (tmp_path / f"{name}.md").read_text("utf-8")


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(SystemExit, match="named nobody"):
        bench.main(["--quick", "--only", "nobody", "--cleaner", "benchmarks.cleaners:as_is"])


@pytest.mark.parametrize(("reached", "code"), [(0.1, 1), (0.3, 0)])
def test_check_fails_where_a_bar_is_missed(reached: float, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def missed(setup: object, entrants: Sequence[object]) -> Iterator[Section]:
        yield Section("t", ("a",), ("",), [("x",)], [Bar("b", 0.2, reached)])

    monkeypatch.setattr(bench, "SECTIONS", {"throughput": missed})
    cleaner = ["--cleaner", "benchmarks.cleaners:as_is"]
    assert bench.main(["--quick", "--check", "--only", "throughput", *cleaner]) == code
