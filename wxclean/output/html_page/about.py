"""By what a report was made: the version, the command and the time."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from wxclean._version import __version__

_SECRET: Final = re.compile(r"(?<=://)[^/@\s]*@|(?<=\?)[^\s]*$")


class About(NamedTuple):
    """The version of wxclean, the command line that ran, and when it ended, in ISO form with the time zone."""

    version: str
    command: str
    finished: str


def about(arguments: Sequence[str]) -> About:
    """Return what is to say of a command that has just ended."""
    return About(__version__, command_line(arguments), datetime.now().astimezone().isoformat(timespec="seconds"))


def command_line(arguments: Sequence[str]) -> str:
    """Return a command as a person writes it, without what may be a secret in a URL: names, and what follows `?`.

    >>> command_line(["in put", "s3://key:secret@bucket/a?token=1"])
    "wxclean 'in put' 's3://…@bucket/a?…'"
    """
    return shlex.join(["wxclean", *map(_without_secrets, arguments)])


def _without_secrets(argument: str) -> str:
    if "://" not in argument:
        return argument
    return _SECRET.sub(lambda found: "…@" if found[0].endswith("@") else "…", argument)
