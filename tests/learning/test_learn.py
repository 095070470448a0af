"""What is learned from articles: which lines, with what state, and that only the articles decide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.accounts import HEAD, TAIL, article, articles, body, dump, paragraph
from wxclean.cleaner.cleaner import Cleaner
from wxclean.learning import account
from wxclean.learning.article import Article
from wxclean.learning.keep import kept_decisions
from wxclean.learning.learn import MOST, chosen, learn
from wxclean.learning.pack_text import pack_text
from wxclean.result import Cleaned
from wxclean.rules.learned_rule import LearnedRule
from wxclean.rules.packfile import parse_pack
from wxclean.rules.rule import RulePack

TEN = articles(10)


def states(pack: RulePack) -> dict[str, str]:
    """Return the state of each line of a pack."""
    return {rule.line: rule.state for rule in pack.learned}


def with_tail(*tail: str) -> list[Cleaned]:
    return articles(10, tail=tail)


def test_what_an_account_repeats_is_learned_and_what_it_writes_is_not() -> None:
    assert states(learn(TEN)) == dict.fromkeys((HEAD, *TAIL), "accept")


def test_a_rule_says_where_how_often_and_when() -> None:
    rule = next(rule for rule in learn(TEN).learned if rule.line == HEAD)
    assert (rule.kind, rule.account, rule.articles, rule.share) == ("promo.head", "渡口晚报", 10, 1.0)
    assert (rule.first, rule.last) == ("2023-01-01", "2023-10-10")
    assert len(rule.examples) == 3
    assert rule.examples[0].startswith(f"> {HEAD}\n")


LINES = [
    ("words of promotion", "扫码加入读者群", "accept"),
    ("a slogan of its own", "水边有灯", "review"),
    ("a disclaimer", "免责声明：转载请注明出处", "review"),
    ("a credit", "编辑：林小满", None),
    ("a source", "来源：晚报", None),
    ("a numbered heading", "01 今日之茶", None),
    ("a number", "12", None),
    ("nothing but a sign", "▼", None),
]


@pytest.mark.parametrize(("line", "state"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_lines_are_judged_by_their_words(line: str, state: str | None) -> None:
    assert states(learn(with_tail(line))).get(line) == state


def test_a_line_in_company_of_promotion_needs_no_review() -> None:
    assert states(learn(with_tail("往期推荐", "老街上的钟表匠")))["老街上的钟表匠"] == "accept"


@pytest.mark.parametrize(("count", "learned"), [(4, 0), (5, 4)])
def test_few_articles_prove_nothing(count: int, learned: int) -> None:
    assert len(learn(articles(count)).learned) == learned


def test_copies_of_one_article_dont_make_it_a_habit() -> None:
    copies = [article(0).replaced(text=article(0).text + f"\n\n第{word}稿") for word in "甲乙丙丁戊己庚辛壬癸"]
    assert learn(copies).learned == ()


def test_titles_are_not_learned() -> None:
    titled = [one.replaced(metadata=one.metadata._replace(title=HEAD)) for one in TEN]
    assert HEAD not in states(learn(titled))


def test_each_account_has_its_own_rules() -> None:
    others = articles(10, "山间邮局", tail=("订阅山间邮局，每周一封信",), head="")
    assert {(rule.account, rule.line) for rule in learn([*TEN, *others]).learned} == {
        *(("渡口晚报", line) for line in (HEAD, *TAIL)),
        ("山间邮局", "订阅山间邮局，每周一封信"),
    }


def test_documents_of_nobody_count_only_for_a_named_account() -> None:
    nameless = [one.replaced(metadata=one.metadata._replace(account=None)) for one in TEN]
    assert learn(nameless).accounts == ()
    assert [account.name for account in learn(nameless, account="渡口").accounts] == ["渡口"]


def test_what_many_accounts_repeat_and_no_rule_knows_is_chrome() -> None:
    line = "本页由拾贝阁存档"
    many = [one for number in range(6) for one in articles(2, f"号{number}", tail=(line,))]
    (rule,) = learn(many).learned
    assert (rule.kind, rule.line, rule.account, rule.state, rule.articles) == ("chrome", line, "", "review", 6)


@pytest.mark.parametrize(
    ("accounts", "others", "is_chrome"), [(2, 0, False), (3, 0, True), (4, 50, False), (5, 50, True)]
)
def test_it_takes_three_accounts_or_five_of_many(accounts: int, others: int, is_chrome: bool) -> None:
    many = [one for number in range(accounts) for one in articles(2, f"号{number}", tail=("本页由拾贝阁存档",))]
    many += [one for number in range(others) for one in articles(1, f"另{number}", tail=(), head="")]
    assert bool(learn(many).learned) is is_chrome


@pytest.mark.parametrize(
    ("line", "around", "is_chrome"),
    [
        ("回程", ("上一页", "分享到微博"), True),
        ("总结", ("", "渡口的石阶被水磨亮了一层，老周挑着豆腐过河，一走就是三十年，谁也没有忘记。"), False),
        ("example.org", ("上一页", "分享到微博"), False),
        ("> (www.example.org)", ("上一页", "分享到微博"), False),
        ('"https://example.org/s?id=1', ("上一页", "分享到微博"), False),
        ("Fetching...", ("上一页", "分享到微博"), True),
        ("2023", ("上一页", "分享到微博"), False),
    ],
)
def test_short_lines_are_chrome_among_such_only(line: str, around: tuple[str, str], is_chrome: bool) -> None:
    tail = tuple(filter(None, (around[0], line, around[1])))
    many = [one for number in range(6) for one in articles(2, f"号{number}", tail=tail)]
    assert (line in {rule.line for rule in learn(many).learned}) is is_chrome


@given(st.permutations(TEN))
def test_the_order_of_the_documents_makes_no_difference(documents: list[Cleaned]) -> None:
    assert learn(documents) == learn(TEN)


def test_of_many_articles_the_newest_half_is_kept_and_others_by_their_text() -> None:
    many = [
        Article("渡口", f"2020-{n % 12 + 1:02}-{n % 28 + 1:02}", f"{n * 37 % 1000:03}", "", (str(n),))
        for n in range(900)
    ]
    kept = chosen(many)
    assert len(set(kept)) == MOST
    assert set(sorted(many, key=lambda one: (one.day, one.mark))[-MOST // 2 :]) <= set(kept)
    assert set(chosen(reversed(many))) == set(kept)


# The text of a pack, and what a person decides


def test_a_pack_reads_back_as_it_was_written() -> None:
    odd = LearnedRule("chrome.a", 'a"\\ \x7f', examples=('> a"\\ \x7f\n甲"""乙',))
    pack = learn(TEN)._replace(learned=(*learn(TEN).learned, odd))
    assert parse_pack(pack_text(pack), path="") == pack


def test_a_second_run_keeps_decisions_and_names_what_died() -> None:
    old = learn(articles(10, tail=(*TAIL, "扫码领取旧年历")))
    decided = tuple(
        rule._replace(state="reject") if rule.line in (HEAD, "扫码领取旧年历") else rule for rule in old.learned
    )
    new = learn(articles(10, tail=(*TAIL, "报名新年讲座")), known=old._replace(learned=decided))
    assert states(new) == {
        HEAD: "reject",
        **dict.fromkeys(TAIL, "accept"),
        "扫码领取旧年历": "reject",
        "报名新年讲座": "accept",
    }
    assert [rule.line for rule in new.learned if rule.gone] == ["扫码领取旧年历"]


def test_a_rule_whose_line_was_edited_keeps_its_name_and_the_line_gets_another() -> None:
    old = learn(TEN)
    edited = tuple(rule._replace(line="晚报在水边") if rule.line == HEAD else rule for rule in old.learned)
    names = [rule.name for rule in edited if rule.line == "晚报在水边"]
    for _ in range(2):
        new = parse_pack(pack_text(learn(TEN, known=old._replace(learned=edited))), path="")
        assert [rule.name for rule in new.learned if rule.line == "晚报在水边"] == names
        assert [rule.name for rule in new.learned if rule.line == HEAD] == [f"{names[0]}.2"]
        edited = new.learned


def test_two_lines_whose_marks_are_equal_by_chance_have_names_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "mark_of", lambda _: "same")
    pack = learn(TEN)
    assert sorted(rule.line for rule in parse_pack(pack_text(pack), path="").learned) == sorted((HEAD, *TAIL))


def test_accounts_that_were_not_looked_at_stay() -> None:
    old = learn(articles(10, "山间邮局"))
    new = kept_decisions(learn(TEN), old)
    assert [account.name for account in new.accounts] == ["山间邮局", "渡口晚报"]
    assert not any(rule.gone for rule in new.learned)


# Applied


@pytest.fixture
def pack(tmp_path: Path) -> str:
    path = tmp_path / "learned.toml"
    path.write_text(pack_text(learn(TEN)), "utf-8")
    return str(path)


def test_a_learned_pack_takes_out_what_was_learned(pack: str) -> None:
    cleaned = Cleaner(rules=pack, account="渡口晚报").clean(dump(77))
    assert cleaned.text.split("\n\n") == body(77)
    assert {edit.filter for edit in cleaned.edits} == {"learned"}
    assert [edit.rule.rsplit(".", 1)[0] for edit in cleaned.edits] == ["promo.head", *["promo.tail"] * 3]


def test_it_applies_to_no_other_account(pack: str) -> None:
    assert Cleaner(rules=pack, account="山间邮局").clean(dump(77)).edits == ()
    assert Cleaner(rules=pack).clean(dump(77)).edits == ()


def test_the_record_says_whose_article_it_is(pack: str) -> None:
    raw = json.dumps({"content": dump(77), "nickname": "渡口晚报"})
    assert Cleaner(rules=pack).clean(raw).text.split("\n\n") == body(77)


def test_single_rules_can_be_left_out(pack: str) -> None:
    cleaned = Cleaner(rules=pack, skip="learned.promo.head", account="渡口晚报").clean(dump(77))
    assert cleaned.text.split("\n\n") == [HEAD, *body(77)]


_PIECES = (
    HEAD,
    *TAIL,
    "水边有灯",
    "编辑：林小满",
    "参考资料",
    "[旧文](https://mp.weixin.qq.com/s/a)",
    "免责声明：转载请注明出处",
)
_SLOGAN = articles(10, tail=("水边有灯", "免责声明：转载请注明出处", *TAIL))
_LEARNED_ALL = learn(_SLOGAN)


@pytest.fixture(scope="module")
def cleaners(tmp_path_factory: pytest.TempPathFactory) -> list[Cleaner]:
    path = tmp_path_factory.mktemp("packs") / "learned.toml"
    path.write_text(pack_text(_LEARNED_ALL), "utf-8")
    return [
        Cleaner(rules=[path, *others], account="渡口晚报", learned=learned)
        for others in ((), ("promo",))
        for learned in ("accepted", "all")
    ]


@given(
    st.lists(
        st.sampled_from([*_PIECES, *body(3), "两岸的人都来了。", "点个在看", "扫码加入我们的读者群"]), max_size=14
    ),
    st.integers(0, 3),
)
def test_cleaning_twice_changes_nothing(cleaners: list[Cleaner], lines: list[str], which: int) -> None:
    once = str(cleaners[which].clean("\n".join(["桥修好的那天", *lines])))
    assert str(cleaners[which].clean(once)) == once


def test_an_article_that_is_mostly_what_was_learned_stays_whole(pack: str) -> None:
    raw = "\n".join([HEAD, "明天停刊一天。", *TAIL])
    cleaned = Cleaner(rules=pack, account="渡口晚报").clean(raw)
    assert cleaned.text == raw
    assert [suspicion.code for suspicion in cleaned.suspect] == ["too-much-learned"]


def test_a_short_article_loses_what_stands_above_and_below_it(pack: str) -> None:
    raw = "\n\n".join([HEAD, *body(77, 2), *TAIL])
    assert Cleaner(rules=pack, account="渡口晚报").clean(raw).text.split("\n\n") == body(77, 2)


def test_what_stands_above_short_articles_never_begins_the_promotion_below() -> None:
    short = [Cleaner().clean("\n".join([HEAD, paragraph(number, 0), TAIL[1]])) for number in range(6)]
    rules = {rule.line: rule for rule in learn(short, account="渡口晚报").learned}
    assert (rules[HEAD].kind, rules[HEAD].below) == ("promo.head", 0)


KEPT = [
    ("a credit", "编辑：林小满"),
    ("a notice", "免责声明：转载请注明出处"),
    ("what a person rejected", TAIL[1]),
]


@pytest.mark.parametrize("line", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_below_the_border_some_lines_stay(tmp_path: Path, line: str) -> None:
    learned = learn(articles(10, tail=(*TAIL, "免责声明：转载请注明出处")))
    rejected = tuple(rule._replace(state="reject") if rule.line == TAIL[1] else rule for rule in learned.learned)
    path = tmp_path / "learned.toml"
    path.write_text(pack_text(learned._replace(learned=rejected)), "utf-8")
    raw = "\n\n".join([*body(77), TAIL[0], line, TAIL[2]])
    assert Cleaner(rules=[path], account="渡口晚报").clean(raw).text.split("\n\n") == [*body(77), line]


def test_references_stay_with_what_is_below_them(pack: str) -> None:
    raw = "\n\n".join([*body(77), TAIL[0], "参考资料", "《河流的记忆》，渡口书局", TAIL[2]])
    assert Cleaner(rules=pack, account="渡口晚报").clean(raw).text.split("\n\n")[-2:] == [
        "参考资料",
        "《河流的记忆》，渡口书局",
    ]


def test_a_regular_column_of_the_article_stays(tmp_path: Path) -> None:
    learned = learn([article(number, tail=("今日一言", *TAIL)) for number in range(10)])
    path = tmp_path / "learned.toml"
    path.write_text(pack_text(learned), "utf-8")
    raw = "\n\n".join([*body(77), TAIL[0], "今日一言", "慢一点，也到得了。", TAIL[2]])
    cleaned = Cleaner(rules=[path], account="渡口晚报").clean(raw)
    assert states(learned)["今日一言"] == "review"
    assert cleaned.text.split("\n\n") == [*body(77), "今日一言", "慢一点，也到得了。"]
