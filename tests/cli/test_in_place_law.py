"""What is written over a file, what `--check` says of it and what `--diff` shows of it are one thing, byte for byte."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.helpers.batch import cleaned, dump
from tests.helpers.strategies import SENTENCES
from wxclean.cli import main

PAGE = dump(1)
CLEAN = "今日大风。\n\n浪高两米。\n"
KEPT = [
    pytest.param(CLEAN.encode(), id="LF"),
    pytest.param(CLEAN.replace("\n", "\r\n").encode(), id="CRLF"),
    pytest.param(CLEAN.replace("\n", "\r").encode(), id="CR"),
    pytest.param(b"\xef\xbb\xbf" + CLEAN.encode(), id="BOM"),
    pytest.param(b"\xef\xbb\xbf" + CLEAN.replace("\n", "\r\n").encode(), id="BOM and CRLF"),
    pytest.param(b"\xef\xbb\xbf", id="BOM alone"),
    pytest.param(b"", id="empty"),
]


@pytest.mark.parametrize("raw", KEPT)
def test_line_ends_and_a_byte_order_mark_stay(run: Run, raw: bytes) -> None:
    Path("a.txt").write_bytes(raw)
    assert run("-i", "a.txt") == (0, b"", "")
    assert Path("a.txt").read_bytes() == raw
    for many in ((), ("-i",)):
        assert run("--check", *many, "a.txt") == (0, b"", "")
    assert run("--diff", "a.txt").out == b""
    assert run("explain", "a.txt").out == b""


@pytest.mark.parametrize(
    ("raw", "expected", "said"),
    [
        (b"1\r\n2\r\n3\n", b"1\r\n2\r\n3\r\n", "line ends: 1 LF → CRLF"),
        (b"1\n2\n3\r\n4\r", b"1\n2\n3\n4\n", "line ends: 1 CRLF, 1 CR → LF"),
        (b"1\r2\r3\n", b"1\r2\r3\r", "line ends: 1 LF → CR"),
        ("一\n".encode("utf-16"), "一\n".encode(), "encoding: utf-16-le → UTF-8"),
        ("一\n".encode("utf-16"), "一\n".encode(), "byte order mark: byte order mark (U+FEFF)"),
        ("一\r\n二\r\n".encode("utf-16-be"), "一\r\n二\r\n".encode(), "encoding: utf-16-be → UTF-8"),
        ((CLEAN * 9).encode("gb18030"), None, "encoding: gb18030 → UTF-8"),
        ("一\u00a0二\u200b\n".encode(), "一 二\n".encode(), "1 NO-BREAK SPACE (U+00A0), 1 ZERO WIDTH SPACE (U+200B)"),
        ("\u00a0一\n".encode(), "一\n".encode(), "invisible: 1 NO-BREAK SPACE (U+00A0)"),
        ("一\ufeff\n".encode(), "一\n".encode(), "invisible: 1 ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
    ],
)
def test_what_cannot_be_seen_is_named(run: Run, raw: bytes, expected: bytes | None, said: str) -> None:
    Path("a.txt").write_bytes(raw)
    shown = run("--diff", "a.txt").out.decode()
    assert f"{said}\n" in shown or f"{said}, " in shown or f", {said}" in shown or said in shown.partition("\n---")[0]
    told = run("explain", "a.txt").out.decode().replace("\t", " ")
    assert said.partition(": ")[2].partition(" →")[0] in told or said in told
    assert run("--check", "a.txt").code == 1
    run("-i", "a.txt")
    if expected is not None:
        assert Path("a.txt").read_bytes() == expected
    assert run("--check", "a.txt").code == 0


@pytest.mark.parametrize(("asked", "end"), [("auto", b"\r\n"), ("crlf", b"\r\n"), ("lf", b"\n")])
def test_line_ends_can_be_asked_for(run: Run, asked: str, end: bytes) -> None:
    raw = PAGE.encode() + b"\r\n"
    Path("a.txt").write_bytes(raw)
    expected = cleaned(PAGE).encode().replace(b"\n", end)
    assert run("--line-ends", asked, "a.txt").out == (cleaned(PAGE).encode() if asked == "auto" else expected)
    assert run("-q", "--line-ends", asked, "a.txt", "-o", "out/").code == 0
    assert Path("out/a.txt").read_bytes() == (cleaned(PAGE).encode() if asked == "auto" else expected)
    Path("wxclean.toml").write_text(f'line-ends = "{asked}"\n')
    assert run("-i", "a.txt").code == 0
    assert Path("a.txt").read_bytes() == expected
    assert run("--check", "a.txt").code == 0
    assert run("--check", "--line-ends", "lf", "a.txt").code == (end != b"\n")


LINES = st.one_of(
    SENTENCES,
    st.text("山水 \t\xa0\u200b\ufeff\u3000\u2028\x1b\x85微信号abc", max_size=6),
    st.sampled_from(["", "微信扫一扫", "关注该公众号", "    code", f"text:{PAGE!r}", PAGE]),
)
TEXTS = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n", "\n", "\r\n", "\r\n", "\r", "\n\n"])), max_size=6).map(
    lambda pairs: "".join(line + end for line, end in pairs)
)
ENCODED = st.tuples(
    TEXTS, st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5"]), st.booleans()
).map(lambda drawn: drawn[0].removesuffix("\n" if drawn[2] else "").encode(drawn[1], "ignore"))


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(raw=ENCODED)
def test_in_place_check_and_diff_agree(raw: bytes, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    checked = {quiet(*arguments, str(path)) for arguments in (["--check"], ["--check", "-i"])}
    quiet("--diff", str(path))
    shown = capfdbinary.readouterr().out
    quiet("--diff", "--color", "always", str(path))
    coloured = capfdbinary.readouterr().out
    quiet("explain", str(path))
    told = capfdbinary.readouterr().out
    code = quiet("-i", str(path))
    changed = path.read_bytes() != raw
    assert checked == {code or int(changed)}
    assert bool(shown) == changed
    assert bool(coloured) == changed
    assert bool(told) == changed


def quiet(*arguments: str) -> int:
    """Run a command without its messages, and return its exit code."""
    with redirect_stderr(io.StringIO()):
        code = main(
            ["--isolated", *arguments] if arguments[0] != "explain" else ["explain", "--isolated", *arguments[1:]]
        )
    sys.stdout.flush()
    return code
