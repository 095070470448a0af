"""Makes Python on Linux as poor and as strict as it is on Windows, as far as files, processes and streams go.

With this folder on PYTHONPATH, every process imports it at its start: `make test-windows` runs tests so.

What Windows lacks is gone: fork, signals that can't be caught, `fcntl`, reads and writes at a place, owners. What it
refuses is refused: to bring a file to disk that is open for reading, to replace or delete a file that somebody has
open, names with reserved characters or of devices, paths of 260 characters and more without the prefix that lifts the
limit, `select` on what is no socket. Streams of commands are in a code page, with CR LF, and a pipe whose reader has
left is an invalid argument. What this can't show: other drives, letters without case, other processes' open files.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import errno
import fcntl
import getpass  # noqa: F401 - as subprocess: what they find of a module msvcrt tells them where they are
import io
import os
import posixpath
import re
import select
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from multiprocessing import popen_fork
from typing import Any

PREFIX = "\\\\?\\"
LIMIT = 260
GONE = {
    os: "fork forkpty fchmod fchown chown lchown mkfifo mknod pread pwrite preadv pwritev killpg setsid nice sync"
    " sched_getaffinity getpgid O_NONBLOCK O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_SYNC",
    signal: "SIGKILL SIGPIPE SIGALRM SIGHUP SIGUSR1 SIGUSR2 SIGXFSZ alarm setitimer pthread_sigmask sigwait",
}
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?", re.IGNORECASE)
_BAD = re.compile(r'[<>:"|?*\\\x00-\x1f]')


def _plain(path: Any) -> Any:
    """Return a path without the prefix, once it is known that Windows would take it."""
    if not isinstance(path, (str, os.PathLike)):
        return path
    text = os.fspath(path)
    if not isinstance(text, str):
        return text
    if text.startswith(PREFIX):
        return text[len(PREFIX) :]
    if len(text) >= LIMIT - 12 and len(_ABSPATH(text)) >= LIMIT and _asked_by_the_package():
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", text)
    name = text.rstrip("/").rpartition("/")[2]
    if _BAD.search(name):
        raise OSError(errno.EINVAL, "The filename, directory name, or volume label syntax is incorrect", text)
    return os.devnull if _DEVICE.fullmatch(name) else text


def _asked_by_the_package() -> bool:
    """Return whether it is the package that makes a call, and no test."""
    frame: types.FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith(("wxclean.", "tests.")):
            return bool(name.startswith("wxclean."))
        frame = frame.f_back
    return False


_ABSPATH, _REALPATH = posixpath.abspath, posixpath.realpath


def _takes_paths(module: Any, name: str, count: int = 1) -> None:
    """Have a function look at its first arguments as Windows does."""
    call = getattr(module, name)

    def checked(*args: Any, **kwargs: Any) -> Any:
        return call(*map(_plain, args[:count]), *args[count:], **kwargs)

    setattr(module, name, checked)


def _takes_prefix(module: Any, call: Any) -> None:
    """Have a function of paths understand the prefix."""

    def without(path: Any, **kwargs: Any) -> Any:
        path = os.fspath(path)
        return call(path.removeprefix(PREFIX) if isinstance(path, str) else path, **kwargs)

    setattr(module, call.__name__, without)


def _is_open(path: Any) -> bool:
    """Return whether this process or the one that started it has a file open."""
    real = _REALPATH(_plain(path))
    for process in ("self", str(os.getppid())):
        folder = f"/proc/{process}/fd"
        with contextlib.suppress(OSError):
            for handle in os.listdir(folder):
                with contextlib.suppress(OSError):
                    if os.readlink(f"{folder}/{handle}") == real:
                        return True
    return False


def _refuses_open(name: str) -> None:
    """Have a function that replaces or deletes files refuse those that are open."""
    call = getattr(os, name)

    def refused(*paths: Any, **kwargs: Any) -> Any:
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if not caller.startswith(("tempfile", "multiprocessing.")):  # they do it in another way there
            for path in paths:
                if not os.path.isdir(path) and _is_open(path):
                    raise PermissionError(errno.EACCES, "The process cannot access the file: it is in use", path)
        return call(*paths, **kwargs)

    setattr(os, name, refused)


def _fsync(handle: int, fsync: Callable[[int], None] = os.fsync) -> None:
    if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "Bad file descriptor")
    fsync(handle)


def _select(read: Any, write: Any, other: Any, seconds: float | None = None, call: Any = select.select) -> Any:
    if any(isinstance(one, int) for one in (*read, *write, *other)):
        raise OSError(10038, "An operation was attempted on something that is not a socket")
    return call(read, write, other, seconds)


def _locking(handle: int, mode: int, size: int) -> None:
    """Lock bytes for an open file, as msvcrt does; two of one process exclude each other, too."""
    import struct

    kind = fcntl.F_UNLCK if mode == 0 else fcntl.F_WRLCK
    asked = struct.pack("hhqqi4x", kind, os.SEEK_SET, os.lseek(handle, 0, os.SEEK_CUR), size, 0)
    fcntl.fcntl(handle, fcntl.F_OFD_SETLK, asked)


def _without_system_library(name: Any, *args: Any, cdll: Any = ctypes.CDLL, **kwargs: Any) -> Any:
    if name is None:
        raise TypeError("bad argument type for built-in operation")
    return cdll(name, *args, **kwargs)


class _Pipe(io.RawIOBase):
    """A standard stream as a redirected one is on Windows."""

    def __init__(self, number: int) -> None:
        self.number = number

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.number

    def isatty(self) -> bool:
        return os.isatty(self.number)

    def write(self, data: Any) -> int:
        try:
            return os.write(self.number, data)
        except BrokenPipeError:
            raise OSError(errno.EINVAL, "Invalid argument") from None


def _redirected(number: int) -> io.TextIOWrapper:
    binary = io.BufferedWriter(_Pipe(number), 8192)
    errors = "backslashreplace" if number == 2 else "strict"
    return io.TextIOWrapper(binary, encoding="cp437", errors=errors, newline="\r\n", line_buffering=number == 2)


def _poorer() -> None:
    for module, names in GONE.items():
        for name in names.split():
            if hasattr(module, name):
                delattr(module, name)
    for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
        sys.modules[name] = None  # type: ignore[assignment]
    for owner in (popen_fork.Popen, subprocess.Popen):
        setattr(owner, "kill", lambda self: None if self.poll() is not None else os.kill(self.pid, 9))  # noqa: B010


def _stricter() -> None:
    for name in ("replace", "rename"):
        _takes_paths(os, name, 2)
        _refuses_open(name)
    for name in ("unlink", "remove"):
        _takes_paths(os, name)
        _refuses_open(name)
    for name in [
        "open",
        "stat",
        "lstat",
        "scandir",
        "listdir",
        "mkdir",
        "rmdir",
        "utime",
        "access",
        "chmod",
        "truncate",
    ]:
        _takes_paths(os, name)
    _takes_paths(io, "open")
    builtins.open = io.open
    for call in (posixpath.isabs, posixpath.abspath, posixpath.realpath):
        _takes_prefix(posixpath, call)
    for module, name, fake in (
        (os, "fsync", _fsync),
        (select, "select", _select),
        (ctypes, "CDLL", _without_system_library),
    ):
        setattr(module, name, fake)
    sys.modules["msvcrt"] = types.ModuleType("msvcrt")
    vars(sys.modules["msvcrt"]).update(locking=_locking, LK_NBLCK=2, LK_UNLCK=0)


def _install() -> None:
    try:
        from wxclean.files import system
    except ImportError:  # an environment of a build, in which there is nothing to test
        return
    system.WINDOWS = True
    _poorer()
    _stricter()
    if not any("pytest" in word for word in sys.orig_argv):
        sys.stdout, sys.stderr = _redirected(1), _redirected(2)


_install()
