"""Look up every package that wxclean runs on, with its version, in PyPI's list of known weaknesses.

Ends with 0 where there is none, with 1 where there is one, and with 2 where PyPI could not be asked about all.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

EXTRAS = ("parquet", "remote", "zstd")
_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([\w-]+)['"]""")
_SECONDS = 20


def runtime_packages(name: str = "wxclean", extras: tuple[str, ...] = EXTRAS) -> dict[str, str]:
    """Return the version of each installed package that a package needs, directly or through others."""
    found: dict[str, str] = {}
    pending = [(name, extras)]
    while pending:
        package, wanted = pending.pop()
        try:
            installed = distribution(package)
        except PackageNotFoundError:  # needed elsewhere: on Windows, for an older Python
            continue
        if package in found:
            continue
        found[package] = installed.version
        pending += [(needed, ()) for needed in _needed(installed.requires or (), wanted)]
    del found[name]
    return found


def _needed(requirements: list[str] | tuple[()], extras: tuple[str, ...]) -> Iterator[str]:
    for requirement in requirements:
        extra = _EXTRA.search(requirement)
        named = _NAME.match(requirement)
        if named and (extra is None or extra[1] in extras):
            yield named[0].lower().replace("_", "-")


def weaknesses(name: str, version: str) -> list[Mapping[str, Any]]:
    """Return what PyPI knows of a version.

    Raises:
        OSError: PyPI can't be asked, or knows nothing of this version.
    """
    try:
        data = _asked(f"{name}/{version}")
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        data = _asked(name)  # a mirror may have the newest version alone
        if data["info"]["version"] != version:
            raise
    return [one for one in data["vulnerabilities"] if not one.get("withdrawn")]


def _asked(path: str) -> Any:
    with urllib.request.urlopen(f"https://pypi.org/pypi/{path}/json", timeout=_SECONDS) as answer:
        return json.load(answer)


def main() -> int:
    """Print what was found, and return the exit code."""
    weak, unknown = 0, 0
    packages = runtime_packages()
    for name, version in sorted(packages.items()):
        try:
            found = weaknesses(name, version)
        except (OSError, ValueError, KeyError) as error:
            unknown += 1
            print(f"{name} {version}: PyPI could not be asked ({error})")
            continue
        weak += bool(found)
        for one in found:
            fixed = ", ".join(one.get("fixed_in") or ()) or "no version yet"
            print(f"{name} {version}: {one['id']}, fixed in {fixed}: {one.get('link', '')}")
    print(
        f"{len(packages)} packages: {len(packages) - weak - unknown} without a known weakness, {weak} with one", end=""
    )
    print(f", {unknown} not looked up: is there a network?" if unknown else "")
    return 1 if weak else 2 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
