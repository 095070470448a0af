"""The filter of learned rules: what an account repeats goes where it stands at the edges of its articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from wxclean.document import Document, Edit
from wxclean.filters.packs.repeated_line import Look, RepeatedLine, heads_references, quick_look, repeated_line
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
    """The learned rules for one article: by key, the words to judge by, and which of the rules apply.

    `applied` are those that apply by key, `kept` the keys of lines that stay whatever stands around them, and `begins`
    those with which promotion at the end may begin. `look` looks at a line; `longest` is how many letters may follow a
    line that begins the promotion, at most.
    """

    rules: Mapping[str, LearnedRule]
    vocabulary: Vocabulary
    applied: Mapping[str, LearnedRule]
    kept: frozenset[str]
    begins: frozenset[str]
    look: Look = repeated_line
    longest: int = 0


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
    """Return learned rules by key, ready for articles; with `waiting`, rules that wait for a person apply, too.

    Notices apply only if a person accepted them. `look` is for those whose lines were looked at already.
    """
    applied = {key: rule for key, rule in rules.items() if _applies(rule, waiting)}
    kept = (key for key, rule in rules.items() if key not in applied and _keeps(rule))
    begins = (key for key, rule in applied.items() if _may_begin(key, rule, vocabulary))
    longest = max((rule.below for rule in rules.values()), default=0)
    looking = look or quick_look(rules.keys(), vocabulary)
    return KnownLines(rules, vocabulary, applied, frozenset(kept), frozenset(begins), looking, longest)


def _applies(rule: LearnedRule, waiting: bool) -> bool:
    return rule.state == "accept" or (waiting and rule.state == "review" and rule.kind != "notice")


def _keeps(rule: LearnedRule) -> bool:
    """Return whether a rule that doesn't apply says that its line stays."""
    return rule.state == "reject" or rule.kind == "notice"


def _may_begin(key: str, rule: LearnedRule, vocabulary: Vocabulary) -> bool:
    """Return whether promotion at the end may begin at a line: it has words of it, or a person accepted it."""
    if rule.kind == "promo.head":
        return False
    if vocabulary.promotion.search(key) is not None or rule.kind == "chrome":
        return True
    return rule.state == "accept" and not rule.near


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
        key, size = line.key, line.size
        rule = known.applied.get(key)
        if rule is None:
            count += _LINK_WEIGHT if line.has_link else 1
            if not line.is_own and key not in known.rules:
                unknown += size
        else:
            count += 1
            learned += 1
            if below <= rule.below:
                border = at
        below += size
        if unknown > _UNKNOWN_BELOW:
            if below > known.longest:
                break
        elif rule is not None and learned >= _LEARNED_SHARE * count and key in known.begins:
            border = at
    return border


def _below(places: Sequence[int], lines: _Lines, known: KnownLines) -> dict[int, str]:
    """Return what goes below the border: all but the article's own lines, references, notices and regular columns."""
    gone: dict[int, str] = {}
    last = ""
    in_references = in_column = False
    for place in places:
        line = lines[place]
        key = line.key
        rule = known.applied.get(key)
        if rule is not None:
            last, in_references = rule.name, False
            in_column = in_column and key not in known.begins
        elif heads_references(key, known.vocabulary):
            in_references = True
        in_column = in_column or (not line.has_link and _heads_column(key, known))
        if not (in_references or in_column or line.is_own or key in known.kept):
            gone[place] = last
    return gone


def _above(places: Sequence[int], lines: _Lines, known: KnownLines) -> dict[int, str]:
    """Return the learned lines that stand above the article."""
    gone: dict[int, str] = {}
    unknown = 0
    for place in places:
        line = lines[place]
        if line.is_own or line.key in known.kept:
            continue
        rule = known.applied.get(line.key)
        if rule is not None:
            gone[place] = rule.name
        elif line.key not in known.rules:
            unknown += line.size
            if unknown > _UNKNOWN_ABOVE:
                break
    return gone


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
    total = title
    for text in texts:
        total += 0 if "](" in text else len(text)
        if removed <= MOST_REMOVED * total:
            return False
    total += sum(lines[place].size for place, text in enumerate(texts) if "](" in text)
    return removed > MOST_REMOVED * total
