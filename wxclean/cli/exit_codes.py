"""Exit codes, and what each says."""

from __future__ import annotations

DONE = 0
WOULD_CHANGE = 1
"""Only with `--check`."""
WRONG_USAGE = 2
"""Wrong options or settings: nothing was read or written."""
FAILED = 3
"""An input or an output failed, or an input is no dump but HTML, a PDF or the like; the other inputs were done."""
INTERRUPTED = 130
"""Ctrl-C, as shells count it; SIGTERM and SIGHUP too, which are handled as Ctrl-C while files are written."""
