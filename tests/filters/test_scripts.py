"""The page's own code is removed, whole or cut off; the code of an article stays."""

from __future__ import annotations

import pytest

from tests.helpers import dumps
from tests.helpers.documents import document_of
from wxclean.document import Document
from wxclean.errors import NeedsWholePageError
from wxclean.filters.page.scripts import cut_scripts, reads_as_code
from wxclean.filters.page.signatures import SIGNATURES, STEMS


def left(text: str) -> list[str]:
    document = document_of(text.split("\n"))
    gone = {edit.line for edit in cut_scripts(document)[0]}
    return [line.text for line in document.lines if line.number not in gone]


GUARD = """if ("0" == 1) {
document.addEventListener("keydown",function(e){
if (e.key === 'c') { e.preventDefault(); }
});
document.addEventListener("copy",function(e){
var content = document.getElementById('js_content');
if (content) {
e.preventDefault();
}
});
}"""
SIGNED = "document.getElementById('js_content').style.display = 'none';"


@pytest.mark.parametrize(
    "text",
    [
        "var x = 1;\nfunction f() {\n  return x;\n}",
        "window.onload = function() {\nvar link = document.createElement('link');\n};",
        ".card {\ncolor: red;\n}",
        "文章里说：把 window.logs 删掉，页面就安静了。",
        "用 document.getElementById('js_content') 可以拿到正文。",
        "import os\nprint('灯塔')",
        "没有代码。",
    ],
)
def test_an_article_s_code_stays(text: str) -> None:
    assert left(text) == [line.strip() for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\n".join(dumps.SCRIPT), []),
        ("正文。\n" + "\n".join(dumps.SCRIPT), ["正文。"]),
        ("正文。\n" + "\n".join(dumps.SCRIPT) + "\n阅读原文", ["正文。", "阅读原文"]),
        ("正文。\n" + "\n".join(dumps.SCRIPT[:2]), ["正文。"]),
        ("正文。\n(function(){\n" + SIGNED + "\n})();\n取消", ["正文。", "取消"]),
        ("题目\nvar a = 1;\n" + SIGNED + "\n正文。", ["题目", "var a = 1;", "正文。"]),
        ("var a = 1;\nvar b = 2;\n" + SIGNED + "\n题目\n正文。", ["题目", "正文。"]),
        (
            "正文。\nwindow.logs = {\npagetime: {},\ntips: '取消',\n};\n下一段。",
            ["正文。", "下一段。"],
        ),
        ("var x = 1;\n正文。\n" + SIGNED, ["var x = 1;", "正文。"]),
        ("正文。\n//<![CDATA[\nvar first_sceen__time = 1;\n//]]>\n阅读原文", ["正文。", "阅读原文"]),
        (f"正文。\n{GUARD}\n阅读原文", ["正文。", "阅读原文"]),
        (
            f"正文。\nlamp.on(tide);\nif (tide) {{ lamp.off(); }}\n{GUARD}",
            ["正文。", "lamp.on(tide);", "if (tide) { lamp.off(); }"],
        ),
        (
            f"正文。\nlamp.on(function() {{\ntide();\n}});\n{GUARD}",
            ["正文。", "lamp.on(function() {", "tide();", "});"],
        ),
    ],
)
def test_the_page_s_code_goes(text: str, kept: list[str]) -> None:
    assert left(text) == kept


@pytest.mark.parametrize("signature", SIGNATURES)
def test_each_signature_has_a_stem_by_which_it_is_looked_for(signature: str) -> None:
    assert any(stem in signature for stem in STEMS)


@pytest.mark.parametrize("signature", SIGNATURES)
def test_each_signature_is_enough(signature: str) -> None:
    assert left(f"正文。\nvar a = '{signature}';\n下一段。") == ["正文。", "下一段。"]


def test_minified_code_goes_whole() -> None:
    minified = "!function(){var a=1;function b(c){return c&&c.d?c.e:0}window.__moon_initcallback=b}();" * 40
    assert left(f"正文。\n{minified}\n阅读原文") == ["正文。", "阅读原文"]


@pytest.mark.parametrize(
    "text",
    [
        "灯塔亮了。",
        "The lamp is lit.",
        "第一章",
        "1. 第一条",
        "Read more",
        "# 标题",
        "他说：“看见了；也记下了。”",
        "2018-11-23",
    ],
)
def test_text_does_not_read_as_code(text: str) -> None:
    assert not reads_as_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "}",
        "});",
        "var a = '取消';",
        "if (a) {",
        "color: red;",
        ".a, .b {",
        "a.b = c || d",
        "'key': [",
        "case 1:",
        "return a;",
    ],
)
def test_code_reads_as_code(text: str) -> None:
    assert reads_as_code(text)


HEAD = ("window.__allowLoadResFromMp = true;", "var page_begintime = +new Date;", "var fog = {", "'lamp': 'F$',", "};")
BELOW = dumps.SCRIPT
LISTING = ("const tide = 3;", "lamp.on(tide);")
PARAGRAPH = "灯塔的人看见船回来了，" * 7


def kept_of(*lines: str) -> list[str]:
    return left("\n".join(lines))


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("题目", *LISTING, *BELOW), ["题目", *LISTING]),
        (("题目", "正文。", *LISTING, *HEAD, "正文。"), ["题目", "正文。", *LISTING, "正文。"]),
        ((*HEAD, "题目", "正文。"), ["题目", "正文。"]),
        (("var fog = 1;", *HEAD, "题目", "正文。"), ["题目", "正文。"]),
        (("题目", "body{", "line-height: 1.6", "}", *HEAD, "题目", "正文。"), ["题目", "题目", "正文。"]),
        ((*HEAD, "题目", "html{margin:0}", *HEAD, "作者", "正文。"), ["题目", "作者", "正文。"]),
        ((*HEAD, "题目", "正文。", *LISTING, "正文。"), ["题目", "正文。", *LISTING, "正文。"]),
    ],
)
def test_code_above_the_page_s_first_words_and_below_its_title_goes(lines: tuple[str, ...], kept: list[str]) -> None:
    assert kept_of(*lines) == kept


@pytest.mark.parametrize("first", ["var first_sceen__time = 1;", "window.first_screen__time = (+new Date());"])
def test_all_code_below_an_article_goes(first: str) -> None:
    below = ("知道了", "雾灯", "window.fog = 1;", ".fog {", "margin: 0", "}", "：", "视频", "(function () {", "})();")
    assert kept_of("正文。", *LISTING, "正文。", first, "取消", *below) == [
        *("正文。", *LISTING, "正文。", "取消", "知道了", "雾灯", "：", "视频")
    ]


def test_what_may_be_code_below_an_article_goes_beside_code_alone() -> None:
    bundle = (
        "var a = {",
        "log: getLog(a, b)",
        ".replace(/x/g, '(y)')",
        "'fog:edge': '2g/3g',",
        "}",
        "load(get('lamp'))",
    )
    assert kept_of("正文。", *BELOW, "取消", *bundle) == ["正文。", "取消"]
    assert kept_of("正文。", *BELOW, "取消", "Fog (thick)", "取消") == ["正文。", "取消", "Fog (thick)", "取消"]


def test_code_above_a_paragraph_is_the_article_s_whatever_stands_above_it() -> None:
    article = ("正文。", *LISTING, PARAGRAPH)
    assert kept_of(*BELOW, *article) == [*article]
    assert kept_of(*BELOW, *article, *BELOW, "取消", *LISTING) == [*article, "取消"]


@pytest.mark.parametrize("above", [(), ("题目",), ("题目", "var a = 1;"), ("var a = 1;", "题目"), ("题目", *BELOW)])
def test_code_may_go_on_in_the_ending_of_a_page(above: tuple[str, ...]) -> None:
    with pytest.raises(NeedsWholePageError):
        cut_scripts(above_ending(*above))


@pytest.mark.parametrize(
    "above", ["(function(){", "//<![CDATA[", 'if ("0" == 1) {', "lamp.on(function(e){\nvar tide = 3;"]
)
def test_a_script_that_is_open_above_an_ending_may_go_on_in_it(above: str) -> None:
    with pytest.raises(NeedsWholePageError):
        cut_scripts(above_ending("题目", "正文。", *above.split("\n")))


def test_text_with_a_listing_may_stand_above_an_ending() -> None:
    assert cut_scripts(above_ending("题目", "正文。", *LISTING))[0] == []


def above_ending(*lines: str) -> Document:
    return Document.of_columns([*range(1, len(lines) + 1)], [*lines], [None] * len(lines), lines, ())


def test_code_goes_on_behind_a_line_that_does_not_read_as_code() -> None:
    script = f"{SIGNED}\nswitch (harbour) {{\ndefault:\ntide.low = 3;\n}}"
    assert left(f"正文。\n{script}\n正文。") == ["正文。", "正文。"]


def test_code_between_two_scripts_goes_with_them() -> None:
    between = "harbour\ntide\nlamp.on = 1;\nlamp.off = 2;"
    assert left(f"正文。\n{SIGNED}\n{between}\n{SIGNED}\n正文。") == ["正文。", "正文。"]


@pytest.mark.parametrize(
    "line", [".rich_media_tool { display: none; }", "document.getElementById('js_content').remove();"]
)
def test_the_page_s_own_names_in_a_code_block_are_the_article_s(line: str) -> None:
    lines = ["把按钮藏起来：", "```css", line, "```", "刷新以后就看不见它们了。"]
    assert left("\n".join(lines)) == lines


@pytest.mark.parametrize("fence", ["~~~", "````", "```"])
def test_a_code_block_ends_with_the_signs_it_began_with(fence: str) -> None:
    shorter = fence[1:] if len(fence) > 3 else "``` 不是结尾"
    lines = [f"{fence}md", shorter, "document.getElementById('js_content').remove();", fence, "刷新以后就看不见了。"]
    assert left("\n".join(lines)) == lines


def test_the_page_s_own_code_between_two_code_blocks_goes() -> None:
    block = ["```", "let lamp = 1;", "```"]
    assert left("\n".join([*block, "正文。", SIGNED, "正文。", *block])) == [*block, "正文。", "正文。", *block]


def test_the_page_s_own_code_in_a_block_that_never_ends_goes() -> None:
    assert left("河口的灯塔\n```\n.rich_media_tool { display: none; }") == ["河口的灯塔", "```"]
