"""The file of a learned pack under review: the states of its rules are replaced, and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from wxclean.errors import OutputError, UsageError, reason_of
from wxclean.files.staged import commit, sealed
from wxclean.files.storage import storage_of
from wxclean.language import _
from wxclean.rules.packfile import file_text, parse_pack
from wxclean.rules.rule import RulePack

# Strings and comments are taken whole, so that what looks like a state in an example isn't one.
_TOML: Final = re.compile(
    r"""
    ^[ \t]* state [ \t]*=[ \t]* (?P<state> "[^"\n]*" | '[^'\n]*' )
    | \"{3} (?:[^\\]|\\.)*? \"{3,5} | '{3} .*? '{3,5}
    | "(?:[^"\\\n]|\\.)*" | '[^'\n]*'
    | \#[^\n]*
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


class ReviewedFile(NamedTuple):
    """A pack, its file as it was last read or written, and what stands around the states of its rules there."""

    path: str
    pack: RulePack
    content: bytes
    between: tuple[str, ...]

    def with_states(self, states: Sequence[str]) -> bytes:
        """Return the file's content with these states."""
        parts = [self.between[0]]
        for state, text in zip(states, self.between[1:], strict=True):
            parts += [f'"{state}"', text]
        return "".join(parts).encode()


def opened(path: str) -> ReviewedFile:
    """Read a learned pack to review.

    Raises:
        UsageError: it can't be read, isn't a valid pack, or holds nothing to review.
    """
    text = file_text(path)
    pack = parse_pack(text.removeprefix("\ufeff"), path=path)
    if not pack.learned:
        raise UsageError(
            _("{path}: holds no learned rules, so there is nothing to review; wxclean learn makes them").format(
                path=path
            )
        )
    places = list(_states(text))
    if [text[start + 1 : end - 1] for start, end in places] != [rule.state for rule in pack.learned]:
        raise UsageError(
            _(
                "{path}: can't be edited here: write each rule as a table [[learned]], with a line such as state "
                '= "review" in it'
            ).format(path=path)
        )
    ends = [0, *(end for _, end in places)]
    starts = [*(start for start, _ in places), len(text)]
    between = tuple(text[end:start] for end, start in zip(ends, starts, strict=True))
    return ReviewedFile(path, pack, text.encode(), between)


def _states(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the states begin and end, with their quotes; no table but `[[learned]]` may have one."""
    return (match.span("state") for match in _TOML.finditer(text) if match["state"])


def saved(file: ReviewedFile, states: Sequence[str]) -> ReviewedFile:
    """Write the states to the file, whole or not at all, and return what it is now.

    Raises:
        OutputError: the file can't be written, or something else has changed it; it stays as it is.
    """
    content = file.with_states(states)
    storage = storage_of(file.path)
    try:
        place = storage.place(file.path)
        expected = storage.stat(place.final)
        with open(place.final, "rb") as there:
            changed = there.read(len(file.content) + 1) != file.content
        error = None if changed else commit([sealed(file.path, content, place, expected)])[0]
    except FileNotFoundError:
        changed, error = True, None
    except OSError as problem:
        changed, error = False, problem
    if changed:
        raise OutputError(
            _("{path}: something else has changed it meanwhile, so nothing was saved").format(path=file.path)
        )
    if error is not None:
        raise OutputError(
            _("{path}: can't be saved: {error}").format(path=file.path, error=reason_of(error))
        ) from error
    return file._replace(content=content)
