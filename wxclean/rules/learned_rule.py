"""Learned rules as data: the lines that one account's articles repeat, and what a person decided about them."""

from __future__ import annotations

from typing import Final, NamedTuple

STATES: Final = ("accept", "review", "reject")
"""What becomes of a rule: it is applied; it waits for a person (and is applied if asked for); its line stays."""

KINDS: Final = ("promo.head", "promo.tail", "promo.middle", "notice", "chrome")
"""What learned rules are about, as their names begin. Only `chrome` may stand without an account."""


class LearnedAccount(NamedTuple):
    """An account whose articles were learned from, and which learned rules are for.

    - `name`, `also`, `wechat_id` and `biz` are what it is known by: its name, earlier ones, its WeChat ID, and the
      `__biz` in the addresses of its pages.
    - `articles` is how many of its articles were compared; near-duplicates don't count.
    - `removed` is the share of their text that the accepted rules take out, `most` the largest share of any one.
    """

    name: str
    also: tuple[str, ...] = ()
    wechat_id: str = ""
    biz: str = ""
    articles: int = 0
    removed: float = 0.0
    most: float = 0.0

    def names(self) -> frozenset[str]:
        """Return everything that the account is known by."""
        return frozenset(filter(None, (self.name, *self.also, self.wechat_id, self.biz)))


class LearnedRule(NamedTuple):
    """A line that articles repeat.

    - `name`: what it is about, one of `KINDS`, and a mark of its own: `promo.tail.3f2a91c0`.
    - `account`: the `name` of its account; empty for a line of class `chrome` that stands in many accounts.
    - `articles`: in how many articles it stands, `share` in which share of the account's (of all accounts, if it has
      none); `first` and `last` are the days of the first and the last of these, if known, and `years` says in how many
      of each year, as `2019: 3`.
    - `near`: whether it mostly stands right below lines that have words of promotion.
    - `below`: if not 0, it begins the promotion: all below it goes that has no more than so many letters.
    - `gone`: whether a later run didn't find it any more.
    - `examples`: some places where it stands, each a few lines of which `> ` marks the one.
    """

    name: str
    line: str
    state: str = "review"
    account: str = ""
    articles: int = 0
    share: float = 0.0
    first: str = ""
    last: str = ""
    near: bool = False
    below: int = 0
    gone: bool = False
    years: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What the rule is about."""
        return kind_of(self.name)


def kind_of(name: str) -> str:
    """Return what a learned rule is about, by its name; an empty string if the name doesn't say.

    >>> kind_of("promo.tail.3f2a91c0")
    'promo.tail'
    """
    return next((kind for kind in KINDS if f"{name}.".startswith(f"{kind}.")), "")
