"""The review of learned rules: what comes first, what is shown, that decisions can be undone and are saved whole."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxclean.errors import OutputError, UsageError
from wxclean.learning.pack_text import pack_text
from wxclean.learning.review import decided, edited, is_in_examples, next_kind, review_of, shown, undone
from wxclean.learning.reviewed_file import ReviewedFile, opened, saved
from wxclean.rules.learned_rule import STATES, LearnedAccount, LearnedRule
from wxclean.rules.rule import RulePack

# From the rule that is most in doubt to the one that is least.
RULES = [
    LearnedRule("promo.tail.c1", "水边有灯", "review", "渡口晚报", share=0.2),
    LearnedRule("promo.tail.c2", "Evening Ferry", "review", "渡口晚报", share=0.9),
    LearnedRule("promo.tail.c3", "灯下有人", "review", "渡口晚报", share=0.1, near=True),
    LearnedRule("promo.tail.c4", "扫码加入读者群", "review", "渡口晚报", share=0.05),
    LearnedRule("promo.tail.c5", "石阶与河", "reject", "渡口晚报", share=0.3),
    LearnedRule("promo.tail.c6", "长按二维码关注我们", "accept", "渡口晚报", share=1.0),
    LearnedRule("promo.tail.c7", "旧时的灯", "review", "渡口晚报", share=0.2, gone=True),
]
PACK = RulePack(
    name="learned",
    summary="what was learned",
    phrases={},
    accounts=(LearnedAccount("山间邮局"), LearnedAccount("渡口晚报"), LearnedAccount("无事")),
    learned=(
        LearnedRule("promo.tail.d1", "长按二维码关注我们", "accept", "山间邮局", share=1.0),
        *reversed(RULES),
        LearnedRule("chrome.e1", "点此返回", "review", share=0.1),
    ),
)
REVIEW = review_of(PACK)


def test_accounts_in_which_most_waits_come_first_and_those_without_rules_not_at_all() -> None:
    assert [listed.account.name for listed in REVIEW.accounts] == ["渡口晚报", "", "山间邮局"]
    assert [REVIEW.waiting(listed.rules) for listed in REVIEW.accounts] == [5, 1, 0]


def test_rules_in_doubt_come_first() -> None:
    assert [PACK.learned[number] for number in REVIEW.accounts[0].rules] == RULES


@pytest.mark.parametrize(
    ("state", "search", "wanted"),
    [
        ("", "", "1234567"),
        ("review", "", "12347"),
        ("accept", "", "6"),
        ("reject", "", "5"),
        ("", "灯", "137"),
        ("review", "灯 下", "3"),
        ("", "evening", "2"),
        ("", "TAIL.C5", "5"),
        ("reject", "灯", ""),
    ],
)
def test_what_is_shown_has_the_state_and_all_the_words(state: str, search: str, wanted: str) -> None:
    numbers = shown(REVIEW, REVIEW.accounts[0], state=state, search=search)
    assert "".join(REVIEW.rules[number].name[-1] for number in numbers) == wanted


def test_a_decision_moves_no_rule() -> None:
    number = REVIEW.accounts[0].rules[2]
    after = decided(REVIEW, number, "reject")
    assert after.rules[number].state == "reject"
    assert after.accounts == REVIEW.accounts


def test_an_edited_rule_keeps_its_state_and_mark() -> None:
    number = REVIEW.accounts[0].rules[0]
    after = edited(REVIEW, number, line=" 水边有灯火 ")
    assert after.rules[number] == REVIEW.rules[number]._replace(line="水边有灯火")
    after = edited(after, number, kind="notice")
    assert after.rules[number] == REVIEW.rules[number]._replace(line="水边有灯火", name="notice.c1")
    assert undone(undone(after)) == REVIEW
    assert edited(REVIEW, number, line="水边有灯") is REVIEW


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"line": "…… ！"}, "a line holds 1 to 300 letters"),
        ({"line": ""}, "a line holds 1 to 300 letters"),
        ({"line": "水" * 301}, "a line holds 1 to 300 letters"),
        ({"line": "水边\n有灯"}, "a line holds 1 to 300 letters"),
        ({"kind": "promo"}, "the rule of a learned line begins with promo.head, promo.tail"),
        ({"kind": "promo.head"}, "rule promo.head.c1 stands here already"),
    ],
)
def test_what_no_pack_may_hold_is_no_edit(change: dict[str, str], reason: str) -> None:
    number = REVIEW.accounts[0].rules[0]
    other = REVIEW.accounts[0].rules[1]
    review = REVIEW._replace(
        rules=tuple(
            rule._replace(name="promo.head.c1") if at == other else rule for at, rule in enumerate(REVIEW.rules)
        )
    )
    with pytest.raises(UsageError, match=reason):
        edited(review, number, **change)


def test_classes_go_round() -> None:
    rule, seen = RULES[0], []
    for _ in range(4):
        rule = rule._replace(name=f"{next_kind(rule)}.c1")
        seen.append(rule.kind)
    assert seen == ["promo.middle", "notice", "promo.head", "promo.tail"]
    assert next_kind(LearnedRule("chrome.e1", "点此返回")) == "chrome"
    assert next_kind(LearnedRule("chrome.e1", "点此返回", account="渡口晚报")) == "promo.head"


@pytest.mark.parametrize(("line", "is_there"), [("水边，有灯", True), ("水边有人", False)])
def test_a_line_that_no_example_has_is_known(line: str, is_there: bool) -> None:
    rule = RULES[0]._replace(line=line, examples=("河\n> **水边有灯**\n桥", "> 灯"))
    assert is_in_examples(rule) is is_there
    assert is_in_examples(rule._replace(examples=()))


decisions = st.lists(st.tuples(st.integers(0, len(PACK.learned) - 1), st.sampled_from(STATES)))


@given(decisions)
def test_every_decision_can_be_undone_in_turn(taken: list[tuple[int, str]]) -> None:
    reviews = [REVIEW]
    for number, state in taken:
        after = decided(reviews[-1], number, state)
        if after is not reviews[-1]:
            reviews.append(after)
    review = reviews[-1]
    for before in reversed(reviews[:-1]):
        review = undone(review)
        assert review == before
    assert undone(review) == REVIEW


def with_states(file: ReviewedFile, states: Sequence[str]) -> list[LearnedRule]:
    return [rule._replace(state=state) for rule, state in zip(file.rules, states, strict=True)]


HEAD = '# mine\n[pack]\nname = "learned"\nsummary = "it\'s"\n\n[[account]]\nname = "渡口晚报"\n'
RULE = '[[learned]]\nrule = "promo.tail.c1"\naccount = "渡口晚报"\nstate = "review"\nline = "水边有灯"\n'
DECOY = f'{RULE}examples = ["""\nstate = "accept"\n> 水边有灯 \\""" # ""\nstate = "accept"\n"""]\n'
FILES = [
    ("plain", HEAD + RULE),
    ("a comment at the end of the line", HEAD + RULE.replace('"review"', '"review" # "why"?')),
    ("single quotes and no spaces", HEAD + RULE.replace(' = "review"', "='review'")),
    ("indented", HEAD + RULE.replace("state", "  state  ")),
    ("a state in a comment", HEAD + "# it's\n#state = 'x'\n" + RULE),
    ("a state in an example", HEAD + DECOY),
    ("a state in an example of the other kind", HEAD + RULE + "examples = ['''\nstate = 'accept'\n\\''', '#']\n"),
    ("quotes at the end of an example", HEAD + RULE + 'examples = ["""\nsaid ""\n"""""]\n'),
    ("rules that were not learned", HEAD + '[[phrase]]\nrule = "end"\nlines = ["完"]\n' + RULE),
    ("lines that end as on Windows", (HEAD + RULE).replace("\n", "\r\n")),
    ("a mark of its encoding", "\ufeff" + HEAD + RULE),
    ("as it is learned", pack_text(PACK)),
]


def without_states(text: str) -> str:
    return re.sub("""["'](accept|review|reject)["']""", "", text)


@pytest.mark.parametrize("text", [case[1] for case in FILES], ids=[case[0] for case in FILES])
def test_a_decision_keeps_all_else_in_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "learned.toml"
    path.write_bytes(text.encode())
    file = opened(str(path))
    saved(file, with_states(file, ["reject"] * len(file.rules)))
    wanted = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    for rule in wanted["learned"]:
        rule["state"] = "reject"
    written = path.read_bytes().decode()
    assert tomllib.loads(written.removeprefix("\ufeff").replace("\r\n", "\n")) == wanted
    assert without_states(written) == without_states(text)


texts = st.text("\"'#\\\n> []=水 state", max_size=40)


@given(st.lists(st.tuples(st.sampled_from(STATES), st.lists(texts, max_size=2)), min_size=1, max_size=4), st.data())
def test_whatever_examples_hold_only_states_change(rules: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    learned = tuple(
        LearnedRule(f"chrome.x{number}", "水边", state, examples=tuple(examples))
        for number, (state, examples) in enumerate(rules)
    )
    path = Path("learned.toml").absolute()
    path.write_text(pack_text(PACK._replace(accounts=(), learned=learned)), "utf-8", newline="\n")
    states = data.draw(st.lists(st.sampled_from(STATES), min_size=len(rules), max_size=len(rules)))
    file = opened(str(path))
    after = saved(file, with_states(file, states))
    read = opened(str(path))
    assert read.content == after.content
    assert [rule.state for rule in read.pack.learned] == states
    assert [rule._replace(state="") for rule in read.pack.learned] == [
        rule._replace(state="") for rule in file.pack.learned
    ]
    assert saved(after, file.rules).content == file.content


EDITED = [
    ("as it is learned", pack_text(PACK)),
    *((name, text) for name, text in FILES if "rules that were not" not in name and "as it is" not in name),
]
rewritten = st.tuples(st.integers(0, 7), st.sampled_from(STATES), st.text("水\"'\\#长长长", min_size=1), st.booleans())


@pytest.mark.parametrize("text", [case[1] for case in EDITED], ids=[case[0] for case in EDITED])
@given(edits=st.lists(rewritten, max_size=4))
def test_edits_are_read_again_as_they_were_made(text: str, edits: list[tuple[int, str, str, bool]]) -> None:
    path = Path("learned.toml").absolute()
    path.write_bytes(text.encode())
    file = first = opened(str(path))
    for number, state, line, is_notice in edits:
        rules = list(file.rules)
        old = rules[number % len(rules)]
        name = f"notice.{old.name.rpartition('.')[2]}" if is_notice and old.account else old.name
        rules[number % len(rules)] = old._replace(state=state, line=f"水{line}", name=name)
        file = saved(file, rules)
    read = opened(str(path))
    assert read.content == file.content
    assert (read.rules, read.starts, read.places) == (file.rules, file.starts, file.places)
    assert saved(file, first.rules).rules == first.rules
    assert opened(str(path)).rules == first.rules


def test_a_line_that_is_written_over_several_is_not_edited(tmp_path: Path) -> None:
    path = tmp_path / "learned.toml"
    path.write_text(HEAD + RULE.replace('"水边有灯"', '"""水边有灯"""'), "utf-8")
    file = opened(str(path))
    assert saved(file, with_states(file, ["reject"])).rules[0].state == "reject"
    with pytest.raises(UsageError, match="its line is written there as only you can change it"):
        saved(file, [file.rules[0]._replace(line="灯")])


@pytest.fixture(autouse=True)
def _in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "other", [HEAD + RULE.replace("review", "accept"), HEAD + RULE.replace("review", "reject"), None]
)
def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(other: str | None) -> None:
    path = Path("learned.toml")
    path.write_text(HEAD + RULE, "utf-8")
    file = opened("learned.toml")
    stat = path.stat()
    if other is None:
        path.unlink()
    else:
        path.write_text(other, "utf-8")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    with pytest.raises(OutputError, match=r"learned\.toml: something else has changed it meanwhile"):
        saved(file, with_states(file, ["reject"]))
    assert (path.read_text("utf-8") if path.exists() else None) == other
    assert os.listdir() == (["learned.toml"] if other else [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x", r"learned\.toml:1: not valid TOML"),
        (HEAD, r"learned\.toml: holds no learned rules"),
        (HEAD + 'learned = [{rule = "chrome.a", state = "review", line = "水边"}]\n', "write each rule as a table"),
        (HEAD + RULE.replace("state", '"state"'), "write each rule as a table"),
        (HEAD + RULE.replace('"review"', '"""review"""'), "write each rule as a table"),
    ],
)
def test_what_cant_be_reviewed_is_said(text: str, reason: str) -> None:
    text = text.replace(HEAD + "learned", HEAD.partition("[pack]")[0] + "learned", 1) + (
        HEAD if text.startswith(HEAD + "learned") else ""
    )
    Path("learned.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=reason):
        opened("learned.toml")


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(UsageError, match=r"none\.toml: can't read this rule pack: No such file"):
        opened("none.toml")
