"""The lines that a page's content is shown as."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from wxclean.reading.page.content_lines import PageLine, content_lines


def shown(html: str) -> str:
    """Return the lines that are shown of some content."""
    return "\n".join(line.text for line in lines_of(html) if not line.unseen)


def lines_of(html: str) -> list[PageLine]:
    content = LexborHTMLParser(f'<div id="js_content" style="visibility: hidden">{html}</div>').css_first("#js_content")
    assert content is not None
    return content_lines(content)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>潮水</p><p>退了</p>", "潮水\n退了"),
        ("<p><span>潮</span><strong>水</strong>退<em>了</em></p>", "潮水退了"),
        ("<section><section><p>潮水</p></section>退了</section>", "潮水\n退了"),
        ("潮水<br>退了<br/><br/>了", "潮水\n退了\n\n了"),
        ("<p>潮水</p><p><br></p><p></p><p>退了</p>", "潮水\n\n退了"),
        ("<p>潮水</p><p></p><p>退了</p>", "潮水\n\n退了"),
        ("<p>潮水</p><p>&nbsp;</p><p>退了</p>", "潮水\n\n退了"),
        ("<p>潮水<br></p><p>退了</p>", "潮水\n退了"),
        ("<p>潮水</p><section></section><p>退了</p>", "潮水\n退了"),
        ("<p>潮水</p><p><img src='a.png'></p><p>退了</p>", "潮水\n退了"),
        ("<p><b>甲</b> <i>乙</i>\t<u>丙</u></p>", "甲 乙 丙"),
        ("<p>\n  潮水\n  low   tide\n</p>", "潮水 low tide"),
        ("<p>潮水&nbsp;&nbsp;退了</p>", "潮水\xa0\xa0退了"),
        ("<p style='white-space: pre-wrap'>潮水\n退了</p>", "潮水\n退了"),
        ("<p style='white-space: pre-wrap'><span style='white-space: normal'>潮水\n退了</span></p>", "潮水 退了"),
        ("<p><span style='display: block'>甲</span><span style='color:red;display:flex;'>乙</span></p>", "甲\n乙"),
        ("<p><span style='display: inline-block'>甲</span><span>乙</span></p>", "甲乙"),
        ("<span>[1]</span><p style='display: inline;'>甲</p><p>乙</p>", "[1]甲\n乙"),
        ("<ul><li style='display: inline'>甲</li><li style='display:inline'>乙</li></ul>", "甲\n乙"),
        ("<ul><li>甲</li><li><p>乙</p></li></ul><ol><li>丙</li></ol>", "甲\n乙\n丙"),
        ("<blockquote><p>甲</p></blockquote><h2>乙</h2>丙<hr>丁", "甲\n乙\n丙\n丁"),
        ("<figure><img><figcaption>甲</figcaption></figure>", "甲"),
        ("<table><tr><th>船</th><th>吨</th></tr><tr><td><p>甲</p></td><td>12</td></tr></table>", "船\t吨\n甲\t12"),
        ("<table><tr><td>船</td><td></td><td>吨</td></tr></table>", "船\t\t吨"),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n乙"),
        (f"<table><tr><td>甲</td><td><p>{'长' * 300}</p><p>乙</p></td></tr></table>", f"甲\n{'长' * 300}\n乙"),
        ("<pre>if x:\n    y\n\nz</pre>", "if x:\n    y\n\nz"),
        ("<pre><code>if x:</code><code>&nbsp; &nbsp; y</code><code></code><code>z</code></pre>", "if x:\n    y\n\nz"),
        ("<pre><code>if x:<br>&nbsp; y<br><br>z</code></pre>", "if x:\n  y\n\nz"),
        ("<pre><b> </b>if <i>x</i>:</pre><p>甲\n\t乙</p><p>丙\n  丁</p>", " if x:\n甲 乙\n丙 丁"),
        ("<pre><code>if <span>x</span>:</code></pre><p>甲<code>x</code>乙</p>", "if x:\n甲x乙"),
        ("<table><tr><td><p>甲</p><p></p><p>乙</p></td><td>丙</td></tr></table>", "甲 乙\t丙"),
        ("<table><tr><td> </td><td><img></td></tr></table>丁", "丁"),
        ("甲<sup>[1]</sup>乙", "甲[1]乙"),
        ("<svg><title>图</title><text>字</text></svg>", "字"),
        ("<p>甲<!-- 乙 --><script>var a = '丙';</script><style>p{}</style>丁</p>", "甲丁"),
        ("<p>&lt;b&gt;甲&lt;/b&gt;</p>", "<b>甲</b>"),
    ],
)
def test_blocks_are_lines(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>暗</p>",
        "<p style='color: red; DISPLAY : none;'>暗</p>",
        "<section style='visibility:hidden'><p>暗</p></section>",
        "<section style='visibility: collapse'><p>暗</p></section>",
        "<span hidden>暗</span>",
        "<section style='height: 0px; overflow: hidden;'>暗</section>",
        "<textarea>暗</textarea>",
        "<noscript><p>暗</p></noscript>",
        "<video>暗</video>",
    ],
)
def test_what_is_not_shown_is_a_line_that_says_so(hidden: str) -> None:
    lines = lines_of(f"<p>明</p>{hidden}<p>明</p>")
    assert [(line.text, bool(line.unseen)) for line in lines] == [("明", False), ("暗", True), ("明", False)]


@pytest.mark.parametrize(
    "style",
    [
        "opacity: 0",
        "font-size: 0",
        "height: 0",
        "height: 0; border: none",
        "display: block",
        "background: none",
        "overflow: hidden",
        "--display:none-x",
    ],
)
def test_what_is_shown_stays(style: str) -> None:
    assert shown(f"<section style='{style}'><p>明</p></section>") == "明"


def test_what_a_cell_hides_stands_below_its_row() -> None:
    row = "<table><tr><td>甲<span hidden>暗</span></td><td>乙</td></tr></table>"
    assert [(line.text, line.unseen) for line in lines_of(row)] == [("甲\t乙", ""), ("暗", "hidden")]


def test_each_line_knows_its_nodes() -> None:
    (first, second) = lines_of("<p>潮<b>水</b></p>退了")
    assert ["".join(node.text_content or "" for node in line.nodes) for line in (first, second)] == ["潮水", "退了"]
