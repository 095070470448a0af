"""What the articles of one account repeat, as learned rules."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, NamedTuple

from wxclean.filters.packs.repeated_line import Look, RepeatedLine, is_own
from wxclean.learning.article import Article, title_keys
from wxclean.learning.examples import example_of
from wxclean.rules.learned_rule import LearnedRule
from wxclean.rules.line_key import undressed
from wxclean.rules.repeat_key import Vocabulary, repeat_key

FEWEST: Final = 5
"""Accounts with fewer articles are skipped: what they repeat proves nothing."""
# The zones in which promotion stands, in lines and as a share of an article.
_HEAD, _HEAD_SHARE = 12, 0.3
_TAIL, _TAIL_SHARE = 80, 0.75
# A line is learned if so many of the articles that hold it have it in a zone, it stands in so many articles, and they
# are at least this share of all; less if it has words of promotion.
_IN_ZONE: Final = 0.7
_FEW_ARTICLES, _FEWEST_OF_FEW, _FEWEST_HOLDING = 10, 2, 3
_SHARE, _SHARE_WITH_WORDS = 0.25, 0.02
# It is in company if so many of the articles have a line with words of promotion right above it.
_IN_COMPANY, _COMPANY_ABOVE = 0.7, 2
# From this share on, lines with words, or in company at the end, need no review: sections begin with headings, too.
_SHARE_ACCEPTED: Final = 0.1
# A starter: its share and articles, and below how many letters most of the articles end.
_STARTER_SHARE, _STARTER_ARTICLES, _STARTER_MOST = 0.2, 5, 0.9
_STARTER_LETTERS, _STARTER_SLACK = 600, 1.25
_EXAMPLES, _CONTEXT = 3, 2


class _Place(NamedTuple):
    """Where a line stands in one article, and whether in its upper half; `below` are the letters below it."""

    article: int
    line: int
    in_head: bool
    in_tail: bool
    in_company: bool
    below: int
    is_upper: bool


def rules_of(articles: Sequence[Article], account: str, words: Vocabulary, look: Look) -> list[LearnedRule]:
    """Return what articles that are not alike repeat, as rules for their account, the most frequent first."""
    lines = [list(map(look, article.lines)) for article in articles]
    found: dict[str, list[_Place]] = {}
    for number, own in enumerate(lines):
        for key, place in _places(number, own, words):
            found.setdefault(key, []).append(place)
    titles = title_keys(articles)
    rules = [
        _rule(key, places, articles, account, words)
        for key, places in found.items()
        if key not in titles and _repeats(key, places, articles, words)
    ]
    return sorted(rules, key=lambda rule: (-rule.articles, rule.name))


def _places(number: int, lines: Sequence[RepeatedLine], words: Vocabulary) -> Iterator[tuple[str, _Place]]:
    """Yield each different line of an article once, with where it stands first."""
    filled = [place for place, line in enumerate(lines) if line.size]
    head = min(_HEAD, ceil(_HEAD_SHARE * len(filled)))
    tail = len(filled) - min(_TAIL, ceil(_TAIL_SHARE * len(filled)))
    has_words = [words.promotion.search(lines[place].key) is not None for place in filled]
    total = below = sum(line.size for line in lines)
    seen: dict[str, _Place] = {}
    for rank, place in enumerate(filled):
        below -= lines[place].size
        key = lines[place].key
        if not key:
            continue
        company = any(has_words[max(0, rank - _COMPANY_ABOVE) : rank])
        before = seen.get(key)
        if before is None:
            seen[key] = _Place(number, place, rank < head, rank >= tail, company, below, 2 * below > total)
        else:
            seen[key] = before._replace(
                in_head=before.in_head or rank < head,
                in_tail=before.in_tail or rank >= tail,
                in_company=before.in_company or company,
                below=below,
                is_upper=2 * below > total,
            )
    yield from seen.items()


def _repeats(key: str, places: Sequence[_Place], articles: Sequence[Article], words: Vocabulary) -> bool:
    """Return whether a line repeats as promotion does."""
    few = len(articles) <= _FEW_ARTICLES
    if len(key) < 2 or len(places) < (_FEWEST_OF_FEW if few else _FEWEST_HOLDING):
        return False
    if is_own(key, _text(places[0], articles), words):
        return False
    if sum(place.in_head or place.in_tail for place in places) < _IN_ZONE * len(places):
        return False
    likely = words.promotion.search(key) is not None or _in_company(places)
    return len(places) >= (_SHARE_WITH_WORDS if likely else _SHARE) * len(articles)


def _in_company(places: Sequence[_Place]) -> bool:
    return sum(place.in_company for place in places) >= _IN_COMPANY * len(places)


def _rule(
    key: str, places: Sequence[_Place], articles: Sequence[Article], account: str, words: Vocabulary
) -> LearnedRule:
    has_words = words.promotion.search(key) is not None
    near = not has_words and _in_company(places)
    is_notice = _is_notice(key, words)
    share = len(places) / len(articles)
    in_head = sum(place.in_head and (place.is_upper or not place.in_tail) for place in places) * 2 > len(places)
    kind = "notice" if is_notice else "promo.head" if in_head else "promo.tail"
    accepted = (has_words or (near and not in_head)) and share >= _SHARE_ACCEPTED and not is_notice
    days = sorted(filter(None, (articles[place.article].day for place in places)))
    return LearnedRule(
        name=f"{kind}.{mark_of(key)}",
        line=_shown_line(key, [_text(place, articles) for place in places]),
        state="accept" if accepted else "review",
        account=account,
        articles=len(places),
        share=round(share, 3),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        near=near,
        years=tuple(f"{year}: {number}" for year, number in sorted(Counter(day[:4] for day in days).items())),
        below=_letters_below(places, share) if has_words and not is_notice and not in_head else 0,
        examples=tuple(example_of(articles[one.article].lines, one.line, around=_CONTEXT) for one in _spread(places)),
    )


def _is_notice(key: str, words: Vocabulary) -> bool:
    """Return whether a line is a disclaimer or a condition for reprints more than it is promotion."""
    said = set(words.notice.findall(key))
    return bool(said) and len(said) >= len(set(words.promotion.findall(key)))


def _shown_line(key: str, texts: Sequence[str]) -> str:
    """Return a line as a pack shows it: the shortest of its forms, without dressing if it is still the same line."""
    shortest = min(texts, key=lambda text: (len(text), text))
    bare = undressed(shortest)
    return bare if repeat_key(bare) == key else shortest


def mark_of(key: str) -> str:
    """Return the mark by which a line's rule is named: the same in every run."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _letters_below(places: Sequence[_Place], share: float) -> int:
    """Return how many letters may follow a line that begins the promotion; 0 if it doesn't."""
    if share < _STARTER_SHARE or len(places) < _STARTER_ARTICLES:
        return 0
    below = sorted(place.below for place in places)[ceil(_STARTER_MOST * (len(places) - 1))]
    return max(1, int(_STARTER_SLACK * below)) if below <= _STARTER_LETTERS else 0


def _spread(places: Sequence[_Place]) -> list[_Place]:
    """Return a few places: the first, the last, and those between at equal distances."""
    if len(places) <= _EXAMPLES:
        return list(places)
    return [places[round(number * (len(places) - 1) / (_EXAMPLES - 1))] for number in range(_EXAMPLES)]


def _text(place: _Place, articles: Sequence[Article]) -> str:
    return articles[place.article].lines[place.line]
