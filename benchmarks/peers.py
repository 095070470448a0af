"""The contestants of the speed bench: the floor, wxclean, and what people use instead. Each takes a corpus."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from benchmarks.cleaners import CleanFunction, unused
from benchmarks.generate import PHRASES, Corpus
from wxclean.result import Cleaned

WRAPPED, JSONL, CLEAN = "wrapped dumps", "JSONL", "clean text"
UNTEMPLATED = "wrapped dumps, no two with the same end"
REAL, PAGES, MARKDOWN = "real dumps", "saved pages as text", "saved pages as Markdown"
UNLIKE = (REAL, PAGES, MARKDOWN)
"""Corpora of which no two records are alike: each is cleaned once a round, by a cleaner that knows none of them."""

FLOOR, WXCLEAN, FTFY, SED_MAWK = "floor", "wxclean", "ftfy", "sed | mawk"


class AbsentError(Exception):
    """A contestant that can't run here; the message says what is missing."""


class Contestant(NamedTuple):
    """A name, the corpora it can do, and its work: a corpus to the bytes that it leaves.

    A slow one gets every `every`-th record only: speed is per byte, so that costs nothing but time.
    """

    name: str
    corpora: Sequence[str]
    run: Callable[[Corpus], int]
    every: int = 1


def contestants(cleaner: CleanFunction | None) -> tuple[list[Contestant], list[str]]:
    """Return those that can run here, and a line for each that can't."""
    absent: list[str] = []
    found = [
        Contestant(FLOOR, (WRAPPED, UNTEMPLATED, JSONL, CLEAN, *UNLIKE), _each(_floor)),
        Contestant(f"{FLOOR}, escaped breaks split", (WRAPPED, UNTEMPLATED), _each(_split_floor)),
    ]
    makers: list[Callable[[], list[Contestant]]] = [lambda: _wxclean(cleaner), _parsers, _ftfy, _clean_text]
    makers += [_sed_grep, _sed_mawk]
    for make in makers:
        try:
            found += make()
        except AbsentError as reason:
            absent.append(f"absent: {reason}")
    return found, absent


def shell(script: Sequence[str], file: Path, folder: Path) -> bytes:
    """Return what a pipeline of the shell leaves of a file. Byte locale, as a user in a hurry would set it."""
    with tempfile.TemporaryFile(dir=folder) as sink:
        environment = {**os.environ, "LC_ALL": "C"}
        with file.open("rb") as source:
            command = " | ".join(script)
            subprocess.run(["sh", "-c", command], stdin=source, stdout=sink, env=environment, cwd=folder, check=True)
        sink.seek(0)
        return sink.read()


def _each(work: Callable[[bytes], str]) -> Callable[[Corpus], int]:
    """Return work that is done record by record, in this process; encoding the result is part of it."""
    return lambda corpus: sum(len(work(record).encode()) for record in corpus.records)


def _floor(record: bytes) -> str:
    return "\n".join(record.decode().split("\n"))


def _split_floor(record: bytes) -> str:
    return "\n".join(record.decode().split("\\n"))


def _wxclean(cleaner: CleanFunction | None) -> list[Contestant]:
    if cleaner is None:
        raise AbsentError("wxclean (no wxclean.clean in this tree)")
    every = (WRAPPED, UNTEMPLATED, JSONL, CLEAN, *UNLIKE)
    return [
        Contestant(WXCLEAN, every, lambda corpus: _cleaned(cleaner, corpus)),
        Contestant(f"{WXCLEAN}, its edits read", (WRAPPED,), _each(lambda record: _with_edits(cleaner(record)))),
    ]


def _cleaned(cleaner: CleanFunction, corpus: Corpus) -> int:
    clean = unused(cleaner) if corpus.name in UNLIKE else cleaner
    return _each(lambda record: str(clean(record)))(corpus)


def _with_edits(cleaned: Cleaned) -> str:
    """Return the text of a result whose edits are read, too: some are made when they are asked for."""
    text, _ = str(cleaned), cleaned.edits
    return text


def _parsers() -> list[Contestant]:
    """Return the right ways to unwrap in a line of Python; no chrome is removed."""
    return [
        Contestant("literal_eval + splitlines", (WRAPPED,), _each(lambda r: _lines(ast.literal_eval(r.decode()[5:])))),
        Contestant("json.loads + splitlines", (JSONL,), _each(lambda r: _lines(json.loads(r)["text"]))),
    ]


def _lines(payload: str) -> str:
    return "\n".join(line for raw in payload.splitlines() if (line := raw.strip()))


def _ftfy() -> list[Contestant]:
    """Return ftfy, with its defaults and with settings that leave Chinese punctuation alone; it removes no chrome."""
    try:
        import ftfy
    except ImportError:
        raise AbsentError("ftfy (pip install ftfy)") from None
    safe = ftfy.TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_character_width=False,
        fix_latin_ligatures=False,
        normalization=None,
    )
    every = (WRAPPED, JSONL, CLEAN, *UNLIKE)
    return [
        Contestant(FTFY, every, _each(lambda record: ftfy.fix_text(record.decode())), 8),
        Contestant("ftfy, safe for Chinese", every, _each(lambda record: ftfy.fix_text(record.decode(), safe)), 8),
    ]


def _clean_text() -> list[Contestant]:
    """Return clean-text, set to keep Chinese and capitals; it removes no chrome."""
    try:
        clean = import_module("cleantext").clean
    except ImportError:
        raise AbsentError("clean-text (pip install clean-text)") from None

    def run(record: bytes) -> str:
        return str(clean(record.decode(), to_ascii=False, lower=False))

    return [Contestant("clean-text", (WRAPPED, JSONL, CLEAN), _each(run), 16)]


_UNWRAP = {r"^text:'": "", r"'$": "", r"\\n": r"\n", r"\\'": "'"}
_UNWRAP_ALL = {**_UNWRAP, r"\\xa0": r"\xc2\xa0", r"\\t": r"\t", r"\\\\": r"\\"}

_MAWK = r"""
BEGIN { FS = "\001"; while ((getline line < "phrases.txt") > 0) chrome[line] }
match($0, /[^ ]/) { $0 = substr($0, RSTART); if ($0 ~ / $/) sub(/ +$/, ""); if (!($0 in chrome)) print }
"""


def sed_grep(sed: str) -> list[str]:
    """Return a pipeline that unwraps, trims and drops whole lines of known chrome, as a careful user would write it."""
    trim = f"{sed} -e 's/^ *//' -e 's/ *$//' -e '/^$/d'"
    return [_sed_script(sed, _UNWRAP_ALL), trim, "grep -vxFf phrases.txt"]


def sed_mawk(sed: str) -> list[str]:
    """Return the fastest pipeline: split at the escaped newlines, look each line up in a hash."""
    return [_sed_script(sed, _UNWRAP), "mawk -f chrome.awk"]


def _sed_grep() -> list[Contestant]:
    sed = _gnu_sed()
    return [
        Contestant("sed", (WRAPPED,), _in_shell([_sed_script(sed, _UNWRAP_ALL)])),
        Contestant("sed | grep -vxFf", (WRAPPED,), _in_shell(sed_grep(sed))),
    ]


def _sed_mawk() -> list[Contestant]:
    if not shutil.which("mawk"):
        raise AbsentError("sed | mawk (no mawk)")
    return [Contestant(SED_MAWK, (WRAPPED,), _in_shell(sed_mawk(_gnu_sed())))]


def _in_shell(script: Sequence[str]) -> Callable[[Corpus], int]:
    return lambda corpus: len(shell(script, corpus.file, corpus.file.parent))


def write_shell_files(folder: Path) -> None:
    """Write the phrase list and the awk program that the pipelines read."""
    (folder / "phrases.txt").write_text("\n".join(PHRASES) + "\n", "utf-8")
    (folder / "chrome.awk").write_text(_MAWK, "utf-8")


def _sed_script(sed: str, replacements: Mapping[str, str]) -> str:
    quoted = [f"s/{old}/{new}/g".replace("'", "'\\''") for old, new in replacements.items()]
    return " ".join([sed, *(f"-e '{command}'" for command in quoted)])


def _gnu_sed() -> str:
    for name in ("gsed", "sed"):
        if shutil.which(name):
            answer = subprocess.run([name, "--version"], capture_output=True, check=False)
            if b"GNU" in answer.stdout:
                return name
    raise AbsentError("sed pipelines (no GNU sed)")
