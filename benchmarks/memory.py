"""By how many bytes this process grows: `python -m benchmarks.memory record|stream CLEANER FILE`."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from benchmarks.cleaners import CleanFunction, named

_STATUS = Path("/proc/self/status")
_WARM_UP = b"text:'\\n\\n'"


def peak() -> int:
    """Return the most memory this process ever held, in bytes. The system counts in kilobytes, macOS in bytes.

    On Linux from /proc, as the figure of `getrusage` starts with what the parent process held.
    """
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text().split("\n") if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def record_growth(clean: CleanFunction, file: Path) -> int:
    """Return the growth from before the file is read to after it is cleaned as one record and rendered."""
    clean(_WARM_UP)
    before = peak()
    str(clean(file.read_bytes())).encode()
    return peak() - before


def stream_growth(clean: CleanFunction, file: Path) -> int:
    """Return the growth from after the first tenth of the file's lines, each a record, to after the last."""
    tenth, before = file.stat().st_size // 10, 0
    with file.open("rb") as lines:
        done = 0
        for line in lines:
            str(clean(line.rstrip(b"\n"))).encode()
            done += len(line)
            if not before and done >= tenth:
                before = peak()
    return peak() - before


if __name__ == "__main__":
    mode, cleaner, path = sys.argv[1:]
    print((record_growth if mode == "record" else stream_growth)(named(cleaner), Path(path)))
