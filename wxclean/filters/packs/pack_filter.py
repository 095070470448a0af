"""The filter of any rule pack: strong lines, the lines among them, blocks, labels and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from wxclean.document import Document, Edit
from wxclean.filters.packs.line_rules import Mark, is_item_number, is_title, is_wordless, marks_of
from wxclean.rules.line_key import links_only
from wxclean.rules.matcher import Matcher

_KEEP: Final = "keep"


class _Text(NamedTuple):
    """The lines of a document, and the mark that a pack gives each."""

    texts: Sequence[str]
    marks: Sequence[Mark | None]


def pack_edits(document: Document, *, name: str, matcher: Matcher) -> Iterator[Edit]:
    """Yield the edits of a rule pack, in the name of the filter `name`.

    Every edit rests on a strong line, on a list with its head, or on a line at the edge of the text. All such lines are
    removed, and the remaining ones have been judged without them, so a cleaned text offers nothing more to remove.

    Raises:
        SlowRuleError: a rule's patterns exceed their time budget for this text.
    """
    lines = document.lines
    texts = [line.text for line in lines]
    text = _Text(texts, marks_of(texts, matcher.timed(len(texts))))
    gone = {place: mark.rule.name for place, mark in enumerate(text.marks) if mark and mark.rule.strength == "strong"}
    gone.update(_listed(text))
    gone.update(_among(text, gone))
    gone.update(_wordless(text.texts, gone))
    for place in sorted(gone):
        line, mark = lines[place], text.marks[place]
        if mark is not None and mark.field:
            yield Edit(line.number, "label", name, gone[place], mark.value, mark.field, line.span)
        else:
            yield Edit(line.number, "drop", name, gone[place], span=line.span)


def _listed(text: _Text) -> dict[int, str]:
    """Return the places of lists' lines, each with the rule of the list's head."""
    found: dict[int, str] = {}
    if not any(mark is not None and mark.rule.list_of for mark in text.marks):
        return found
    ends = list(_list_ends(text))
    place = 0
    while place < len(ends):
        mark, end = text.marks[place], ends[place]
        if mark is not None and end > place:
            rule = mark.rule.name
            found.update((listed, rule) for listed in range(place, end) if not _kept(text.marks[listed]))
        place = max(end, place + 1)
    return found


class _Below(NamedTuple):
    """What a list's head at some place would have below it, up to the first line that isn't an item.

    `first_links`, `links` and `items` are the places after the leading links, after the last link and after the last
    item; 0 if there are none. `last` is whether the items go on to the end of the text or to a kept line. `next` is the
    place of the first line that counts, which may be the second half of a link that begins on the line above.
    """

    first_links: int = 0
    links: int = 0
    items: int = 0
    last: bool = True
    next: int | None = None

    def end(self, kind: str) -> int:
        """Return where a list ends; titles without links are items only if nothing but items is left."""
        return (self.links or self.items) if self.last and kind == "titles" else self.first_links


def _list_ends(text: _Text) -> Sequence[int]:
    """Return, for each line, where the list that it heads ends; 0 if it heads none."""
    ends = [0] * len(text.texts)
    below = beyond = _Below()
    for place in range(len(text.texts) - 1, -1, -1):
        line, mark = text.texts[place], text.marks[place]
        if mark is not None:
            if mark.rule.list_of:
                ends[place] = below.end(mark.rule.list_of)
            if _kept(mark):
                below = beyond = _Below()
        elif not is_wordless(line) and not is_item_number(line):
            below, beyond = _with_item(below, beyond, place, text.texts), below
    return ends


def _with_item(below: _Below, beyond: _Below, place: int, texts: Sequence[str]) -> _Below:
    """Return what is below a head that stands right above this line; `beyond` is what is below the next line."""
    line = texts[place]
    if links_only(line):
        return _with_link(below, place, place + 1)
    if below.next is not None and "[" in line and "](" not in line and links_only(line + texts[below.next]):
        return _with_link(beyond, place, below.next + 1)
    if is_title(line):
        return below._replace(first_links=0, items=below.items or place + 1, next=place)
    return _Below(last=False, next=place)


def _with_link(below: _Below, place: int, end: int) -> _Below:
    return _Below(below.first_links or end, below.links or end, below.items or end, below.last, place)


def _among(text: _Text, gone: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield the weak lines to remove: those in a run with a line that goes, or with an `edge` line at the text's edge.

    A run consists of lines that have a rule and lines without words.
    """
    place, count = 0, len(text.texts)
    while place < count:
        start = place
        while place < count and (place in gone or text.marks[place] is not None or is_wordless(text.texts[place])):
            place += 1
        run = range(start, place)
        at_edge = start == 0 or place == count
        if any(at in gone or (at_edge and _is_edge(text.marks[at])) for at in run):
            marks = ((at, text.marks[at]) for at in run if at not in gone)
            yield from ((at, mark.rule.name) for at, mark in marks if mark is not None and not _kept(mark))
        place += 1


def _wordless(texts: Sequence[str], gone: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield the lines without words between lines that go, and those after the last of them at the text's end."""
    before: str | None = None
    pending: list[int] = []
    for place, text in enumerate(texts):
        if place in gone:
            yield from ((at, before) for at in pending if before is not None)
            before, pending = gone[place], []
        elif before is not None and is_wordless(text):
            pending.append(place)
        else:
            before, pending = None, []
    yield from ((at, before) for at in pending if before is not None)


def _kept(mark: Mark | None) -> bool:
    return mark is not None and mark.rule.strength == _KEEP


def _is_edge(mark: Mark | None) -> bool:
    return mark is not None and mark.rule.strength == "edge"
