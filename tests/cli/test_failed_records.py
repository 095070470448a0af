"""One record that is no dump fails alone: those beside it in the same text, line or document go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from wxclean.batch.plan import parts as parts_module

GOOD = ("今天下雨。", "明天天晴。")
BAD = "{\\rtf1\\ansi hello}"
ROWS = [{"text": GOOD[0]}, {"text": BAD}, {"text": GOOD[1]}]
LIST = json.dumps(ROWS, ensure_ascii=False)
NESTED = f'{{"data": {{"list": {LIST}}}}}\n'
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
REASON = "is RTF: save it as plain text first"


@pytest.mark.parametrize("text", [LIST, LINES, str(ROWS), f"callback({LIST});", NESTED], ids=lambda text: text[:9])
@pytest.mark.parametrize("piped", [True, False])
@pytest.mark.parametrize("output", [(), ("-o", "out.txt"), ("-o", "out.jsonl"), ("-f", "markdown")], ids=" ".join)
def test_the_others_go_on(run: Run, tmp_path: Path, text: str, piped: bool, output: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    result = run("-q", *output, stdin=text.encode()) if piped else run("-q", "a.txt", *output)
    written = (tmp_path / output[1]).read_bytes() if "-o" in output else result.out
    assert result.code == 3
    assert [good in written.decode() for good in GOOD] == [True, True]
    assert b"rtf" not in written
    assert result.err.count(REASON) == 1
    assert "record 2" in result.err or "line 2" in result.err or "text 2" in result.err


@pytest.mark.parametrize("text", [LIST, NESTED], ids=["list", "nested"])
def test_in_place_a_text_stays_whole(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert run("-i", "a.txt").code == 3
    assert (tmp_path / "a.txt").read_text("utf-8") == text


@pytest.mark.parametrize("target", ["b.json", "a.json", "b.jsonl"])
def test_a_document_of_several_texts_keeps_the_one_that_fails(run: Run, tmp_path: Path, target: str) -> None:
    (tmp_path / "a.json").write_text(NESTED.replace("今天", "<!-- x -->\\u200b今天"), "utf-8")
    result = run("-q", *(["-i", "a.json"] if target == "a.json" else ["a.json", "-o", target]))
    assert result.code == 3
    assert f"a.json, record 1, text 2: {REASON}" in result.err
    written = (tmp_path / target).read_text("utf-8")
    assert all(good in written for good in GOOD)
    assert "\\u200b" not in written
    assert ("rtf" in written) == (target != "b.jsonl")


@pytest.mark.parametrize("into", ["out/", "all.jsonl"])
def test_a_failed_record_can_be_kept(run: Run, tmp_path: Path, into: str) -> None:
    (tmp_path / "a.txt").write_text(LIST, "utf-8")
    assert run("a.txt", "-o", into, "--failures", "failed.jsonl").code == 3
    failed = json.loads((tmp_path / "failed.jsonl").read_bytes())
    assert (failed["place"], failed["reason"], failed["raw"]) == ("record 2", REASON, BAD)


@pytest.mark.parametrize("command", ["explain", "inspect"])
def test_previews_show_the_others(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text(LIST, "utf-8")
    result = run(command, "a.txt")
    assert (result.code, result.err) == (3, f"wxclean: a.txt, record 2: {REASON}\n")
    assert result.out


@pytest.mark.parametrize("text", [json.dumps([{"text": BAD}] * 2), json.dumps({"data": [{"text": BAD}] * 2})])
def test_where_all_fail_the_text_does(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text("before", "utf-8")
    result = run("a.txt", "-o", "b.txt")
    assert (result.code, result.err) == (3, f"wxclean: a.txt: {REASON}\n")
    assert (tmp_path / "b.txt").read_bytes() == b"before"


BAD_ROW = json.dumps({"text": BAD})


@pytest.mark.parametrize(
    ("name", "rows"),
    [("a.jsonl", f"{BAD_ROW}\n" * 3), ("a.json", f"[{BAD_ROW}]"), ("a.csv", f"text,id\n{BAD},1\n")],
)
@pytest.mark.parametrize("output", ["b.jsonl", "b.csv", "out/", "b.jsonl.gz"])
@pytest.mark.parametrize("piped", [True, False])
def test_where_all_records_fail_the_older_output_stays(
    run: Run, tmp_path: Path, name: str, rows: str, output: str, piped: bool
) -> None:
    (tmp_path / name).write_text(rows, "utf-8")
    older = tmp_path / (output + name if output.endswith("/") else output)
    older.parent.mkdir(exist_ok=True)
    older.write_text("before", "utf-8")
    piped = piped and not output.endswith("/")
    assert run("-o", output, *([] if piped else [name]), stdin=rows.encode() if piped else b"").code == 3
    assert older.read_text("utf-8") == "before"


@pytest.mark.parametrize(("good", "written"), [(False, "before"), (True, GOOD[0])])
def test_of_a_large_file_one_record_is_enough_for_a_new_output(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: bool, written: str
) -> None:
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(parts_module, "RANGE", 400)
    rows = [BAD_ROW] * 40 + [json.dumps(ROWS[0], ensure_ascii=False)] * good
    (tmp_path / "a.jsonl").write_text("".join(f"{row}\n" for row in rows), "utf-8")
    (tmp_path / "b.jsonl").write_text("before", "utf-8")
    assert run("-q", "a.jsonl", "-o", "b.jsonl", "-j", "1").code == 3
    assert written in (tmp_path / "b.jsonl").read_text("utf-8")
