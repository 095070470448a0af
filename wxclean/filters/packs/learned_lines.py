"""The filter of learned rules: what an account repeats goes where it stands at the edges of its articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from wxclean.document import Document, Edit
from wxclean.filters.packs.repeated_line import Look, RepeatedLine, heads_references, is_own, quick_look, repeated_line
from wxclean.rules.learned_rule import LearnedRule
from wxclean.rules.repeat_key import Vocabulary

# Walking in from an edge ends where lines with more letters than these weren't learned.
_UNKNOWN_BELOW: Final = 240
_UNKNOWN_ABOVE: Final = 60
# Of the lines from the border down, at least this share is learned; a link that wasn't counts as half a line.
_LEARNED_SHARE: Final = 0.6
_LINK_WEIGHT: Final = 0.5
# The longest heading of a regular column, in letters.
_LONGEST_HEADING: Final = 14
MOST_REMOVED: Final = 0.6
"""No more than this share of an article goes: more would be a misreading, and then nothing does."""

TOO_MUCH: Final = "too-much-learned"
"""The code of the suspicion that says so."""


class KnownLines(NamedTuple):
    """The learned rules for one article: by key, the words to judge by, and whether rules that wait apply, too.

    `look` looks at a line; `longest` is how many letters may follow a line that begins the promotion, at most.
    """

    rules: Mapping[str, LearnedRule]
    vocabulary: Vocabulary
    waiting: bool = False
    look: Look = repeated_line
    longest: int = 0

    def applied(self, key: str) -> LearnedRule | None:
        """Return the rule of a line, if it is applied; notices are only if a person accepted them."""
        rule = self.rules.get(key)
        if rule is None or rule.state == "accept":
            return rule
        return rule if self.waiting and rule.state == "review" and rule.kind != "notice" else None

    def keeps(self, key: str) -> bool:
        """Return whether a rule says that a line stays, whatever stands around it."""
        rule = self.rules.get(key)
        return rule is not None and self.applied(key) is None and (rule.state == "reject" or rule.kind == "notice")

    def may_begin(self, key: str, rule: LearnedRule) -> bool:
        """Return whether promotion at the end may begin at a line: it has words of it, or a person accepted it."""
        if rule.kind == "promo.head":
            return False
        if self.vocabulary.promotion.search(key) is not None or rule.kind == "chrome":
            return True
        return rule.state == "accept" and not rule.near


def learned_edits(document: Document, *, name: str, known: KnownLines, title: str) -> list[Edit]:
    """Return the edits of learned rules, in the name of the filter `name`; `title` is what stands above the article.

    They are looked for until there are no more, so a cleaned text offers nothing more to remove.
    """
    gone: dict[int, str] = {}
    lines = _Lines(document.texts, known.look)
    places = list(range(len(document.texts)))
    while found := _promotion(places, lines, known):
        gone |= found
        places = [place for place in places if place not in found]
    document.doubts = ()
    if gone and _is_too_much(gone, lines, len(title)):
        document.doubts = (TOO_MUCH,)
        return []
    numbers, spans = document.numbers, document.spans
    return [Edit(numbers[place], "drop", name, gone[place], span=spans[place]) for place in sorted(gone)]


def known_lines(
    rules: Mapping[str, LearnedRule], vocabulary: Vocabulary, *, waiting: bool = False, look: Look | None = None
) -> KnownLines:
    """Return learned rules by key, ready for articles; `look` is for those whose lines were looked at already."""
    firsts = vocabulary.firsts | {key[0] for key in rules}
    longest = max((rule.below for rule in rules.values()), default=0)
    return KnownLines(rules, vocabulary, waiting, look or quick_look(firsts), longest)


class _Lines:
    """The lines of a text as learned rules see them, each looked at when it is asked for: most never are."""

    def __init__(self, texts: Sequence[str], look: Look) -> None:
        self.texts = texts
        self._look = look
        self._lines: list[RepeatedLine | None] = [None] * len(texts)

    def __getitem__(self, place: int) -> RepeatedLine:
        line = self._lines[place]
        if line is None:
            line = self._lines[place] = self._look(self.texts[place])
        return line


def _promotion(places: Sequence[int], lines: _Lines, known: KnownLines) -> dict[int, str]:
    """Return the lines to remove of those that are left, each with the rule that answers for it."""
    border = _border(places, lines, known)
    gone = _below(places[border:], lines, known) if border is not None else {}
    above = places if border is None else places[:border]
    return gone | _above(above, lines, known)


def _border(places: Sequence[int], lines: _Lines, known: KnownLines) -> int | None:
    """Return where, in `places`, the promotion at the end begins; None if there is none."""
    border = None
    unknown = below = 0
    count = learned = 0.0
    for at in range(len(places) - 1, -1, -1):
        line = lines[places[at]]
        if not line.size:
            continue
        rule = known.applied(line.key)
        count += 1 if rule or not line.has_link else _LINK_WEIGHT
        learned += rule is not None
        if rule is not None and below <= rule.below:
            border = at
        if rule is None and line.key not in known.rules and not _stays(places[at], lines, known):
            unknown += line.size
        below += line.size
        if unknown > _UNKNOWN_BELOW:
            if below > known.longest:
                break
        elif rule is not None and learned >= _LEARNED_SHARE * count and known.may_begin(line.key, rule):
            border = at
    return border


def _below(places: Sequence[int], lines: _Lines, known: KnownLines) -> dict[int, str]:
    """Return what goes below the border: all but the article's own lines, references, notices and regular columns."""
    gone: dict[int, str] = {}
    last = ""
    in_references = in_column = False
    for place in places:
        key = lines[place].key
        rule = known.applied(key)
        if rule is not None:
            last, in_references = rule.name, False
            in_column = in_column and not known.may_begin(key, rule)
        elif heads_references(key, known.vocabulary):
            in_references = True
        in_column = in_column or (not lines[place].has_link and _heads_column(key, known))
        if not (in_references or in_column or _stays(place, lines, known)):
            gone[place] = last
    return gone


def _above(places: Sequence[int], lines: _Lines, known: KnownLines) -> dict[int, str]:
    """Return the learned lines that stand above the article."""
    gone: dict[int, str] = {}
    unknown = 0
    for place in places:
        rule = known.applied(lines[place].key)
        if rule is not None and not _stays(place, lines, known):
            gone[place] = rule.name
        elif rule is None and lines[place].key not in known.rules and not _stays(place, lines, known):
            unknown += lines[place].size
        if unknown > _UNKNOWN_ABOVE:
            break
    return gone


def _stays(place: int, lines: _Lines, known: KnownLines) -> bool:
    key = lines[place].key
    return known.keeps(key) or is_own(key, lines.texts[place], known.vocabulary)


def _heads_column(key: str, known: KnownLines) -> bool:
    """Return whether a line heads a regular column: it repeats, and neither words nor a person call it promotion."""
    rule = known.rules.get(key)
    if rule is None or rule.state == "accept" or rule.near or rule.kind == "chrome" or len(key) > _LONGEST_HEADING:
        return False
    return known.vocabulary.promotion.search(key) is None


def _is_too_much(gone: Mapping[int, str], lines: _Lines, title: int) -> bool:
    """Return whether more would go than may; lines with links, whose size is dear to tell, are looked at last."""
    texts = lines.texts
    removed = sum(lines[place].size if "](" in texts[place] else len(texts[place]) for place in gone)
    if removed <= MOST_REMOVED * sum(len(text) for text in texts if "](" not in text):
        return False
    total = title + sum(lines[place].size if "](" in text else len(text) for place, text in enumerate(texts))
    return removed > MOST_REMOVED * total
