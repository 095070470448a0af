"""Imports go down: a room may know what stands below it in the table, and nothing beside it or above."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.helpers.project import PACKAGE

ROOMS = """
    __main__
    __init__
    cli, integrations
    batch
    learning
    cleaner
    filters
    rules
    reading
    output, files
    result
    edits
    document
    errors, visible, rare_pattern, _version
    language
"""
"""The rooms of the package, and the loose modules that all of them share; each line may import those below it.

The package's own `__init__` loads any of them, so that none of them may import it or the names that it offers."""

INSIDE = {
    "batch": """
        report, stream, learning
        run
        work
        plan
        formats
        job
    """,
    "cleaner": """
        cleaner
        outcome
        arguments, available_steps, given_settings, joined_pages, known_endings, run_steps, scope
        edited_text
        broken_characters, is_dump, layout, metadata, page_ending, plugins, saved_page, settings, suspicion
        kind
    """,
    "cli": """
        application
        commands
        review_screen
        cleaning, plain_options
        corpus, learn_corpus, previews
        few_inputs, record_previews, review_list, review_text, rule_list
        streams
        engine, job, kinds_of_input
        corpus_options, options
        option_tables
        plain_commands
        chosen_language, completion, help_text, inputs, output_choice
        wrong_usage, writing
        pager
        settings
        settings_file
        fields
        wrap
        top_level, messages, exit_codes, sizes, on_windows
    """,
    "files": """
        staged
        terminable
        storage
        local, remote
        local_walk
        hidden, fsync
        facts, lock
        compression, plain_text, system, watched_reads
    """,
    "filters": """
        built_in
        page, packs, fixes
        step
        by_tools
        labels
        addresses, dates, days_in_words
    """,
    "filters/page": """
        wechat
        several
        whole_header
        collapsed, footer_lines, footer_names, footer_top, header, notices, shares, weak_footer
        collapsed_tail, header_phrases
        collapsed_title, footer, header_labels, header_repost, profile_card
        button_lines, cards, comments, endings, players
        collapsed_header
        free_text, header_names, scripts_in_line
        collapsed_byline, collapsed_glued, scripts
        all_code, bylines, collapsed_phrases, glued_mark, joined_by_bars, nowhere_links, signatures
        byline_grammar, fenced_divs, paid, topics
        said_again
    """,
    "output": """
        diff, explain, inspect, notebook
        preview_lines, summary_lines
        change_text, tables
        chrome, fit, fold, summary, unified
        file_changes
        changes, console, file_bytes, in_line, json_line, render, toml_value
        markdown
        html_elements, html_page
    """,
    "output/html_page": """
        parts
        frame
        charts, tables
        about, escape, words
    """,
    "output/markdown": """
        convert
        read_blocks, write
        code, inline, looks, media, paragraphs, table
        addresses, emphasis, escapes, tree
        blocks
    """,
    "reading": """
        pages
        read
        page
        lines
        unwrap
        decode, seven_bit
        codec_names, foreign, ordinary
        magic, markup
    """,
    "rules": """
        shipped
        compile_packs
        matcher, packfile
        pack_tables
        learned_tables, prefilter
        pattern_signs
        first_letters, line_cache, rule
        learned_rule, repeat_key
        line_key
    """,
}
"""The same for what stands inside the larger rooms."""

LOOSE = 10
"""At most so many modules stand outside of all rooms."""

HEAVY = {
    "chardet",
    "fastwarc",
    "fsspec",
    "ftfy",
    "importlib.metadata",
    "pathspec",
    "pyarrow",
    "ray",
    "rich",
    "selectolax",
    "textual",
    "typer",
    "zstandard",
}
"""Imported only inside the functions that use them, so that a plain pipe starts at once."""

READS_PAGES = "reading/page/"
"""What reads saved pages is loaded once there is one, with the parser that it uses."""

LOADED_AFTER_THE_WAY_IN = {
    "cli/application.py",
    "cli/completion.py",
    "cli/options.py",
    "cli/plain_commands.py",
    "cli/review_list.py",
    "cli/review_screen.py",
} | {
    path.relative_to(PACKAGE).as_posix()
    for path in (PACKAGE / "cli" / "commands").glob("*.py")
    if "def add_to(app: typer.Typer)" in path.read_text(encoding="utf-8")
}
"""The application and its commands are imported only once there is something to parse."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def floors(table: str) -> dict[str, int]:
    """Return how high each name of a table stands."""
    lines = [line.strip().split(", ") for line in table.strip().split("\n")]
    return {name: height for height, names in enumerate(reversed(lines)) for name in names}


def may_import(own: tuple[str, ...], name: str) -> bool:
    """Return whether a module, as parts of its path in the package, may import a module, or a name of one.

    What a table doesn't list is a name of the `__init__` beside it, which only `__main__` may import.
    """
    package, *other = name.split(".")
    if package != PACKAGE.name:
        return True
    for at, (here, there) in enumerate(zip(own, other or ["__init__"], strict=False)):
        table = ROOMS if at == 0 else INSIDE.get("/".join(own[:at]))
        if table is None:
            return True
        if here != there:
            heights = floors(table)
            return here == "__init__" or heights[here] > heights.get(there, heights.get("__init__", len(heights)))
    return True


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def at_import_time(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes but those inside functions and behind TYPE_CHECKING."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from at_import_time(child)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    """Return the full name of a module; a package's is that of its `__init__`."""
    return ".".join((PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def known_module(name: str, known: Collection[str]) -> str | None:
    """Return the module of ours that an import names, or that has the name it asks for."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or None


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_go_down(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts
    assert [name for name in imported(ast.walk(tree(path))) if not may_import(own, name)] == []


@pytest.mark.parametrize(
    ("own", "line"),
    [
        ("document", "from wxclean import Cleaner"),
        ("edits", "import wxclean"),
        ("cli/sizes", "from wxclean import __version__"),
        ("cli/sizes", "import wxclean as cleaner"),
        ("edits", "from wxclean import cli"),
        ("reading/read", "import wxclean.cleaner.cleaner"),
        ("output/render", "from wxclean.files import storage"),
        ("cli/application", "from wxclean.cli import main"),
        ("cli/messages", "from wxclean.cli.inputs import Input"),
        ("rules/rule", "from wxclean.rules.matcher import Matcher"),
        ("filters/page/scripts", "from wxclean.filters.page import footer"),
        ("filters/page/wechat", "from wxclean.filters import built_in"),
    ],
)
def test_what_stands_above_or_beside_is_refused(own: str, line: str) -> None:
    (name,) = imported(ast.walk(ast.parse(line)))
    assert not may_import(tuple(own.split("/")), name)


@pytest.mark.parametrize("line", ["import wxclean", "from wxclean import Cleaner", "from wxclean.cli import main"])
def test_the_way_in_may_import_the_package(line: str) -> None:
    (name,) = imported(ast.walk(ast.parse(line)))
    assert may_import(("__main__",), name)


def test_no_imports_go_in_a_circle() -> None:
    paths = {module_name(path): path for path in MODULES}
    graph = {
        name: {known_module(other, paths) for other in imported(ast.walk(tree(path)))} - {None}
        for name, path in paths.items()
    }
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    "path", [path for path in MODULES if relative(path) not in LOADED_AFTER_THE_WAY_IN], ids=relative
)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    names = set(imported(at_import_time(tree(path))))
    if relative(path).startswith(READS_PAGES):
        names = {name for name in names if not name.startswith("selectolax.")}
    assert {name for name in names for heavy in HEAVY if f"{name}.".startswith(f"{heavy}.")} == set()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_says_its_job_and_stays_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") < 300


def test_few_modules_stand_outside_of_the_rooms() -> None:
    loose = {path.stem for path in PACKAGE.glob("*.py")}
    assert loose <= floors(ROOMS).keys()
    assert len(loose) <= LOOSE
