"""What a result shows of itself: HTML in a notebook, a diff, a dictionary."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

import wxclean
from tests.helpers.batch import dump
from wxclean.output.render import render
from wxclean.output.unified import cleaned_diff

CLEANED = wxclean.clean(dump(1))


class _Page(HTMLParser):
    """The elements of a page that are open, all that there were, and the words in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def page_of(cleaned: wxclean.Cleaned) -> _Page:
    return _Page(cleaned._repr_html_())


def test_a_notebook_shows_text_metadata_and_what_went() -> None:
    page = page_of(CLEANED)
    assert page.open == []
    shown = (
        CLEANED.metadata.title,
        CLEANED.text,
        CLEANED.metadata.account,
        "微信扫一扫",
        f"{len(CLEANED.edits)} changes",
    )
    assert [words for words in shown if words is None or words not in page.words] == []
    assert "color: #" in CLEANED._repr_html_()


@pytest.mark.parametrize(
    "raw",
    ["<script>alert(1)</script>的一天。", "好<img src=x onerror=alert(1)>", "正文\u202e反&lt;b&gt;\x1b[31m。"],
)
def test_what_is_in_a_dump_is_only_shown(raw: str) -> None:
    page = page_of(wxclean.clean(f"{raw}\n微信扫一扫\n关注该公众号\n"))
    assert page.open == []
    assert page.seen.isdisjoint({"script", "img", "b", "a", "style"})
    assert not {"\u202e", "\x1b"} & set(page.words)


def test_what_the_page_says_is_shown_without_what_nobody_sees() -> None:
    metadata = wxclean.Metadata(title="题\u202e", account="甲\x1b", tags=("乙", "丙"))
    page = page_of(CLEANED.replaced(metadata=metadata, edits=CLEANED.edits[:1], warnings=("丁 <b>",)))
    assert not {"\u202e", "\x1b"} & set(page.words)
    assert [words for words in ("乙, 丙", "⚠ 丁 <b>", "What went: 1 change") if words not in page.words] == []
    assert "1 changes" not in page.words
    assert page.words.count("题") == 1


def test_a_text_without_changes_shows_no_list_of_them() -> None:
    page = page_of(wxclean.clean("春天来了。"))
    assert "春天来了。" in page.words
    assert "What went" not in page.words


def test_suspicions_are_named() -> None:
    assert "⚠ suspect: mojibake" in page_of(wxclean.clean("春天来了\ufffd\ufffd\ufffd。" * 20)).words


def test_the_diff_is_that_of_the_command() -> None:
    assert CLEANED.diff() == cleaned_diff(CLEANED, "dump")
    assert CLEANED.diff("a.txt").startswith("--- a/a.txt\n")
    assert wxclean.clean("春天来了。\n").diff() == ""


@pytest.mark.parametrize("raw", [dump(1), "春天来了。", '{"text": "春天来了。", "id": 5, "tags": ["甲"]}'])
def test_the_dictionary_is_a_line_of_json_lines(raw: str) -> None:
    cleaned = wxclean.clean(raw)
    assert cleaned.to_dict() == json.loads(render(cleaned, "jsonl"))
