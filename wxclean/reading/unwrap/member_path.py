"""Paths to members of a JSON document, as `data.list[].text`, and the members that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

PathStep = str | int
"""A member's name, an item's position, or one of the two below."""
ITEMS: Final = "[]"
"""The step to each item of a list."""
MEMBERS: Final = "*"
"""The step to each member of an object, or to each item of a list."""

_STEP: Final = re.compile(r"\[\s*(?P<position>\d{0,9})\*?\s*\]|(?P<name>[^.\[\]]+)")
_LONGEST: Final = 100


class Member(NamedTuple):
    """Where a path leads: `missing` where the holder has no such member."""

    value: Any
    holder: Any = None
    key: Any = None
    missing: bool = False


def path_steps(path: str) -> tuple[PathStep, ...]:
    """Return the steps of a path; a `$` at its beginning, as JSONPath has it, is none.

    >>> path_steps("data.list[].text"), path_steps("$.items.*.text"), path_steps("rows[0]")
    (('data', 'list', '[]', 'text'), ('items', '*', 'text'), ('rows', 0))
    """
    steps: list[PathStep] = []
    for step in islice(_STEP.finditer(path.removeprefix("$")), _LONGEST):
        if step["name"] is not None:
            steps.append(step["name"].strip())
        else:
            steps.append(int(step["position"]) if step["position"] else ITEMS)
    return tuple(steps)


def path_text(steps: Iterable[PathStep]) -> str:
    """Return the path of these steps.

    >>> path_text(("data", "list", "[]", "text"))
    'data.list[].text'
    """
    parts: list[str] = []
    for step in steps:
        if step == ITEMS or isinstance(step, int):
            parts.append(ITEMS if step == ITEMS else f"[{step}]")
        else:
            parts.append(f".{step}" if parts else str(step))
    return "".join(parts)


def members_at(value: Any, steps: Sequence[PathStep], depth: int = 0) -> Iterator[Member]:
    """Yield the members that a path leads to, in order; lists are gone through whether the path says so or not."""
    yield from _members(Member(value), steps, depth)


def _members(here: Member, steps: Sequence[PathStep], depth: int) -> Iterator[Member]:
    if not steps:
        yield here
        return
    if depth > _LONGEST:
        return
    value, step = here.value, steps[0]
    for member, passed in _next_members(value, step):
        yield from _members(member, steps[passed:], depth + 1)


def _next_members(value: Any, step: PathStep) -> Iterator[tuple[Member, int]]:
    """Yield where one step leads from here, and how many steps of the path are done there."""
    if isinstance(value, dict):
        if step == MEMBERS and MEMBERS not in value:
            for name, member in value.items():
                yield Member(member, value, name), 1
        elif step in value:
            yield Member(value[step], value, step), 1
        elif isinstance(step, str) and step != ITEMS:
            yield Member(None, value, step, missing=True), _LONGEST
    elif isinstance(value, list):
        if isinstance(step, int):
            yield from ((Member(item, value, step), 1) for item in value[step : step + 1])
        else:
            for position, item in enumerate(value):
                yield Member(item, value, position), int(step in (ITEMS, MEMBERS))
