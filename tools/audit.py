"""Ask pip-audit about all that wxclean runs on. A known weakness fails; what can't be looked up is only said."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distribution

from packaging.requirements import Requirement

_OPTIONS = ("--requirement=/dev/stdin", "--no-deps", "--disable-pip", "--timeout=5", "--progress-spinner=off")


def runtime_packages() -> dict[str, str]:
    """Return the installed version of each package that wxclean needs with its extras, directly or through others."""
    found: dict[str, str] = {}
    pending = [Requirement("wxclean[parquet,remote,zstd]")]
    while pending:
        package = pending.pop()
        installed = distribution(package.name)
        if installed.name not in found:
            found[installed.name] = installed.version
            pending += [needed for needed in map(Requirement, installed.requires or ()) if _is_needed(needed, package)]
    del found["wxclean"]
    return found


def _is_needed(needed: Requirement, by: Requirement) -> bool:
    marker = needed.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in by.extras or {""})


def main(*options: str) -> int:
    """Print what pip-audit says, and return its exit code: 1 for a weakness, but 0 where nobody answers."""
    packages = "".join(f"{name}=={version}\n" for name, version in sorted(runtime_packages().items()))
    command = [sys.executable, "-m", "pip_audit", *_OPTIONS, *options]
    done = subprocess.run(command, input=packages, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    said = done.stderr.strip().rpartition("\n")[2]
    answered = done.stdout or done.returncode != 1  # where nobody answers, it ends with 1, too, but lists nothing
    print(f"{done.stdout}{said}" if answered else f"nothing could be looked up: {said}")
    return done.returncode if answered else 0


if __name__ == "__main__":
    sys.exit(main())
