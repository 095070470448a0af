"""The language that a command line speaks: as `--lang` says, else `WXCLEAN_LANG`, else the system's language."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import IO

from wxclean.cli.on_windows import speaks_chinese
from wxclean.cli.wrong_usage import choice, listed, no_value
from wxclean.files import system
from wxclean.language import LANGUAGES

OPTION = "--lang"


def without_language(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """Return the arguments without `--lang` and its value, wherever it stands, and the value; the last one counts.

    >>> without_language(["--lang", "zh", "clean", "a.txt"]), without_language(["--", "--lang=en"])
    ((['clean', 'a.txt'], 'zh'), (['--', '--lang=en'], None))
    """
    rest: list[str] = []
    said = None
    given = iter(arguments)
    for argument in given:
        name, sign, value = argument.partition("=")
        if name != OPTION:
            rest.append(argument)
        else:
            said = value if sign else next(given, "")
        if argument == "--":
            rest += given
    return rest, said


def check_language(said: str | None) -> None:
    """Raise an error for a language that is asked for and not known.

    Raises:
        UsageError: names the languages that there are.
    """
    if said == "":
        raise no_value(OPTION, listed(LANGUAGES))
    if said is not None:
        choice(OPTION, LANGUAGES)(said)


def language_of(said: str | None, environment: Mapping[str, str]) -> str:
    """Return the language to speak; English where the terminal has no letters for another."""
    asked = (said or "", environment.get("WXCLEAN_LANG", ""))
    found = next(filter(None, map(_known, asked)), "") or _of_system(environment)
    return found if found == "en" or all(map(_can_write, (sys.stdout, sys.stderr))) else "en"


def _of_system(environment: Mapping[str, str]) -> str:
    """Return the language of the locale, in the order of gettext; on Windows without one, that of its own dialogs."""
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not locale:
        return "zh" if system.WINDOWS and speaks_chinese() else "en"
    if locale in ("C", "POSIX"):
        return "en"
    wishes = [*environment.get("LANGUAGE", "").split(":"), locale]
    return next(filter(None, map(_known, wishes)), "en")


def _known(locale: str) -> str:
    """Return which of our languages a locale is of; empty if none.

    >>> _known("zh_TW.UTF-8"), _known("en"), _known("C.UTF-8"), _known("de_DE")
    ('zh', 'en', '', '')
    """
    language = locale.partition(".")[0].replace("-", "_").partition("_")[0].lower()
    return language if language in LANGUAGES else ""


def _can_write(stream: IO[str] | None) -> bool:
    try:
        "中".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
