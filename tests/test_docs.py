"""The README and the manual tell the truth: their examples run here, and they name what there is.

In a `console` block each line that starts with `$ `, with the lines below it that start with `>`, is run by bash in
an empty folder with the sample as `dump.txt`, and must print the other lines below it, where `...` stands for any. A
`python` block is a doctest in such a folder. Of `powershell` and `sh` blocks, the lines that call wxclean must
succeed. Blocks of other languages are not run, but the options and extras that they name must exist. A block that
stands on several pages runs once, the others in the language of their page. One that needs Ray gets a cluster, and like
one that needs Spark it runs where those tests are asked for.
"""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
import yaml

import wxclean
from tests.conftest import Run
from tests.helpers.clusters import Cluster, cluster
from tests.helpers.project import EXAMPLE, PLUGIN, ROOT
from tools import command_reference
from wxclean.batch.formats.registry import BY_SUFFIX
from wxclean.cli.top_level import COMMANDS
from wxclean.language import LANGUAGES
from wxclean.result import SUSPICIONS, Metadata, PageKind
from wxclean.rules.pack_tables import TABLES

FILES = [*ROOT.glob("README*.md"), *sorted(ROOT.glob("docs/*/*.md"))]
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in FILES}
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


class Block(NamedTuple):
    """A fenced block of a page: its language, its first line's number and its text."""

    page: str
    language: str
    line: int
    text: str


def blocks(language: str) -> list[Block]:
    found = []
    for name, page in PAGES.items():
        fenced = re.finditer(r"^```(\w+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
        found += [Block(name, match[1], page.count("\n", 0, match.start()) + 2, match[2]) for match in fenced]
    return [block for block in found if block.language == language]


def cases(language: str) -> list[object]:
    """Return the blocks that differ as parameters, with the marks of what they need."""
    found = {block.text: block for block in reversed(blocks(language))}
    return [pytest.param(block, id=f"{block.page}, line {block.line}", marks=needs(block)) for block in found.values()]


def needs(block: Block) -> list[pytest.MarkDecorator]:
    marks = [mark for words, mark in MARKS.items() if words in block.text]
    for package in ("datasets", "datatrove"):
        if f"from {package}" in block.text:
            absent = importlib.util.find_spec(package) is None
            marks.append(pytest.mark.skipif(absent, reason=f"{package} is not installed"))
    return [*marks, pytest.mark.filterwarnings("default")] if marks else []


REFERENCE = PAGES["docs/en/commands.md"]
OTHER_OPTIONS = {"--version", "--install-completion", "--directory-prefix", "--input-file"}
CONFIGURATIONS = {"en": "zensical.toml", "zh": "zensical.zh.toml"}
WRITTEN_BY_LEARN = {"account", "learned"}
EXTRAS_OF_DEVELOPERS = {"bench", "dev", "docs", "fuzz", "remote-test"}
SHOWN_TARGETS = re.findall(r"^make ([\w-]+) +# ", CONTRIBUTING, re.MULTILINE)
MARKS = {"--engine ray": pytest.mark.ray, "import ray": pytest.mark.ray, "from pyspark": pytest.mark.spark}


def scripts() -> dict[tuple[str, ...], Block]:
    """Return the blocks of scripts that call wxclean by their calls, but for those that need a person or a cluster."""
    found: dict[tuple[str, ...], Block] = {}
    for block in (block for language in ("powershell", "sh") for block in blocks(language)):
        lines = re.findall(r"^wxclean .*?(?= *#|$)", block.text, re.MULTILINE)
        calls = [line for line in lines if not re.search(r"wxclean review|--engine ray", line)]
        found.setdefault(tuple(calls), block)
    return {calls: block for calls, block in found.items() if calls}


INPUTS = """
mkdir -p dumps pages export vault/Clippings
cp dump.txt dumps/1.txt
printf '<div id="js_content"><p>灯一直亮到十点。</p></div>' | tee page.html > pages/1.html
printf '<rss><channel><item><title>信</title><description>灯亮着。</description></item></channel></rss>' > feed.rss
for day in 一 二 三 四 五; do
  printf '<a id="js_name">渡口晚报</a><div id="js_content"><p>星期%s。</p><p>扫码进群</p></div>' $day > export/$day.html
done
cp dump.txt vault/Clippings/1.md
"""
"""What the scripts work on, beside the sample."""


def commands(session: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        typed = [lines[0], *takewhile(lambda line: line.startswith(">"), lines[1:])]
        yield "\n".join(line.removeprefix(">").removeprefix(" ") for line in typed), "\n".join(lines[len(typed) :])


def shell(command: str, language: str = "en") -> str:
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "100", "WXCLEAN_LANG": language}
    done = subprocess.run(
        ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, check=False
    )
    return done.stdout.decode()


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    shutil.copy(EXAMPLE, tmp_path / "dump.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    if request.node.get_closest_marker("ray"):
        nodes = request.getfixturevalue("nodes")
        for name, value in (nodes.environment | {"RAY_ADDRESS": nodes.address}).items():
            monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Cluster]:
    """Yield a cluster of one node."""
    with cluster(1) as made:
        yield made


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("block", cases("console"))
def test_shell_examples(block: Block) -> None:
    for command, expected in commands(block.text):
        shown = shell(command, "zh" if "zh" in block.page else "en")
        assert doctest.OutputChecker().check_output(expected, shown, doctest.ELLIPSIS), f"$ {command}\n{shown}"


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("block", cases("python"))
def test_python_examples(block: Block) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, {}, block.page, block.page, block.line - 1)
    assert test.examples
    complaints: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=complaints.append)
    assert "".join(complaints) == ""


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize(
    "calls", [pytest.param(calls, id=f"{block.page}, line {block.line}") for calls, block in scripts().items()]
)
def test_calls_in_scripts(calls: tuple[str, ...]) -> None:
    shell(INPUTS)
    for call in calls:
        shown = shell(f"{call}; echo exit code $?")
        assert shown.endswith("exit code 0\n"), f"{call}\n{shown}"


def test_there_are_examples_of_each_kind() -> None:
    assert len(cases("console")) >= 20
    assert len(cases("python")) >= 10
    assert sum(map(len, scripts())) >= 12


@pytest.mark.parametrize("name", PAGES)
def test_every_option_exists(name: str) -> None:
    said = re.findall(r"\bwxclean\b[^`\n|]*", PAGES[name])
    options = set(re.findall(r"(?<=\s)--[a-z][\w-]*", " ".join(said)))
    assert options <= set(re.findall(r"--[a-z][\w-]*", REFERENCE)) | OTHER_OPTIONS


@pytest.mark.parametrize("name", PAGES)
def test_every_extra_exists(name: str) -> None:
    extras = ",".join(re.findall(r"\bwxclean\[([\w,-]+)\]", PAGES[name])).split(",")
    assert set(extras) - {""} <= set(PROJECT["optional-dependencies"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_extra_for_users_is_listed(language: str) -> None:
    extras = set(PROJECT["optional-dependencies"]) - EXTRAS_OF_DEVELOPERS
    assert [name for name in extras if f"`{name}`" not in PAGES[f"docs/{language}/start.md"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["pyproject.toml", "wxclean_example/__init__.py", "wxclean_example/library.toml"])
def test_all_of_the_example_plug_in_is_shown(path: str, language: str) -> None:
    text = (PLUGIN / path).read_text(encoding="utf-8")
    assert f"\n{text}```\n" in PAGES[f"docs/{language}/plugins.md"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_is_what_the_help_says(run: Run, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("COLUMNS", command_reference.COLUMNS)
    help_of = partial(run, "--lang", language, "help")
    made = command_reference.reference(language, lambda name: help_of(*name.split()).out.decode())
    assert made == PAGES[f"docs/{language}/commands.md"], "run `make reference`"
    assert [command for command in COMMANDS if f"\n## wxclean {command}\n" not in made] == []


def test_every_code_of_a_suspicion_is_listed() -> None:
    rows = [f"| `{code}` | {sentence} |" for code, sentence in SUSPICIONS.items()]
    assert "\n".join(rows) in PAGES["docs/en/changes.md"]


@pytest.mark.parametrize("code", SUSPICIONS)
def test_every_code_of_a_suspicion_is_listed_in_chinese(code: str) -> None:
    assert f"\n| `{code}` | " in PAGES["docs/zh/changes.md"]


def test_the_readmes_lead_to_each_other() -> None:
    assert "(README.zh-CN.md)" in PAGES["README.md"]
    assert "(README.md)" in PAGES["README.zh-CN.md"]


@pytest.mark.parametrize("page", ["docs/en/input.md", "docs/zh/formats.md"])
def test_every_suffix_is_listed(page: str) -> None:
    assert [suffix for suffix in BY_SUFFIX if f"`{suffix}`" not in PAGES[page]] == []


@pytest.mark.parametrize("page", ["docs/en/output.md", "docs/zh/formats.md"])
def test_every_field_of_metadata_and_kind_of_page_is_listed(page: str) -> None:
    assert [name for name in (*Metadata._fields, *get_args(PageKind)) if f"`{name}`" not in PAGES[page]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_api_has_every_public_name(language: str) -> None:
    shown = re.findall(r"^::: wxclean\.(\w+)$", PAGES[f"docs/{language}/api.md"], re.MULTILINE)
    assert sorted(shown) == sorted({*wxclean.__all__} - {"__version__"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_a_rule_pack_and_every_key_is_listed(language: str) -> None:
    page = PAGES[f"docs/{language}/packs.md"]
    assert [name for name in TABLES if not re.search(rf"`\[+{name}\]+`", page)] == []
    written = {key for name, keys in TABLES.items() if name not in WRITTEN_BY_LEARN for key in keys}
    assert [key for key in sorted(written) if f"`{key}`" not in page] == []


def test_the_hook_says_which_files_it_looks_at() -> None:
    files = {hook["files"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    taken = {suffix for suffix in BY_SUFFIX if all(re.search(wanted, f"a{suffix}") for wanted in files)}
    sentence = re.search(r"The hooks look at (.*?) files", PAGES["docs/en/hook.md"], re.DOTALL)
    assert sentence
    assert set(re.findall(r"`(\.\w+)`", sentence[1])) == taken


def test_every_make_target_is_shown() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+): \$\(READY\)", makefile, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert targets == set(SHOWN_TARGETS)
    assert targets <= set(phony[1].split())


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_make_says_what_there_is_to_make() -> None:
    made = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in made.stdout.splitlines()] == SHOWN_TARGETS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_the_navigation(language: str) -> None:
    nav = configuration(language)["nav"]
    assert sorted(listed(nav)) == sorted(path.name for path in (ROOT / "docs" / language).glob("*.md"))


def test_the_manual_looks_alike_in_every_language() -> None:
    looks = []
    for language in LANGUAGES:
        project = configuration(language)
        theme = project["theme"]
        assert theme.pop("language") == language
        for palette in theme["palette"]:
            palette["toggle"].pop("name")
        looks.append((theme, project["plugins"], [(one["name"], one["lang"]) for one in project["extra"]["alternate"]]))
    assert all(look == looks[0] for look in looks)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_another_server_to_be_shown(name: str) -> None:
    assert name not in [block.page for block in blocks("mermaid")]  # which a script draws that the site doesn't bring
    written = re.sub(r"^```\w+\n.*?^```$|`[^`\n]*`", "", PAGES[name], flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"!\[[^\]]*\]\(\w+:|<(?:img|script|iframe)\b[^>]*\bsrc=\"\w+:", written) == []


def configuration(language: str) -> Any:
    return tomllib.loads((ROOT / CONFIGURATIONS[language]).read_text(encoding="utf-8"))["project"]


def listed(navigation: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the pages of a navigation, at any depth."""
    for target in (target for entry in navigation for target in entry.values()):
        yield from [target] if isinstance(target, str) else listed(target)


def test_the_readme_is_short() -> None:
    assert PAGES["README.md"].count("\n") <= 160


def mentioned() -> Iterator[tuple[Path, str]]:
    """Yield the files and folders that the pages name, each with the folder that it is counted from."""
    folders = "wxclean|tests|examples|docs|tools|benchmarks|fuzz"
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*/*.md"), *ROOT.glob("benchmarks/*.md")]:
        text = page.read_text(encoding="utf-8")
        yield from ((ROOT, path) for path in re.findall(rf"`((?:{folders})/[\w./-]*)`", text))
        yield from ((page.parent, path) for path in re.findall(r'<img src="([^"]+)"', text))
        yield from ((page.parent, path) for path in re.findall(r"\]\((?!http|#|javascript|/gzh)([^)#\s]+)", text))


@pytest.mark.parametrize(("folder", "path"), sorted(set(mentioned())))
def test_every_path_exists(folder: Path, path: str) -> None:
    assert (folder / path).exists()
