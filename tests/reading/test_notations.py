"""Data as programs, shells and database clients write them: unwrapped where that is sure, else left and said."""

from __future__ import annotations

from typing import Any

import pytest

import wxclean
from tests.conftest import Run
from wxclean.errors import NoTextError
from wxclean.reading.unwrap import unwrap

STARS = "*" * 27


def of(text: str, field: str | None = None) -> list[tuple[str, dict[str, Any]]]:
    """Return payload and fields of each record, none of which is doubtful."""
    records = unwrap(text, field=field)
    assert all(record.wrapper != "plain" for record in records)
    return [(record.payload, dict(record.fields)) for record in records]


@pytest.mark.parametrize(
    "text",
    [
        'callback({"text": "今天。", "n": 1});',
        'callback({"text": "今天。", "n": 1})',
        'jQuery1102_15 ( {"text": "今天。", "n": 1} ) ;\n',
        '/**/ app.on.load({"text": "今天。", "n": 1});',
        '/**/ typeof cb === \'function\' && cb({"text": "今天。", "n": 1});',
        'callback([{"text": "今天。", "n": 1}]);',
        'var x = {"text": "今天。", "n": 1};',
        "let x={text: '今天。', n: 1,}",
        'const x = [{"text": "今天。", "n": 1}];',
        'window.__DATA__ = {"text": "今天。", "n": 1};',
        'window[\'a-b\'] = {"text": "今天。", "n": 1};',
        "module.exports = {\n  text: '今天。',\n  n: 1,\n};\n",
        'export default {"text": "今天。", "n": 1};',
        "data = {'text': '今天。', 'n': 1}",
        "OrderedDict([('text', '今天。'), ('n', 1)])",
        "collections.OrderedDict([('text', '今天。'), ('n', 1)])",
        "OrderedDict({'text': '今天。', 'n': 1})",
        "array (\n  'text' => '今天。',\n  'n' => 1,\n)",
        "array (\n  0 => \n  array (\n    'text' => '今天。',\n    'n' => 1,\n  ),\n)",
        "['text' => '今天。', 'n' => 1]",
        '{:text=>"今天。", :n=>1}',
        '[{:text => "今天。", :n => 1}]',
        '{"text" => "今天。", "n" => 1}',
        "[OrderedDict([('text', '今天。'), ('n', 1)])]",
        "defaultdict(<class 'str'>, {'text': '今天。', 'n': 1})",
        "defaultdict(<function f at 0x7f00>, {'text': '今天。', 'n': 1})",
        '{"text" : "今天。", "n" : NumberLong(1)}',
        '{"text" : "今天。", "n" : NumberLong("1")}',
        "new = {'text': '今天。', 'n': NumberInt(1)}",
        '/* 1 */\n{\n    "text" : "今天。",\n    "n" : 1\n}\n',
        '/* 1 createdAt:29/11/2018, 10:00:00*/\n{ "text" : "今天。", "n" : 1.0 }\n',
    ],
)
def test_what_stands_round_data_is_taken_off(text: str) -> None:
    assert of(text) == [("今天。", {"n": 1})]


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("text：'今天。\\n雨。'", "今天。\n雨。"),
        ('正文："今天。"', "今天。"),
        ("text ： '今天。'", "今天。"),
        ('var content = "今天。\\n雨。";', "今天。\n雨。"),
        ("window.article_text = '今天。';", "今天。"),
    ],
)
def test_a_literal_is_taken_out_of_what_names_it(text: str, payload: str) -> None:
    assert of(text) == [(payload, {})]


@pytest.mark.parametrize(
    ("text", "payloads"),
    [
        ('["今天。", nil, "雨。"]', ["今天。", "", "雨。"]),
        ("['text' => array('今天。', NULL, '雨。')]", ["今天。\n雨。"]),
        ("array ('text' => '今天。他说', 'n' => ", ["今天。他说"]),
        ("array (\n  0 => \n  array (\n    'n' => 1,\n    'text' => '今天", ["今天"]),
        ('{:n=>1, :text=>"今天', ["今天"]),
        ('{"text": "点击 "甲"=> 打开", "n": 1}', ['点击 "甲"=> 打开']),
        ("{'text': '写 '甲' => 'y' 也行', 'n': 1}", ["写 '甲' => 'y' 也行"]),
    ],
)
def test_arrows_and_words_for_nothing_are_read_where_php_and_ruby_have_them(text: str, payloads: list[str]) -> None:
    assert [payload for payload, _ in of(text)] == payloads


@pytest.mark.parametrize(
    "text",
    [
        "array('",
        "array(' 的用法：今天我们来讲一讲。\n第二行。",
        "array('甲', '乙') 的用法",
        'array("a" => "b" 这种写法，是数组。',
        "['a' => 'b 的用法",
        '{"a" => "b" 这种写法，是哈希',
        "[[1 => 'b' 这种写法",
        "{:a => 'b', 这种写法",
        "array (a data structure) is 'x'",
    ],
)
def test_what_only_begins_like_php_or_ruby_stays(text: str) -> None:
    assert [(record.payload, record.wrapper) for record in unwrap(text)] == [(text, "plain")]


@pytest.mark.parametrize("after", ["\n", " ", ""])
@pytest.mark.parametrize("between", ["\n\n", "\n", " ", ""])
@pytest.mark.parametrize("inside", ["\n    ", " "])
def test_what_a_shell_numbers_are_records(after: str, between: str, inside: str) -> None:
    first = f'{{{inside}"_id" : ObjectId("5b"),{inside}"text" : "今天。"{inside}}}'
    second = f'{{{inside}"text" : "雨。}} /* 2 */ {{\\n/* 3 */"{inside}}}'
    text = f"/* 1 */{after}{first}{between}/* 2 createdAt:29/11/2018, 10:00:00*/{after}{second}"
    assert of(text) == [("今天。", {"_id": "5b"}), ("雨。} /* 2 */ {\n/* 3 */", {})]


@pytest.mark.parametrize("text", ["/* 1 */ body { color: red }", "/* 1 */ var a;", "/* 1 */ 今天。 /* 2 */ 雨。"])
def test_numbered_code_and_prose_stay(text: str) -> None:
    assert [(record.payload, record.wrapper) for record in unwrap(text)] == [(text, "plain")]


def test_the_values_of_a_database_are_plain() -> None:
    text = '{"text": "甲", "_id": ObjectId("5bf"), "published": ISODate("2018-11-23T10:00Z"), "b": BinData(0, "eA==")}'
    assert of(text) == [("甲", {"_id": "5bf", "published": "2018-11-23T10:00Z", "b": 'BinData(0, "eA==")'})]


@pytest.mark.parametrize(
    "text",
    [
        'const page = {text: "a"};\nrender(page);',
        'console.log("今天。");',
        "print({1, 2})",
        "x == {'text': '今天。'}",
        "f({'text': '今天。'}, 1)",
        "var x = 1;",
        "小明：'你好。'",
        "小明说：“你好。”",
        "/* 说明 */\nbody { color: red }",
        "a.b = c",
        "OrderedDict 是一种字典。",
        "第一行 \\n 第二行\n第三行",
        "换行写作 \\n ，\n制表写作 \\t 。",
        "第一行\nprint('a\\nb')\nprint('c\\nd')",
        "***********\n星号",
    ],
)
def test_prose_and_code_are_no_data(text: str) -> None:
    assert [(record.payload, record.wrapper, record.warnings) for record in unwrap(text)] == [(text, "plain", ())]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ('callback({"n": 1});', "looks like data within callback(…), but no text can be told there: left as it is"),
        ('var x = {"a": "今天。", "b": "雨。"};', "looks like data within var x = …, but no text can be told there"),
        ('var x = {"text": "今天};', "looks like data within var x = …"),
        ("甲。\\n\\n\\n乙。\n丙。\\n\\n\\n丁。\n戊。", "literal \\n in several lines: left as they are"),
        (f"{STARS} 1. row {STARS}\nabc", "looks like rows of mysql that can't be told apart: left as it is"),
    ],
)
def test_what_is_not_sure_is_left_and_said(text: str, warning: str) -> None:
    (record,) = unwrap(text)
    assert (record.payload, record.wrapper) == (text, "plain")
    assert record.warnings[0].startswith(warning)


VERTICAL = f"""{STARS} 1. row {STARS}
     id: 1
  title: 题
content: 今天。

作者: 某人
  title: 正文里的一行
   note: NULL
{STARS} 2. row {STARS}
     id: 2
  title: NULL
content: 雨。
   note: 好
2 rows in set (0.00 sec)
"""


def test_rows_one_under_the_other() -> None:
    assert of(VERTICAL) == [
        ("今天。\n\n作者: 某人\n  title: 正文里的一行", {"id": "1", "title": "题", "note": None}),
        ("雨。", {"id": "2", "title": None, "note": "好"}),
    ]
    assert [text for text, _ in of(VERTICAL, "note")] == ["", "好"]
    with pytest.raises(NoTextError, match="no member is known to hold text; there are: id"):
        of(f"{STARS} 1. row {STARS}\nid: 1\n")


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("甲。\\n\\n\\n乙。\n丙。\\n\\n\\n丁。\n", [("甲。\n\n\n乙。", {}), ("丙。\n\n\n丁。", {})]),
        ("content\n甲。\\n\\n\\n乙。\\\\n\n", [("甲。\n\n\n乙。\\n", {})]),
        (
            "id\ttitle\tcontent\n1\t题\t甲。\\n\\n\\n乙。\\t丙\n2\tNULL\tNULL\n",
            [("甲。\n\n\n乙。\t丙", {"id": "1", "title": "题"}), ("", {"id": "2", "title": None})],
        ),
    ],
)
def test_rows_a_line_each(text: str, records: list[tuple[str, dict[str, Any]]]) -> None:
    assert of(text) == records


SENTENCE = "今天天气很好，我们去看海。"


@pytest.mark.parametrize("encoding", ["hz", "utf-7"])
@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"text:'{SENTENCE}\\n第二段 plus + minus - tilde ~ 。'",
        f"Title\n\n{SENTENCE}\nEnglish, too: 1+1=2, ~user.\n{SENTENCE}\n",
        f'{{"text": "{SENTENCE}"}}',
    ],
)
def test_chinese_in_seven_bits(encoding: str, text: str) -> None:
    found = wxclean.clean(text.encode(encoding))
    assert found.source.encoding == encoding
    assert (found.text, found.source.wrapper) == (wxclean.clean(text).text, wxclean.clean(text).source.wrapper)
    assert wxclean.clean(text.encode(encoding).decode("ascii")).text == found.text


@pytest.mark.parametrize(
    "text",
    [
        "C++ and a+b-c +abcd- +86-10-1234",
        "x = ~{a} | ~{b~}",
        "~{VPND~} is HZ.",
        "+ZeVnLIqe- is UTF-7.",
        "+abcdefghijklmnop- +qrstuvwxyzabcdef-",
        "~{abcdefghijklmnopqrstuv~}",
        "https://a.b/c?d=e+f+g+h",
    ],
)
def test_ascii_that_only_looks_like_it_stays(text: str) -> None:
    found = wxclean.clean(text.encode())
    assert (found.text, found.source.encoding) == (text, "utf-8")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('callback({"list": [{"text": "今天。"}]});', "今天。\n"),
        ("text：'今天。\\n雨。'", "今天。\n雨。\n"),
        ("OrderedDict([('text', '今天。')])", "今天。\n"),
        (f"{STARS} 1. row {STARS}\n id: 1\ntxt: 今天。\n", "今天。\n"),
    ],
)
def test_the_command_reads_them(run: Run, text: str, printed: str) -> None:
    done = run(stdin=text.encode())
    assert (done.code, done.out.decode()) == (0, printed)


def test_the_command_says_what_it_leaves(run: Run) -> None:
    done = run(stdin=b'callback({"n": 1});')
    assert (done.code, done.out) == (0, b'callback({"n": 1});\n')
    assert "looks like data within callback" in done.err
