"""Messages: one line on standard error each, without anything that a terminal would obey."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress

from wxclean.errors import WxcleanError, system_message
from wxclean.language import Message, _, translated
from wxclean.visible import printable

_OF_WRITING = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EROFS, errno.EBADF)
"""Errors of files that are written; where none is named it is standard output, as all others have their names."""


def complain(message: str, where: str | None = None) -> None:
    """Print `wxclean: where: message` to standard error, in the language that is spoken."""
    line = ": ".join(part for part in ("wxclean", translated(where or ""), translated(message)) if part)
    if sys.stderr is not None:
        try:
            print(printable(line), file=sys.stderr, flush=True)
        except OSError:  # nobody is listening, and nobody will when Python ends and tries once more
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def described(error: Exception) -> str:
    """Return an error in words; raise it again if it is unforeseen and `WXCLEAN_DEBUG` is set."""
    if isinstance(error, WxcleanError):
        return str(error)
    if os.environ.get("WXCLEAN_DEBUG"):
        raise error
    if isinstance(error, MemoryError):
        return _("not enough memory")
    if isinstance(error, OSError) and error.errno in _OF_WRITING:
        where = error.filename or _("standard output")
        return _("{path}: can't be written: {reason}").format(path=where, reason=system_message(error))
    if isinstance(error, OSError):
        where = error.filename or _("input or output")
        return Message("{where}: {reason}").format(where=where, reason=system_message(error))
    words = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return _("internal error, please report it ({words}); WXCLEAN_DEBUG=1 shows more").format(words=words)
