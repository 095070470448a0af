"""Hostile trees, names and compressed files: only files are read, and nothing is written outside the output."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.batch import SENTENCES, contents, dump
from tests.helpers.systems import POSIX

CODE = "import pathlib; pathlib.Path('ran').write_text('ran')\ndef clean(text): return text\n"


def test_nothing_of_a_folder_is_run(tmp_path: Path) -> None:
    """A module, a package's metadata, settings and packs that name code lie beside the dump; none of it runs."""
    for name in ("wxclean_plugin.py", "sitecustomize.py", "usercustomize.py", "regex.py", "conftest.py", "setup.py"):
        (tmp_path / name).write_text(CODE, "utf-8")
    metadata = tmp_path / "evil-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[wxclean.fixes]\nevil = wxclean_plugin:clean\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.wxclean]\nskip = ['promo']\n", "utf-8")
    (tmp_path / "dump.txt").write_text(dump(1), "utf-8")
    command = [str(Path(sys.executable).with_name("wxclean")), "dump.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert SENTENCES[1] in done.stdout.decode()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "setting",
    ["plugins = ['wxclean_plugin']", "import = 'wxclean_plugin'", "output = '/etc/passwd'", "filters = ['x:y']"],
)
def test_settings_have_no_word_for_code_or_outputs(setting: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "wxclean_plugin.py").write_text(CODE, "utf-8")
    (tmp_path / "pyproject.toml").write_text(f"[tool.wxclean]\n{setting}\n", "utf-8")
    (tmp_path / "dump.txt").write_text(dump(1), "utf-8")
    assert run("dump.txt").code == 2
    assert not (tmp_path / "ran").exists()


@POSIX
def test_what_is_no_file_is_passed_over_and_named(run: Run, tmp_path: Path) -> None:
    """A FIFO or a device could block for ever; a link may lead to one."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(dump(1), "utf-8")
    os.mkfifo(folder / "fifo.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)
        server.bind("socket.txt")
        os.chdir(here)
        result = run("in", "-o", "out")
    assert set(contents(tmp_path / "out")) == {"a.txt"}
    assert result.code in (0, 3)
    for name in ("fifo.txt", "zero.txt", "passwd.txt", "self.txt", "socket.txt"):
        assert name in result.err


@POSIX
@pytest.mark.parametrize("name", ["/dev/zero", "fifo.txt"])
def test_a_device_or_fifo_that_is_named_is_refused_by_a_corpus_run(name: str, run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    result = run(name, "a.txt", "-o", "out/")
    assert result.code == 3
    assert "not a file" in result.err or "a FIFO" in result.err or "a device" in result.err


def test_no_name_in_a_record_becomes_a_path(run: Run, tmp_path: Path) -> None:
    """As with archives whose members are called `../../x`: outputs are named after the input file alone."""
    folder = tmp_path / "work" / "in"
    folder.mkdir(parents=True)
    evil = ("../../evil.txt", "/evil.txt", "..\\evil.txt", "a/../../evil")
    rows = [{"id": name, "path": name, "file": name, "title": name, "text": dump(n)} for n, name in enumerate(evil)]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    for form in ("jsonl", "text", "markdown"):
        assert run("work/in", "-o", f"work/out-{form}", "-f", form).code == 0
    found = {path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*") if path.is_file()}
    assert found <= {("work", "in"), *(("work", f"out-{form}") for form in ("jsonl", "text", "markdown"))}


def test_a_listed_name_that_leads_out_lands_inside(run: Run, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "a.txt").write_text(dump(1), "utf-8")
    (tmp_path / "list").write_text("work/../a.txt\n", "utf-8")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert run("--files-from", "list", "-o", "work/out/").code == 0
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert new
    assert all((tmp_path / "work" / "out") in path.parents for path in new)


@POSIX
def test_a_name_that_is_not_utf8_is_cleaned_and_shown_as_bytes(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (Path(os.fsdecode(bytes(folder) + b"/\xff\xfe.txt"))).write_text(dump(1), "utf-8")
    (Path(os.fsdecode(bytes(folder) + b"/\xff.txt"))).write_bytes(b"\xff\xfe\xfd" * 5)
    result = run("in", "-o", "out", "--report", "page.html")
    assert result.code == 3
    assert "\\xff.txt" in result.err
    assert os.listdir(os.fsencode(tmp_path / "out")).count(b"\xff\xfe.txt") == 1


@POSIX
@pytest.mark.parametrize(
    ("options", "limit"),
    [
        (["--max-record-size", "512MB"], b"--max-ratio"),
        (["--max-ratio", "100000", "--max-record-size", "8MB"], b"--max-record-size"),
    ],
    ids=["ratio", "size"],
)
def test_a_bomb_takes_neither_time_nor_memory(options: list[str], limit: bytes, tmp_path: Path) -> None:
    """780 KB that decompress to 800 MB: stopped in a second or two, in 1 GB of address space, with nothing written."""
    import resource

    packed = gzip.compress(b"a" * (8 << 20))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bomb.txt.gz").write_bytes(packed * 100)
    program = f"""import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({1 << 30}, {1 << 30}))
from wxclean.cli import main
sys.exit(main(sys.argv[1:]))"""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.monotonic()
    command = [sys.executable, "-c", program, "in", "-o", "out", "-j", "1", *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.returncode == 3, done.stderr
    assert limit in done.stderr
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 5, time.monotonic() - start
    assert contents(tmp_path / "out") == {}
