"""The footer at the end of a collapsed line, by its phrases and the free text between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from wxclean.filters.page.collapsed_phrases import Token, is_spaced
from wxclean.filters.page.footer import may_begin, read_footer

# The worth of strong phrases that makes a footer, between blanks or not; the longest free text between two of them, and
# for how many characters of its length a phrase counts once more.
_ENOUGH, _ENOUGH_IN_WORDS = 2, 3
_LONGEST_GAP: Final = 64
_JOINED: Final = 12
# The shortest phrase, in characters, that no sentence holds by chance.
_LONG: Final = 8
# The rules with which lines of free text in a footer begin: comments, and the reward box with an album's titles below.
_LEADS: Final = ("comments.", "reward.")
_LINK: Final = "toolbar.source"
_WORD: Final = re.compile(r"[^\W\d_]")
_SENTENCE_ENDS: Final = ("", *"。！？!?…~”」』）)】")
_ABOVE_OPENER: Final = (*_SENTENCE_ENDS[1:], "...")
_SENTENCE_END: Final = re.compile(r"([。！？…!?][”』」）)]*)(?:\s+|$)")


def footer_parts(text: str, tokens: Sequence[Token], *, headed: bool = False) -> list[Token]:
    """Return the parts of the footer at the end of a text: phrases, and what stands between them; none without one.

    A text that is `headed` begins as a page does: then one strong phrase at its end is enough, or the link to the
    original.
    """
    return _tail(text, tokens, headed=headed) or _lead(text, tokens) or (_link(text, tokens) if headed else [])


def _link(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return the link to the original, if a text ends with it."""
    last = tokens[-1] if tokens else None
    is_one = last is not None and last.rule is not None and last.rule.name == _LINK and is_spaced(text, last)
    return [last] if last is not None and is_one and not text[last.end :].strip() else []


def _tail(text: str, tokens: Sequence[Token], *, headed: bool) -> list[Token]:
    """Return the parts of the footer at the end of a text: phrases, and what stands between them."""
    strong = [token for token in tokens if token.rule is not None and token.rule.strength == "strong"]
    first = len(strong)
    end = len(text)
    while first and _is_near(text, strong[first - 1].end, end, tokens):
        first -= 1
        end = strong[first].start
    run = strong[first:]
    spaced = sum(is_spaced(text, token) for token in run)
    worth = sum(map(_worth, run))
    is_enough = worth >= _ENOUGH and (spaced >= _ENOUGH or worth >= _ENOUGH_IN_WORDS)
    if not run or not (is_enough or _is_closing(text, tokens, headed=headed)):
        return []
    glued = 2 * spaced <= len(run)
    if not glued:
        run = _without_quoted(text, run)
    start = _with_opener(text, tokens, _with_sections(text, tokens, run[0].start, glued=glued), glued=glued)
    return list(_parts(text, [token for token in tokens if token.start >= start], start, len(text)))


def _is_closing(text: str, tokens: Sequence[Token], *, headed: bool) -> bool:
    """Return whether the text ends in phrases alone, one of the footer's strong ones among them.

    They are two, stand below a sentence, or end a `headed` text.
    """
    closing: list[Token] = []
    end = len(text)
    for token in reversed(tokens):
        if text[token.end : end].strip() or not is_spaced(text, token):
            break
        closing.append(token)
        end = token.start
    is_strong = any(token.rule and token.rule.strength == "strong" and token.rule.zone == "foot" for token in closing)
    return is_strong and (headed or len(closing) > 1 or text[:end].rstrip()[-1:] in _SENTENCE_ENDS)


def _with_sections(text: str, tokens: Sequence[Token], start: int, *, glued: bool) -> int:
    """Return the start of a tail, moved up over comments and the reward box, whose free text may be long.

    What stands above it is weighed as the lines of a page are: each phrase between blanks and each sentence is one.
    """
    likely = list(_likely_lines(text, tokens, start, glued=glued))
    first = _highest_beginning(text, likely, start)
    if likely[first].start >= start:
        return start
    lines = list(_lines(text, likely[first:], likely[first].start if first else 0))
    foot = read_footer([text[line.start : line.end] for line in lines], [line.rule for line in lines], "").start
    return min(start, lines[foot].start) if foot < len(lines) else start


def _highest_beginning(text: str, lines: Sequence[Token], tail: int) -> int:
    """Return the place of the highest of the likely lines with which the footer could begin.

    No footer begins above the first line that may begin one, and the weak lines right above that. Labels make a header,
    of which the footer's lines are told by the number of all lines above.
    """
    if any(line.rule is not None and line.rule.field for line in lines):
        return 0
    first = next(
        place
        for place, line in enumerate(lines)
        if line.start >= tail or (line.rule is not None and may_begin(line.rule))
    )
    while first and not _has_word(text, lines[first - 1].end, lines[first].start):
        first -= 1
    return first


def _likely_lines(text: str, tokens: Sequence[Token], tail: int, *, glued: bool) -> Iterator[Token]:
    """Yield the phrases that could be lines of their own: none is weak and inside a sentence. In the tail all are.

    In `glued` texts, where no blanks part the lines, long strong phrases are.
    """
    last = 0
    for token in tokens:
        if token.start < tail:
            if token.rule is None or not (is_spaced(text, token) or (glued and _is_telling(token))):
                continue
            above = text[last : token.start]
            if token.rule.strength != "strong" and above.rstrip()[-1:] not in _SENTENCE_ENDS and _WORD.search(above):
                continue
        yield token
        last = token.end


def _is_telling(token: Token) -> bool:
    return token.rule is not None and token.rule.strength == "strong" and token.end - token.start >= _LONG


def _has_word(text: str, start: int, end: int) -> bool:
    return _WORD.search(text, start, end) is not None


def _lines(text: str, tokens: Sequence[Token], start: int) -> Iterator[Token]:
    """Yield the phrases of a text and the sentences between them, from a place on, as far as they hold a word."""
    for part in _parts(text, tokens, start, len(text)):
        if part.rule is not None:
            if _has_word(text, part.start, part.end):
                yield part
            continue
        begin = part.start + len(text[part.start : part.end]) - len(text[part.start : part.end].lstrip())
        for sentence in _SENTENCE_END.finditer(text, begin, part.end):
            if sentence.start() > begin:
                if _has_word(text, begin, sentence.end(1)):
                    yield Token(begin, sentence.end(1), None)
                begin = sentence.end()
        if _has_word(text, begin, part.end):
            yield Token(begin, part.end, None)


def _lead(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return a footer line that begins with phrases of comments or rewards: these, and the text after them."""
    lead: list[Token] = []
    for token in tokens:
        if text[lead[-1].end if lead else 0 : token.start].strip():
            break
        lead.append(token)
    rules = [token.rule for token in lead if token.rule is not None and token.rule.name.startswith(_LEADS)]
    if len(rules) < _ENOUGH or all(rule.strength != "strong" for rule in rules):
        return []
    return [*lead, Token(lead[-1].end, len(text), None)]


def _worth(token: Token) -> int:
    """Return how many phrases one counts for: a long one counts for several, since tools join them."""
    return 1 + (token.end - token.start) // _JOINED


def _without_quoted(text: str, run: list[Token]) -> list[Token]:
    """Return a run without its first phrases, which stand inside the article's last sentence."""
    first = next(place for place, token in enumerate(run) if is_spaced(text, token))
    return run[first:]


def _is_near(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Return whether few characters between two places belong to no phrase; `tokens` are in order."""
    if end - start <= _LONGEST_GAP:
        return True
    free = sum(map(len, text[start:end].split()))
    first, last = bisect_left(tokens, (start,)), bisect_left(tokens, (end,))
    return free - sum(token.end - token.start for token in tokens[first:last]) <= _LONGEST_GAP


def _with_opener(text: str, tokens: Sequence[Token], start: int, *, glued: bool) -> int:
    """Return the start of a tail, moved up to the weak phrases right before it that may open a footer.

    In `glued` texts, where no blanks part the lines, the link to the original does below a sentence.
    """
    for token in reversed([token for token in tokens if token.end <= start]):
        if text[token.end : start].strip() or not (is_spaced(text, token) or (glued and _is_glued_link(text, token))):
            break
        if token.rule is None or not token.rule.opens:
            break
        start = token.start
    return start


def _is_glued_link(text: str, token: Token) -> bool:
    is_link = token.rule is not None and token.rule.name == _LINK
    return is_link and text[: token.start].endswith(_ABOVE_OPENER)


def _parts(text: str, tokens: Sequence[Token], start: int, end: int) -> Iterator[Token]:
    """Yield the phrases and the free text between them, from start to end."""
    for token in tokens:
        if text[start : token.start].strip():
            yield Token(start, token.start, None)
        yield token
        start = token.end
    if text[start:end].strip():
        yield Token(start, end, None)
