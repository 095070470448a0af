"""Records in any encoding: read as what they are, written as UTF-8, and never harmed by a wrong guess."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.batch import batch, dump
from wxclean.batch.job import Job
from wxclean.batch.plan import inputs as inputs_module
from wxclean.batch.plan import parts as parts_module
from wxclean.cleaner.settings import CleanerSettings

ARRAY = '[{"id":1,"title":"题","text":"text:\'春天来了。\'"}]'
OBJECT = '{"id":1,"title":"题","text":"text:\'春天来了。\'"}'
BAD = "春".encode() + b"\xff"


@pytest.mark.parametrize("name", ["a.json", "a.json.gz"])
@pytest.mark.parametrize("data", [text.encode().replace("春".encode(), BAD) for text in (ARRAY, OBJECT)])
def test_a_bad_byte_in_json_is_a_failure_and_stays_as_it_is(run: Run, name: str, data: bytes) -> None:
    data = gzip.compress(data) if name.endswith(".gz") else data
    Path(name).write_bytes(data)
    result = run("-i", name)
    assert (result.code, Path(name).read_bytes()) == (3, data)
    assert "record 1: not UTF-8 text; name the right encoding with --encoding" in result.err


def test_a_bad_byte_in_json_costs_only_its_own_record(run: Run) -> None:
    bad = OBJECT.encode().replace("春".encode(), BAD)
    Path("a.json").write_bytes(b"[" + OBJECT.encode() + b",\n" + bad + b"]")
    assert run("-i", "a.json").code == 3
    data = Path("a.json").read_bytes()
    assert bad in data
    assert json.loads(data.replace(b"\xff", b""))[0]["text"] == "春天来了。"


@pytest.mark.parametrize("text", [ARRAY, OBJECT])
def test_the_encoding_that_is_named_counts_for_json(run: Run, text: str) -> None:
    Path("a.json").write_bytes(text.encode("gb18030"))
    assert run("-i", "--encoding", "gb18030", "a.json").code == 0
    assert "春天来了。" in Path("a.json").read_text("utf-8")


@pytest.mark.parametrize("text", [ARRAY, OBJECT])
def test_a_bad_byte_in_another_encoding_leaves_the_json_file(run: Run, text: str) -> None:
    data = text.encode("gb18030").replace("天".encode("gb18030"), b"\xff")
    Path("a.json").write_bytes(data)
    result = run("-i", "--encoding", "gb18030", "a.json")
    assert (result.code, Path("a.json").read_bytes()) == (3, data)
    assert "record 1: not gb18030 text" in result.err


def test_characters_that_replace_bad_bytes_are_asked_for(run: Run) -> None:
    Path("a.json").write_bytes(ARRAY.encode().replace("春".encode(), BAD))
    assert run("-i", "--errors", "replace", "a.json").code == 0
    assert json.loads(Path("a.json").read_bytes())[0]["text"] == "春\ufffd天来了。"


ROWS = [{"id": n, "title": f"第{n}题", "text": f"text:'春天来了。{n}，我们去渡口看船。'"} for n in range(3)]
DIRTY = {
    "jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS),
    "json": json.dumps(ROWS, ensure_ascii=False, indent=2) + "\n",
    "csv": "id,title,text\n" + "".join(f"{row['id']},{row['title']},{row['text']}\n" for row in ROWS),
    "tsv": "id\ttitle\ttext\r\n" + "".join(f"{row['id']}\t{row['title']}\t{row['text']}\r\n" for row in ROWS),
}
CLEAN = {suffix: text.replace("text:'", "").replace("船。'", "船。") for suffix, text in DIRTY.items()}
BOM = b"\xef\xbb\xbf"
ENCODINGS = ["gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-8-sig", "utf-8"]


def encoded(text: str, encoding: str) -> bytes:
    """Return text whose characters all of these encodings have."""
    return text.replace("们", "等").replace("题", "日").replace("来", "到").encode(encoding)


def in_place(run: Run, suffix: str, text: str) -> bytes:
    """Return what a run in place makes of text in UTF-8."""
    Path(f"utf-8.{suffix}").write_text(text, "utf-8", newline="")
    assert run("-i", f"utf-8.{suffix}").code == 0
    return Path(f"utf-8.{suffix}").read_bytes()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("suffix", DIRTY)
def test_every_encoding_gives_what_utf_8_gives(run: Run, suffix: str, encoding: str) -> None:
    Path(f"a.{suffix}").write_bytes(encoded(DIRTY[suffix], encoding))
    result = run("-i", f"a.{suffix}")
    stays = encoding == "utf-8-sig" or (encoding == "utf-16" and suffix in ("csv", "tsv"))
    expected = in_place(run, suffix, encoded(DIRTY[suffix], "utf-8").decode())
    assert (result.code, Path(f"a.{suffix}").read_bytes()) == (0, BOM * stays + expected)
    assert ("converted from" in result.err) == (encoding not in ("utf-8", "utf-8-sig"))


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("suffix", DIRTY)
def test_an_encoding_that_is_named_gives_what_one_that_is_found_gives(run: Run, suffix: str, encoding: str) -> None:
    for name in ("found", "named"):
        Path(f"{name}.{suffix}").write_bytes(encoded(DIRTY[suffix], encoding))
    assert run("-i", f"found.{suffix}").code == 0
    assert run("-i", "--encoding", encoding, f"named.{suffix}").code == 0
    assert Path(f"named.{suffix}").read_bytes() == Path(f"found.{suffix}").read_bytes()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
@pytest.mark.parametrize("suffix", CLEAN)
def test_the_output_is_utf_8_though_no_row_changes(run: Run, suffix: str, encoding: str) -> None:
    file = Path(f"in/a.{suffix}")
    file.parent.mkdir()
    file.write_bytes(encoded(CLEAN[suffix], encoding))
    assert run("--check", "in").code == 1
    assert run("in", "-o", "out").code == 0
    assert run("-i", "in").code == 0
    assert Path(f"out/a.{suffix}").read_bytes() == file.read_bytes()
    assert encoded("我等去渡口看船。", "utf-8") in file.read_bytes()
    assert run("--check", "in").code == 0


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
@pytest.mark.parametrize("much", [0, 100, 300_000])
def test_an_encoding_shows_after_much_ascii(run: Run, suffix: str, much: int) -> None:
    head, *body = DIRTY[suffix].splitlines(keepends=True)
    first = [] if suffix == "jsonl" else [head]
    rows = [*([head] if suffix == "jsonl" else []), *body]
    spring = "spring " * (much // 14) + "spring"
    ascii_row = f'{{"text": "{spring}"}}\n' if suffix == "jsonl" else f"0,spring,{spring}\n"
    data = "".join([*first, *[ascii_row] * 2 * bool(much), *rows])
    Path(f"a.{suffix}").write_bytes(data.encode("gb18030"))
    assert run("-i", f"a.{suffix}").code == 0
    assert Path(f"a.{suffix}").read_bytes() == in_place(run, suffix, data)


@pytest.mark.parametrize("suffix", DIRTY)
def test_what_does_not_fit_a_guess_is_an_error(run: Run, suffix: str) -> None:
    rows = DIRTY[suffix].encode("gb18030").replace("。2".encode("gb18030"), b"\xff\xff")
    Path(f"a.{suffix}").write_bytes(rows)
    result = run("-i", f"a.{suffix}")
    assert (result.code, Path(f"a.{suffix}").read_bytes()) == (3, rows)
    assert "not gb18030 text; name the right encoding with --encoding NAME" in result.err
    result = run(f"a.{suffix}", "-o", f"b.{suffix}")
    assert result.code == 3
    text = Path(f"b.{suffix}").read_text("utf-8")
    assert ("渡口" in text, "\ufffd" in text) == (True, False)
    assert run("-i", "--errors", "replace", f"a.{suffix}").code == 0
    assert "\ufffd" in Path(f"a.{suffix}").read_text("utf-8")


@pytest.mark.parametrize("suffix", DIRTY)
def test_bad_bytes_among_utf_8_stay_in_their_row(run: Run, suffix: str) -> None:
    bad = "来了。2".encode() + b"\xff"
    Path(f"a.{suffix}").write_bytes(DIRTY[suffix].encode().replace("来了。2".encode(), bad))
    result = run("-i", f"a.{suffix}")
    data = Path(f"a.{suffix}").read_bytes()
    assert (result.code, data.count(b"text:'"), data.count(bad), b"\xef\xbf\xbd" in data) == (3, 1, 1, False)
    assert "not UTF-8 text" in result.err
    assert run("-i", "--errors", "replace", f"a.{suffix}").code == 0
    data = Path(f"a.{suffix}").read_bytes()
    assert (data.count(b"text:'"), data.count("。2\ufffd".encode())) == (0, 1)


@pytest.mark.parametrize("suffix", DIRTY)
def test_the_encoding_that_is_named_counts(run: Run, suffix: str) -> None:
    text = DIRTY[suffix].replace("题", "é")
    Path(f"a.{suffix}").write_bytes(text.encode("utf-16-be"))
    assert run("-i", "--encoding", "utf-16-be", f"a.{suffix}").code == 0
    assert Path(f"a.{suffix}").read_bytes() == in_place(run, suffix, text)


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("ascii_lines", [0, 30])
def test_parts_of_a_large_file_give_what_the_whole_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, named: bool, ascii_lines: int
) -> None:
    """In UTF-16 上 has the byte of a line end, and in any encoding a file may begin with nothing but ASCII."""
    lines = [f'{{"text": "text:\'{"spring " * 500}\'"}}'] * ascii_lines
    lines += [f'{{"id": {n}, "text": "text:\'第{n}天去山上。\'"}}' for n in range(40)]
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode(encoding))
    job = Job(CleanerSettings(encoding=encoding if named else None))
    whole = batch(tmp_path / "a.jsonl", output=tmp_path / "whole.jsonl", job=job).counts
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1000)
    monkeypatch.setattr(parts_module, "RANGE", 700)
    parts = batch(tmp_path / "a.jsonl", output=tmp_path / "parts.jsonl", job=job).counts
    assert (tmp_path / "parts.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert (parts.records, parts.failures) == (whole.records, whole.failures) == (len(lines), 0)
    assert "第39天去山上。" in (tmp_path / "whole.jsonl").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_dumps_a_line_each_are_in_one_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    lines = [dump(number).replace("们", "等").replace("渡", "河") for number in range(9)]
    text = "\n".join(lines).encode(encoding, "ignore")
    (tmp_path / "a.txt").write_bytes(text)
    (tmp_path / "utf-8.txt").write_text(text.decode(encoding), "utf-8")
    monkeypatch.setattr(inputs_module, "LARGE", 1000)
    for name in ("a", "utf-8"):
        assert batch(tmp_path / f"{name}.txt", output=tmp_path / f"{name}.out.txt").counts.records == 9
    batch(tmp_path / "a.txt", output=tmp_path / "named.txt", job=Job(CleanerSettings(encoding=encoding)))
    assert (tmp_path / "a.out.txt").read_bytes() == (tmp_path / "utf-8.out.txt").read_bytes()
    assert (tmp_path / "named.txt").read_bytes() == (tmp_path / "utf-8.out.txt").read_bytes()
