"""Lines without a rule among the page's own: names, titles, or prose, by their length and their last character."""

from __future__ import annotations

from typing import Final

from wxclean.filters.page.scripts import reads_as_code
from wxclean.rare_pattern import rare
from wxclean.rules.line_key import may_be_void, undressed

# The longest line, in characters, that begins with the title and holds buttons besides.
_LONGEST_TITLED: Final = 160
# The lengths of a name and of a title, in characters; what is longer is a paragraph, and so is any sentence.
NAME_LENGTH, TITLE_LENGTH = 30, 64
# Code below the article is the page's own: it says nothing for or against a footer.
_CODE_ENDS: Final = ";,{}()[]'\""
_ENOUGH_PARAGRAPHS, _ENOUGH_NAMES = 3, 20
# What converters leave of list items and paragraphs that hold nothing.
EMPTY: Final = frozenset(("-", "+", "*", "•", "&nbsp;"))
# The most lines in the reward box, and characters of its paragraph.
_MESSAGE, _MESSAGE_LENGTH = 2, 200
_DEFINITION: Final = rare(r"\[\d{1,3}\]: ")
# What parts pages in one text: signs, round some words or alone, or `==> a.txt <==`. Converters write `____` for icons.
_SIGNS: Final = frozenset("-=*#~_+—–─━═")
_RULE: Final = rare(r"(?P<sign>[-=*#~+—–─━═])(?: ?(?P=sign)){2,}|_{8,}")
_NAMED: Final = rare(r"(?P<sign>[-=*#~_+—–─━═])(?P=sign){2,}+.{1,200}?(?P=sign){2,}+[>|]?|==> .{1,1000} <==")


def is_code(text: str) -> bool:
    """Return whether a line reads as code, is half of a link or picture that a tool broke at its address, or an address
    that a tool set at the text's end.
    """
    if text[-1] in _CODE_ENDS and reads_as_code(text):
        return True
    return text[0] == "[" and _DEFINITION.match(text) is not None if " " in text else _is_half_of_link(text)


def _is_half_of_link(text: str) -> bool:
    above, _, address = text.rpartition("](")
    if above:
        return ")" not in address
    return text[-1] == ")" and "(" not in text and text.isascii()


def is_name(text: str) -> bool:
    """Return whether a line is as short as a name."""
    return len(text) <= NAME_LENGTH and text[-1] != "。"


def is_void(text: str) -> bool:
    """Return whether a line holds nothing but dressing or a picture."""
    return text in EMPTY or (may_be_void(text) and not undressed(text))


def is_separator(text: str) -> bool:
    """Return whether a line could part two pages."""
    return text[0] in _SIGNS and (_RULE.fullmatch(text) is not None or is_named_separator(text))


def is_named_separator(text: str) -> bool:
    """Return whether a line that could part two pages names the second: it can't underline a heading."""
    return _NAMED.fullmatch(text) is not None and _RULE.fullmatch(text) is None


def _is_title(bare: str, title: str) -> bool:
    """Return whether a line is the page's title, perhaps with buttons beside it."""
    return bare == title or (len(bare) <= _LONGEST_TITLED and title != "" and bare.startswith(title + " "))


class FreeText:
    """What a run of lines without a rule holds: how many paragraphs, titles and names.

    `characters` is the length of the paragraphs, `adjoin` whether two of them follow each other, and
    `separator` the place of the first line that could part two pages: above all others or, if it names the second,
    above all paragraphs; -1 if there is none. What comes below enough paragraphs or names isn't looked at.
    """

    __slots__ = ("adjoin", "characters", "names", "paragraphs", "separator", "titles")

    def __init__(self, texts: list[str], title: str, *, titled: bool) -> None:
        """Look at lines; `title` is the page's, `titled` says that they are titles, even if they are sentences."""
        self.paragraphs = 0
        self.titles = 0
        self.names = 0
        self.characters = 0
        self.adjoin = False
        self.separator = -1
        before = -2
        for place, text in enumerate(texts):
            if self.paragraphs == _ENOUGH_PARAGRAPHS or self.names == _ENOUGH_NAMES:
                break
            size = len(text)
            if text[-1] != "。" and size <= NAME_LENGTH:
                if is_separator(text):
                    above = self.paragraphs if is_named_separator(text) else self.lines()
                    if self.separator < 0 and not above:
                        self.separator = place
                elif not is_void(text):
                    self.names += 1
                continue
            bare = undressed(text)
            size = len(bare)
            if not size or is_code(text) or _is_title(bare, title):
                continue
            if size <= TITLE_LENGTH and (titled or text[-1] != "。"):
                self.titles += 1
                continue
            self.paragraphs += 1
            self.characters += size
            self.adjoin = self.adjoin or before == place - 1
            before = place

    def lines(self) -> int:
        """Return the number of the lines that count."""
        return self.paragraphs + self.titles + self.names

    def is_message(self) -> bool:
        """Return whether this could be what an author says in the reward box, and a notice of the page's below it."""
        return self.lines() <= _MESSAGE and self.paragraphs < _MESSAGE and self.characters <= _MESSAGE_LENGTH

    def reads_as_comments(self) -> bool:
        """Return whether names stand between the paragraphs."""
        return 0 < self.paragraphs <= self.titles + self.names and not self.adjoin

    def reads_as_prose(self) -> bool:
        """Return whether nearly all lines are paragraphs."""
        return self.paragraphs > 2 and 3 * (self.titles + self.names) <= self.paragraphs
