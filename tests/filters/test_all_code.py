"""Of a page that was dumped with all of its code, the words stay; the scripts say what it is."""

from __future__ import annotations

from itertools import pairwise

import pytest

from wxclean import clean

HEAD = """潮声 .radius_avatar{display:inline-block} window.no_moon_ls = 1; window.logs = {pagetime: {}};
var tips = "当前浏览器不支持播放音乐或语音，请在微信客户端或其他浏览器中播放";
window.__moon_initcallback = function(){};"""
FILLING = "function f(e,t){if(e&&t){return e.concat(t)}} var n = {'a': 1, \"b\": [2, 3]};"
ARTICLE = """灯塔下的潮声
林小满
潮汐手记
微信号
tide-notes
功能介绍
记录海边的人与事。
2023-05-20
凌晨四点，灯塔上的灯还亮着，守塔的老人已经起身，沿着石阶一级一级走下来。
他说潮水比钟表更准，三十年里只误过一次，那一次是因为台风改了方向。
def tide(hour): return hour % 12
天亮以后，船队从港口出发，岸上的人挥着手，谁也没有说话。"""
TAIL = """var first_sceen__time = (+new Date()); if ("" == 1 && document.getElementById('js_content')) { f(); }
var nickname = htmlDecode("潮汐手记"); var msg_title = '灯塔下的潮声'.html(false); var ct = "1684553640";"""
BODY = ARTICLE.split("2023-05-20\n")[1].split("\n")


def page(head: str = HEAD, article: str = ARTICLE, tail: str = TAIL, *, collapsed: bool) -> str:
    filling = " ".join([FILLING] * 700)
    text = f"{head}\n{filling}\n{article}\n{tail}\n{filling}"
    return " ".join(text.split()) if collapsed else text


@pytest.mark.parametrize("collapsed", [True, False])
def test_the_words_among_the_code_are_the_article(collapsed: bool) -> None:
    cleaned = clean(page(collapsed=collapsed))
    assert cleaned.text.split() == " ".join(BODY).split()
    assert not cleaned.suspect


@pytest.mark.parametrize("collapsed", [True, False])
def test_the_scripts_say_what_the_page_is(collapsed: bool) -> None:
    metadata = clean(page(collapsed=collapsed)).metadata
    found = (metadata.title, metadata.account, metadata.wechat_id, metadata.published)
    assert found[:3] == ("灯塔下的潮声", "潮汐手记", "tide-notes")
    assert found[3] is not None
    assert found[3].startswith("2023-05-20")


@pytest.mark.parametrize("collapsed", [True, False])
def test_what_the_page_does_not_show_is_not_its_article(collapsed: bool) -> None:
    shared = "".join(f"第{n}天，船长在日志里写下风向和水温，又把昨天的错字划掉。" for n in range(40))
    told = f"{TAIL} var digest = '{shared}';"
    template = f"{shared} (function() {{ var html = document.getElementById('content_tpl').innerHTML; }})();"
    for tail in (told, f"{TAIL} {template}"):
        assert clean(page(tail=tail, collapsed=collapsed)).text.split() == " ".join(BODY).split()


@pytest.mark.parametrize("collapsed", [True, False])
@pytest.mark.parametrize(
    "first",
    [
        "The keeper wrote in his diary; the storm had come at four; nobody slept, and the lamp went out twice.",
        "for (int i = 0; i < 12; i++) { tide(i); } if (late) { return none; } else { wait(); } roll(12); roll(24);",
    ],
    ids=["Latin letters", "a listing"],
)
def test_an_article_may_begin_with_what_reads_as_code(first: str, collapsed: bool) -> None:
    cleaned = clean(page(article=ARTICLE.replace(BODY[0], f"{first}\n{BODY[0]}"), collapsed=collapsed))
    assert cleaned.text.split() == " ".join([first, *BODY]).split()


@pytest.mark.parametrize("collapsed", [True, False])
def test_code_stands_between_the_window_s_title_and_the_words(collapsed: bool) -> None:
    article = ARTICLE.replace("灯塔下的潮声\n", "")
    cleaned = clean(page(head=HEAD.replace("潮声", "灯塔下的潮声"), article=article, collapsed=collapsed))
    assert cleaned.text.split()[-1] == BODY[-1]
    assert "radius_avatar" not in cleaned.text


def test_where_two_places_hold_as_much_prose_nothing_is_taken_for_code() -> None:
    text = page(collapsed=True)
    cleaned = clean(f"{text} {text}")
    assert cleaned.text.count("谁也没有说话") == 2


def test_a_long_listing_without_the_page_s_own_code_stays() -> None:
    listing = " ".join([FILLING] * 800)
    assert FILLING in clean(f"{ARTICLE}\n{listing}\n").text


def test_each_character_of_the_code_has_an_edit() -> None:
    text = page(collapsed=True)
    cut = [edit.span for edit in clean(text).edits if edit.rule == "page-code" and edit.span is not None]
    assert sum(span.end - span.start for span in cut) > 0.9 * len(text)
    assert all(before.end <= after.start for before, after in pairwise(cut))
