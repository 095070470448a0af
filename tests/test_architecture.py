"""Imports go one way: each module may know those that its row of the table names, and no others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "wxclean"

DATA = {"document", "errors"}
RULES = DATA | {"scan", "keys", "firsts", "memory", "rules", "matching", "compiling", "packfile"}
STEPS = RULES | {"steps", "shipped", "plugins", "registry"}
CORE = STEPS | {
    "decode",
    "unwrap",
    "layout",
    "filters",
    "metadata",
    "guard",
    "quick",
    "endings",
    "landmarks",
    "ordinary",
    "splitting",
    "walking",
    "pipeline",
}
ALLOWED: dict[str, set[str]] = {
    "_version": set(),
    "errors": set(),
    "document": set(),
    "files": {"errors"},
    "decode": {"errors"},
    "unwrap": DATA | {"decode"},
    "scan": set(),
    "keys": set(),
    "firsts": set(),
    "memory": set(),
    "rules": DATA,
    "matching": DATA | {"keys", "memory", "rules", "scan"},
    "compiling": DATA | {"keys", "firsts", "matching", "memory", "rules", "scan"},
    "packfile": DATA | {"keys", "rules"},
    "filters": RULES | {"layout", "landmarks"},
    "endings": DATA | {"quick"},
    "layout": DATA | {"quick"},
    "steps": DATA | {"keys", "matching", "rules", "layout"},
    "shipped": RULES,
    "plugins": RULES | {"steps"},
    "registry": RULES | {"filters", "steps", "shipped", "plugins"},
    "metadata": DATA | {"filters", "keys"},
    "guard": DATA | {"keys"},
    "landmarks": {"scan"},
    "ordinary": {"scan"},
    "splitting": {"unwrap", "ordinary"},
    "walking": {"unwrap", "landmarks", "ordinary", "scan", "splitting"},
    "quick": {"unwrap", "scan", "splitting", "walking"},
    "pipeline": CORE - {"pipeline"},
    "render": DATA,
    "preview": DATA,
    "config": DATA | {"packfile", "registry", "render", "shipped"},
    "batch": CORE | {"files", "render", "_version"},
    "tables": DATA | {"batch"},
    "integrations": DATA | {"batch"},
    "__init__": CORE | {"render", "tables", "_version"},
    "cli": CORE | {"files", "render", "preview", "config", "batch", "_version"},
    "__main__": {"cli"},
}
"""For each module or package of wxclean: what it imports of wxclean. A package may import itself."""

HEAVY = {"chardet", "fsspec", "ftfy", "importlib.metadata", "pathspec", "pyarrow", "ray", "rich", "typer", "zstandard"}
"""Imported only inside the functions that use them, so that a plain pipe starts at once."""

LOADED_AFTER_THE_WAY_IN = {"cli/application.py", "cli/options.py"} | {
    path.relative_to(PACKAGE).as_posix()
    for path in (PACKAGE / "cli").glob("*.py")
    if "def add_to(app: typer.Typer)" in path.read_text(encoding="utf-8")
}
"""The application and its commands are imported only once there is something to parse."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part(path: Path) -> str:
    """The row of the table that a module belongs to."""
    return relative(path).split("/")[0].removesuffix(".py")


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def at_import_time(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those inside functions and behind TYPE_CHECKING."""
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
def test_imports_go_one_way(path: Path) -> None:
    own = part(path)
    assert own in ALLOWED, f"say in the table what wxclean/{own} may import"
    known = {name.split(".")[1] for name in imported(ast.walk(tree(path))) if name.startswith("wxclean.")}
    assert known - ALLOWED[own] - {own} - {"__version__"} == set()


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


def test_the_table_has_no_circle() -> None:
    left = dict(ALLOWED)
    while free := {name for name, known in left.items() if not known & left.keys()}:
        left = {name: known for name, known in left.items() if name not in free}
    assert left == {}
