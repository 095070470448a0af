"""Which learned rules hold for an article: those of its account, if it is surely one."""

from __future__ import annotations

import pytest

from wxclean.filters.packs import learned_packs
from wxclean.filters.packs.learned_packs import LearnedRules, learned_rules
from wxclean.rules.learned_rule import LearnedAccount, LearnedRule
from wxclean.rules.repeat_key import vocabulary_of
from wxclean.rules.rule import RulePack

EVERYWHERE = LearnedRule("chrome.a", "本页由拾贝阁存档", "accept")
ACCOUNTS = (
    LearnedAccount("渡口晚报", ("渡口早报",), "dukou_news", "MzA5MTIzNDU2Nw=="),
    LearnedAccount("山间邮局", ("驿站",)),
    LearnedAccount("海上邮局", ("驿站",)),
)


@pytest.fixture
def learned() -> LearnedRules:
    rules = [LearnedRule("promo.tail.a", f"订阅{one.name}", "accept", one.name) for one in ACCOUNTS]
    pack = RulePack("learned", "", {}, accounts=ACCOUNTS, learned=(*rules, EVERYWHERE))
    return learned_rules(pack, vocabulary_of((), (), (), ()), waiting=False)


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (("渡口晚报",), ("订阅渡口晚报",)),
        (("渡口早报", "MzA5MTIzNDU2Nw=="), ("订阅渡口晚报",)),
        (("dukou_news", "another name"), ("订阅渡口晚报",)),
        (("渡口晚报", "山间邮局"), ()),
        (("驿站",), ()),
        (("驿站", "山间邮局"), ("订阅山间邮局",)),
        (("another name",), ()),
        ((), ()),
    ],
)
def test_rules_are_those_of_the_only_account_that_the_names_are_of(
    learned: LearnedRules, names: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    assert {rule.line for rule in learned.of(frozenset(names)).rules.values()} == {*lines, EVERYWHERE.line}


def test_an_account_s_lines_are_remembered_but_not_those_of_all(
    learned: LearnedRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert learned.of(frozenset(["渡口晚报"])) is learned.of(frozenset(["dukou_news"]))
    monkeypatch.setattr(learned_packs, "_MOST_READY", 2)
    many = tuple(LearnedAccount(f"号{number}") for number in range(3))
    rules = tuple(LearnedRule("promo.tail.a", "订阅", "accept", one.name) for one in many)
    pack = RulePack("learned", "", {}, accounts=many, learned=rules)
    few = learned_rules(pack, vocabulary_of((), (), (), ()), waiting=False)
    first = few.of(frozenset(["号0"]))
    assert few.of(frozenset(["号0"])) is first
    few.of(frozenset(["号1"]))
    few.of(frozenset(["号2"]))
    assert few.of(frozenset(["号0"])) is not first
