"""The values in a page's header: labels, and the names that only their places tell apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from wxclean.filters.labels import Label, Lines, is_day_of_old_page
from wxclean.filters.page.byline_grammar import Phrase
from wxclean.filters.page.bylines import NO_NAMES, Names, byline_as_name
from wxclean.filters.page.glued_mark import without_mark
from wxclean.filters.page.said_again import undoubled
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import LONGEST, may_be_void, shown, undressed
from wxclean.rules.rule import Rule

# The longest name and the longest title, in characters (WeChat's own limit is 64).
LONGEST_NAME: Final = 40
LONGEST_TITLE: Final = 120
# No name has this, not even below its last letter: `“…它。”`.
_STOP: Final = "。"
SENTENCE_END: Final = tuple("。！？!?；;…")
# The most lines without a rule in a header: title, author, account up to three times.
NAMES: Final = 5
# A sentence in English has more blanks; and how data begin, as a name may (`编辑：小满`), but not two.
_WORDS: Final = 2
_DATUM: Final = re.compile(r"[\u4e00-\u9fff]{2,6}[:：].")
# How no name begins, only a line of a diary or a list: `3月6日 中雨`.
_DAY: Final = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日\s")
# The number of names below the 原创 badge, author and account; the fewest if the account stands above the title, too.
_BELOW_BADGE, _ACCOUNT_AGAIN = 2, 3
# The longest name right below the date, in characters.
_DATED_NAME: Final = 16
# The number of names above the title of an article that is shared, and the line that says so.
_SHARED: Final = 2
SHARE: Final = "header.share"
# A header is followed by a gap of more lines than this; paragraphs are closer together.
GAP: Final = 7
# pandoc keeps an element's id and classes after a heading.
_ATTRIBUTES: Final = re.compile(r"\{[#.][^{}]*\}$")
# What converters write for a picture without a text.
_PICTURE: Final = re.compile(r"(?<=\S) ?\[(?:Image|图片)?\]$")
# The text of the cover, where a page was collapsed.
_COVER: Final = "[cover_image] "
# How a converter writes a heading: `***** 灯塔 *****`.
_STARRED: Final = re.compile(r"\*{2,6}\s+([^*]+?)\s+\*{2,6}")
_ANCHOR: Final = re.compile(r"<a id=\"[\w-]*\">(?:</a>)?")
# A name in what is left of a link that a converter broke over lines, or wrote without its address.
_LINK_REST: Final = re.compile(r"\[?([^\[\]]+)\](?:\([^()\s]*\))?")
# What a line may begin with that holds words, or that it may consist of if it holds none.
_DRESSING: Final = "*_#=[] "

# A person's name and an account's in Chinese, which no blank divides, side by side.
_TWO_NAMES: Final = rare(r"(?P<author>[\u4e00-\u9fff]{2,4}) (?P<account>[\u4e00-\u9fff]{2,16})")


class Walk:
    """The state of a walk down the first lines.

    `end` is the place after the last line that is the header's for certain, `score` the evidence of a header, `names`
    the places of lines without a rule, `labels` the values found. A value more than `gap` lines below its label isn't
    taken; `far` then says so. Once it is `closed` by a byline, no name follows. `known` are names that other parts of
    the text give. This isn't a dataclass, which would add 10 ms to the start of a pipe.
    """

    __slots__ = (
        "closed",
        "end",
        "far",
        "gap",
        "known",
        "labelled",
        "labels",
        "names",
        "page",
        "score",
        "seen",
        "source",
        "tags",
        "titled",
    )

    def __init__(self, gap: float = GAP, *, titled: bool = False, page: bool = False, known: Names = NO_NAMES) -> None:
        self.gap = gap
        self.titled = titled
        self.page = page
        self.known = known
        self.far = False
        self.closed = False
        self.end = 0
        self.score = 0
        self.seen: set[str] = set()
        self.names: list[int] = []
        self.labels: list[Label] = []
        self.labelled = False
        self.tags = False
        self.source = ""


def is_void(text: str) -> bool:
    """Return whether a line holds only dressing: `____`, `![]()`, `#`."""
    bare = text.lstrip(_DRESSING)
    if not bare or bare[0].isalnum():
        return not bare
    if text.startswith("!\\["):
        text = text.replace("\\", "")
    return may_be_void(text) and not undressed(text).strip("[]=# ")


def has_label(rules: Sequence[Rule | None]) -> bool:
    """Return whether one of these rules is that of a label."""
    return any(rule is not None and rule.field for rule in rules)


def read_name(lines: Lines, walk: Walk, place: int) -> int:
    """Read a line as a name above the labels, or the title, which may be a long sentence; return 0 if it is neither."""
    text = lines.texts[place]
    if walk.labelled or len(walk.names) > NAMES or len(text) > LONGEST:
        return 0
    is_sentence = _STOP in text or text.endswith(SENTENCE_END) or (text[-1] == "." and text.count(" ") > _WORDS)
    if walk.names and text[0].isdecimal() and _DAY.match(text) and not _may_be_title(lines, walk, place):
        return 0
    are_data = ("：" in text or ":" in text) and all(map(_DATUM.match, lines.texts[place : place + 2]))
    if are_data and walk.names and not _may_be_title(lines, walk, place):
        return 0
    if is_sentence or len(text) > LONGEST_NAME:
        is_title = _may_be_title(lines, walk, place)
        if (is_sentence and not is_title) or len(undressed(text)) > (LONGEST_TITLE if is_title else LONGEST_NAME):
            return 0
    walk.names.append(place)
    return 1


def _may_be_title(lines: Lines, walk: Walk, place: int) -> bool:
    """Return whether a line is the first one, repeats it, or stands below one that is the account."""
    if not walk.names:
        return True
    first = shown(lines.texts[walk.names[0]])
    if shown(lines.texts[place]) == first:
        return True
    if len(walk.names) > 1 or first.endswith(SENTENCE_END):
        return False
    return first in map(shown, lines.texts[place + 1 : place + NAMES])


def take_bare_names(lines: Lines, walk: Walk, footer: Collection[str]) -> None:
    """Extend the header of a page without labels (since 2023) over author and account, told by what surrounds them.

    `footer` are the footer's lines, which repeat such names.
    """
    if not walk.names or any(walk.names[0] < place < walk.end for place in walk.names):
        return
    end = max(walk.end, walk.names[0] + 1)
    repeated = max((place for place in walk.names[1:4] if _is_repeated(lines.texts[place], footer)), default=0)
    taken = 0
    for place in walk.names[1:]:
        if place == end and (place <= repeated or _is_bare_name(lines, walk, place, taken)):
            end = place + 1
            taken += lines.texts[place] != lines.texts[place - 1]
    if taken or walk.end or _reads_as_title(lines.texts[walk.names[0]], footer):
        walk.end = end


def _is_bare_name(lines: Lines, walk: Walk, place: int, taken: int) -> bool:
    """Return whether a line is a name: printed twice, below a badge or an old page's date, far above the text."""
    text = lines.texts[place]
    if text == lines.texts[place - 1]:
        return True
    if taken < _BELOW_BADGE and any(label.field == "original" for label in walk.labels):
        return True
    # Pages up to 2018 name their account right below the date.
    below_title = [label for label in walk.labels if label.place == walk.names[0] + 1]
    if not taken and len(text) <= _DATED_NAME and any(map(is_day_of_old_page, below_title)):
        return True
    return _is_far_above_text(lines, place)


def _is_repeated(text: str, footer: Collection[str]) -> bool:
    return len(text) <= LONGEST_NAME and text in footer


def _reads_as_title(text: str, footer: Collection[str]) -> bool:
    """Return whether a first line by itself is the title: a heading, or repeated in the footer."""
    return text.startswith("#") or _is_repeated(undressed(text), footer)


def _is_far_above_text(lines: Lines, place: int) -> bool:
    """Return whether one of the next few short lines is followed by a wide gap, as below a header."""
    for below in range(place, min(place + 2, len(lines.texts) - 1)):
        if lines.numbers[below + 1] - lines.numbers[below] > GAP:
            return True
        if len(lines.texts[below + 1]) > LONGEST_NAME:
            return False
    return False


def named_labels(texts: list[str], walk: Walk, phrase: Phrase) -> list[Label]:
    """Return all labels of the header: those that were found, and the names that their places tell apart."""
    labels: list[Label] = []
    names = [(place, _name(texts[place])) for place in walk.names if place < walk.end]
    found = walk.labels
    if len(names) > 1 and any(label.field == "account" for label in found):
        found = _parted(found, [name for _, name in names])
    given = {label.field: label.value for label in found}
    if names and "title" not in given and not (SHARE in walk.seen and len(names) <= _SHARED):
        place, title = names[_title_place([name for _, name in names], walk) if len(names) > _SHARED else 0]
        title = undoubled(_ATTRIBUTES.sub("", title).rstrip() if title.endswith("}") else title)
        labels.append(Label(place, "title", title, "header.title"))
        names = [name for name in names if name[1] != title]
    if names:
        labels += _names_in(names, given, walk.known, phrase)
    return without_mark(labels + found)


def _parted(labels: list[Label], names: Collection[str]) -> list[Label]:
    """Return labels with an account parted from the author before it, where a tool joined them: names tell it."""
    parted: list[Label] = []
    for label in labels:
        ends = label.field == "account" and [name for name in names if len(name) > 1 and label.value.endswith(name)]
        if not ends or label.value == (name := ends[0]):
            parted.append(label)
            continue
        parted.append(Label(label.place, "account", name, label.rule))
        if all(other.field != "author" for other in labels):
            parted.append(Label(label.place, "author", label.value.removesuffix(name).strip(), label.rule))
    return parted


def _name(text: str) -> str:
    """Return a line's words as they show, without the rest of a picture or a link."""
    if text.isalnum():
        return text
    name = shown(text.replace("&nbsp;", " ") if "&" in text else text).removeprefix(_COVER)
    name = _ANCHOR.sub("", name).strip() if "<a id=" in name else name
    if name.startswith("**") and (heading := _STARRED.fullmatch(name)):
        return heading[1]
    if name[-1:] not in ("]", ")"):
        return name
    name = _PICTURE.sub("", name)
    rest = _LINK_REST.fullmatch(name)
    return rest[1].strip("* ") if rest else name


def _title_place(names: Sequence[str], walk: Walk) -> int:
    """Return which of more than two names is the title.

    A page that shares an article names the sharer, says a word on it, and names the source above the title, below which
    there is nothing but the badge.
    """
    if _begins_with_account(names):
        return 1
    badge = next((label.place for label in walk.labels if label.field == "original"), -1)
    is_shared = badge == walk.end - 1 and badge == walk.names[len(names) - 1] + 1
    return len(names) - 1 if is_shared else 0


def _begins_with_account(names: Sequence[str]) -> bool:
    """Return whether the account stands above the title, as in a browser's window, and again below it."""
    if len(names) < _ACCOUNT_AGAIN or names[0] == names[1]:
        return False
    return names[0] in names[2:] and names[1] not in names[2:]


def _names_in(names: list[tuple[int, str]], given: Mapping[str, str], known: Names, phrase: Phrase) -> list[Label]:
    """Return account and author: the account stands last, often twice, and the author before it.

    One line may hold both. Whom the footer names is the account, and other names aren't.
    """
    for place, text in names:
        if " " in text:
            others = {*known.accounts, *(other for _, other in names if other != text), given.get("account", "")}
            values = byline_as_name(text, phrase, known._replace(accounts=others, sure=False))
            if values:
                return [Label(place, name, value, "header.byline") for name, value, _ in values if name not in given]
    labels: list[Label] = []
    account = given.get("account")
    if account is None and not known.accounts and len(names) == 1 and (both := _TWO_NAMES.fullmatch(names[0][1])):
        return [
            Label(names[0][0], name, both[name], f"header.{name}")
            for name in ("account", "author")
            if name not in given
        ]
    if account is None:
        place, account = names[-1]
        if known.accounts:
            place, account = next((name for name in names if name[1] in known.accounts), (-1, ""))
        if place >= 0:
            labels.append(Label(place, "account", account, "header.account"))
    if "author" in given:
        return labels
    other = next(((place, text) for place, text in names if text != account), None)
    if other is not None:
        labels.append(Label(other[0], "author", other[1], "header.author"))
    elif "original" in given and len(names) > 1:
        labels.append(Label(names[0][0], "author", account, "header.author"))
    return labels
