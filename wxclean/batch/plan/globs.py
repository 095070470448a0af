"""Tells which files of a folder are wanted: by patterns in .gitignore style, else by suffixes that wxclean knows."""

from __future__ import annotations

from collections.abc import Callable

from wxclean.batch.formats.kinds import is_known
from wxclean.errors import UsageError
from wxclean.files.facts import Wanted
from wxclean.language import _


def globs(include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Wanted:
    """Return what patterns stand for. Without `include`, every suffix of a format that wxclean reads is wanted.

    Raises:
        UsageError: a pattern is none.
    """
    included = _matcher(include) if include else is_known
    if not exclude:
        return Wanted(included, lambda _: True)
    excluded = _matcher(exclude)
    return Wanted(lambda name: included(name) and not excluded(name), lambda name: not excluded(name + "/"))


def _matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    import pathspec

    try:
        spec = pathspec.GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(_("bad pattern: {error}").format(error=error)) from None
    return spec.match_file
