"""What a person reads where the language is Chinese: help, messages, previews, sums and reports."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.project import EXAMPLE

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, with a dump, and what goes wrong, in it."""
    monkeypatch.setenv("WXCLEAN_LANG", "zh")
    files: dict[str, bytes] = {
        "dump.txt": EXAMPLE.read_bytes(),
        "other.txt": EXAMPLE.read_bytes(),
        "in/a.txt": EXAMPLE.read_bytes(),
        "in/b.txt": b"%PDF-1.7",
        "in/c.jsonl": b'{"text": "\xe4\xb8\x80"}\n{broken\n{"x": 3}\n',
        "binary.txt": b"\0\1\2\3",
        "odd.txt": b"\xff\xfe\xff\xff" * 9,
        "page.xml": b"<svg></svg>",
        "pack.toml": b"[pack]\nname = 3\n",
        "pack2.toml": b'[pack]\nname = "a"\nsummary = "b"\n[[phrase]]\nrule = "x"\nlines = []\n',
        "sub/wxclean.toml": b'formt = "text"\n',
        "sub/dump.txt": b"x",
        "empty.txt": b"text:' \\n\\n '",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "command",
    [
        "--lang fr",
        "--lang",
        "--formt text dump.txt",
        "-f xml dump.txt",
        "--jobs none dump.txt",
        "--jobs 0 dump.txt",
        "--max-record-size much dump.txt",
        "explian dump.txt",
        "filters shwo",
        "filters show nothing",
        "filters show",
        "filters test spacing",
        "config show a b",
        "nothing.txt",
        "binary.txt",
        "in/b.txt",
        "page.xml",
        "-v dump.txt",
        "--strict empty.txt",
        "empty.txt",
        "--encoding nix dump.txt",
        "--encoding big5 in/c.jsonl",
        "--reference-date 2023-02-30 dump.txt",
        "--skip nix dump.txt",
        "--rules pack.toml dump.txt",
        "--rules pack2.toml dump.txt",
        "--rules nothing.toml dump.txt",
        "sub/dump.txt",
        "dump.txt other.txt",
        "dump.txt -o in",
        "dump.txt -o dump.txt",
        "in",
        "in -o out/ -i",
        "in -o out/ --report r.txt",
        "in -o out/ --shard-size 3 -f text",
        "in -o out/ --ray-address x:1",
        "in/c.jsonl",
        "--text-column nix in/c.jsonl",
        "--field nix in/c.jsonl",
        "--check dump.txt",
        "learn",
        "learn in -o dump.txt",
        "learn in --group-by word",
        "review pack2.toml",
        "review dump.txt",
    ],
)
def test_every_message_is_chinese(run: Run, command: str) -> None:
    err = run(*command.split()).err
    assert err
    assert [line for line in err.splitlines() if not CHINESE.search(line)] == []


@pytest.mark.parametrize(
    "command",
    [
        "--config in dump.txt",
        "--rules in dump.txt",
        pytest.param("loops -o out/", marks=pytest.mark.skipif(os.name == "nt", reason="links need a privilege")),
    ],
)
def test_what_the_system_says_is_chinese_as_well(run: Run, folder: Path, command: str) -> None:
    if "loops" in command:
        (folder / "loops").mkdir()
        (folder / "loops" / "a.txt").symlink_to("a.txt")
        (folder / "loops" / "b.txt").write_text("一", encoding="utf-8")
    err = run(*command.split()).err
    assert CHINESE.search(err)
    assert re.search("[A-Z][a-z]+ [a-z]+", err) is None


@pytest.mark.parametrize(
    ("name", "into", "place"),
    [("a.txt", "out/", "第 2 条记录"), ("a.json", "all.jsonl", "第 1 条记录，第 2 段文本")],
)
def test_the_place_of_a_text_that_fails_is_chinese(run: Run, folder: Path, name: str, into: str, place: str) -> None:
    texts = [{"text": "今天下雨。"}, {"text": "{\\rtf1 x}"}]
    (folder / name).write_text(json.dumps(texts if name == "a.txt" else {"data": texts}), encoding="utf-8")
    assert f"{name}, {place}: " in run("-q", name, "-o", into).err


def test_the_name_of_a_file_is_never_translated(run: Run, folder: Path) -> None:
    for name in ("text", "warning", "not enough memory"):
        (folder / name).write_bytes(b"\0\1\2")
        assert run("--", name).err == f"wxclean: {name}: 像是二进制文件；若是文本，请用 --encoding NAME 指明编码\n"


@pytest.mark.usefixtures("folder")
def test_a_run_says_in_chinese_what_it_did(run: Run) -> None:
    code, out, err = run("in", "-o", "out/", "-j", "1")
    assert (code, out) == (3, b"")
    assert re.findall(r"^(\w+) {2,}", err, re.MULTILINE)[:5] == ["输入", "记录", "读取", "写出", "删除"]
    assert [line for line in err.splitlines() if not (CHINESE.search(line) or line.startswith("  "))] == []
    assert "c.jsonl, 第 2 行: 不是 JSON：" in err
    assert "b.txt: 不是文本转储（PDF）：" in err


@pytest.mark.usefixtures("folder")
def test_what_is_read_again_from_the_state_is_chinese_as_well(run: Run) -> None:
    first = run("in", "-o", "out/", "-j", "1").err
    again = run("in", "-o", "out/", "-j", "1", "--resume", "--report", "r.html").err
    faults = [line for line in first.splitlines() if line.startswith("失败：")]
    assert len(faults) == 3
    assert [line for line in again.splitlines() if line.startswith("失败：")] == faults


def test_many_failures_are_told_by_their_causes_in_chinese(run: Run, folder: Path) -> None:
    lines = "".join(f'{{"text": {number}}}\n' for number in range(30))
    (folder / "many.jsonl").write_text(lines + "{broken\n", encoding="utf-8")
    err = run("many.jsonl", "-o", "all.jsonl", "-j", "1").err
    assert "30 次：没有已知用来存放文本的成员；现有：…；请用 --field 选择" in err
    assert "--report FILE.json 可列出全部 31 项" in err


def test_the_report_is_a_chinese_page(run: Run, folder: Path) -> None:
    run("in", "-o", "out/", "-j", "1", "--report", "r.html")
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert '<html lang="zh-Hans-CN">' in page
    headings = re.findall(r"<(?:h2|dt|summary|th)[^>]*>([^<]+)", page)
    assert headings
    assert [heading for heading in headings if not CHINESE.search(heading)] == []


@pytest.mark.usefixtures("dump")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--diff", "dump.txt"], ["个空行", "保留", "删除", "改写", "标注", "行数 · 字符数"]),
        (["explain", "dump.txt"], ["行号", "动作", "规则", "内容", "删除", "标注"]),
        (["inspect", "dump.txt"], ["编码", "包装形式", "页面语言", "页面年份", "把握 100%"]),
        (["filters"], ["名称", "类别", "运行", "来源", "作用", "修正项", "内置", "是"]),
        (["filters", "show", "wechat"], ["类别", "过滤器", "强", "在页头"]),
    ],
)
def test_what_is_shown_in_a_terminal_is_chinese(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: list[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", "cat")
    shown = run(*arguments, "--lang", "zh").out.decode()
    assert [word for word in words if word not in shown] == []
