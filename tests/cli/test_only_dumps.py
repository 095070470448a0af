"""`--only-dumps`: what shows no sign of a page stays as it is, byte for byte, however it is reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.batch import cleaned, dump
from tests.helpers.foreign import BINARIES, PAGE

PACKAGE = b'{\n  "name": "x",\n  "version": "1.0"\n}\n'
OTHERS: dict[str, bytes] = {
    "requirements.txt": b"requests>=2.31  \r\nnumpy\r\n",
    "robots.txt": b"User-agent: *\r\n\r\n\r\nDisallow: /\n",
    "bom.txt": b"\xef\xbb\xbfa note\xc2\xa0here",
    "note.txt": b"    indented note\n\tmore\n\n\n\n    less\n",
    "latin.txt": "caf\xe9 cr\xe8me\n".encode("latin-1"),
    "utf16.txt": "a note\r\n".encode("utf-16"),
    "cr.md": b"# Title\r\rtext\r",
    "quoted.txt": b"'a quoted line'",
    "data.txt": b'{"a": "b", "text": "today  "}',
    "image.txt": BINARIES["image"][0],
    "page.html": PAGE.encode(),
    "package.json": PACKAGE,
    "settings.json": b'// comments\n{"a": 1,}\n',
    "list.json": b'["a  ", "b"]',
    "rows.jsonl": b'{"text": "today  "}\r\n{"text": "  tomorrow", "n":1}\r\n',
    "broken.jsonl": b'{"text": "today"}\n{"text"\n\xff\xfe\n',
    "empty.txt": b"",
    "blank.txt": b" \n\n",
}


def files(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "dump.txt"}


def test_other_files_stay_in_place(run: Run, tmp_path: Path) -> None:
    for name, data in OTHERS.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "dump.txt").write_text(dump(1), "utf-8")
    times = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    checked = run("-i", "--only-dumps", "--check", *OTHERS, "dump.txt")
    assert (checked.code, checked.err.count("would change")) == (1, 1)
    result = run("-i", "--only-dumps", *OTHERS, "dump.txt")
    assert result.code == 0
    assert files(tmp_path) == OTHERS
    assert (tmp_path / "dump.txt").read_text("utf-8") == cleaned(dump(1))
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in OTHERS} == {name: times[name] for name in OTHERS}
    assert "image.txt: left alone: is a picture" in result.err
    assert run("-i", "--only-dumps", "--strict", *OTHERS, "dump.txt").code == 0


@pytest.mark.parametrize("name", OTHERS)
def test_one_input_passes_as_it_is(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(OTHERS[name])
    if not name.endswith(("json", "jsonl")):
        assert run("--only-dumps", name)[:2] == (0, OTHERS[name])
        assert run("--only-dumps", stdin=OTHERS[name])[:2] == (0, OTHERS[name])
        assert run("--only-dumps", "--diff", name).out == b""
    assert run("--only-dumps", "--check", name)[:2] == (0, b"")


def test_a_setting_says_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wxclean.toml").write_text("only-dumps = true\n")
    (tmp_path / "note.txt").write_bytes(OTHERS["note.txt"])
    assert run("-i", "note.txt") == (0, b"", "")
    assert (tmp_path / "note.txt").read_bytes() == OTHERS["note.txt"]
    assert run("note.txt").out == OTHERS["note.txt"]
    assert run("--isolated", "note.txt").out != OTHERS["note.txt"]


ROWS = [{"text": "today  "}, {"text": dump(1)}, {"n": 1}, {"text": "  tomorrow\u00a0", "n": 1}]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_rows_without_a_sign_stay(run: Run, tmp_path: Path, name: str) -> None:
    lines = [json.dumps(row) for row in ROWS]
    text = "\n".join(lines) + "\n" if name.endswith("l") else "[" + ",\n".join(lines) + "]"
    (tmp_path / name).write_text(text)
    assert run("-i", "--only-dumps", name).code == 0
    after = (tmp_path / name).read_text("utf-8")
    for line in (lines[0], lines[2], lines[3]):
        assert line in after
    rows = [json.loads(line) for line in after.splitlines()] if name.endswith("l") else json.loads(after)
    assert rows[1]["metadata"]["account"] == "青石镇图书馆"
    assert run("-i", "--only-dumps", "--check", name).code == 0


def test_cells_without_a_sign_stay(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,text\r\n1,today  \r\n2,=1+1\r\n")
    assert run("-i", "--only-dumps", "a.csv").code == 0
    assert (tmp_path / "a.csv").read_bytes() == b"id,text\r\n1,today  \r\n2,=1+1\r\n"
    (tmp_path / "a.csv").write_bytes(b"id,text\r\n1,today  \r\n2,text:'\\n\xe4\xbb\x8a\xe6\x97\xa5\\n'\r\n")
    assert run("-i", "--only-dumps", "a.csv").code == 0
    assert (tmp_path / "a.csv").read_bytes() == b"id,text,metadata\r\n1,today  ,\r\n2,\xe4\xbb\x8a\xe6\x97\xa5,\r\n"


def test_what_is_gathered_holds_dumps_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(dump(1), "utf-8")
    (tmp_path / "in" / "note.txt").write_bytes(OTHERS["note.txt"])
    (tmp_path / "in" / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    assert run("-q", "--only-dumps", "in", "-o", "all.jsonl").code == 0
    assert len((tmp_path / "all.jsonl").read_bytes().splitlines()) == 2
    assert run("-q", "--only-dumps", "in", "-o", "out").code == 0
    assert (tmp_path / "out" / "note.txt").read_bytes() == OTHERS["note.txt"]
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == cleaned(dump(1))


def test_what_is_no_dump_is_no_line_of_json(run: Run, dump: str) -> None:
    Path("notes.md").write_text("自己的笔记。\n", "utf-8")
    result = run("--only-dumps", "-f", "jsonl", "notes.md", dump)
    assert [json.loads(line)["fields"]["path"] for line in result.out.splitlines()] == [dump]
    assert run("--only-dumps", "-f", "jsonl", stdin=Path("notes.md").read_bytes()) == (0, b"", "")
    assert run("--only-dumps", "-f", "markdown", "notes.md").out == Path("notes.md").read_bytes()
