"""The guard: says when a result should be looked at, so that no article is lost in silence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from wxclean.cleaner.kind import PAID_PREVIEW, TEXT_SHARE, shows_notice
from wxclean.document import Document, Edit
from wxclean.filters.page.scripts import reads_as_code
from wxclean.filters.page.signatures import SIGNATURES, STEMS
from wxclean.language import _
from wxclean.rare_pattern import rare
from wxclean.result import Suspicion, suspicion_of
from wxclean.rules.line_key import undressed

# Prose that was dropped without a rule of its own makes a result suspect if it has at least this many characters, and
# at least this share of all. Names and titles are no prose: they are shorter, or have no stops.
_DROPPED, _SHARE = 100, 0.06
_RULE: Final[Callable[[Edit], str]] = attrgetter("rule")
_UNRULED: Final = frozenset(("footer.text", "header.text"))
_SENTENCE_ENDS: Final = tuple("。！？!?；;…”")
_STOPS: Final = rare(r"[。！？；，、：]|[,.;:!?](?=\s|$)")
_ADDRESS: Final = re.compile(r"https?://\S+")
_SENTENCE, _PARAGRAPH = 20, 64
# What a tool wrote of the page in a front matter is no prose of the article.
_MEMBER: Final = re.compile(r"[A-Za-z]+[-_:][\w:-]*: ")
# A page's code has one of these for less than so many characters.
_CODE, _CODE_SHARE = "{}=;()", 16
# What pages that aren't whole articles are known by.
_KINDS: Final[Mapping[str, str]] = {TEXT_SHARE: "text-share", PAID_PREVIEW: "cut-preview"}
# Two commas stand below what a dump holds of a text share, whose text is short.
_COMMAS: Final = re.compile(r",,$|\s,\s+,(?:\s|$)")
_LONGEST_SHARE: Final = 400
# What the page's own code has for certain, and what each piece of that has one of.
_CGI_DATA: Final = "__appmsgCgiData"
_OF_PAGES_CODE: Final = (*SIGNATURES, "window.__moon_mainjs", _CGI_DATA)
_IN_CODE: Final = (*STEMS, _CGI_DATA)
# The rules of the page's scripts, and how many lines of code without prose are the rest of one.
_SCRIPTS: Final = frozenset(("inline-script", "page-code", "script.inline"))
_FEWEST_OF_CODE: Final = 4
# No author leaves more than this many blank lines for each line, as a page's template does; fewer lines prove nothing.
_BLANK_SHARE, _FEWEST_LINES = 2, 5
# A layout that isn't known leaves at least this share of a text above its first paragraph and below its last.
_EDGES: Final = 0.06
# Words of the page that stay make a result suspect if there are this many different ones with no more than this many
# other lines, and no prose, between each two.
_FEWEST_WORDS, _BETWEEN = 4, 1


def suspicions(document: Document, text: str, edits: Sequence[Edit], left: Document) -> tuple[Suspicion, ...]:
    """Return why a result should be looked at, nothing if it is sound.

    - Nothing is left of a dump: a picture or text share, a notice, or a layout that the rules misread; or it is empty.
    - The dump doesn't hold the text of its page.
    - Prose was dropped for its place alone.
    - The white space is that of a page's template, but no rule matched a line.
    - Words of the page, or its code, stand in what is left.
    - A filter has doubts about what is left.

    `document` is the one that was cleaned, `left` what is left of it. `edits` are those of its ending, too, in which no
    line is dropped for its place.
    """
    if not text:
        code = _code_of_empty(document, edits)
        return (suspicion_of(code),) if code else ()
    rules = set(map(_RULE, edits))
    found = [suspicion_of(code) for rule, code in _KINDS.items() if rule in rules]
    if len(text) <= _LONGEST_SHARE and not found and _COMMAS.search(text):
        found.append(suspicion_of("text-share"))
    if not rules.isdisjoint(_UNRULED):
        found += _dropped_by_place(document, edits, text)
    if document.below is None and all(edit.action == "rewrite" for edit in edits) and _has_template_space(document):
        found.append(suspicion_of("unknown-layout"))
    found += [suspicion_of(code) for code in left.doubts]
    if left.unproved:
        found += _left_over(left)
    is_code = any(sign in text for sign in _IN_CODE) and any(sign in text for sign in _OF_PAGES_CODE)
    if is_code or (not rules.isdisjoint(_SCRIPTS) and _is_code_alone(left)):
        found.append(suspicion_of("code-left"))
    return tuple(found)


def _is_code_alone(left: Document) -> bool:
    """Return whether what is left of a page with scripts is more of their code, and no prose."""
    texts = left.texts
    if any(map(_prose_in, texts)):
        return False
    return sum("](" not in text and reads_as_code(text) for text in texts) >= _FEWEST_OF_CODE


def _dropped_by_place(document: Document, edits: Sequence[Edit], text: str) -> Iterator[Suspicion]:
    """Yield a suspicion if prose was dropped without a rule of its own, in lines or parts of collapsed ones."""
    unruled = [edit for edit in edits if edit.rule in _UNRULED and edit.action == "drop"]
    titles = {edit.text for edit in edits if edit.action == "label"}
    texts = [(edit.line, _text_of(document, edit)) for edit in unruled]
    free = [(line, text) for line, text in texts if text not in titles and not _MEMBER.match(text)]
    prose = [(line, size) for line, text in free if (size := _prose_in(text))]
    dropped = sum(size for _, size in prose)
    if dropped >= _DROPPED and dropped >= _SHARE * (dropped + len(text)):
        detail = _("{dropped} characters, and {left} are left").format(dropped=dropped, left=len(text))
        yield suspicion_of("dropped-by-place", detail, line=prose[0][0])


def _text_of(document: Document, edit: Edit) -> str:
    place = bisect_left(document.numbers, edit.line)
    if place == len(document.texts):
        return ""
    return document.texts[place] if edit.span is None else document.texts[place][slice(*edit.span)]


def _prose_in(text: str) -> int:
    """Return how many characters of prose a line holds; addresses aren't counted.

    Prose is a sentence, or a paragraph with a stop for each sixty-four characters at least, and no code.
    """
    if len(text) <= _SENTENCE:
        return 0
    bare = _ADDRESS.sub("", undressed(text)) if "://" in text else text
    if sum(map(bare.count, _CODE)) * _CODE_SHARE > len(bare):
        return 0
    if bare.endswith(_SENTENCE_ENDS):
        return len(bare) if len(bare) > _SENTENCE else 0
    return len(bare) if len(bare) > _PARAGRAPH and len(_STOPS.findall(bare)) * _PARAGRAPH >= len(bare) else 0


def _has_template_space(document: Document) -> bool:
    """Return whether blank lines and short lines at either end are those of a page."""
    texts = document.texts
    filled = len(texts)
    if filled < _FEWEST_LINES or len(document.payload) - filled <= _BLANK_SHARE * filled:
        return False
    prose = [place for place, text in enumerate(texts) if _prose_in(text)]
    first, end = (prose[0], prose[-1] + 1) if prose else (filled, filled)
    edges = sum(len(undressed(text)) for text in (*texts[:first], *texts[end:]))
    return edges > _EDGES * sum(map(len, texts[first:end]))


def _left_over(left: Document) -> Iterator[Suspicion]:
    """Yield a suspicion if several words of the page stand together in what is left."""
    run: list[int] = []
    for place in [bisect_left(left.numbers, number) for number in left.unproved]:
        between = left.texts[run[-1] + 1 : place] if run else []
        if len(between) > _BETWEEN or any(map(_prose_in, between)):
            run = []
        run.append(place)
        if len({left.texts[at] for at in run}) == _FEWEST_WORDS:
            yield suspicion_of("chrome-left", line=left.numbers[run[0]])
            return


def _code_of_empty(document: Document, edits: Sequence[Edit]) -> str:
    """Return the code of a result without text."""
    if not document.texts:
        return "empty"
    if any(edit.rule == TEXT_SHARE for edit in edits):
        return "text-share"
    return "notice" if shows_notice(edits) else "nothing-left"
