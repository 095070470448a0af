"""What the commands say to a person: one line on standard error, with nothing in it that a terminal would obey."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from wxclean.errors import WxcleanError
from wxclean.files import reason


def complain(message: str, where: str | None = None) -> None:
    """Print `wxclean: where: message` to standard error."""
    line = ": ".join(part for part in ("wxclean", where, message) if part)
    if sys.stderr is not None:
        with suppress(OSError):  # nobody is listening
            print(shown(line), file=sys.stderr, flush=True)


def described(error: Exception) -> str:
    """The error in words. One that nobody foresaw is raised again where `WXCLEAN_DEBUG` is set."""
    if isinstance(error, WxcleanError):
        return str(error)
    if os.environ.get("WXCLEAN_DEBUG"):
        raise error
    if isinstance(error, MemoryError):
        return "not enough memory"
    if isinstance(error, OSError):
        return f"{error.filename or 'input or output'}: {reason(error)}"
    words = " ".join(str(error).split())
    return f"internal error, please report it ({type(error).__name__}: {words}); WXCLEAN_DEBUG=1 shows more"


def shown(text: str) -> str:
    r"""The text with what can't be seen, or steers a terminal, as an escape: ESC as `\x1b`, U+202E as `\u202e`.

    File names, payloads and rule names may hold anything; all messages go through here. A byte of a file
    name that is not UTF-8 is shown as that byte.
    """
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
