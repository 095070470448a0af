"""A saved page and the text that other tools make of it give the same words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.inner_text import inner_text
from benchmarks.pages import parts
from tests.helpers.saved_pages import page_of_2016, page_of_2020, page_of_2025
from wxclean import Cleaner

WORDS = st.text("山水灯塔潮汐的了渡口风帆，。", min_size=12, max_size=60).map(lambda text: f"甲{text}乙。")
TAIL = """<div>预览时标签不可点</div><div>微信扫一扫</div><div>关注该公众号</div><div>知道了</div>
<div>微信扫一扫</div><div>使用小程序</div><div>取消</div><div>允许</div>"""
CONTENTS = st.lists(WORDS, min_size=2, max_size=8, unique=True).map(
    lambda paragraphs: "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
)


def soup_lines(html: str) -> str:
    from bs4 import BeautifulSoup

    return str(BeautifulSoup(html, "lxml").get_text("\n", strip=True))


def html2text(html: str) -> str:
    import html2text as converter

    return str(converter.html2text(html, bodywidth=0))


def words(text: str) -> str:
    return re.sub(r"\s|\\(?=\W)", "", text)


def as_shown(html: str) -> str:
    """Return a page as a browser saves it: with its date, which scripts write, and the words at its end."""
    dated = re.sub(r'(<em id="publish_time"[^>]*>)', r"\g<1>2016年12月1日 10:01", html)
    return dated.replace("</body>", f"{TAIL}</body>")


@pytest.mark.parametrize("convert", [inner_text, soup_lines, html2text])
@pytest.mark.parametrize("page", [page_of_2016, page_of_2020, page_of_2025])
@given(content=CONTENTS)
@settings(max_examples=10)
def test_a_page_and_its_dump_give_the_same_words(
    page: Callable[[str], str], convert: Callable[[str], str], content: str
) -> None:
    cleaner, html = Cleaner(), as_shown(page(content))
    whole = parts(html).seen["page"]
    assert words(cleaner.clean(convert(whole)).text) == words(cleaner.clean(html).text)
