"""What a stream without a name is taken for: records only where that is sure."""

from __future__ import annotations

import json

import pytest

from tests.helpers.batch import dump
from wxclean.batch.formats.sniff import format_of_head

OBJECT = {"id": 1, "title": "题", "text": dump(1)}
ROW = json.dumps(OBJECT, ensure_ascii=False)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (f"{ROW}\n", "jsonl"),
        (f"{ROW}\n{ROW[:40]}", "jsonl"),
        (f"\n{ROW}\n\n{{bad", "jsonl"),
        ('{"id": 1, "data": {"text": "一"}}\n{"id": 2}\n', "jsonl"),
        ('{"1": {"text": "一"}, "2": {"text": "二"}}\n', "json"),
        (ROW, "json"),
        (ROW[:60], "json"),
        (json.dumps(OBJECT, indent=2), "json"),
        ('{\n  "text": "一', "json"),
        (f"[{ROW}, {ROW}]", "json"),
        (f"[\n  {ROW[:50]}", "json"),
        ('["一", "二"]', "json"),
        ("id,text\n", "csv"),
        ("id,text\n1,春天来了", "csv"),
        ('id,title,text\r\n1,"题","甲，乙,丙\n丁"\r\n2,题,', "csv"),
        ("标题;正文\n甲;乙\n", "csv"),
        ("id|content\n1|甲\n", "csv"),
        ("id\ttext\n1\t甲,乙\n", "tsv"),
        ('"id","text"\n"1","甲\n\n乙"\n', "csv"),
        ("PAR1\x15\x04", "parquet"),
        ("", "text"),
        (dump(1), "text"),
        (f"{dump(1)}\n{dump(2)}\n", "text"),
        ("text: 甲,乙\ntext: 丙,丁\n", "text"),
        ("春天，来了,text\n甲,乙\n", "text"),
        ("春天来了,我们去看船,text。\n甲,乙,丙\n", "text"),
        ("Hello, text\nwe go, and see\n", "text"),
        ("content, body and text\nwe go, and see\n", "text"),
        ("id,text\n甲,乙,丙\n", "text"),
        ("text\n甲\n", "text"),
        ("a,b\n1,2\n", "text"),
        ("[1] 第一条文献\n[2] 第二条\n", "text"),
        ("[取消](javascript:void(0);)\n", "text"),
        ("[1, 2]", "text"),
        ("['甲', '乙']", "text"),
        ("{'text': '甲'}\n{'text': '乙'}\n", "text"),
        ("{小标题}\n甲\n", "text"),
        ('{"小标题" 甲}\n', "text"),
        ('["甲" 乙]\n', "text"),
        ("---\ntitle: 题\ntext: 甲, 乙\n---\n", "text"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_format_that_a_head_tells(head: str, name: str, encoding: str) -> None:
    if name != "parquet" or encoding == "utf-8":
        assert format_of_head(head.encode(encoding)).name == name


def test_a_column_that_is_wanted_makes_a_table() -> None:
    assert format_of_head("a,b\n1,二\n".encode(), "b").name == "csv"


def test_a_picture_is_left_to_what_reads_text() -> None:
    assert format_of_head(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").name == "text"
