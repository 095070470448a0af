"""The options of a command, and what the nearest settings file adds to them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import UsageError
from wxclean.language import Message, _
from wxclean.output.file_bytes import LineEnds
from wxclean.output.render import OutputFormat
from wxclean.result import Images

if TYPE_CHECKING:
    from wxclean.cli.fields import Field
    from wxclean.cli.settings_file import FileSettings

When = Literal["auto", "always", "never"]
"""When to use what only a terminal can show; `auto` is where there is one."""

STANDARD = "-"
"""Names standard input among the inputs, and standard output as the output."""

SEVERAL_SETTINGS = _("the inputs have different settings files; name one with --config, or use --isolated")
"""What is wrong where inputs that go into one output have different settings."""


class CleanOptions(NamedTuple):
    """The options of `wxclean clean`, with their defaults; the command's help says what each means.

    `given` names those that stand on the command line: they take precedence over a settings file, which `settings`
    names where there is one.
    """

    output: str = STANDARD
    in_place: bool = False
    diff: bool = False
    check: bool = False
    format: Literal[OutputFormat, "json", "csv", "tsv", "parquet"] = "text"
    title: bool = True
    images: Images = "keep"
    image_list: str | None = None
    join: bool = False
    cleaner: CleanerSettings = CleanerSettings()
    line_ends: LineEnds = "auto"
    only_dumps: bool = False
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    config: str | None = None
    isolated: bool = False
    color: When = "auto"
    pager: When = "auto"
    given: frozenset[str] = frozenset()
    settings: str | None = None


_OF_ONE_RUN = {
    "output",
    "in_place",
    "image_list",
    "diff",
    "check",
    "join",
    "config",
    "isolated",
    "color",
    "pager",
    "given",
    "settings",
}
_SHOWN_FIRST = ("format", "title", "images", "encoding", "errors", "field")


@cache
def known_settings() -> Mapping[str, Field]:
    """Return what a settings file may say, by key, in the order in which `wxclean config show` lists it."""
    from wxclean.cli.fields import fields_of

    fields = fields_of(CleanOptions)
    fields["format"] = fields["format"]._replace(type=OutputFormat)  # Parquet needs an output, which is of one run
    names = [name for name in dict.fromkeys((*_SHOWN_FIRST, *fields)) if name not in _OF_ONE_RUN]
    return {"filter" if name == "filters" else name.replace("_", "-"): fields[name] for name in names}


def options_for(folder: str, options: CleanOptions) -> CleanOptions:
    """Return the options, completed by the settings file for a folder: what the command line says takes precedence.

    A format in the file is for what is written elsewhere: in place, and in what shows what that would do, it stays.

    Raises:
        UsageError: the settings file can't be read, or says something that it may not.
    """
    found = settings_for(folder, config=options.config, isolated=options.isolated)
    if found is None:
        return options
    from wxclean.cli.fields import replaced

    in_place = options.in_place or options.check or options.diff
    passed_over = options.given | {"format"} if in_place else options.given
    values = {name: value for name, value in found.values.items() if name not in passed_over}
    return replaced(options, {**values, "settings": found.path})


def blamed(error: UsageError, options: CleanOptions) -> UsageError:
    """Return an error about names or values among the options, with the settings file before it that has them."""
    if options.settings is None:
        return error
    from wxclean.cleaner.cleaner import cleaner_with
    from wxclean.cli.fields import replaced

    found = settings_for(options.settings, config=options.settings)
    values = {} if found is None else found.values
    of_file = {name: value for name, value in values.items() if name not in options.given}
    try:
        cleaner_with(replaced(CleanerSettings(rules=options.cleaner.rules), of_file))
    except UsageError as same:
        if str(same) == str(error):
            return UsageError(Message("{path}: {reason}").format(path=options.settings, reason=error))
    return error


def settings_folder(name: str) -> str:
    """Return the folder whose settings hold for an input; standard input and URLs have those of the working directory.

    >>> settings_folder("-"), settings_folder("in/a.txt"), settings_folder("s3://bucket/a.txt")
    ('.', 'in', '.')
    """
    if name == STANDARD:
        return os.curdir
    if "://" in name:
        from wxclean.files.storage import storage_of  # most names are no URLs

        if not storage_of(name).is_local:
            return os.curdir
    return name if os.path.isdir(name) else os.path.dirname(name) or os.curdir


def settings_for(target: str, *, config: str | None = None, isolated: bool = False) -> FileSettings | None:
    """Return what the settings file for a file or folder says; None if there is none.

    Args:
        target: the file or folder to clean; the search goes from its folder upwards. The nearest file counts, alone.
        config: a settings file to take instead.
        isolated: take none at all.

    Raises:
        UsageError: the file can't be read, or says something that it may not; names file and key.
    """
    if config is not None and isolated:
        raise UsageError(_("--config names a settings file and --isolated takes none; give one of them"))
    path = config if config is not None or isolated else find_settings_file(target)
    if path is None:
        return None
    from wxclean.cli.settings_file import read_settings

    return read_settings(path, known_settings())


def find_settings_file(target: str) -> str | None:
    """Return the path of the nearest settings file at or above a file or folder, or None."""
    for path in _candidates(target):
        from wxclean.cli.settings_file import is_for_wxclean  # not needed without a candidate

        if is_for_wxclean(path):
            return path
    return None


def _candidates(target: str) -> Iterator[str]:
    """Yield the files that may hold settings, the nearest first."""
    try:
        folder = os.path.abspath(target)
    except OSError:  # the working directory is gone
        return
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    above = ""
    while folder != above:
        for name in ("wxclean.toml", "pyproject.toml"):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                yield path
        above, folder = folder, os.path.dirname(folder)
