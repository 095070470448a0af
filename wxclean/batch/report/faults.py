"""What went wrong in a run, in lines for a terminal: each fault alone while they are few, else by their causes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from wxclean.batch.run.summary import RunSummary
from wxclean.batch.work.causes import OTHERS, CauseCount, First, kind_and_cause
from wxclean.batch.work.counts import Counts
from wxclean.batch.work.notes import Note, NoteKind, why, with_packed
from wxclean.language import Message, _, outlined, translated
from wxclean.visible import counted, printable

FAULTS: Final[tuple[NoteKind, ...]] = ("failure", "suspect", "warning", "skipped")
"""The kinds of notes that tell of a fault, the gravest first."""
_KINDS: Final[Mapping[str, Message]] = {
    "failure": _("failure"),
    "suspect": _("suspect"),
    "warning": _("warning"),
    "skipped": _("skipped"),
}

_ALONE = 20
"""The most faults of a kind that are told one by one."""
_CAUSES = 10
"""The most causes that are told."""


class Teller:
    """Faults told as they come: of each kind the first ones one by one; of the others, their causes at the end."""

    def __init__(self, tell: Callable[[NoteKind, str], None], most: float = _ALONE) -> None:
        self._tell = tell
        self._most = most
        self._told: Counter[NoteKind] = Counter()
        self._causes = CauseCount()

    def add(self, counts: Counts) -> None:
        """Tell the faults in these counts, or count them."""
        for note in with_packed(counts.notes, counts.packed):
            if note.kind in FAULTS:
                self._add(note)

    def _add(self, note: Note) -> None:
        self._told[note.kind] += 1
        if self._told[note.kind] <= self._most:
            self._tell(note.kind, line_of(note))
        else:
            self._causes.add(note)

    def close(self) -> None:
        """Tell of what was only counted."""
        counts = Counts(causes=self._causes.causes())
        for kind in FAULTS:
            groups = groups_of(counts, kind)
            for line in _grouped(groups):
                self._tell(kind, line)
            if groups:
                every = _("--verbose lists all {number:,}").format(number=self._told[kind])
                self._tell(kind, "  " + translated(every))


class Group(NamedTuple):
    """The faults of one cause: how many there are, and the first of them."""

    cause: str
    number: int
    first: tuple[First, ...]


def groups_of(counts: Counts, kind: NoteKind) -> list[Group]:
    """Return the faults of one kind by their causes, the most frequent first."""
    found = [(kind_and_cause(name), cause) for name, cause in counts.causes.items()]
    groups = [Group(cause, number, first) for (own, cause), (number, first) in found if own == kind]
    return sorted(groups, key=lambda group: (-group.number, group.cause))


def fault_lines(summary: RunSummary, kind: NoteKind) -> Iterator[str]:
    """Yield the faults of one kind as lines that are safe for a terminal; one that goes on is indented."""
    groups = groups_of(summary.counts, kind)
    total = sum(group.number for group in groups)
    if total <= _ALONE:
        yield from map(line_of, summary.notes(kind))
        return
    yield from _grouped(groups)
    yield "  " + translated(_("--report FILE.json lists all {number:,}").format(number=total))


def _grouped(groups: Sequence[Group]) -> Iterator[str]:
    """Yield the first causes with their places, and how many others there are."""
    for group in groups[:_CAUSES]:
        yield from _lines_of(group)
    rest = groups[_CAUSES:]
    if rest:
        more = _("{number:,} more, of {causes}")
        causes = counted(len(rest), "other cause")
        yield translated(more.format(number=sum(group.number for group in rest), causes=causes))


def with_kind(kind: str, line: str) -> Message:
    """Return a line about a fault with the kind of it before it."""
    return _("{kind}: {line}").format(kind=_KINDS[kind], line=line)


def line_of(note: Note) -> str:
    """Return a note as one line in the language that is spoken, safe for a terminal."""
    return _line(note.path, note.place, why(note))


def _lines_of(group: Group) -> Iterator[str]:
    if group.number == 1:
        yield from (_line(*first) for first in group.first)
        return
    times = _("{number:,} times: {cause}").format(number=group.number, cause=cause_text(group))
    yield printable(translated(times))
    more = "; …" if group.number > len(group.first) else ""
    places = _("in {places}").format(places="; ".join(_places(group.first)) + more)
    yield printable(f"  {translated(places)}")


def cause_text(group: Group) -> str:
    """Return the cause of faults in the language that is spoken."""
    if group.cause == OTHERS:
        return translated(OTHERS)
    return outlined(group.first[0][2]) or group.cause if group.first else group.cause


def _places(first: Iterable[First]) -> Iterator[str]:
    """Yield each path with the places in it."""
    for path, found in groupby(first, key=lambda each: each[0]):
        yield ", ".join([path, *(translated(place) for _path, place, _reason in found if place)])


def where_text(path: str, place: str) -> str:
    """Return a path, and where in it in the language that is spoken."""
    return f"{path}, {translated(place)}" if place else path


def _line(path: str, place: str, reason: str) -> str:
    where = where_text(path, place)
    return printable(f"{where}: {translated(reason)}" if reason else where)
