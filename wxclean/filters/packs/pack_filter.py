"""The filter of any rule pack: strong lines, the lines among them, blocks, labels and lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from wxclean.document import Document, Edit
from wxclean.filters.packs.closing import closing
from wxclean.filters.packs.line_rules import (
    Mark,
    is_item_number,
    is_title,
    is_wordless,
    is_work,
    marks_of,
    with_columns,
    without_other_accounts,
)
from wxclean.rules.line_key import links_only, without_pictures
from wxclean.rules.matcher import Matcher

_KEEP: Final = "keep"
# Of so many pieces, at most, is a link put together; so many lines may be titles between a head and a call.
_MOST_PIECES: Final = 4
_MOST_TITLES: Final = 6


class _Text(NamedTuple):
    """The lines of a document, and the mark that a pack gives each."""

    texts: Sequence[str]
    marks: Sequence[Mark | None]


def pack_edits(
    document: Document, *, name: str, matcher: Matcher, signature: int = 0, names: Collection[str] = ()
) -> Iterator[Edit]:
    """Yield the edits of a rule pack, in the name of the filter `name`.

    Every edit rests on a strong line, on a list with its head, or on a line at the edge of the text. Below it, at the
    end, unknown lines of up to `signature` letters go, too; `names` are those of the document's account. What is left
    is judged again until nothing more goes, so a cleaned text offers nothing more to remove.

    Raises:
        SlowRuleError: a rule's patterns exceed their time budget for this text.
    """
    lines = document.lines
    texts = [line.text for line in lines]
    matcher = matcher.timed(len(texts))
    marks = without_other_accounts(texts, marks_of(texts, matcher), names)
    gone: dict[int, str] = {}
    left = list(range(len(texts)))
    text = _Text(texts, marks)
    while found := _found(text, signature):
        gone.update((left[place], rule) for place, rule in found.items())
        left = [place for place in left if place not in gone]
        now = [texts[place] for place in left]
        # A column of letters may have stood below another letter that went.
        columns = with_columns(now, [marks[place] for place in left], matcher)
        text = _Text(now, without_other_accounts(now, columns, names))
    for place in sorted(gone):
        line, mark = lines[place], marks[place]
        if mark is not None and mark.field:
            yield Edit(line.number, "label", name, gone[place], mark.value, mark.field, line.span)
        else:
            yield Edit(line.number, "drop", name, gone[place], span=line.span)


def _found(text: _Text, signature: int) -> dict[int, str]:
    """Return the places of the lines to remove, each with the rule that answers for it."""
    gone = {place: mark.rule.name for place, mark in enumerate(text.marks) if mark and mark.rule.strength == "strong"}
    gone.update(_listed(text))
    gone.update(_among(text, gone))
    if signature:
        gone.update(closing(text.texts, text.marks, gone, signature))
    gone.update(_wordless(text.texts, gone))
    return gone


def _listed(text: _Text) -> dict[int, str]:
    """Return the places of lists' lines, each with the rule of the list's head."""
    found: dict[int, str] = {}
    if not any(mark is not None and mark.rule.list_of for mark in text.marks):
        return found
    ends = _list_ends(text)
    place = 0
    while place < len(ends):
        mark, end = text.marks[place], ends[place]
        if mark is not None and end > place:
            rule = mark.rule.name
            start = place - 1 if place and is_item_number(text.texts[place - 1]) else place
            found.update((listed, rule) for listed in range(start, end) if not _kept(text.marks[listed]))
        place = max(end, place + 1)
    return found


class _Below(NamedTuple):
    """What a list's head at some place would have below it, up to the first line that isn't an item.

    `first_links`, `links` and `items` are the places after the leading links, after the last link and after the last
    item; 0 if there are none. `last` is whether the items go on to the end of the text or to a kept line. `called` is
    the place after a few titles that end at a strong line, 0 if it comes first, and -1 if there is none.
    """

    first_links: int = 0
    links: int = 0
    items: int = 0
    last: bool = True
    called: int = -1

    def end(self, kind: str) -> int:
        """Return where a list ends; titles without links are items only if nothing but items is left, or a call."""
        if self.last and kind == "titles":
            return self.links or self.items
        return self.first_links or max(self.called, 0)


def _list_ends(text: _Text) -> Sequence[int]:
    """Return, for each line, where the list that it heads ends; 0 if it heads none."""
    count = len(text.texts)
    ends = [0] * count
    below = [_Below()] * (count + 1)
    for place in range(count - 1, -1, -1):
        mark, now = text.marks[place], below[place + 1]
        link = _link_end(text.texts, place)
        if mark is not None:
            if mark.rule.list_of in ("links", "titles"):
                ends[place] = now.end(mark.rule.list_of)
            if _kept(mark):
                now = _Below()
            elif mark.rule.strength == "strong":
                now = now._replace(called=0)
        elif link:
            beyond = below[link]
            now = _Below(beyond.first_links or link, beyond.links or link, beyond.items or link, beyond.last)
        elif not is_wordless(text.texts[place]) and not is_item_number(text.texts[place]):
            now = _with_line(now, place, text.texts[place])
        below[place] = now
    return ends


def _with_line(below: _Below, place: int, line: str) -> _Below:
    """Return what is below a head that stands right above this line."""
    if not is_title(line):
        return _Below(last=False)
    called = below.called or place + 1
    if is_work(line) or called > place + _MOST_TITLES:
        called = -1
    return below._replace(first_links=0, items=below.items or place + 1, called=called)


def _link_end(texts: Sequence[str], place: int) -> int:
    """Return the place after a line of nothing but links, or after the lines that one link is broken into; else 0."""
    line = texts[place]
    if links_only(line):
        return place + 1
    if "[" not in line or "](" in without_pictures(line):
        return 0
    for end in range(place + 2, min(place + _MOST_PIECES, len(texts)) + 1):
        line += texts[end - 1]
        if links_only(line):
            return end
    return 0


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
