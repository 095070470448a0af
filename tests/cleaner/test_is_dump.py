"""Which texts show a sign of a page of WeChat, or of a scraper's wrapper, and which are left alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import dumps
from tests.helpers.batch import dump
from tests.helpers.foreign import DUMPS as NOTES
from tests.helpers.project import EXAMPLE
from tests.helpers.strategies import ENGLISH, SENTENCES
from wxclean import clean
from wxclean.cleaner.is_dump import is_dump

PAGE = dumps.from_lines(dumps.filled(dumps.HEADERS["2018"]), dumps.BODY, dumps.filled(dumps.FOOTERS["2018"]))
NO_DUMPS = [
    "",
    "\n\n",
    "requests>=2.31\nnumpy ; python_version < '3.13'\n",
    "User-agent: *\r\nDisallow: /admin\r\n",
    "    indented note\n        more\n    less\n",
    "\ufeffa note with a byte order mark\n",
    "今日大风。\n\n\n\n浪高两米。  \n",
    "中é¥æ\x96\x87 caf\u00c3\u00a9\u00a0mojibake\n",
    "# 项目\n\n说明文字。\n\n## 联系我\n\n微信扫一扫\n\n关注我的公众号\n\nThanks\n",
    "---\ntitle: 我的笔记\nauthor: 我\n---\n\n正文。\n",
    '{"name": "package", "version": "1.0", "text": "a package"}',
    '{"text": "today", "lang": "en"}\n{"text": "tomorrow", "lang": "en"}\n',
    "['a', 'b']\n",
    "'a quoted line'\n",
    '"""A docstring."""\n',
    'TOKEN="abc"\n',
    "version: '3'\n",
    "点击上方蓝字关注\n\n今天风大。\n",
    *(note for note in NOTES if "WARC" not in note),
]
DUMPS = [
    EXAMPLE.read_text("utf-8"),
    dump(1),
    "text:'今日大风。'",
    "content: '今日大风。\\n浪高两米。'",
    json.dumps(
        {
            "id": 1,
            "text": dumps.from_lines(
                dumps.filled(dumps.HEADERS["2018"]), dumps.BODY, dumps.filled(dumps.FOOTERS["2018"])
            ),
        }
    ),
    "标题\n今天风大。\n微信扫一扫\n关注该公众号\n",
    "今天风大。\n最多200字，当前共0字\n",
]


@pytest.mark.parametrize("text", NO_DUMPS)
def test_other_texts_are_no_dumps(text: str) -> None:
    assert not is_dump(clean(text))


@pytest.mark.parametrize("text", DUMPS)
def test_a_sign_of_a_page_or_a_wrapper_makes_a_dump(text: str) -> None:
    assert is_dump(clean(text))


@pytest.mark.parametrize("generation", dumps.GENERATIONS)
@pytest.mark.parametrize("shape", [dumps.from_lines, dumps.from_paragraphs, dumps.from_get_text])
def test_pages_of_every_generation_are_dumps(generation: str, shape: dumps.Shape) -> None:
    header, footer = dumps.filled(dumps.HEADERS[generation]), dumps.filled(dumps.FOOTERS[generation])
    cleaned = clean(shape(header, list(dumps.BODY), footer))
    assert is_dump(cleaned)
    assert not is_dump(clean(str(cleaned)))


def test_the_field_that_was_asked_for_is_a_name_of_the_text() -> None:
    cleaned = clean("story:'今日大风。'", field="story")
    assert is_dump(cleaned, "story")
    assert not is_dump(cleaned)


@given(st.lists(st.one_of(SENTENCES, ENGLISH), max_size=8).map("\n".join))
def test_prose_is_no_dump(text: str) -> None:
    assert not is_dump(clean(text))
