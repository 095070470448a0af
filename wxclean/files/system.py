"""What Windows asks of paths beyond POSIX: a way round its limit of length, and names that it takes."""

from __future__ import annotations

import os
import sys

WINDOWS = sys.platform == "win32"

_LONG = 240
"""Paths from this length on are told without a limit: folders may have 247 characters, files 259."""
_PREFIX = "\\\\?\\"
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    port + digit for port in ("com", "lpt") for digit in "0123456789¹²³"
}
_REFUSED = frozenset('<>:"|?*\\').union(map(chr, range(32)))


def reachable(path: str) -> str:
    """Return a path as the system finds it: on Windows, a long one has a prefix that lifts the limit."""
    if not WINDOWS or len(path) < _LONG or path.startswith(_PREFIX):
        return path
    full = os.path.abspath(path)
    if full.startswith("\\\\"):
        return _PREFIX + "UNC" + full[1:]
    return _PREFIX + full


def possible(name: str) -> str:
    """Return a name below a folder as the system can have it: on Windows, what it refuses is written as in a URL.

    A colon would begin a hidden stream of another file there, `nul` is a device, and dots at an end are lost.
    """
    return "/".join(map(_possible_part, name.split("/"))) if WINDOWS else name


def is_possible(path: str) -> bool:
    """Return whether the system can have a file of this name."""
    name = os.path.basename(path)
    return not WINDOWS or _possible_part(name) == name


def _possible_part(name: str) -> str:
    name = "".join(_as_in_a_url(letter) if letter in _REFUSED else letter for letter in name)
    if name.endswith((".", " ")):
        name = name[:-1] + _as_in_a_url(name[-1])
    if name.partition(".")[0].rstrip(" ").lower() in _DEVICES:
        name = _as_in_a_url(name[0]) + name[1:]
    return name


def _as_in_a_url(letter: str) -> str:
    return f"%{ord(letter):02X}"


def same_name(path: str) -> str:
    """Return what two paths have in common that lead to one file: most disks of Windows and macOS know no case."""
    if WINDOWS:
        return os.path.normcase(path).lower()
    if sys.platform == "darwin":
        import unicodedata

        return unicodedata.normalize("NFD", path).casefold()
    return path
