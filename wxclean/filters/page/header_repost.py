"""What a header says of the account that a repost comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wxclean.filters.labels import Label, Lines
from wxclean.filters.page.header_names import LONGEST_TITLE, NAMES, SHARE, Walk
from wxclean.rules.line_key import TARGET, is_picture, undressed

_REPOST: Final = re.compile(
    r"^(?:以下文章[来來]源[于於]|The following article is from\s*|，作者.*|Author .*)|\s*(?:，作者| Author ).*$"
)
# The badge of an original behind its title; the fewest names above it: who shares it, and whose it is.
_BADGED: Final = re.compile(r"(?P<title>\S.*\S)\s+(?:原创|原創|Original)")
_BADGE_ENDS: Final = "创創l)"
# The end of the excerpt of an article that is shared, and the rule of the link to the rest.
_CUT: Final = ("...", "…")
_REST: Final = "toolbar.source"
_NAMES_ABOVE: Final = 2
# A link over several lines begins with a bracket and a picture, and ends with its address.
_ABOVE_NAME: Final = 2
_LINK_END: Final = re.compile(rf"\]\({TARGET}\)")


def source_account(text: str) -> str:
    """Return the account that a line such as `以下文章来源于海上日志 ，作者周也` names."""
    return _REPOST.sub("", undressed(text))


def read_shared_title(lines: Lines, walk: Walk, place: int) -> int:
    """Read the title of an article that the page shares, with the badge on its line; return 1, or 0 if it is none."""
    text = lines.texts[place]
    if text[-1] not in _BADGE_ENDS or len(walk.names) < _NAMES_ABOVE or not _are_of_sharer(walk.labels):
        return 0
    match = _BADGED.fullmatch(undressed(text))
    if match is None or len(match["title"]) > LONGEST_TITLE:
        return 0
    walk.labels = [
        *(Label(label.place, "author", label.value, label.rule) for label in walk.labels),
        Label(place, "title", match["title"], "header.title"),
        Label(place, "original", "true", "header.original"),
    ]
    walk.seen.add(SHARE)
    walk.score += 3 if _is_cut_below(lines, place) else 2
    walk.end = place + 1
    walk.closed = True
    return 1


def _are_of_sharer(labels: Sequence[Label]) -> bool:
    """Return whether labels are none, or the account's that shares, whose name in the first line is a link."""
    return all(label.field == "account" and not label.place for label in labels)


def _is_cut_below(lines: Lines, place: int) -> bool:
    """Return whether all that stands below a line is a text that is cut and the link to the rest."""
    rule = lines.rules[-1]
    return len(lines.texts) == place + 3 and lines.texts[-2].endswith(_CUT) and rule is not None and rule.name == _REST


def read_recommendation(lines: Lines, walk: Walk, place: int) -> int:
    """Read what the account says of a repost, between `编者荐语：` and the source; elsewhere it is the article's."""
    for below, rule in enumerate(lines.rules[place + 1 : place + NAMES], place + 1):
        if rule is not None and rule.name == "header.repost":
            walk.end = below
            return below - place
    return 0


def begins_source_card(texts: list[str], place: int, source: str) -> bool:
    """Return whether the card of the source account begins at a line: its name, or its picture right above that.

    Converters write all of a card on one line, or a link over several: `[`, picture, name, description, `](…)`.
    """
    for text in texts[place : place + _ABOVE_NAME + 1]:
        if _names_source(text, source):
            return True
        if text != "[" and not is_picture(text):
            return False
    return False


def _names_source(text: str, source: str) -> bool:
    bare = undressed(text)
    if _is_name_alone(bare, source) or bare.startswith((f"{source}.", f"{source} .")):
        return True
    return text.startswith("**") and bare.startswith(f"{source} ")


def _is_name_alone(bare: str, source: str) -> bool:
    """Return whether an undressed line is the name of the source and the dot behind it, if that, alone."""
    return bare.rstrip(" .") == source


def read_source_card(lines: Lines, walk: Walk, place: int) -> int:
    """Read the card of the account that a repost comes from: its name again, a dot, its description."""
    texts = lines.texts
    name = next(at for at in range(place, len(texts)) if _names_source(texts[at], walk.source))
    end = name + 1
    if _is_name_alone(undressed(texts[name]), walk.source):
        if end < len(texts) and texts[end] == ".":
            end += 1
        if end < len(texts) and len(texts[end]) <= LONGEST_TITLE and not _LINK_END.fullmatch(texts[end]):
            end += 1
    if end < len(texts) and "[" in texts[place:name] and _LINK_END.fullmatch(texts[end]):
        end += 1
    walk.source, walk.end = "", end
    return end - place
