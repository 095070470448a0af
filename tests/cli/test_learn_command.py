"""`wxclean learn`: what it reads, how it groups, what it writes and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.accounts import HEAD, TAIL, body, dump
from wxclean.rules.packfile import read_pack


@pytest.fixture
def crawl() -> Path:
    """Return a folder with eight articles of one account and three of another, as JSON Lines."""
    rows = [{"nickname": "渡口晚报", "content": dump(number)} for number in range(8)]
    rows += [{"nickname": "山间邮局", "content": dump(number, head="")} for number in range(30, 33)]
    Path("crawl").mkdir()
    Path("crawl/a.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return Path("crawl")


def test_it_writes_a_pack_and_says_what_is_in_it(run: Run, crawl: Path) -> None:
    result = run("learn", str(crawl), "-o", "learned.toml")
    assert result.code == 0
    assert result.err.split("\n")[:2] == [
        "wxclean: found 4 lines repeated in 1 account: 4 accepted, 0 waiting for review",
        "wxclean: learned nothing from 1 account with fewer than 5 articles: 山间邮局",
    ]
    assert {rule.line for rule in read_pack("learned.toml").learned} == {HEAD, *TAIL}


def test_it_writes_a_page_to_review(run: Run, crawl: Path) -> None:
    assert run("learn", str(crawl), "-o", "learned.toml", "--report", "learned.html").code == 0
    page = Path("learned.html").read_text("utf-8")
    assert all(line in page for line in (HEAD, *TAIL))
    assert "wxclean review learned.toml" in page
    assert read_pack("learned.toml").learned[0].name in page


@pytest.mark.parametrize(("report", "said"), [("a.json", "name it .html"), ("no/a.html", "there is no such folder")])
def test_a_page_that_cant_be_written_is_said(run: Run, crawl: Path, report: str, said: str) -> None:
    result = run("learn", str(crawl), "-o", "learned.toml", "--report", report)
    assert result.code == 2
    assert said in result.err
    assert not Path("learned.toml").exists()


def test_what_is_learned_is_used_as_any_pack(run: Run, crawl: Path) -> None:
    run("learn", str(crawl), "-o", "learned.toml")
    Path("new.txt").write_text(dump(77) + "\n", "utf-8")
    assert (
        run("--rules", "learned.toml", "--account", "渡口晚报", "new.txt").out.decode().split("\n\n")[-1].strip()
        == (body(77)[-1])
    )
    assert (
        "\tlearned.promo.head."
        in run("explain", "--rules", "learned.toml", "--account", "渡口晚报", "new.txt").out.decode()
    )
    assert HEAD in run("filters", "show", "learned.toml").out.decode()
    assert run("filters", "test", "learned.toml").code == 0
    assert run("--rules", "learned.toml", "--account", "山间邮局", "--check", "new.txt").code == 0


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ([], ["渡口晚报"]),
        (["--account", "河报"], ["河报"]),
        (["--group-by", "none", "--account", "河报"], ["河报"]),
        (["--group-by", "column:nickname"], ["渡口晚报"]),
        (["--group-by", "folder"], ["crawl"]),
    ],
)
def test_articles_are_grouped_as_asked(run: Run, crawl: Path, options: list[str], names: list[str]) -> None:
    assert run("learn", str(crawl), "-o", "learned.toml", *options).code == 0
    assert [account.name for account in read_pack("learned.toml").accounts] == names


WRONG = [
    (["--group-by", "none"], "--group-by none makes all articles those of one account: name it with --account"),
    (
        ["--group-by", "folder", "--account", "河报"],
        "--account says whose all articles are; leave it out, or --group-by",
    ),
    (["--group-by", "colunm:x"], "--group-by is folder, column:NAME or none, not 'colunm:x'"),
    (["-o", "own.toml"], "own.toml: holds rules that were not learned, and would lose them; name another file with -o"),
    (["-o", "broken.toml"], "broken.toml:5: rule promo.tail.a: name the account that it is for"),
]


@pytest.mark.parametrize(("options", "said"), WRONG)
def test_what_makes_no_sense_is_said(run: Run, crawl: Path, options: list[str], said: str) -> None:
    head = '[pack]\nname = "own"\nsummary = "x"\n'
    Path("own.toml").write_text(f'{head}[[phrase]]\nrule = "a"\nlines = ["x"]\n', "utf-8")
    Path("broken.toml").write_text(f'{head}[[learned]]\nrule = "promo.tail.a"\nstate = "accept"\nline = "x"\n', "utf-8")
    result = run("learn", str(crawl), *options)
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith(f"wxclean: {said}")


def test_one_account_under_two_names_is_said(run: Run) -> None:
    rows = [
        {"nickname": name, "biz": "MzA5MTIzNDU2Nw==", "content": dump(start + number)}
        for name, start in (("渡口晚报", 0), ("渡口早报", 20))
        for number in range(6)
    ]
    Path("a.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    result = run("learn", "a.jsonl", "-o", "learned.toml")
    assert result.code == 0
    assert "渡口早报 = 渡口晚报 have the same mark of an account: one under several names?" in result.err
    assert "the same mark" not in run("learn", "a.jsonl", "-o", "one.toml", "--account", "渡口").err


def test_nothing_to_learn_from_is_said(run: Run) -> None:
    assert run("learn").err.startswith("wxclean: name the files and folders to learn from")
    result = run("learn", "missing.jsonl")
    assert result.code == 2
    assert "missing.jsonl: " in result.err


def test_what_cant_be_read_is_named_and_the_others_go_on(run: Run, crawl: Path) -> None:
    (crawl / "b.jsonl").write_bytes(b'{"content": 3}\n')
    result = run("learn", str(crawl), "-o", "learned.toml")
    assert result.code == 3
    assert "b.jsonl" in result.err
    assert len(read_pack("learned.toml").learned) == 4


@pytest.mark.parametrize(("number", "said"), [(20, ""), (21, "1 more input failed"), (23, "3 more inputs failed")])
def test_of_many_inputs_that_fail_the_first_are_named(run: Run, crawl: Path, number: int, said: str) -> None:
    for at in range(number):
        (crawl / f"{at}.pdf.txt").write_bytes(b"%PDF-1.7")
    lines = run("learn", str(crawl), "-o", "learned.toml").err.splitlines()
    assert sum("is a PDF" in line for line in lines) == 20
    assert [line for line in lines if "failed" in line] == ([f"wxclean: {said}"] if said else [])


def test_a_second_run_keeps_what_was_decided(run: Run, crawl: Path) -> None:
    run("learn", str(crawl), "-o", "learned.toml")
    text = Path("learned.toml").read_text("utf-8")
    Path("learned.toml").write_text(text.replace('state = "accept"', 'state = "reject"'), "utf-8")
    decided = read_pack("learned.toml").learned
    run("learn", str(crawl), "-o", "learned.toml")
    assert read_pack("learned.toml").learned == decided


def test_a_pack_that_could_not_be_read_again_is_not_written(
    run: Run, crawl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("learn", str(crawl), "-o", "learned.toml")
    before = Path("learned.toml").read_bytes()
    monkeypatch.setattr("wxclean.cli.learn_corpus.LARGEST_PACK", len(before) - 1)
    result = run("learn", str(crawl), "-o", "learned.toml")
    assert result.code == 3
    assert "learned.toml: not written, since the pack would be larger" in result.err
    assert Path("learned.toml").read_bytes() == before


def test_a_page_of_another_site_is_learned_from_nothing(run: Run) -> None:
    Path("site").mkdir()
    for number in range(12):
        Path(f"site/{number}").mkdir()
        text = "\n".join([*body(number), "分享到微博", "本站版权归拾贝阁所有", "回到顶部"])
        Path(f"site/{number}/a.txt").write_text(text, "utf-8")
    assert run("learn", "site", "--group-by", "folder", "--no-builtin", "-o", "site.toml").code == 0
    rules = read_pack("site.toml").learned
    assert {(rule.kind, rule.line) for rule in rules} >= {("chrome", "分享到微博"), ("chrome", "回到顶部")}
    Path("new.txt").write_text("\n".join([*body(77), "分享到微博", "本站版权归拾贝阁所有", "回到顶部"]), "utf-8")
    left = run("--filter", "spacing", "--rules", "site.toml", "--learned", "all", "new.txt").out.decode()
    assert "回到顶部" not in left
    assert body(77)[-1] in left


def test_neither_order_nor_workers_change_the_pack(run: Run, crawl: Path) -> None:
    run("learn", str(crawl), "-o", "one.toml", "-j", "1")
    rows = (crawl / "a.jsonl").read_text("utf-8").split("\n")
    rows = sorted(rows, key=lambda row: row[-20:])
    Path("mixed").mkdir()
    for number, row in enumerate(rows):
        Path(f"mixed/{number}.jsonl").write_text(row + " " * 500_000 + "\n", "utf-8")
    run("learn", "mixed", "-o", "two.toml", "-j", "2")
    assert Path("one.toml").read_bytes() == Path("two.toml").read_bytes()
