"""Draw the manual's pictures of a report: that of a run over dumps made of the example, as a browser shows it.

Needs Playwright, and a Chromium or Chrome in PATH.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Final

from wxclean._version import __version__
from wxclean.batch.job import Job
from wxclean.batch.plan.inputs import Request
from wxclean.batch.plan.make_plan import make_plan
from wxclean.batch.report.html import page
from wxclean.batch.run.runner import run
from wxclean.language import LANGUAGES, speaking
from wxclean.output.html_page.about import About

ROOT = Path(__file__).parents[1]
DUMP = ROOT / "examples" / "dump.txt"
PICTURES = {language: ROOT / "docs" / language / "report.png" for language in LANGUAGES}
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_WIDTH, _HEIGHT = 1150, 1650
_SCRIPT: Final = "\\n                    var first"
_NAMES = ("青石镇图书馆", "渡口晚报", "麦田来信", "灯塔手记", "竹篮日记", "石阶茶馆", "山间邮局", "河口气象")
_PLACES = ("渡口", "老街", "桥头", "茶馆", "灯塔", "书店", "码头", "山路")
_ABOUT = About(__version__, "wxclean export -o articles.jsonl --report report.html", "2026-11-30T09:12:40+08:00")


def report(language: str) -> str:
    """Return the page of a run over some hundred dumps in a language, with no time or place of this machine.

    Which examples are in it follows from the names of temporary files.
    """
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder).resolve() / "export"
        _write_dumps(export)
        request = Request((str(export),), output=str(export.parent / "articles.jsonl"))
        summary = run(make_plan(request, Job(detail=True)))
        with speaking(language):
            shown = page(summary._replace(seconds=1.3), title="wxclean: articles.jsonl", about=_ABOUT)
        return shown.replace(f"{export}/", "")


def _write_dumps(folder: Path) -> None:
    """Write dumps of several accounts and years, pages that were deleted, and a few broken lines."""
    chance = Random(7)  # noqa: S311 - the same dumps each time
    example = DUMP.read_text(encoding="utf-8")
    folder.mkdir()
    for number, name in enumerate(_NAMES):
        rows = [_row(chance, example, name, place) for place in range(chance.randrange(30, 90))]
        rows += ['{"id": 404, "text": "该内容已被发布者删除"}'] * (number % 3 == 1)
        rows += ['{"id": 7, "text"'] * (number % 4 == 3)
        (folder / f"{number + 1:02}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _row(chance: Random, example: str, name: str, number: int) -> str:
    place = chance.choice(_PLACES)
    text = example.replace("青石镇图书馆", name).replace("夜里九点，阅览室", f"{place}的第{number + 1}夜，窗口")
    text = text.replace("2018-11-30", f"{chance.randrange(2016, 2022)}-{chance.randrange(1, 13):02}-18")
    text = text.replace(
        "来源：", f"本期编号{chance.randrange(1000)}，讲{place}的人很多。" * chance.randrange(1, 12) + "来源："
    )
    if number % 2:
        text = text.replace(_SCRIPT, f"\\n打开拾贝阅读器看全文{_SCRIPT}")
    return json.dumps({"id": number, "text": text}, ensure_ascii=False)


def draw(path: Path, browser: str, language: str) -> None:
    """Write the top of the page in a language as a picture."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_text(report(language), encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        shown = chromium.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="light")
        shown.goto(file.as_uri())
        shown.click("#rules tbody tr:nth-child(2) .opener")
        shown.evaluate("scrollTo(0, 0)")
        shown.screenshot(path=path)
        chromium.close()


def main() -> int:
    """Draw the picture anew; return 1 where there is no browser."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"none of these is in PATH: {', '.join(BROWSERS)}", file=sys.stderr)
        return 1
    for language, path in PICTURES.items():
        draw(path, browser, language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
