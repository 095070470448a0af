"""Text that was read in the wrong encoding: what can be undone without loss is, and the rest is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers import dumps
from tests.helpers.processes import wxclean
from tests.helpers.strategies import SENTENCES
from wxclean import clean
from wxclean.filters.fixes.misread import read_rightly
from wxclean.filters.fixes.unicode import MINDED, clean_unicode

LINES = (
    *dumps.BODY,
    "船的",
    "我在这里等你",
    "他们都在等你，你却没有来，灯还亮着呢",
    "不要忘记我们的约定，好吗？",
    "第二天，雾散了！",
    "他说：“没有人会想起灯塔。”",
    "潮位 412 厘米，Python 3.11",
)


def by_windows(text: str) -> str:
    """Return UTF-8 read as Windows' Latin characters, as browsers do: what is no character there stays a control."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte) for byte in text.encode()
    )


def by_latin1(text: str) -> str:
    return text.encode().decode("latin-1")


def of_gbk_by_latin1(text: str) -> str:
    return text.encode("gb18030").decode("latin-1")


@pytest.mark.parametrize("read", [by_latin1, by_windows, of_gbk_by_latin1])
@pytest.mark.parametrize("text", LINES)
def test_a_line_is_repaired_whatever_its_last_byte_is(text: str, read: Callable[[str], str]) -> None:
    for raw in (f"{read(text)}\n{read(dumps.BODY[0])}", f"text:'{read(text)}\\n{read(dumps.BODY[0])}'".encode()):
        result = clean(raw)
        assert result.text.split("\n")[0] == text
        assert result.suspect == ()


@pytest.mark.parametrize("last", ["你", "充", "堅", "酅", "枠", "灠"])
def test_a_last_byte_that_reads_as_white_space_is_kept(last: str) -> None:
    assert last.encode()[-1] in (0x85, 0xA0)
    for blanks in ("", "  ", "\u3000", "\t"):
        text = f"他每天上塔，擦一遍玻璃，等{last}"
        assert clean(f"{by_latin1(text)}{blanks}\n{by_latin1(dumps.BODY[0])}").text == f"{text}\n{dumps.BODY[0]}"


@pytest.mark.parametrize(
    "line", ["灯亮了。\u00a0", "灯亮了。\u0085\u00a0", "café\u00a0", "Köln\u00a0\u00a0", "À\u00a0"]
)
def test_white_space_at_the_end_of_a_line_is_no_part_of_it(line: str) -> None:
    assert clean(f"{line}\n灯亮了。").text == f"{line.strip()}\n灯亮了。"


WHOLE = [line for line in LINES if len("".join(line.split()).encode()) % 2 == 0]


@given(SENTENCES)
@example("春天来了，")
def test_utf8_that_was_read_as_gbk_is_read_rightly_if_nothing_is_lost(text: str) -> None:
    try:
        misread = text.encode().decode("gb18030")
    except UnicodeDecodeError:
        return
    assert clean_unicode(misread) == text
    assert clean(f"{misread}\n{dumps.BODY[0]}").text.split("\n")[0] == text


@given(st.lists(SENTENCES, min_size=1, max_size=3).map("".join))
def test_what_was_read_as_gbk_with_losses_stays_and_is_said(text: str) -> None:
    misread = text.encode().decode("gbk", "replace")
    result = clean(f"{dumps.BODY[0]}\n\n{misread}")
    assert result.text in (f"{dumps.BODY[0]}\n\n{misread}", f"{dumps.BODY[0]}\n\n{text}")
    if result.text.endswith(misread) and misread != text:
        assert [(one.code, one.line) for one in result.suspect] == [("mojibake", 3)]


def test_a_whole_page_that_was_misread_is_cleaned_as_a_page() -> None:
    page = dumps.page("2018", shape="lines")
    for misread in (by_latin1(page), by_windows(page), of_gbk_by_latin1(page)):
        assert clean(misread).text == "\n".join(dumps.BODY)


KEPT = (
    "涓涓细流汇成大河，沙家浜的芦苇黄了。",
    "洹河、浃水、浈阳、洇湿、洄游、濉溪、澧水、澶渊、濂溪、瀚海、瀛洲、灏气",
    "Köln, Öl und Straße: ÄÖÜ äöü ß",
    "Ça été très élevé à l'hôtel, où l'on fête Noël",
    "ÖÖÖÖÖÖÖÖ, ÀÀÀÀ, ÿÿÿÿ",
    "￥±×÷§°¼½¾ 25°C ±3µm",
    "¿Qué? ¡Sí! «Año»",
    "烫烫烫，他说，汤还烫着",
    "屯里的人都走了",
    "Größe 12µm × 3µm",
    "联通",
)


@pytest.mark.parametrize("text", KEPT)
def test_text_that_is_right_stays(text: str) -> None:
    result = clean(f"{text}\n{dumps.BODY[0]}")
    assert (result.text, result.suspect) == (f"{text}\n{dumps.BODY[0]}", ())


@given(st.text("涓浜鏄的是我在这里等你ÀÁÖÐ¹úµÄ，。a ", max_size=12))
def test_reading_rightly_twice_changes_nothing_more(text: str) -> None:
    once = read_rightly(text)
    assert read_rightly(once) == once
    assert once == text or MINDED.search(text)


@given(st.text("\x8d\x07\u200bÂÃ°¡°ÜÄãºÃ 灯", max_size=10))
@example("\x8d°¡°Ü")
def test_a_line_repaired_twice_is_repaired_once(text: str) -> None:
    once = clean_unicode(text).strip()
    assert clean_unicode(once).strip() == once


LOST = {
    "U+FFFD": "坏了\ufffd一个字。",
    "broken twice": "编码错了，变成锟斤拷锟斤拷。",
    "unset memory": "烫烫烫烫烫烫烫烫",
    "unset memory of another kind": "屯屯屯屯屯屯屯屯",
    "cut off in GBK": "鏄ュぉ鏉ヤ簡锛屾渤杈圭殑鏍戦兘缁夸簡銆?",
    "cut off in Latin-1": "他说：“没有人会想起ç¯å¡”，真的。",
    "a lone surrogate": "坏了\ud83d一个字。",
}


@pytest.mark.parametrize("line", LOST.values(), ids=LOST)
@pytest.mark.parametrize("generation", [None, "2018", "2023"])
def test_a_line_that_lost_characters_makes_a_result_suspect(line: str, generation: str | None) -> None:
    article = [*dumps.BODY[:2], line, dumps.BODY[2]]
    raw = dumps.page(generation, article, shape="lines") if generation else "\n".join(article)
    found = [(one.code, one.line) for one in clean(raw).suspect]
    assert found == [("mojibake", raw.split("\n").index(line) + 1)]


def test_lost_characters_in_the_page_s_own_lines_are_nobody_s_concern() -> None:
    assert clean(dumps.page("2018", shape="lines").replace("发送中", "发送中\n\ufffd")).suspect == ()


def test_the_command_says_which_line_is_broken() -> None:
    out = wxclean(stdin="春天来了。\n坏了\ufffd一个字。".encode())
    assert b"suspect: mojibake: " in out.stderr
    assert b"(line 2)" in out.stderr
