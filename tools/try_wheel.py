"""Try the wxclean that is installed from a compiled wheel: `python tools/try_wheel.py`, in its environment.

Each module that `pyproject.toml` names for mypyc has to be compiled, the packs have to be there, the default one also
as JSON, and the command and the library have to clean the sample dump.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "examples" / "dump.txt"


def to_compile() -> Iterator[str]:
    """Yield the modules that are to be compiled, as paths below the project."""
    from pathspec import GitIgnoreSpec  # one of wxclean's own dependencies

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    wanted, unwanted = (GitIgnoreSpec.from_lines(hook[name]) for name in ("include", "exclude"))
    paths = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "wxclean").rglob("*.py")))
    return (path for path in paths if wanted.match_file(path) and not unwanted.match_file(path))


def faults(package: Path) -> Iterator[str]:
    """Yield what is wrong with the package as it is installed."""
    for path in to_compile():
        stem = package.parent / path.removesuffix(".py")
        if not any(stem.with_name(stem.name + suffix).exists() for suffix in EXTENSION_SUFFIXES):
            yield f"{path} is not compiled"
    from wxclean.rules.shipped import COMPILED, SHIPPED

    packs = [*(f"{name}.toml" for name in SHIPPED), *(f"{name}.json" for name in COMPILED)]
    yield from (f"packs/{name} is missing" for name in packs if not (package / "packs" / name).exists())
    version = said("--version").decode().strip()
    if not version.endswith("(compiled)"):
        yield f"wxclean --version says {version!r}"
    import wxclean

    if said(str(SAMPLE)).decode().splitlines() != str(wxclean.clean(SAMPLE.read_bytes())).splitlines():
        yield "the command and the library clean the sample differently"


def said(*arguments: str) -> bytes:
    """Return what the installed command prints."""
    command = shutil.which("wxclean", path=sysconfig.get_path("scripts"))
    if command is None:
        raise FileNotFoundError("the command wxclean is not installed beside this Python")
    return subprocess.run([command, *arguments], check=True, capture_output=True).stdout  # noqa: S603 - the command that is tried


def main() -> int:
    """Print what is wrong, and return whether anything is."""
    spec = find_spec("wxclean")
    if spec is None or spec.origin is None:
        print("wxclean is not installed", file=sys.stderr)
        return 1
    found = list(faults(Path(spec.origin).parent))
    print("\n".join(found) or f"the compiled wheel works: {spec.origin}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
