"""What a command does on Windows that shells and terminals do elsewhere: UTF-8, patterns, the end of a pipe."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable

from wxclean.files import system

_OBEY_ESCAPES = 4
"""What Windows calls ENABLE_VIRTUAL_TERMINAL_PROCESSING."""
_PRIMARY, _CHINESE = 0x3FF, 0x04
"""The bits of a language's number that leave out its region, and what they are for LANG_CHINESE."""


def speak_utf8() -> None:
    """Have standard output and standard error write UTF-8 and plain newlines, whatever the console's code page is.

    Consoles are asked to obey escape sequences, which older ones do only then.
    """
    for stream in (sys.stdout, sys.stderr) if system.WINDOWS else ():
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
            if stream.isatty():
                _obey_escapes(stream.fileno())


def _obey_escapes(number: int) -> None:
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        handle, mode = ctypes.c_void_p(msvcrt.get_osfhandle(number)), ctypes.c_ulong()
        if ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(mode)):
            ctypes.windll.kernel32.SetConsoleMode(handle, mode.value | _OBEY_ESCAPES)


def speaks_chinese() -> bool:
    """Return whether Chinese, of whatever region, is the language of Windows' own dialogs."""
    if sys.platform == "win32":
        import ctypes

        number: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return number & _PRIMARY == _CHINESE
    return False


def expanded(names: Iterable[str] | None) -> list[str]:
    """Return the names of inputs, on Windows with each pattern replaced by the files that match it.

    Elsewhere the shell has done so. A pattern that nothing matches, or that is the name of a file, stays as it is.
    """
    return [found for name in names or () for found in _matches(name)]


def _matches(name: str) -> list[str]:
    if not system.WINDOWS or not set(name) & set("*?[") or "://" in name or os.path.lexists(name):
        return [name]
    import glob  # most names are no patterns

    return sorted(glob.glob(name, recursive=True)) or [name]


def reader_has_left(error: OSError) -> bool:
    """Return whether an error of writing says that nobody reads on; Windows calls it an invalid argument."""
    unknown = system.WINDOWS and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or unknown
