"""Dumps and runs that the batch tests share."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

from pyarrow import parquet

from wxclean.batch.job import Job
from wxclean.batch.plan.inputs import Request
from wxclean.batch.plan.make_plan import make_plan
from wxclean.batch.run.fingerprint import fingerprint
from wxclean.batch.run.options import Options
from wxclean.batch.run.runner import run
from wxclean.batch.run.summary import RunSummary
from wxclean.cleaner.cleaner import Cleaner
from wxclean.cleaner.settings import CleanerSettings
from wxclean.output.render import render

SENTENCES = (
    "清晨的渡口还没有人，船家已经把缆绳理好，等着第一班过江的学生。",
    "老街的修表匠说，他修过最旧的一只钟，是民国二十三年的座钟。",
    "图书馆把闭馆时间推迟到晚上九点，自习室里多了六十个座位。",
    "今年的雨水来得早，山上的茶园比往年提前十天开了园。",
)


def dump(number: int, *, paragraphs: int = 3) -> str:
    """Return a wrapped dump with an article of its own and the chrome of the page around it."""
    body = "\\n\\n".join(f"{SENTENCES[(number + i) % 4]}这是第{number}篇的第{i}段。" for i in range(paragraphs))
    head = f"青石渡记事之{number}\\n\\n                \\n      青石镇图书馆      \\n"
    head += "      微信号\\n      qingshi_library\\n"
    tail = "\\n  微信扫一扫\\n  关注该公众号\\n   取消   确定 \\n   知道了\\n"
    return f"text:'{head}      {body}{tail}'"


def cleaned(raw: str | bytes) -> str:
    """Return what the library makes of a dump that is one text."""
    return "".join(render(one, "text") for one in Cleaner().clean_records(raw))


def tree(folder: Path, count: int) -> Path:
    """Write so many dumps into a folder, in folders of ten."""
    for number in range(count):
        path = folder / f"{number // 10:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(number), "utf-8")
    return folder


def jsonl(path: Path, count: int) -> Path:
    """Write a file of so many records with other columns."""
    lines = (json.dumps({"id": n, "text": dump(n), "tags": ["甲", n]}, ensure_ascii=False) for n in range(count))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def batch(
    *paths: Path | str,
    output: Path | str | None = None,
    job: Job | None = None,
    jobs: int = 1,
    resume: bool = False,
    fail_fast: bool = False,
    **request: Any,
) -> RunSummary:
    """Return the summary of a run over paths."""
    wanted = Request(tuple(map(str, paths)), output=None if output is None else str(output))
    plan = make_plan(wanted._replace(**request), job or Job(fingerprint=fingerprint(CleanerSettings())))
    return run(plan, Options(jobs, resume, fail_fast))


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder but the hidden ones, by their path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in named.items() if not any(part.startswith(".") for part in name.split("/"))}


def expected(folder: Path) -> dict[str, bytes]:
    """Return what a run over a folder of dumps should write."""
    return {name: cleaned(raw).encode() for name, raw in contents(folder).items()}


def leftovers(folder: Path) -> list[Path]:
    """Return the temporary files below a folder, which should be gone."""
    return list(folder.rglob(".wxclean-*"))


DRY = Job(CleanerSettings(), dry=True)


def rows_in(path: Path) -> list[dict[str, Any]]:
    """Return the records in a file, by its name."""
    name = path.name.removesuffix(".gz")
    if name.endswith(".parquet"):
        rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
        return rows
    text = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
    if name.endswith(".json"):
        found: list[dict[str, Any]] = json.loads(text)
        return found
    if name.endswith((".csv", ".tsv")):
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="," if ".csv" in name else "\t"))
    return [json.loads(line) for line in text.splitlines()]
