"""The file of a learned pack under review: what a person decides is replaced in it, and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from wxclean.errors import OutputError, UsageError, reason_of
from wxclean.files.staged import commit, sealed
from wxclean.files.storage import storage_of
from wxclean.language import _
from wxclean.output.toml_value import toml_value
from wxclean.rules.learned_rule import LearnedRule
from wxclean.rules.packfile import file_text, parse_pack
from wxclean.rules.rule import RulePack

# Strings and comments are taken whole, so that what looks like a state in an example isn't one.
_TOML: Final = re.compile(
    rb"""
    ^[ \t]* (?P<table> \[\[?[^\]\n]*\] )
    | ^[ \t]* (?P<key> rule | line | state ) [ \t]*=[ \t]* (?P<value> "(?!"")(?:[^"\\\n]|\\.)*" | '(?!'')[^'\n]*' )
    | \"{3} (?:[^\\]|\\.)*? \"{3,5} | '{3} .*? '{3,5}
    | "(?:[^"\\\n]|\\.)*" | '[^'\n]*'
    | \#[^\n]*
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)

_Span = tuple[int, int]


class _Places(NamedTuple):
    """Where the values of a rule that can be replaced stand in its table; None for one that is written otherwise."""

    rule: _Span | None = None
    line: _Span | None = None
    state: _Span | None = None


class ReviewedFile(NamedTuple):
    """A pack, its file as it was last read or written, the rules in it, and where the table of each begins."""

    path: str
    pack: RulePack
    content: bytes
    rules: tuple[LearnedRule, ...]
    starts: tuple[int, ...]
    places: tuple[_Places, ...]


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
    content = text.encode()
    tables = list(_tables(content))
    states = [_state_at(content, start, places.state) for start, places in tables]
    if states != [rule.state for rule in pack.learned]:
        raise UsageError(
            _(
                "{path}: can't be edited here: write each rule as a table [[learned]], with a line such as state "
                '= "review" in it'
            ).format(path=path)
        )
    return ReviewedFile(path, pack, content, pack.learned, *(tuple(each) for each in zip(*tables, strict=True)))


def _tables(content: bytes) -> Iterator[tuple[int, _Places]]:
    """Yield where the table of each learned rule begins, and where its values stand, with their quotes."""
    start = 0
    found: dict[str, _Span] | None = None
    for match in _TOML.finditer(content):
        if match["table"]:
            if found is not None:
                yield start, _Places(**found)
            is_learned = match["table"].translate(None, b" \t") == b"[[learned]"
            start, found = match.start(), {} if is_learned else None
        elif match["key"] and found is not None:
            found[match["key"].decode()] = (match.start("value") - start, match.end("value") - start)
    if found is not None:
        yield start, _Places(**found)


def _state_at(content: bytes, start: int, span: _Span | None) -> str:
    return "" if span is None else content[start + span[0] + 1 : start + span[1] - 1].decode()


def saved(file: ReviewedFile, rules: Sequence[LearnedRule]) -> ReviewedFile:
    """Write what was decided about the rules to the file, whole or not at all, and return what it is now.

    Raises:
        UsageError: a name or line stands in the file in a form that can't be replaced.
        OutputError: the file can't be written, or something else has changed it; it stays as it is.
    """
    changed = _replaced(file, rules)
    storage = storage_of(file.path)
    try:
        place = storage.place(file.path)
        expected = storage.stat(place.final)
        with open(place.final, "rb") as there:
            is_other = there.read(len(file.content) + 1) != file.content
        error = None if is_other else commit([sealed(file.path, changed.content, place, expected)])[0]
    except FileNotFoundError:
        is_other, error = True, None
    except OSError as problem:
        is_other, error = False, problem
    if is_other:
        raise OutputError(
            _("{path}: something else has changed it meanwhile, so nothing was saved").format(path=file.path)
        )
    if error is not None:
        raise OutputError(
            _("{path}: can't be saved: {error}").format(path=file.path, error=reason_of(error))
        ) from error
    return changed


def _replaced(file: ReviewedFile, rules: Sequence[LearnedRule]) -> ReviewedFile:
    """Return the file with other rules; what is the same in them keeps its bytes."""
    parts: list[bytes] = []
    starts, places = list(file.starts), list(file.places)
    end = longer = last = 0
    for number in [number for number, rule in enumerate(rules) if rule is not file.rules[number]]:
        if longer:
            starts[last:number] = [start + longer for start in file.starts[last:number]]
        last, table = number, file.starts[number]
        own, moved = file.places[number]._asdict(), 0
        starts[number] += longer
        for key, (start, stop), value in _values(file, number, rules[number]):
            parts += (file.content[end : table + start], value)
            end, by = table + stop, len(value) - (stop - start)
            own = {name: _moved(span, start + moved, by) for name, span in own.items()}
            own[key] = (start + moved, stop + moved + by)
            moved += by
        longer, last, places[number] = longer + moved, number + 1, _Places(**own)
    if longer:
        starts[last:] = [start + longer for start in file.starts[last:]]
    content = b"".join([*parts, file.content[end:]])
    return file._replace(content=content, rules=tuple(rules), starts=tuple(starts), places=tuple(places))


def _values(file: ReviewedFile, number: int, rule: LearnedRule) -> list[tuple[str, _Span, bytes]]:
    """Return the values of a rule that are others, in the order in which they stand."""
    before = file.rules[number]
    pairs = {"rule": (before.name, rule.name), "line": (before.line, rule.line), "state": (before.state, rule.state)}
    found: list[tuple[str, _Span, bytes]] = []
    for key, (old, new) in pairs.items():
        span: _Span | None = getattr(file.places[number], key)
        if old != new and span is None:
            said = _("{path}: rule {name}: its {key} is written there as only you can change it")
            raise UsageError(said.format(path=file.path, name=before.name, key=key))
        if old != new and span is not None:
            found.append((key, span, toml_value(new).encode()))
    return sorted(found, key=lambda item: item[1])


def _moved(span: _Span | None, after: int, by: int) -> _Span | None:
    """Return a place after a value that begins at another has become longer by so many bytes."""
    return span if span is None or span[0] <= after else (span[0] + by, span[1] + by)
