"""Endings of pages among the lines of a text: runs of the footer's lines, and the prose below one, which ends it.

A page has one ending, its last lines. Prose below an ending is the next page's, or the article's own, if some of the
page's words stand in its middle. Either way no footer begins above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from wxclean.filters.page.free_text import FreeText, is_name, is_named_separator, is_separator, is_void
from wxclean.rules.rule import Rule

# A line below a rule that then begins a front matter.
_MEMBER: Final = re.compile(r"[\w-]+:(?: |$)")
# Below a whole ending, what can't be the page's own: so many paragraphs, characters of them, or lines of any length.
_PARAGRAPHS, _CHARACTERS, _LINES = 2, 200, 10
# The fewest lines of any length below a separator, and below a line of a header.
_PARTED_LINES, _HEADED_LINES = 2, 4
# Below a few words of an ending: so many titles, or lines of any length.
_TITLES, _FEW_LINES = 2, 3
# Below an ending of so many lines, comments are the readers' for sure.
_SURE: Final = 3
# The rules of lines that stand above the readers' comments on every page.
_BEFORE_COMMENTS: Final = ("body.", "reward.", "toolbar.", "album.", "footer.")
_COMMENTS: Final = "comments."
_LISTS: Final = ("related.", "album.", "search.")
_REWARD: Final = "reward."
_DATE, _PLACE = "header.date", "header.place"


class Start:
    """A place where another page may begin: line `place`, below an ending that ends before line `above`.

    `prose` is the place of the first text in it. `whole` says that the ending is a page's for sure, and not some of its
    words inside an article; `parted`, that a separator stands below it; `much`, that more text does than a sentence;
    `again`, that another whole ending follows.
    """

    __slots__ = ("above", "again", "much", "parted", "place", "prose", "whole")

    def __init__(self, above: int, place: int, prose: int, *, whole: bool, much: bool) -> None:
        self.above = above
        self.place = place
        self.prose = prose
        self.whole = whole
        self.parted = place > above
        self.much = much
        self.again = False


class Endings:
    """What the endings in a text show: the place above which no footer begins, and where other pages may begin."""

    __slots__ = ("floor", "starts")

    def __init__(self) -> None:
        self.floor = 0
        self.starts: list[Start] = []


class _Run:
    """A run of the footer's lines, with what little free text may stand between them.

    `count` is their number, `strong` the names of the strong ones' rules, `last` the place of the last strong one, or
    of the last if none is strong. `section` says that readers' comments follow, `told` that they do for sure. Below the
    last strong line, `headed` says that a line of a header stands, `free` free text, and `separator` where a separator.
    `led` is the name of the rule that heads what follows.
    """

    __slots__ = ("count", "free", "headed", "last", "led", "section", "separator", "strong", "told")

    def __init__(self) -> None:
        self.count = 0
        self.strong: set[str] = set()
        self.last = -1
        self.section = False
        self.told = False
        self.headed = False
        self.free = False
        self.separator = -1
        self.led = ""

    def add(self, place: int, rule: Rule) -> None:
        """Add a line of chrome."""
        self.section = rule.section or (self.section and (rule.strength == "weak" or rule.name.startswith(_COMMENTS)))
        self.told = self.told and self.section
        if rule.field or (rule.zone == "head" and rule.name != _DATE and not (self.section and rule.name == _PLACE)):
            self.headed = True
        if rule.zone != "foot" or not (self.count or rule.opens or rule.strength == "strong"):
            return
        self.count += 1
        if rule.opens:
            self.led = rule.name
        if rule.strength == "strong":
            self.strong.add(rule.name)
            self.headed = self.free = False
            self.separator = -1
            self.last = place
        elif not self.strong:
            self.last = place

    def is_whole(self) -> bool:
        """Return whether this is a page's ending for sure, since it has strong lines of two kinds."""
        return len(self.strong) > 1 and len({name.partition(".")[0] for name in self.strong}) > 1


def read_endings(
    texts: list[str], rules: list[Rule | None], first: int, title: str, has_header: Callable[[int], bool]
) -> Endings:
    """Return what the endings show, from the first line on at which a footer may begin, in one walk.

    `title` is the first page's, `has_header` says whether a page's header begins at a place.
    """
    walk = _Walk(texts, rules, title, has_header)
    place, end = first, len(texts)
    while place < end:
        rule = rules[place]
        if rule is not None:
            walk.run.add(place, rule)
            place += 1
            continue
        below = place
        while below < end and rules[below] is None:
            below += 1
        walk.pass_text(place, below)
        place = below
    walk.close()
    return walk.found


class _Walk:
    """A walk down the lines of a text; `run` is the run of the footer's lines at hand."""

    __slots__ = ("found", "has_header", "rules", "run", "strong_places", "texts", "title")

    def __init__(
        self, texts: list[str], rules: list[Rule | None], title: str, has_header: Callable[[int], bool]
    ) -> None:
        self.has_header = has_header
        self.texts = texts
        self.rules = rules
        self.title = title
        self.run = _Run()
        self.found = Endings()
        self.strong_places: list[int] | None = None

    def pass_text(self, start: int, end: int) -> None:
        """Pass lines without a rule: they go on the run at hand, or end it."""
        run, above = self.run, self.rules[start - 1]
        if not run.count:
            return
        first = self._below_names(start, end, above)
        free = FreeText(self.texts[first:end], self.title, titled=run.led.startswith(_LISTS))
        if free.separator >= 0 and run.separator < 0:
            place = first + free.separator
            if not run.free or is_named_separator(self.texts[place]):
                run.separator = place
        run.free = run.free or free.lines() > 0
        if not free.lines() or (run.section and self._are_comments(free, end)):
            return
        if above is not None and above.name.startswith(_REWARD) and free.is_message():
            ends = False
        elif run.is_whole():
            ends = self._ends_whole(free, end)
        else:
            ends = self._ends_words(free)
        if ends:
            self.close()
            found = self._start(run, start, much=_is_much(free))
            if found.above > 1:  # a single line has no page above it: it may be a title
                self.found.starts.append(found)
            self.found.floor = end

    def close(self) -> None:
        """End the run at hand."""
        if self.found.starts and self.run.is_whole():
            self.found.starts[-1].again = True
        self.run = _Run()

    def _below_names(self, start: int, end: int, above: Rule | None) -> int:
        """Return the place below the names that belong to the line of chrome above them."""
        names = above.names if above is not None else 0
        while names and start < end and is_name(self.texts[start]):
            start, names = start + 1, names - 1
        return start

    def _ends_words(self, free: FreeText) -> bool:
        """Return whether text ends a few words of an ending; a list of other articles goes on with their titles."""
        run = self.run
        if run.led.startswith(_LISTS) and run.strong and not run.headed and run.separator < 0:
            return free.paragraphs > 0 or free.lines() >= _LINES
        return free.paragraphs > 0 or free.titles >= _TITLES or free.lines() >= _FEW_LINES

    def _ends_whole(self, free: FreeText, end: int) -> bool:
        """Return whether text ends a whole ending; a single sentence may be a line of it that has no rule."""
        run = self.run
        parted = run.separator >= 0
        again = run.strong & self._strong_at(end)
        if len(again) > 1 and any(name.startswith(_BEFORE_COMMENTS) for name in again):
            return True
        if not run.headed and free.lines() >= _FEW_LINES:
            run.headed = self.has_header(self._end_of(run, end))
        if not free.paragraphs:
            least = _PARTED_LINES if parted else _HEADED_LINES if run.headed else _LINES
            return free.lines() >= (2 * _LINES if run.led.startswith(_LISTS) else least)
        if run.headed or parted or end == len(self.texts):
            return True
        return not free.reads_as_comments() and _is_much(free)

    def _strong_at(self, place: int) -> set[str]:
        """Return the names of the strong lines' rules in the chrome that begins at a place."""
        names: set[str] = set()
        while place < len(self.rules):
            rule = self.rules[place]
            if rule is None:
                break
            if _is_strong(rule):
                names.add(rule.name)
            place += 1
        return names

    def _are_comments(self, free: FreeText, end: int) -> bool:
        """Return whether text below a line that heads comments is the readers', and not the article's."""
        run = self.run
        if free.paragraphs and (free.reads_as_prose() or run.headed or run.separator >= 0):
            run.told = False
        elif not run.told:
            plain = free.reads_as_comments() or not free.paragraphs
            run.told = run.count >= _SURE or (plain and not self._opens_below(end))
        run.section = run.told
        return run.told

    def _opens_below(self, place: int) -> bool:
        """Return whether the next strong line of a footer is one that stands above the comments of its page."""
        if self.strong_places is None:
            self.strong_places = [at for at, rule in enumerate(self.rules) if rule is not None and _is_strong(rule)]
        following = bisect_left(self.strong_places, place)
        if following == len(self.strong_places):
            return False
        rule = self.rules[self.strong_places[following]]
        return rule is not None and rule.name.startswith(_BEFORE_COMMENTS)

    def _start(self, run: _Run, prose: int, *, much: bool) -> Start:
        """Return where the next page begins, if one does: below the ending and the separators above the text."""
        above = run.separator
        if above < 0:
            above = self._end_of(run, prose)
            return Start(above, above, prose, whole=run.is_whole(), much=much)
        place = above
        while place < len(self.texts) and is_separator(self.texts[place]) and not self._is_front_matter(place):
            place += 1
        return Start(above, place, prose, whole=run.is_whole(), much=much)

    def _end_of(self, run: _Run, prose: int) -> int:
        """Return the place below an ending: below its last strong line, what goes on it, and its names."""
        place = run.last + 1
        while place < prose:
            rule = self.rules[place]
            if rule is None or rule.zone == "head":
                break
            place += 1
        place = self._below_names(place, len(self.texts), self.rules[place - 1])
        while place < prose and self.rules[place] is None and is_void(self.texts[place]):
            place += 1
        return place

    def _is_front_matter(self, place: int) -> bool:
        return place + 1 < len(self.texts) and _MEMBER.match(self.texts[place + 1]) is not None


def _is_much(free: FreeText) -> bool:
    return free.paragraphs >= _PARAGRAPHS or free.characters > _CHARACTERS


def _is_strong(rule: Rule) -> bool:
    return rule.strength == "strong" and rule.zone == "foot"
