"""Saved pages to Markdown through the command: what the steps drop is not in it, pictures as asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.helpers.dumps import BODY, TITLE
from tests.helpers.saved_pages import page_of_2016, page_of_2020

PICTURE = "https://mmbiz.qpic.cn/mmbiz_png/a1/640?wx_fmt=png&from=appmsg"
CONTENT = (
    "<p>点击上方蓝字关注我们</p>"
    + "".join(f"<p><span>{line}</span></p>" for line in BODY)
    + f'<p><img data-src="{PICTURE.replace("&", "&amp;")}" alt="一盏灯" src="data:image/gif;base64,R0"></p>'
    "<pre><code>a\u200b = 1</code><code>&nbsp; b</code></pre><p><strong>灯\u200b亮</strong>了</p>"
)
CODE = "```\na = 1\n  b\n```\n\n**灯亮**了\n"


def body(markdown: bytes) -> str:
    """Return what stands below front matter and title."""
    front, _, text = markdown.decode().partition(f"\n# {TITLE}\n\n")
    assert front.startswith("---\ntitle: ")
    return text


def markdown_of_page(run: Run, *arguments: str) -> str:
    Path("page.html").write_text(page_of_2016(CONTENT), "utf-8")
    result = run("page.html", "-f", "markdown", *arguments)
    assert (result.code, result.err) == (0, "")
    return body(result.out)


def test_words_and_pictures(run: Run) -> None:
    text = "\n\n".join(BODY)
    assert markdown_of_page(run, "--rules", "promo") == f"{text}\n\n![一盏灯]({PICTURE})\n\n{CODE}"
    assert markdown_of_page(run, "--rules", "promo", "--images", "alt") == f"{text}\n\n一盏灯\n\n{CODE}"
    assert markdown_of_page(run, "--rules", "promo", "--images", "drop") == f"{text}\n\n{CODE}"


def test_what_no_step_drops_stays(run: Run) -> None:
    assert markdown_of_page(run).startswith(f"点击上方蓝字关注我们\n\n{BODY[0]}\n\n")


@pytest.mark.parametrize("style", ["visibility: hidden;", "display: none;", "max-height: 0; overflow: hidden;"])
def test_a_page_that_was_saved_before_it_was_shown(run: Run, style: str) -> None:
    page = page_of_2020("<p>甲</p><pre>乙</pre>")
    assert 'style="visibility: hidden;"' in page
    result = run("-f", "markdown", "--no-title", stdin=page.replace("visibility: hidden;", style).encode())
    assert result.out.decode().endswith("---\n\n甲\n\n```\n乙\n```\n")


def test_what_the_style_of_the_content_says_holds_inside_it(run: Run) -> None:
    page = page_of_2020("甲\n乙").replace("visibility: hidden;", "white-space: pre-wrap;")
    assert run("-f", "markdown", "--no-title", stdin=page.encode()).out.decode().endswith("---\n\n甲\\\n乙\n")


SENTENCE = "十一月的最后一个星期五，夜里九点，阅览室的灯还亮着。" * 6
TOOLBAR = "微信扫一扫 关注该公众号 继续滑动看下一个 轻触阅读原文 向上滑动看下一个"
PLAYER = (
    "已关注 关注 重播 分享 赞 关闭 观看更多 更多 退出全屏 切换到竖屏全屏 退出全屏 00:00/01:23 切换到横屏模式 继续播放 "
)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        pytest.param(f"{SENTENCE} {TOOLBAR}", SENTENCE, id="the end"),
        pytest.param(f"{SENTENCE}\n{TOOLBAR}".replace(" ", "\n  "), SENTENCE, id="the end in lines of the source"),
        pytest.param(
            f"他说完了。 {PLAYER}进度条，百分之0 播放 00:00 / 01:23 再往前走就是河。",
            "他说完了。 再往前走就是河。",
            id="the middle",
        ),
        pytest.param(f"<b>{SENTENCE}</b> {TOOLBAR}", f"**{SENTENCE}**", id="beside other words"),
        pytest.param(f"<b>{SENTENCE}</b> <i>微信扫一扫</i> 关注该<i>公众号</i>", f"**{SENTENCE}**", id="in pieces"),
    ],
)
def test_of_a_line_goes_only_the_part_that_a_step_drops(run: Run, line: str, left: str) -> None:
    page = page_of_2020(f"<p>首</p><p>{line}</p>").encode()
    text = run("-f", "markdown", "--no-title", stdin=page).out.decode().split("---\n\n")[1]
    assert text == f"首\n\n{left}\n"


def test_a_list_of_pictures(run: Run) -> None:
    markdown_of_page(run, "--image-list", "pictures.txt")
    assert Path("pictures.txt").read_text("utf-8") == PICTURE + "\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["page.html", "--image-list", "page.html"], "page.html: is also an input; give --image-list another name"),
        (["page.html", "--image-list", "."], ".: is a directory; --image-list takes the name of a file"),
        (["page.html", "--image-list", "-"], "standard output: can't take both the text and the list of pictures"),
        (["page.html", "-o", "a.md", "--image-list", "./a.md"], "a.md: can't take both the text and the list"),
    ],
)
def test_a_list_is_written_over_nothing(run: Run, arguments: list[str], words: str) -> None:
    page = page_of_2016(CONTENT)
    Path("page.html").write_text(page, "utf-8")
    result = run(*arguments)
    assert (result.code, result.out) == (2, b"")
    assert words in result.err
    assert (Path("page.html").read_text("utf-8"), Path("a.md").exists()) == (page, False)


def test_a_list_stays_as_it_was_where_all_inputs_fail(run: Run) -> None:
    Path("pictures.txt").write_text("old\n", "utf-8")
    assert run("nosuch.html", "--image-list", "pictures.txt").code == 3
    assert Path("pictures.txt").read_text("utf-8") == "old\n"


def test_a_list_may_go_to_standard_output_where_the_text_does_not(run: Run) -> None:
    Path("page.html").write_text(page_of_2016(CONTENT), "utf-8")
    assert run("page.html", "-o", "a.md", "--image-list", "-").out.decode() == PICTURE + "\n"


def test_no_list_for_a_folder(run: Run) -> None:
    Path("in").mkdir()
    Path("in/page.html").write_text(page_of_2016(CONTENT), "utf-8")
    result = run("in", "-o", "out", "--image-list", "pictures.txt")
    assert result.code == 2
    assert "--image-list goes with saved pages as files, not with folders or files of records" in result.err


def test_a_folder(run: Run) -> None:
    Path("in").mkdir()
    Path("in/page.html").write_text(page_of_2016(CONTENT), "utf-8")
    assert run("in", "-o", "out", "-f", "markdown", "--images", "drop", "--rules", "promo").code == 0
    assert body(Path("out/page.md").read_bytes()) == "\n\n".join(BODY) + f"\n\n{CODE}"
