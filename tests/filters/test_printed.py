"""What a browser prints on each page of paper goes; numbers and days that an author wrote stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.helpers import dumps
from tests.helpers.results import lines_of
from wxclean import clean

ADDRESS = "https://mp.weixin.qq.com/s/abcDEF"
BYLINE = "原创 林小满 潮汐手记 2024-01-02 18:40 浙江"
TOP, MIDDLE, LAST = dumps.BODY
TITLED = f"2024/3/9 20:15 {dumps.TITLE}"
ENGLISH = f"3/9/24, 8:15 PM {dumps.TITLE}"

PRINTED: dict[str, Sequence[str]] = {
    "one page": (TITLED, dumps.TITLE, BYLINE, *dumps.BODY, f"{ADDRESS} 1/1"),
    "two pages": (TITLED, dumps.TITLE, BYLINE, TOP, f"{ADDRESS} 1/2", TITLED, MIDDLE, LAST, f"{ADDRESS} 2/2"),
    "three pages": (
        *(ENGLISH, dumps.TITLE, BYLINE, TOP, f"{ADDRESS} 1/3", ENGLISH, MIDDLE, f"{ADDRESS} 2/3", ENGLISH),
        *(LAST, f"{ADDRESS} 3/3"),
    ),
    "lines apart": (
        *("2024/3/9 20:15", dumps.TITLE, dumps.TITLE, BYLINE, TOP, ADDRESS, "1/2", "2024/3/9 20:15", dumps.TITLE),
        *(MIDDLE, LAST, ADDRESS, "2/2"),
    ),
    "all below": (
        *(dumps.TITLE, BYLINE, TOP, "1/2", "2024/3/9 20:15", dumps.TITLE, ADDRESS, MIDDLE, LAST, "2/2"),
        *("2024/3/9 20:15", dumps.TITLE, ADDRESS),
    ),
    "in words": (dumps.TITLE, BYLINE, TOP, "第 1 页 共 2 页", MIDDLE, LAST, "第 2 页 共 2 页"),
    "in English": (dumps.TITLE, BYLINE, TOP, "Page 1 of 2", MIDDLE, LAST, "Page 2 of 2"),
}


@pytest.mark.parametrize("lines", PRINTED.values(), ids=PRINTED)
def test_what_is_printed_on_each_page_goes(lines: Sequence[str]) -> None:
    result = clean("\n".join(lines))
    metadata = result.metadata
    assert lines_of(result.text) == list(dumps.BODY)
    assert (metadata.title, metadata.author, metadata.account) == (dumps.TITLE, "林小满", "潮汐手记")
    assert str(clean(str(result))) == str(result)


@pytest.mark.parametrize(
    "lines",
    [
        ("比分", "江口队", "1/2", "南渡队", "2/2"),
        ("2024/3/9 20:15 出门", "买了一盏新灯。", "2024/3/9 21:40 回家", "旧的那盏没有扔。"),
        ("《县志》上说：", "第 1 页 共 2 页", "写的是桥，第二页已经没有了。"),
        ("第 1 页 共 2 页", TOP, "第 2 页 共 3 页"),
        (TOP, "1/3", MIDDLE, "2/3", LAST, "3/3"),
        (TOP, ADDRESS, "1/2", MIDDLE, ADDRESS),
        (TOP, f"{ADDRESS} 2/2"),
        (f"{ADDRESS} 1/1",),
        (TOP, "第 1 页 共 2 页", MIDDLE, "第 2 页 共 2 页", LAST),
    ],
)
def test_an_author_s_numbers_stay(lines: Sequence[str]) -> None:
    assert lines_of(clean("\n".join(lines)).text) == list(lines)


def test_a_saved_page_s_numbers_stay() -> None:
    lines = [TOP, "第 1 页 共 2 页", MIDDLE, LAST, "第 2 页 共 2 页"]
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f'<html><body><h1 id="activity-name">{dumps.TITLE}</h1><div id="js_content">{body}</div></body></html>'
    assert lines_of(clean(page).text) == lines
