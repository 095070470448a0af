"""Several pages in one text: each becomes a record, and whatever isn't sure to be a page of its own stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import dumps
from tests.helpers.processes import wxclean
from tests.helpers.results import words
from tests.helpers.trail import apply_edits
from wxclean import Cleaned, Cleaner, clean, clean_records

SEPARATORS = {
    "cat": "\n",
    "blank line": "\n\n",
    "many blank lines": "\n" * 12,
    "form feed": "\n\f\n",
    "form feed alone": "\f",
    "rule": "\n---\n",
    "rule among blanks": "\n\n---\n\n",
    "equals signs": "\n========================\n",
    "stars": "\n* * *\n",
    "head": "\n\n==> b.txt <==\n",
    "a name in signs": "\n===== 文章 2 =====\n",
    "scissors": "\n-----8<-----\n",
}
BODIES: Sequence[Sequence[str]] = (
    dumps.BODY,
    ("船长说他不回来了。", "灯塔还是每天亮着。"),
    ("只有一段的短文，写一条很小的船怎样过了冬天，又怎样在春天下水。",),
    ("山", "海", "灯", "塔", "潮", "汐"),
    tuple(f"第{place}段，写得不长不短，刚好够一行。" for place in range(30)),
)
NAMES = (dumps.Names(), dumps.Names("船长不回来", "海上日志", "周也", "haishang", "每天一页"))
PAGES = st.builds(
    dumps.page,
    st.sampled_from(dumps.GENERATIONS),
    st.sampled_from(BODIES),
    shape=st.sampled_from(sorted(dumps.SHAPES)),
    names=st.sampled_from(NAMES),
)


def told(cleaned: Cleaned) -> tuple[object, ...]:
    """Return what a record says, without its number and where its lines stand."""
    return cleaned.text, cleaned.metadata, cleaned.suspect, [edit._replace(line=0) for edit in cleaned.edits]


@settings(max_examples=40, deadline=None)
@given(st.lists(PAGES, min_size=2, max_size=5), st.sampled_from(sorted(SEPARATORS)))
def test_each_page_is_cleaned_as_if_it_were_alone(pages: Sequence[str], separator: str) -> None:
    found = list(clean_records(SEPARATORS[separator].join(pages)))
    assert [told(one) for one in found] == [told(clean(page)) for page in pages]
    assert [one.source.record for one in found] == list(range(1, len(pages) + 1))


@settings(max_examples=40, deadline=None)
@given(st.lists(PAGES, min_size=2, max_size=4), st.sampled_from(sorted(SEPARATORS)))
def test_joined_pages_tell_every_change_and_lose_no_title(pages: Sequence[str], separator: str) -> None:
    text = SEPARATORS[separator].join(pages)
    joined = clean(text)
    assert joined.payload.replace("\f", "\n").split() == text.replace("\f", "\n").split()
    assert all(title in str(joined) for title in {clean(page).metadata.title or "" for page in pages})
    assert [one.code for one in joined.suspect] == ["two-pages"]
    assert f"{len(pages)} pages in one text were joined" in joined.warnings[0]
    again = clean(joined.text)
    assert (again.text, again.edits) == (joined.text, ())


def test_edits_of_joined_pages_count_in_the_whole_text() -> None:
    pages = [dumps.page("2018", ["甲。"], shape="lines"), dumps.page("2020", ["乙。", "丙。"], shape="lines")]
    joined = clean("\n---\n".join(pages))
    left = apply_edits(joined.payload, joined.edits)
    assert left == joined.text
    assert [line for line in left.split("\n") if line.strip()] == ["甲。", dumps.TITLE, "乙。", "丙。"]
    parted = [edit for edit in joined.edits if edit.rule == "page.separator"]
    assert [(edit.action, edit.line) for edit in parted] == [("drop", pages[0].count("\n") + 2)]


@pytest.mark.parametrize("generation", ["2016", "2019", "2020", "2022", "2023"])
def test_a_file_without_a_line_break_at_its_end_shares_a_line_with_the_next(generation: str) -> None:
    pages = [dumps.page(generation, body, shape="lines") for body in BODIES[:3]]
    assert [told(one)[:2] for one in clean_records("".join(pages))] == [told(clean(page))[:2] for page in pages]


@pytest.mark.parametrize("generation", ["2018", "2020", "2022"])
def test_collapsed_pages_on_lines_of_their_own_are_pages(generation: str) -> None:
    parts = dumps.filled(dumps.HEADERS[generation]), dumps.filled(dumps.FOOTERS[generation])
    pages = [dumps.collapsed(parts[0], body, parts[1]) for body in BODIES[:2]]
    assert [one.text for one in clean_records("\n".join(pages))] == [" ".join(body) for body in BODIES[:2]]


@pytest.mark.parametrize("separator", ["==> {} <==", "===== {} ====="])
def test_the_line_above_the_first_page_goes_with_the_separators(separator: str) -> None:
    pages = [f"{separator.format(f'{name}.txt')}\n{dumps.page('2020', body)}" for name, body in zip("ab", BODIES)]  # noqa: B905
    assert [one.text for one in clean_records("\n\n".join(pages))] == ["\n".join(body) for body in BODIES[:2]]


ONE_PAGE = {
    "a rule in the article": dumps.page("2020", [*dumps.BODY, "---", *dumps.BODY], shape="lines"),
    "a listing of head": dumps.page("2020", [dumps.BODY[0], "==> a.txt <==", "1", "==> b.txt <==", "2"], shape="lines"),
    "a card of another account": dumps.page(
        "2020",
        [
            *dumps.BODY[:2],
            "微信扫一扫",
            "关注该公众号",
            "海上日志",
            "微信号：haishang",
            "功能介绍：每天一页",
            dumps.BODY[2],
        ],
    ),
    "a title amid an article": dumps.page("2020", [dumps.BODY[0], "船长不回来", "原创", dumps.BODY[1]]),
    "a rule below the page": dumps.page("2020", shape="lines") + "\n---\n",
    "plain text": "\n\n".join([*dumps.BODY, "---", *dumps.BODY]),
    "a front matter": "---\ntitle: 灯塔\n---\n" + dumps.page("2020"),
}


@pytest.mark.parametrize("text", ONE_PAGE.values(), ids=ONE_PAGE)
def test_one_page_is_one_record(text: str) -> None:
    found = list(clean_records(text))
    assert [(one.source.record, one.suspect) for one in found] == [(1, ())]


@pytest.mark.parametrize("separator", ["\n", "\n---\n"])
def test_text_that_may_be_a_page_stays_with_the_page_above_it(separator: str) -> None:
    """Neither a header nor an ending shows that it is one."""
    page = dumps.page("2020", shape="lines")
    for note in ("抄到这里，灯油也快用完了。", "灯油。\n也快用完了。" if separator == "\n" else "灯油也快用完了。"):
        found = list(clean_records(page + separator + note))
        assert [one.text for one in found] == ["\n".join([*dumps.BODY, "", note])]
        assert [one.code for one in found[0].suspect] == ["two-pages"]


def test_pages_below_one_another_with_nothing_but_text_are_one_record_each_by_their_endings() -> None:
    footer = "\n".join(dumps.filled(dumps.FOOTERS["2020"]))
    texts = ["\n".join(body) for body in BODIES[:2]]
    found = list(clean_records("\n".join(f"{text}\n{footer}" for text in texts)))
    assert len(found) == 2
    assert [words(one.text) for one in found] == [words(text) for text in texts]  # the title is in their dialogs


def test_pages_in_a_member_of_a_record_are_joined_where_a_record_is_wanted() -> None:
    text = "\n\n".join(dumps.page(generation) for generation in ("2018", "2022"))
    raw = json.dumps([{"id": 1, "text": text}, {"id": 2, "text": dumps.page("2020")}])
    found = list(clean_records(raw))
    assert [(one.source.record, one.fields["id"]) for one in found] == [(1, 1), (2, 1), (3, 2)]
    assert Cleaner().clean(json.dumps({"id": 1, "text": text})).fields == {"id": 1}


def test_pages_are_told_apart_only_where_the_page_s_chrome_is_taken_out() -> None:
    text = "\n".join(dumps.page(generation, shape="lines") for generation in ("2018", "2022"))
    assert [one.text for one in clean_records(text, skip=["wechat"])] == [text]


def test_the_command_writes_each_page(tmp_path: Path) -> None:
    pages = [dumps.page("2018", body, names=names) for body, names in zip(BODIES, NAMES)]  # noqa: B905
    (tmp_path / "all.txt").write_text("\n---\n".join(pages), encoding="utf-8")
    out = wxclean("-f", "jsonl", "all.txt", cwd=tmp_path)
    rows = [json.loads(line) for line in out.stdout.decode().splitlines()]
    assert [(row["metadata"]["title"], words(row["text"])) for row in rows] == [
        (names.title, words(body))
        for body, names in zip(BODIES, NAMES)  # noqa: B905
    ]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("甲。\n\f\n乙。", ["甲。", "乙。"]),
        ("甲。\n\f\n乙。\n\f丙。", ["甲。", "乙。\n丙。"]),
        ("甲。\n\f\n\f\n乙。\n\f\n", ["甲。", "乙。"]),
        ("\n\f\n甲。", ["甲。"]),
        ("\n\f\n甲。\n\f\n乙。", ["甲。", "乙。"]),
        ("甲。\f乙。", ["甲。\n乙。"]),
        ("甲。\v乙。\n丙。", ["甲。\n乙。\n丙。"]),
        ("甲。\u2028乙。\u2029丙。", ["甲。\n乙。\n丙。"]),
        ("甲。\u2028乙。\n丙。\n丁。", ["甲。 乙。\n丙。\n丁。"]),
        ("甲。\n\n\f乙。", ["甲。\n\n乙。"]),
        ('{"text": "甲。\\n\\f\\n乙。"}', ["甲。\n\n乙。"]),
    ],
)
def test_a_form_feed_on_a_line_of_its_own_parts_articles(text: str, records: list[str]) -> None:
    assert [one.text for one in clean_records(text)] == records
