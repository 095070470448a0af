"""Imports go down: a room may know what stands below it in the table, and nothing beside it or above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.project import PACKAGE

ROOMS = """
    __main__
    cli, integrations
    batch
    cleaner
    filters
    rules
    reading
    output, files
    result
    edits
    document
    errors, visible, _version
"""
"""The rooms of the package, and the loose modules that all of them share; each line may import those below it."""

INSIDE = {
    "batch": """
        report
        run
        work
        plan
        formats
        job
    """,
    "cli": """
        application
        commands
        corpus
        few_inputs
        corpus_options, options
        inputs
        settings
        settings_file
        fields
        messages, exit_codes, sizes
    """,
    "files": """
        staged
        storage
        local, remote
        local_walk
        hidden, fsync
        facts
        lock, compression, watched_reads
    """,
    "filters": """
        built_in
        page, packs, fixes
        step
        by_tools
        labels
        dates
    """,
    "reading": """
        read
        lines
        unwrap
        decode
    """,
}
"""The same for what stands inside the larger rooms."""

LOOSE = 9
"""At most so many modules stand outside of all rooms."""

HEAVY = {"chardet", "fsspec", "ftfy", "importlib.metadata", "pathspec", "pyarrow", "ray", "rich", "typer", "zstandard"}
"""Imported only inside the functions that use them, so that a plain pipe starts at once."""

LOADED_AFTER_THE_WAY_IN = {"cli/application.py", "cli/options.py"} | {
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


def may_import(own: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether a module may import another one, or a name of it; both as parts of their paths in the package."""
    for at, (here, there) in enumerate(zip(own, other, strict=False)):
        table = ROOMS if at == 0 else INSIDE.get("/".join(own[:at]))
        if here == there and table is not None:
            continue
        heights = floors(table) if table is not None else {}
        return table is None or (here == "__init__" or heights[here] > heights.get(there, -1))
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


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_go_down(path: Path) -> None:
    own = tuple(path.relative_to(PACKAGE).with_suffix("").parts)
    for name in imported(ast.walk(tree(path))):
        if name.startswith("wxclean.") and own != ("__init__",):
            other = tuple(name.split(".")[1:])
            assert may_import(own, other), f"{'.'.join(own)} may not import {name}"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if relative(path) not in LOADED_AFTER_THE_WAY_IN], ids=relative
)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    names = set(imported(at_import_time(tree(path))))
    assert {name for name in names for heavy in HEAVY if f"{name}.".startswith(f"{heavy}.")} == set()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_says_its_job_and_stays_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") < 300


def test_few_modules_stand_outside_of_the_rooms() -> None:
    loose = {path.stem for path in PACKAGE.glob("*.py")}
    assert loose <= floors(ROOMS).keys() | {"__init__"}
    assert len(loose) <= LOOSE
