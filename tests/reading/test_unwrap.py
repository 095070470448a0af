"""Which wrappers are taken off which payloads, and what is left alone."""

from __future__ import annotations

import ast
import json
import time
from collections.abc import Mapping
from contextlib import suppress

import pytest

from wxclean.errors import InputError, NoTextError
from wxclean.reading.unwrap import unwrap

PLAIN = [
    "",
    " \n ",
    "周末去爬山。\n\n山上的风很大。",
    "先看一段文字：text:'山上\\n的风'，这就是原始数据。",
    "说明\ntext:'a\\nb'",
    'text 是字段名：\ntext: "a"\n再往下才是正文。',
    'const page = {text:"a"};\nrender(page);',
    "{color: red}",
    "{ let x = 'a'; }",
    "{'a': 'b'} 是一个字典。",
    "{'a': 'b'}\n这一行代码建一个字典。\n它有一个键。\n没有别的。",
    "{}",
    "\ufeff\n[",
    "[]",
    "[1, 2, 3]",
    "[取消](javascript:void(0);)",
    "[1] 第一条文献",
    "(一)\n山上",
    '"好的，" 他说，"明天见。"',
    "'Tis the season\nto be 'jolly'",
    "'Tis the season",
    '"好的。"\n"明天见。"\n"再见。"',
    '"一首诗\n写在引号里"',
    "“山上的风”",
    'name: "tool"\nversion: "1.0"\nsteps: 3',
    'name: "tool"\nversion: "1.0"',
    '"""A module."""\nimport os\n"""End."""',
    "text:",
    "text:a",
    "note: 'abc' is a word",
    "C:\\new\\table",
    "换行写作 \\n ，制表写作 \\t 。",
    'printf("a\\n"); printf("b\\n");',
    "代码 \\n 与 “\\n” 都留着",
    "第一行\nprint('a\\nb')",
    "正则 \\d+\\.\\w 不变",
    "title=='a'",
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_wrapper_stays_as_it_is(text: str) -> None:
    assert [(record.payload, record.wrapper) for record in unwrap(text)] == [(text, "plain")]


@pytest.mark.parametrize(
    ("text", "payload", "wrapper"),
    [
        (r"text:'山上\n的风'", "山上\n的风", "text:'…'"),
        (r'text: "山上\n的\"风\""', '山上\n的"风"', 'text:"…"'),
        (r"text='山上\t的风'", "山上\t的风", "text='…'"),
        (r"html_body:'山上\n的风'", "山上\n的风", "html_body:'…'"),
        (r"正文:'山上\n的风'", "山上\n的风", "正文:'…'"),
        (r"'text': '山上\n的风',", "山上\n的风", "text:'…'"),
        (r'"text": "山上\n的\/风"', "山上\n的/风", 'text:"…"'),
        ("\ufeff  text:'山上' ;\n", "山上", "text:'…'"),
        ("text:'山上',\n", "山上", "text:'…'"),
        ("text:''", "", "text:'…'"),
        (r"text:u'\u5c71\u4e0a'", "山上", "text:u'…'"),
        (r"u'\u5c71\u4e0a'", "山上", "u'…'"),
        (r"b'\xe5\xb1\xb1\n'", "山\n", "b'…'"),
        (r"b'\xc9\xbd\xc9\xcf\xb5\xc4\xb7\xe7'", "山上的风", "b'…'"),
        (r"text:b'\345\261\261'", "山", "text:b'…'"),
        (r"r'a\nb'", r"a\nb", "r'…'"),
        (r"'山上\n的风'", "山上\n的风", "'…'"),
        ("'山上'", "山上", "'…'"),
        (r'"it\'s\x41"', "it'sA", '"…"'),
        ("'''山上\n的'风'\\t'''", "山上\n的'风'\t", "'''…'''"),
        ('text:"""山上\n的风"""', "山上\n的风", 'text:"""…"""'),
        (r"'山上\n' '的风'", "山上\n的风", "'…'"),
        ("('山上\\n'\n '的风')", "山上\n的风", "repr"),
        (r'"山上\n\u7684\/风"', "山上\n的/风", "json"),
        ('"山上"', "山上", "json"),
        (r'{"text": "山上\n的风"}', "山上\n的风", "json"),
        ('{"text": "山上\n的风"}', "山上\n的风", "json"),
        (r'{"正文": "山上", "title": "很长很长的题目"}', "山上", "json"),
        (r"{'text': '山上\n的风'}", "山上\n的风", "repr"),
        ("{text:'山上'}", "山上", "repr"),
        ("{'text': '山上\\n'\n         '的风'}", "山上\n的风", "repr"),
        ('{"content": ["山上", "的风"]}', "山上\n的风", "json"),
        ("{'a': b'\\xe5\\xb1\\xb1'}", "山", "repr"),
        (r"山上\n\n的风\n", "山上\n\n的风\n", "escaped"),
        (r"山上\r\n的风\t大", "山上\n的风\t大", "escaped"),
        (r"text:'山上\\n\\n的风'", "山上\n\n的风", "text:'…', escaped twice"),
        (r'{"text": "山上\\n的风"}', "山上\n的风", "json, escaped twice"),
        (r"text:'山上\\u200d的风\\u200b，还没有停。'", "山上\u200d的风\u200b，还没有停。", "text:'…', escaped twice"),
        (r"text:'零宽的\\u200d不显示'", r"零宽的\u200d不显示", "text:'…'"),
        (r"text:'山上 \\u200d 的风'", r"山上 \u200d 的风", "text:'…'"),
        (r"text:'山上\\u200d的\\d风'", r"山上\u200d的\d风", "text:'…'"),
        (r"山上\u200d的风", r"山上\u200d的风", "plain"),
        (r"\u5c71\u4e0a\n\u7684\u98ce\uff0c\u8fd8\u6ca1\u6709\u505c\u3002", "山上\n的风，还没有停。", "escaped"),
        (r"\u5c71\u4e0a\u7684\u98ce", r"\u5c71\u4e0a\u7684\u98ce", "plain"),
        (json.dumps({"text": json.dumps("山上的风，还没有停。")[1:-1]}), "山上的风，还没有停。", "json, escaped twice"),
        (r"print('\u5c71')", r"print('\u5c71')", "plain"),
        (r"text:'山上\n打印 \\n 的风'", "山上\n打印 \\n 的风", "text:'…'"),
        ("山上\r\n的\r风", "山上\n的\n风", "plain"),
        (r"text:'山上\r\n的风'", "山上\n的风", "text:'…'"),
        ("text:'山上\n的\\n风'", "山上\n的\\n风", "text:'…'"),
        (r"text:'it's a dog's\nlife'", "it's a dog's\nlife", "text:'…'"),
        (r"text:'他说'好'，又说'行'\n'", "他说'好'，又说'行'\n", "text:'…'"),
        (r"'it's a dog's\nlife'", "it's a dog's\nlife", "'…'"),
        ("{'text': 'it's a dog', 'n': 1}", "it's a dog", "repr"),
        ('{"text": "他说"好"了", "n": 1}', '他说"好"了', "json"),
        (r"""text:'{\'text\':\'a\'}'""", "{'text':'a'}", "text:'…'"),
    ],
)
def test_a_wrapper_is_taken_off(text: str, payload: str, wrapper: str) -> None:
    assert [(record.payload, record.wrapper, record.warnings) for record in unwrap(text)] == [(payload, wrapper, ())]


def test_one_level_is_taken_off() -> None:
    (record,) = unwrap(json.dumps(json.dumps({"text": "a"})))
    assert (record.payload, record.wrapper) == ('{"text": "a"}', "json")
    assert record.warnings == ("the text is itself JSON or a dict: left as it is",)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"\\ \' \" \a\b\f\v \t", "\\ ' \" \a\b\f\v \t"),
        (r"\\n\\\n", "\\n\\\n"),
        (r"\0 \7 \101 \777 \8", "\0 \7 A \u01ff \\8"),
        (r"\xe9\u5c71\U0001f600", "é山😀"),
        (r"\N{SNOWMAN}\N{snowman}\N{LATIN SMALL LETTER A}", "☃☃a"),
        (r"\ud83d\ude00 \ud83d \ude00\ud83d", "😀 \ud83d \ude00\ud83d"),
        ("a\\\nb", "ab"),
        (r"\d \( \中 \/ \U99999999 \x4 \xg1 \N{nope} \N{ \u12", r"\d \( \中 \/ \U99999999 \x4 \xg1 \N{nope} \N{ \u12"),
        (r"\N{KEYCAP DIGIT ONE}", r"\N{KEYCAP DIGIT ONE}"),
        (r"\\\x01\\n", "\\\x01\\n"),
        ("\\\\\x01\\n", "\\\x01\n"),
    ],
)
def test_python_escapes_are_undone_and_what_is_none_is_kept(escaped: str, text: str) -> None:
    assert unwrap(f"text:'{escaped}|'")[0].payload == text + "|"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{'id': 1, 'text': '山', 'n': None, 'ok': True, 'f': -1.5e3}", {"id": 1, "n": None, "ok": True, "f": -1500.0}),
        ('{"id": 1, "text": "山", "tags": ["a", {"b": []}]}', {"id": 1, "tags": ["a", {"b": []}]}),
        (
            "{'text': '山', 'tags': ('a', {'b': []}), 's': {1, 2}, 'e': {}}",
            {"tags": ["a", {"b": []}], "s": [1, 2], "e": {}},
        ),
        (
            "{'at': datetime.datetime(2018, 11, 23), '_id': ObjectId('5bf'), 'text': '山'}",
            {"at": "datetime.datetime(2018, 11, 23)", "_id": "5bf"},
        ),
        ('{"data": {"content": "山", "n": 1}, "title": "山上的风"}', {"n": 1, "title": "山上的风"}),
        ('{"a": "", "b": "山", "c": 1}', {"a": "", "c": 1}),
        ('{"text": "", "content": "山"}', {"text": ""}),
        ("title:'风'\ntext:'山'", {"title": "风"}),
    ],
)
def test_the_other_members_are_fields(text: str, fields: Mapping[str, object]) -> None:
    assert [(record.payload, record.fields) for record in unwrap(text)] == [("山", fields)]


@pytest.mark.parametrize(
    ("text", "payloads", "wrapper"),
    [
        ('{"text": "a"}\n\n{"text": "b"}\n', ["a", "b"], "jsonl"),
        ('{"text": "a"}{"text": "b"}', ["a", "b"], "json"),
        ('{\n "text": "a"\n}\n{\n "text": "b"\n}', ["a", "b"], "json"),
        ('[{"text": "a"}, {"text": "b"}]', ["a", "b"], "json"),
        ('["a", "b"]', ["a", "b"], "json"),
        ("{'text': 'a'}\n{'text': 'b'}", ["a", "b"], "repr"),
        ("[{'text': 'a'}, {'text': 'b'}]", ["a", "b"], "repr"),
        ("['a', 'b']", ["a", "b"], "repr"),
        ("text:'a'\ntext:'b'\n", ["a", "b"], "text:'…'"),
        ("text:'a' text:'b', text:'c'", ["a", "b", "c"], "text:'…'"),
        ("text:'it's'\n\ntext:'b's'", ["it's", "b's"], "text:'…'"),
        ("'a\\n'\n'b'", ["a\n", "b"], "'…'"),
    ],
)
def test_several_records_in_a_text(text: str, payloads: list[str], wrapper: str) -> None:
    records = unwrap(text)
    assert [(record.payload, record.wrapper) for record in records] == [(payload, wrapper) for payload in payloads]
    assert [record.number for record in records] == list(range(1, len(payloads) + 1))


def test_records_may_differ_in_their_quotes() -> None:
    assert [record.payload for record in unwrap("text:'a'\ntext:\"it's\"\ntitle:'c'\ntext:'d'")] == ["a", "it's", "d"]


def test_a_bad_line_is_kept_with_a_warning() -> None:
    good, bad, cut = unwrap('{"text": "a"}\n{bad}\n{"text": "b')
    assert (good.payload, good.warnings) == ("a", ())
    assert (bad.payload, bad.wrapper, bad.number) == ("{bad}", "plain", 2)
    assert bad.warnings == ("record 2 is not JSON: kept as it is",)
    assert (cut.payload, cut.warnings) == ("b", ("cut off before its end",))


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        (r"text:'山上\n的风\u4e", "山上\n的风\\u4e"),
        ("text:'山上\\n的风\\", "山上\n的风\\"),
        (r"text:'山上\n他说\'", "山上\n他说'"),
        (r"text:'it's\n山上", "it's\n山上"),
        ("text:'", ""),
        ("text:'山上\n", "山上"),
        (r"'山上\n的风", "山上\n的风"),
        (r"b'\xe5\xb1\xb1\xe4\xb8", "山"),
        (r"b'\xe5\xb1\xb1\xe4\x", "山"),
        (r'{"id": 1, "text": "山上\n的\/风\u4e', "山上\n的/风\\u4e"),
        (r'{"text": "山上", "id": 1', "山上"),
        (r'{"text": "山上", "no', "山上"),
        (r"{'text': '山上\n", "山上\n"),
        ("{'text': '山上', 'ok': Tru", "山上"),
        ('[{"text": "山上"', "山上"),
    ],
)
def test_a_wrapper_that_is_cut_off_is_taken_off_with_a_warning(text: str, payload: str) -> None:
    (record,) = unwrap(text)
    assert record.payload == payload
    assert any("cut off" in warning for warning in record.warnings)


def test_bytes_that_are_no_text_keep_their_escapes() -> None:
    (record,) = unwrap(r"b'\xff\x00\x01\x98'")
    assert record.payload == r"\xff\x00\x01\x98"
    assert record.warnings == ("bytes that are not text: their escapes are left as they are",)


def test_field_names_the_text() -> None:
    (record,) = unwrap('{"text": "a", "summary": "b"}', field="summary")
    assert (record.payload, record.fields) == ("b", {"text": "a"})
    assert unwrap("title:'t'\nsummary:'b'", field="summary")[0].payload == "b"
    assert unwrap("没有字段", field="summary")[0].payload == "没有字段"


def test_a_line_without_the_field_is_warned_of() -> None:
    first, second = unwrap('{"a": "x"}\n{"b": "y"}', field="b")
    assert (first.payload, first.fields, first.warnings) == ("", {"a": "x"}, ("no field 'b'",))
    assert second.payload == "y"


@pytest.mark.parametrize(
    "text", ['{"text": "a"}', '{"text": "a"}\n{"text": "b"}', "text:'a'", "{'text': 'a'}", '{"text": 1}']
)
def test_a_field_that_no_record_has_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="no field 'txet'; did you mean 'text'"):
        unwrap(text, field="txet")


DUMP = "越城发布\n\n   \n微信号\nit's “山”\t\\n 😀\n" * 2
WRAPPED = [
    f"text:{DUMP!r}",
    f"text:{DUMP!a}",
    repr(DUMP.encode()),
    json.dumps({"id": 1, "text": DUMP, "more": [1, {"a": None}]}),
    json.dumps([{"text": DUMP}, {"text": DUMP}], ensure_ascii=False),
    repr({"id": 1, "text": DUMP, "more": (1, {"a": None})}),
    f"text:{DUMP!r}\ntitle:'a'\n\ntext:{DUMP!r}",
]


@pytest.mark.parametrize("wrapped", WRAPPED)
def test_a_cut_at_any_place_does_no_harm(wrapped: str) -> None:
    for end in range(len(wrapped)):
        try:
            records = unwrap(wrapped[:end])
        except NoTextError:
            continue
        assert all("\r" not in record.payload for record in records)
    assert unwrap(wrapped)[0].payload == DUMP


@pytest.mark.parametrize(
    "text",
    [
        "'" * 500_000,
        "text:'" * 100_000,
        "text:'" + "it's" * 250_000 + "'",
        "\\" * 4_000_000,
        "text:'" + "\\" * 2_000_000 + "'",
        "text:'" + "\\'" * 500_000,
        '{"text": "' + '"' * 500_000,
        "{" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        "{'a': f(" * 100_000,
        "-" * 100_000,
        "{'a': '" + "' " * 500_000,
        "'" + " " * 4_000_000,
        "text:'" + "\\N{" * 150_000 + "'",
        " \\n" * 1_000_000,
        '{"a":"b"}\n' + '{"a":"b}\n' * 50_000,
        "text:'" + "山" * 4_000_000 + "'",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_takes_seconds_at_most(text: str) -> None:
    start = time.process_time()
    with suppress(NoTextError):
        unwrap(text)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("unit", "least"),
    [
        *((unit, 20_000) for unit in ("it's ", "\\'", "\\\\", "\\u4e00", "',", '"}', "\n", "\\n")),
        ("text:'a'\n", 5_000),
    ],
)
def test_time_grows_with_length_alone(unit: str, least: int) -> None:
    def seconds(times: int) -> float:
        text = "text:'" + unit * times
        start = time.process_time()
        unwrap(text)
        return time.process_time() - start

    assert min(seconds(4 * least) for _ in range(3)) < 12 * min(seconds(least) for _ in range(3)) + 0.05


@pytest.mark.parametrize("unit", ["山\\", "\n", "\\n", "\\\n", "'it's'\n😀", "\\\\\n\x85"])
def test_long_text_is_read_like_short(unit: str) -> None:
    text = unit * 40_000
    assert unwrap(repr(text + "\n."))[0].payload == text + "\n."


def test_literals_are_read_as_python_reads_them() -> None:
    for source in (r"'a\'b\\n\n'", r'"\"\x41\u4e00\101"', "'\\\n'", r"'\N{DIGIT ONE}\a'"):
        assert unwrap("text:" + source)[0].payload == ast.literal_eval(source)
