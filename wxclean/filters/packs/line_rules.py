"""The marks of lines: the rule of a pack that applies to each, alone or as part of a block, and the metadata in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from wxclean.language import _
from wxclean.rules.line_key import LONGEST_LINKS, line_key, undressed
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import LONGEST_PHRASE, Block, Rule

# The strengths in order: if two rules match a line, the first one's counts.
_PRECEDENCE: Final = ("keep", "strong", "edge", "weak")
# The longest title, in letters and digits, and the longest number of a list item, in characters with dressing.
_LONGEST_TITLE: Final = 48
_LONGEST_NUMBER: Final = 12
_SIGNS_OF_WORKS: Final = ("《", "[J]", "[M]", "[C]", "[D]", "出版", " 著", "ISBN", "doi")
# A column of single letters is read as one phrase.
_SHORTEST_COLUMN, _LONGEST_COLUMN = 4, 24
_LONGEST_LETTER: Final = 8
# So many letters of an account's name stand for it.
_SHORTEST_NAME: Final = 2


class Mark(NamedTuple):
    """The rule of a line, and the metadata field and value that the line gives, if any."""

    rule: Rule
    field: str | None = None
    value: str = ""


def marks_of(texts: Sequence[str], matcher: Matcher) -> list[Mark | None]:
    """Return the mark of each line, or None if no rule applies to it."""
    marks = with_columns(texts, [_mark_of(text, matcher) for text in texts], matcher)
    for place, mark in enumerate(list(marks)):
        if mark is not None:
            _mark_followers(texts, marks, place, mark)
    for block in matcher.blocks:
        for start, end in _block_ranges(texts, block):
            _mark_block(marks, start, end, block.rule)
    return marks


def with_columns(texts: Sequence[str], marks: Sequence[Mark | None], matcher: Matcher) -> list[Mark | None]:
    """Return the marks of lines, and those of columns of single letters that read as one phrase: `点`, `在`, `看`."""
    found = list(marks)
    for start, end, phrase in _columns(texts):
        rule = matcher.rule(phrase)
        if rule is not None:
            found[start:end] = [Mark(rule._replace(names=0, list_of="", field=None))] * (end - start)
    return found


def without_other_accounts(
    texts: Sequence[str], marks: Sequence[Mark | None], names: Collection[str]
) -> Sequence[Mark | None]:
    """Return the marks of lines without those by rules that ask for the account's name, where a line hasn't got it."""
    return [
        None if mark is not None and mark.rule.of_account and not _is_named(text, names) else mark
        for text, mark in zip(texts, marks, strict=True)
    ]


def _is_named(text: str, names: Collection[str]) -> bool:
    """Return whether a line holds a name, or begins as one does."""
    letters = letters_of(text)
    return any(
        name in letters or (len(name) > _SHORTEST_NAME and letters.startswith(name[:_SHORTEST_NAME]))
        for name in filter(None, map(letters_of, names))
    )


def letters_of(text: str) -> str:
    """Return the letters and digits of a line's key, without punctuation, spaces and ornaments.

    >>> letters_of("▼ 点击上方 “蓝字”，关注我们 ▼")
    '点击上方蓝字关注我们'
    """
    return "".join(filter(str.isalnum, line_key(text)))


def _columns(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield each run of lines with a single letter, from its first place to the one after its last, as one phrase."""
    start, letters = 0, ""
    for place, text in enumerate((*texts, "")):
        letter = letters_of(text) if 0 < len(text) <= _LONGEST_LETTER else ""
        if len(letter) == 1:
            start = start if letters else place
            letters += letter
        else:
            if _SHORTEST_COLUMN <= len(letters) <= _LONGEST_COLUMN:
                yield start, place, letters
            letters = ""


def _mark_of(text: str, matcher: Matcher) -> Mark | None:
    labelled = matcher.label(text)
    if labelled is not None and labelled[1]:
        return Mark(labelled[0], labelled[0].field, labelled[1])
    rules = [matcher.rule(text), _rule_of_letters(text, matcher)]
    found = [rule for rule in rules if rule is not None]
    return Mark(min(found, key=_precedence)) if found else None


def _rule_of_letters(text: str, matcher: Matcher) -> Rule | None:
    if len(text) > LONGEST_PHRASE and "](" not in text:
        return None
    letters = letters_of(text)
    return matcher.rule(letters) if letters and letters != text else None


def _precedence(rule: Rule) -> int:
    return _PRECEDENCE.index(rule.strength)


def _mark_followers(texts: Sequence[str], marks: list[Mark | None], place: int, mark: Mark) -> None:
    """Mark the free lines that belong to a line: names, or a label's value."""
    label = mark.rule.field is not None and mark.field is None
    follower = mark.rule._replace(names=0, list_of="", field=None)
    for next_place in range(place + 1, min(place + 1 + max(mark.rule.names, label), len(texts))):
        if marks[next_place] is not None or (label and is_wordless(texts[next_place])):
            return
        value = undressed(texts[next_place]) if label else ""
        marks[next_place] = Mark(follower, mark.rule.field if label else None, value)
        label = False


def _block_ranges(texts: Sequence[str], block: Block) -> Iterator[tuple[int, int]]:
    """Yield the place of a block's first line, and the place after its last. A start without an end begins no block."""
    ends = [place for place, text in enumerate(texts) if block.end in text]
    place = 0
    while ends and place <= ends[-1]:
        column = texts[place].find(block.start)
        if column < 0:
            place += 1
            continue
        on_same_line = block.end in texts[place][column + len(block.start) :]
        next_end = bisect_left(ends, place if on_same_line else place + 1)
        if next_end == len(ends):
            return
        yield place, ends[next_end] + 1
        place = ends[next_end] + 1


def _mark_block(marks: list[Mark | None], start: int, end: int, rule: Rule) -> None:
    for place in range(start, end):
        mark = marks[place]
        if mark is None or mark.rule.strength != "strong":
            marks[place] = Mark(rule)


def is_wordless(text: str) -> bool:
    """Return whether a line has no letter or digit: a picture, a horizontal rule, an arrow; a code fence isn't one."""
    if text.startswith("```"):
        return False
    if "](" in text:
        text = undressed(text) if len(text) <= LONGEST_LINKS else _("too long")
    return not any(map(str.isalnum, text))


def is_title(text: str) -> bool:
    """Return whether a line may be the title of another article: short, and not a sentence of prose."""
    if len(text) > LONGEST_PHRASE or "。" in text or "://" in text or text[-1] in "，,、；;：:":
        return False
    return 4 <= len(letters_of(text)) <= _LONGEST_TITLE


def is_work(text: str) -> bool:
    """Return whether a line names a book or a paper, which is reading that the article recommends."""
    return any(sign in text for sign in _SIGNS_OF_WORKS)


def is_item_number(text: str) -> bool:
    """Return whether a line is nothing but the number of the next item in a list."""
    return len(text) <= _LONGEST_NUMBER and letters_of(text).isdecimal()
